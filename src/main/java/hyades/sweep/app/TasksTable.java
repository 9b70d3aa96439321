package hyades.sweep.app;

import hyades.page.CsvColumns;
import hyades.page.Html;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The tasks of a sweep, of `tasks.csv`.
final class TasksTable {
    private static final int MOST_ROWS = 300;

    private TasksTable() {}

    /// One row each task, those first that failed; nothing without the file.
    static Optional<Html> of(RunDirectory directory) throws IOException {
        Path file = directory.file(TasksFile.NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        CsvColumns tasks = CsvColumns.read(file, "task", "outcome", "attempts", "seconds", "rank", "command");
        String[] outcome = tasks.text("outcome");
        List<Integer> order = IntStream.concat(
                        IntStream.range(0, outcome.length).filter(row -> !isDone(outcome[row])),
                        IntStream.range(0, outcome.length).filter(row -> isDone(outcome[row])))
                .limit(MOST_ROWS)
                .boxed()
                .toList();
        Table table =
                new Table("Tasks of the sweep", List.of("task", "outcome", "attempts", "seconds", "rank", "command"));
        for (int row : order) {
            table.add(
                    isDone(outcome[row]) ? Html.NONE : new Html(" class=\"failed\""),
                    List.of(
                            number(tasks, "task", row),
                            Cell.text(outcome[row]),
                            number(tasks, "attempts", row),
                            number(tasks, "seconds", row),
                            number(tasks, "rank", row),
                            Cell.text(tasks.text("command")[row])));
        }
        boolean isWhole = table.size() == tasks.rows() && !tasks.isSampled();
        String note = isWhole
                ? "One line each task, those first that failed."
                : "%d are shown, those first that failed; %s has all.".formatted(table.size(), TasksFile.NAME);
        return Optional.of(Html.of("<p>{}</p>{}", note, table.html()));
    }

    private static Cell number(CsvColumns tasks, String column, int row) {
        String text = tasks.text(column)[row];
        return Cell.number(text, Double.parseDouble(text));
    }

    private static boolean isDone(String outcome) {
        return outcome.equals("done");
    }
}
