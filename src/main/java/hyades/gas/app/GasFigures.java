package hyades.gas.app;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The figures of a run of gas: the profile beside the exact solution, energies, and what is kept.
final class GasFigures {
    private GasFigures() {}

    static List<Figure> of(RunDirectory directory) throws IOException {
        List<Figure> figures = new ArrayList<>();
        Path profile = directory.file(GasRun.PROFILE);
        if (Files.exists(profile)) {
            figures.add(profile(CsvColumns.read(profile, "density", "velocity", "pressure")));
        }
        Path diagnostics = directory.file(GasRun.DIAGNOSTICS);
        if (Files.exists(diagnostics)) {
            CsvColumns data = CsvColumns.ofCurves(
                    diagnostics, "time", "mass", "kineticEnergy", "internalEnergy", "potentialEnergy", "totalEnergy");
            figures.add(energies(data));
            figures.add(conservation(data));
        }
        return figures;
    }

    private static Figure profile(CsvColumns data) throws IOException {
        String name = data.names().getFirst();
        Scale across = new Scale(name, "m", Kind.LINEAR);
        return new Figure(
                "profile",
                name.equals("r") ? "Means over shells" : "Along the tube",
                "The gas at the end, cell by cell or as the mean of shells about the middle, and the exact solution.",
                Layout.STACKED,
                List.of(
                        panel(data, name, across, "density", "Density", "kg/m³"),
                        panel(data, name, across, "velocity", "Velocity", "m/s"),
                        panel(data, name, across, "pressure", "Pressure", "Pa")));
    }

    private static Panel panel(CsvColumns data, String place, Scale across, String quantity, String title, String unit)
            throws IOException {
        double[] x = data.numbers(place);
        String exact = "exact" + title;
        return new Panel(
                across,
                new Scale(title, unit, Kind.LINEAR),
                List.of(
                        Series.of("exact", 0, Style.LINE, x, data.numbers(exact)),
                        Series.of("computed", 1, Style.DOTS, x, data.numbers(quantity))));
    }

    private static Figure energies(CsvColumns data) throws IOException {
        double[] time = data.numbers("time");
        List<Series> series = new ArrayList<>(List.of(
                Series.of("total", 0, Style.LINE, time, data.numbers("totalEnergy")),
                Series.of("internal", 1, Style.LINE, time, data.numbers("internalEnergy")),
                Series.of("kinetic", 2, Style.LINE, time, data.numbers("kineticEnergy"))));
        double[] potential = data.numbers("potentialEnergy");
        if (Arrays.stream(potential).anyMatch(each -> each != 0)) {
            series.add(Series.of("potential", 3, Style.LINE, time, potential));
        }
        return new Figure(
                "energies",
                "Energies",
                "The energies of all gas.",
                new Panel(new Scale("Time", "s", Kind.LINEAR), new Scale("Energy", "J", Kind.LINEAR), series));
    }

    private static Figure conservation(CsvColumns data) throws IOException {
        double[] time = data.numbers("time");
        return new Figure(
                "conservation",
                "Change of mass and energy",
                "By how much of what they were at the start mass and energy have changed: by rounding, unless gas"
                        + " passes the faces of the grid or is pulled.",
                new Panel(
                        new Scale("Time", "s", Kind.LINEAR),
                        new Scale("Relative change", "", Kind.LINEAR),
                        List.of(
                                Series.of("mass", 1, Style.LINE, time, change(data.numbers("mass"))),
                                Series.of("energy", 2, Style.LINE, time, change(data.numbers("totalEnergy"))))));
    }

    private static double[] change(double[] values) {
        double[] changes = new double[values.length];
        Arrays.setAll(changes, i -> (values[i] - values[0]) / Math.abs(values[0]));
        return changes;
    }
}
