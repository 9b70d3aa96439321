package hyades.vo;

import hyades.text.Printable;
import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers from the files of a folder, as [ReplyFile] has them, whoever wrote them: a request like the one in a file
/// gets what stands there, as late as the file says. Of several files with the same request the one with the shortest
/// name comes first; the last one stays.
public final class Replay implements Web {
    private final Path folder;
    private final Timepiece time;
    private final Map<Request, Deque<ReplyFile>> replies = new HashMap<>();

    /// @throws IOException in one line, for a folder that cannot be read or holds what is no reply
    public Replay(Path folder) throws IOException {
        this(folder, Timepiece.SYSTEM);
    }

    Replay(Path folder, Timepiece time) throws IOException {
        this.folder = folder;
        this.time = time;
        for (Path file : files(folder)) {
            ReplyFile reply = ReplyFile.read(file);
            replies.computeIfAbsent(reply.request(), _ -> new ArrayDeque<>()).add(reply);
        }
        if (replies.isEmpty()) {
            throw new IOException("%s: no replies are there: expected *%s".formatted(folder, ReplyFile.ENDING));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("%s: is no folder of replies".formatted(folder));
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ReplyFile.ENDING)) {
            entries.forEach(files::add);
        }
        files.sort(Comparator.comparing((Path file) -> file.toString().length()).thenComparing(Path::toString));
        return files;
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException, InterruptedException {
        ReplyFile reply = next(request);
        Duration left = deadline.remaining();
        boolean isLate = reply.latency().compareTo(left) > 0;
        Duration wait = isLate ? left : reply.latency();
        if (wait.isPositive()) {
            time.sleep(wait);
        }
        if (isLate) {
            throw Exchange.timeout(request);
        }
        if (reply.fault() != null) {
            throw new WebFault(reply.fault().kind(), reply.fault().getMessage());
        }
        return reply.reply();
    }

    private synchronized ReplyFile next(Request request) throws WebFault {
        Deque<ReplyFile> left = replies.get(request);
        if (left == null) {
            String form = request.form().isEmpty()
                    ? ""
                    : " with " + Printable.of(request.form().toString());
            throw new WebFault(Kind.UNRECORDED, "%s%s: is not recorded in %s".formatted(request, form, folder));
        }
        return left.size() > 1 ? left.remove() : left.element();
    }
}
