package hyades.launch;

import hyades.process.Pieces;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the output of `srun --label` apart: every line goes on without its label, and into the log of its rank, but
/// for reports of the ranks'. Lines of `srun` itself have no label and only go on.
///
/// SLURM passes lines on in pieces of 1024 bytes, and labels each piece: those are put together again.
final class TaskOutput {
    private static final int PIECE_BYTES = 1024;

    private static final Pattern LABELLED = Pattern.compile(" *(\\d+): (.*?)\n?", Pattern.DOTALL);

    private final Path folder;
    private final RankReports reports;
    private boolean hasFailed;

    /// @param folder of the ranks' logs `rank-<r>.log`, which are appended to
    TaskOutput(Path folder, RankReports reports) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.reports = reports;
    }

    /// One of the two streams.
    Pieces.Sink to(PrintStream merged) {
        Map<Integer, StringBuilder> begun = new HashMap<>();
        return piece -> {
            String text = new String(piece, StandardCharsets.ISO_8859_1); // bytes stay bytes
            Matcher labelled = LABELLED.matcher(text);
            if (!labelled.matches()) {
                print(merged, text);
                return;
            }
            int rank = Integer.parseInt(labelled.group(1));
            StringBuilder line = begun.computeIfAbsent(rank, _ -> new StringBuilder());
            line.append(labelled.group(2));
            if (labelled.group(2).length() != PIECE_BYTES) {
                begun.remove(rank);
                take(rank, line.append('\n').toString(), merged);
            }
        };
    }

    private synchronized void take(int rank, String line, PrintStream merged) {
        String text = reports.take(line);
        if (!text.isEmpty() && !LinePump.isNoise(text)) {
            print(merged, text);
            log(rank, text);
        }
    }

    private void log(int rank, String line) {
        Path file = folder.resolve("rank-%d.log".formatted(rank));
        try {
            Files.writeString(
                    file,
                    line,
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            if (!hasFailed) {
                System.err.println("hyades: warning: the ranks' logs are not complete: cannot write " + file);
            }
            hasFailed = true;
        }
    }

    private static void print(PrintStream merged, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        synchronized (merged) {
            merged.write(bytes, 0, bytes.length);
            merged.flush();
        }
    }
}
