package hyades.sweep.app;

import hyades.storage.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

/// `tasks.csv`: a line for each task that has ended, in their order.
final class TasksFile {
    static final String NAME = "tasks.csv";

    /// Those of the columns that tell how it went, not what came out.
    static final Set<String> CIRCUMSTANCES = Set.of("attempts", "start", "seconds", "rank");

    private static final String COLUMNS = "task,outcome,exit,signal,attempts,start,seconds,rank,command\n";

    /// What became of a task.
    ///
    /// @param outcome `done`, or why not
    /// @param exit null of one that has none
    /// @param start from the start of the user's command [s]; NaN of a task that an earlier run has ended
    record Row(
            int task, String outcome, Integer exit, int signal, int attempts, double start, double seconds, int rank) {
        boolean isDone() {
            return outcome.equals("done");
        }
    }

    private TasksFile() {}

    /// @param commands of the tasks, by their numbers
    static void write(Path file, Collection<Row> rows, IntFunction<String> commands) throws IOException {
        WholeFile.writeText(file, out -> {
            out.write(COLUMNS);
            for (Row row : rows) {
                write(out, row, commands.apply(row.task));
            }
        });
    }

    private static void write(Writer out, Row row, String command) throws IOException {
        out.write(String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%d,%s,%.4f,%d,%s\n",
                row.task,
                quoted(row.outcome),
                row.exit == null ? "" : row.exit,
                row.signal,
                row.attempts,
                Double.isNaN(row.start) ? "" : String.format(Locale.ROOT, "%.4f", row.start),
                row.seconds,
                row.rank,
                quoted(command)));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
