package hyades.nbody.app;

import hyades.page.Chart;
import hyades.page.Chart.Kind;
import hyades.page.Chart.Scale;
import hyades.page.Chart.Series;
import hyades.page.CsvColumns;
import hyades.page.TimeAxis;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The figures of `diagnostics.csv`.
final class NBodyCharts {
    private NBodyCharts() {}

    /// The energies, their error, the virial ratio, and the mass shells; none without the file.
    static List<Chart> of(RunDirectory directory) throws IOException {
        Path file = directory.file("diagnostics.csv");
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns data = CsvColumns.read(
                file,
                "time",
                "kineticEnergy",
                "potentialEnergy",
                "totalEnergy",
                "relativeEnergyError",
                "virialRatio",
                "radius10",
                "radius50",
                "radius90");
        TimeAxis axis = TimeAxis.of(data.numbers("time"));
        double[] time = axis.values();
        Scale across = axis.scale();
        double[] error = Arrays.stream(data.numbers("relativeEnergyError"))
                .map(Math::abs)
                .toArray();
        return List.of(
                new Chart(
                        "energy",
                        "Energies",
                        "Kinetic, potential and total energy of all bodies.",
                        across,
                        new Scale("Energy", "J", Kind.LINEAR),
                        time,
                        List.of(
                                Series.line("kinetic", 2, data.numbers("kineticEnergy")),
                                Series.line("total", 0, data.numbers("totalEnergy")),
                                Series.line("potential", 1, data.numbers("potentialEnergy")))),
                new Chart(
                        "energy-error",
                        "Energy error",
                        "How far the total energy is from its start: the error of the integrator. Zeros are left out.",
                        across,
                        new Scale("|E − E₀| / |E₀|", "", Kind.DECADES),
                        time,
                        List.of(Series.line("relative energy error", 2, error))),
                new Chart(
                        "radii",
                        "Lagrangian radii",
                        "Spheres around the centre of mass that hold these parts of the mass.",
                        across,
                        new Scale("Radius", "m", Kind.FROM_ZERO),
                        time,
                        List.of(
                                Series.line("90 % of the mass", 1, data.numbers("radius90")),
                                Series.line("50 %", 0, data.numbers("radius50")),
                                Series.line("10 %", 2, data.numbers("radius10")))),
                new Chart(
                        "virial",
                        "Virial ratio",
                        "Kinetic energy over the size of the potential energy; in equilibrium one half.",
                        across,
                        new Scale("T / |U|", "", Kind.FROM_ZERO),
                        time,
                        List.of(Series.line("virial ratio", 3, data.numbers("virialRatio")))));
    }

    /// Whether a figure belongs beside the film.
    static boolean isOfMotion(Chart chart) {
        return chart.id().equals("radii") || chart.id().equals("virial");
    }
}
