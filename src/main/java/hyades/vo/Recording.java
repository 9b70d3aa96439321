package hyades.vo;

import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Asks another and writes down what becomes of each request, as [ReplyFile] has it, for a [Replay]: of a
/// request that is sent again a file each time, in their order. Files of an earlier recording stay, but for
/// those of the same requests, of which all go.
public final class Recording implements Web {
    private static final int LONGEST_NAME = 80;

    private final Web web;
    private final Path folder;
    private final Timepiece time;
    private final Map<Request, Integer> turns;

    /// @param web that answers
    /// @param folder made where there is none
    public Recording(Web web, Path folder) throws IOException {
        this(web, folder, Timepiece.SYSTEM);
    }

    Recording(Web web, Path folder, Timepiece time) throws IOException {
        this(web, made(folder), time, new HashMap<>());
    }

    private Recording(Web web, Path folder, Timepiece time, Map<Request, Integer> turns) {
        this.web = web;
        this.folder = folder;
        this.time = time;
        this.turns = turns;
    }

    private static Path made(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("%s: cannot be made: %s".formatted(folder, FileFault.reason(e)), e);
        }
    }

    /// The same recording, which goes on with what another answers.
    public Recording goingOn(Web other) {
        return new Recording(other, folder, time, turns);
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException, InterruptedException {
        Path file = folder.resolve(name(request, turn(request)));
        long start = time.nanoTime();
        try {
            Reply reply = web.send(request, deadline);
            ReplyFile.of(request, reply).write(file);
            return reply;
        } catch (WebFault e) {
            ReplyFile.of(request, e, Duration.ofNanos(time.nanoTime() - start)).write(file);
            throw e;
        }
    }

    private int turn(Request request) throws IOException {
        synchronized (turns) {
            int turn = turns.merge(request, 1, Integer::sum);
            for (int old = 2; turn == 1 && Files.deleteIfExists(folder.resolve(name(request, old))); old++) {
                // those of an earlier recording would follow what is new
            }
            return turn;
        }
    }

    /// The words of the address, and letters that tell its requests apart.
    ///
    /// @param turn 1 for the first time that it is asked
    static String name(Request request, int turn) {
        String words = request.uri().toString().replaceFirst("^https?://", "").replaceAll("[^A-Za-z0-9.]+", "-");
        String name = words.substring(0, Math.min(words.length(), LONGEST_NAME));
        String again = turn == 1 ? "" : "-" + turn;
        return "%s-%s%s%s".formatted(name, hash(request), again, ReplyFile.ENDING);
    }

    private static String hash(Request request) {
        try {
            byte[] all = (request + "\n" + request.body()).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all);
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
