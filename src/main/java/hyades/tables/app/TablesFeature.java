package hyades.tables.app;

import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.page.CsvColumns;
import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tables of random numbers.
public final class TablesFeature implements Feature {
    @Override
    public String name() {
        return "tables";
    }

    @Override
    public Class<?> command() {
        return TablesCommand.class;
    }

    @Override
    public String title(String command) {
        return switch (command) {
            case TablesGenerateCommand.COMMAND -> "Tables of random numbers: {count}";
            case "tables check" -> "Tables checked: {count}";
            default -> command;
        };
    }

    /// How many numbers there are in each cell, beside what is expected.
    @Override
    public List<Figure> figures(Run run) throws IOException {
        Path file = run.directory().file("histogram.csv");
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns data = CsvColumns.read(file, "from", "to", "count", "expected");
        double[] from = data.numbers("from");
        double[] to = data.numbers("to");
        double[] count = data.numbers("count");
        double[] expected = data.numbers("expected");
        List<double[]> bars = new ArrayList<>();
        for (int i = 0; i < data.rows(); i++) {
            if (Double.isFinite(to[i] - from[i])) { // not the ends of a bell
                bars.add(new double[] {from[i], count[i] / (to[i] - from[i]), expected[i] / (to[i] - from[i])});
            }
        }
        double[] value = column(bars, 0);
        return List.of(new Figure(
                "histogram",
                "Numbers in the tables",
                "How many there are of each number, and how many are expected.",
                new Panel(
                        new Scale("Number", "", Kind.LINEAR),
                        new Scale("Count for each unit", "", Kind.FROM_ZERO),
                        List.of(
                                Series.of("counted", 2, Style.STEPS, value, column(bars, 1)),
                                Series.of("expected", 0, Style.DASHED, value, column(bars, 2))))));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Figure> figures = figures(run);
        return figures.isEmpty() ? List.of() : List.of(Section.of("histogram", "Numbers in the tables", figures));
    }
}
