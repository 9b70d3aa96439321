package hyades.sweep.app;

import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.page.CsvColumns;
import hyades.run.RunDirectory;
import hyades.text.TimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What the tasks of a sweep took, over the time at which they began, rank by rank.
final class SweepFigures {
    /// Ranks that have a colour.
    private static final int MOST = 6;

    private SweepFigures() {}

    /// None without the file, or tasks that were run.
    static List<Figure> of(RunDirectory directory) throws IOException {
        Path file = directory.file(TasksFile.NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns tasks = CsvColumns.read(file, "outcome", "start", "seconds", "rank");
        double[] start = numbers(tasks.text("start"));
        int[] run = IntStream.range(0, start.length)
                .filter(row -> !Double.isNaN(start[row]))
                .toArray();
        if (run.length == 0) {
            return List.of();
        }
        double[] seconds = at(run, tasks.numbers("seconds"));
        double[] ranks = at(run, tasks.numbers("rank"));
        double first = Arrays.stream(run).mapToDouble(row -> start[row]).min().orElse(0);
        double[] begun =
                Arrays.stream(run).mapToDouble(row -> start[row] - first).toArray();
        TimeUnit across = TimeUnit.fitting(begun);
        TimeUnit up = TimeUnit.fitting(seconds);
        List<Series> series = new ArrayList<>();
        int most = (int) Arrays.stream(ranks).max().orElse(0);
        for (int rank = 0; rank <= most; rank++) {
            int of = rank;
            int[] mine =
                    IntStream.range(0, run.length).filter(i -> ranks[i] == of).toArray();
            series.add(Series.of(
                    rank < MOST ? "rank " + rank : "other ranks",
                    rank < MOST ? rank + 1 : 0,
                    Style.DOTS,
                    across.of(at(mine, begun)),
                    up.of(at(mine, seconds))));
        }
        return List.of(new Figure(
                "tasks",
                "Time of the tasks",
                "A dot each task, at the time at which it began, after the first of them.",
                new Panel(
                        new Scale("Begun", across.symbol(), Kind.FROM_ZERO),
                        new Scale("Took", up.symbol(), Kind.FROM_ZERO),
                        series)));
    }

    private static double[] numbers(String[] texts) {
        return Arrays.stream(texts)
                .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
                .toArray();
    }

    private static double[] at(int[] rows, double[] values) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }
}
