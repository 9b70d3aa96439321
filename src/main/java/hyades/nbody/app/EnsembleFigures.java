package hyades.nbody.app;

import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.page.CsvColumns;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How well the energy of each system of an ensemble is conserved, and how near to equilibrium it ended.
final class EnsembleFigures {
    /// The name of the figure and so of its picture.
    static final String ID = "systems";

    private EnsembleFigures() {}

    /// None without the file, or systems that are done.
    static List<Figure> of(RunDirectory directory) throws IOException {
        Path file = directory.file(NBodyEnsembleRun.TABLE);
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns systems =
                CsvColumns.read(file, "system", "largestRelativeEnergyError", "finalVirialRatio", "outcome");
        String[] outcome = systems.text("outcome");
        int[] done = IntStream.range(0, outcome.length)
                .filter(row -> outcome[row].equals("done"))
                .toArray();
        if (done.length == 0) {
            return List.of();
        }
        double[] number = numbers(systems, "system", done);
        double[] error = numbers(systems, "largestRelativeEnergyError", done);
        double[] virial = numbers(systems, "finalVirialRatio", done);
        Scale across = new Scale("System", "", Kind.LINEAR);
        boolean isExact = Arrays.stream(error).allMatch(each -> each == 0);
        return List.of(new Figure(
                ID,
                "Systems",
                "The largest relative error of the energy, and the virial ratio at the end, a dot each system that is"
                        + " done. Errors of zero are left out.",
                Layout.STACKED,
                List.of(
                        new Panel(
                                "",
                                across,
                                new Scale("Energy error", "", Kind.DECADES),
                                List.of(Series.of("relative energy error", 2, Style.DOTS, number, error)),
                                isExact ? "0 of every system" : ""),
                        new Panel(
                                across,
                                new Scale("T / |W|", "", Kind.FROM_ZERO),
                                List.of(Series.of("virial ratio", 3, Style.DOTS, number, virial))))));
    }

    private static double[] numbers(CsvColumns systems, String column, int[] rows) {
        String[] texts = systems.text(column);
        return Arrays.stream(rows)
                .mapToDouble(row -> texts[row].isEmpty() ? Double.NaN : Double.parseDouble(texts[row]))
                .toArray();
    }
}
