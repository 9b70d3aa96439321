package hyades.nbody.app;

import hyades.figure.Bulk;
import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.nbody.Dimension;
import hyades.nbody.EnergyScale;
import hyades.nbody.Units;
import hyades.page.CsvColumns;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The figures of a run of bodies: energies, mass shells and virial ratio of `diagnostics.csv`, the
/// bodies at some times of `frames.csv`.
final class NBodyFigures {
    /// Frames of the picture of the bodies.
    private static final int FRAMES = 6;

    /// Up to this many, each body has a colour of its own.
    private static final int FEW = 6;

    private NBodyFigures() {}

    static List<Figure> of(RunDirectory directory, RunRecord record) throws IOException {
        List<Figure> figures = new ArrayList<>(ofDiagnostics(directory, record));
        Optional<Film> film = Film.of(directory);
        film.ifPresent(each -> figures.add(frames(each, record)));
        return figures;
    }

    /// Whether a figure tells of the motion: it belongs beside the film.
    static boolean isOfMotion(Figure figure) {
        return figure.id().equals("radii") || figure.id().equals("virial");
    }

    /// Whether the film of the page shows what the figure does, and more.
    static boolean isOfFilm(Figure figure) {
        return figure.layout() == Layout.TILES;
    }

    private static List<Figure> ofDiagnostics(RunDirectory directory, RunRecord record) throws IOException {
        Path file = directory.file("diagnostics.csv");
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns data = CsvColumns.ofCurves(
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
        Told told = Told.of(record, data.numbers("time"));
        double[] time = told.times(data.numbers("time"));
        Scale across = new Scale("Time", told.time(), Kind.LINEAR);
        Units units = told.units();
        return List.of(energy(data, time, across, units), radii(data, time, across, units), virial(data, time, across));
    }

    private static Figure energy(CsvColumns data, double[] time, Scale across, Units units) throws IOException {
        double[] error = Arrays.stream(data.numbers("relativeEnergyError"))
                .map(Math::abs)
                .toArray();
        EnergyScale scale = error.length == 0
                ? EnergyScale.of(0, 0)
                : EnergyScale.of(data.numbers("kineticEnergy")[0], data.numbers("potentialEnergy")[0]);
        boolean isExact = Arrays.stream(error).allMatch(each -> each == 0);
        Panel energies = new Panel(
                across,
                new Scale("Energy", units.symbol(Dimension.ENERGY), Kind.LINEAR),
                List.of(
                        Series.of("kinetic", 2, Style.LINE, time, data.numbers("kineticEnergy")),
                        Series.of("total", 0, Style.LINE, time, data.numbers("totalEnergy")),
                        Series.of("potential", 1, Style.LINE, time, data.numbers("potentialEnergy"))));
        Panel errors = new Panel(
                "",
                across,
                new Scale(scale.isOfTotal() ? "|E − E₀| / |E₀|" : "|E − E₀| / max(T₀, |U₀|)", "", Kind.DECADES),
                List.of(Series.of("relative energy error", 2, Style.LINE, time, error)),
                isExact ? "0 at every time" : "");
        return new Figure(
                "energy",
                "Energies",
                "Kinetic, potential and total energy of all bodies, and the error of the integrator: how far the total"
                        + " energy is from its start. Errors of zero are left out.",
                Layout.STACKED,
                List.of(energies, errors));
    }

    private static Figure radii(CsvColumns data, double[] time, Scale across, Units units) throws IOException {
        return new Figure(
                "radii",
                "Lagrangian radii",
                "Spheres around the centre of mass that hold these parts of the mass.",
                new Panel(
                        across,
                        new Scale("Radius", units.symbol(Dimension.LENGTH), Kind.FROM_ZERO),
                        List.of(
                                Series.of("90 % of the mass", 1, Style.LINE, time, data.numbers("radius90")),
                                Series.of("50 %", 0, Style.LINE, time, data.numbers("radius50")),
                                Series.of("10 %", 2, Style.LINE, time, data.numbers("radius10")))));
    }

    private static Figure virial(CsvColumns data, double[] time, Scale across) throws IOException {
        return new Figure(
                "virial",
                "Virial ratio",
                "Kinetic energy over the size of the virial W, the potential energy without external fields; in"
                        + " equilibrium one half.",
                new Panel(
                        across,
                        new Scale("T / |W|", "", Kind.FROM_ZERO),
                        List.of(Series.of("virial ratio", 3, Style.LINE, time, data.numbers("virialRatio")))));
    }

    /// The bodies at up to six times in panels with the same axes, which show the bulk: where bodies
    /// lie outside, the title of the panel says how many. A run in three dimensions gives its
    /// projection.
    private static Figure frames(Film film, RunRecord record) {
        int count = Math.min(FRAMES, film.times().length);
        int[] shown = IntStream.range(0, count)
                .map(i -> count == 1 ? 0 : Math.round((float) i * (film.times().length - 1) / (count - 1)))
                .toArray();
        double[] x = film.axes().get(0);
        double[] y = film.axes().get(1);
        double half = Bulk.halfWidth(Arrays.stream(shown)
                .flatMap(frame -> IntStream.range(frame * film.bodies(), (frame + 1) * film.bodies()))
                .mapToDouble(i -> Math.max(Math.abs(x[i]), Math.abs(y[i]))));
        Told told = Told.of(record, film.times());
        List<Panel> panels = new ArrayList<>();
        for (int frame : shown) {
            panels.add(frame(film, told, frame, half));
        }
        boolean isSome = record.results() != null
                && record.results().get("bodies") instanceof Number all
                && all.intValue() > film.bodies();
        return new Figure(
                "frames",
                "The bodies",
                isSome ? "%d of all bodies.".formatted(film.bodies()) : "All bodies.",
                Layout.TILES,
                panels);
    }

    /// All frames of a film, each a figure of its own with the same axes.
    ///
    /// @param zoom how much closer to look than for the bulk of all frames to be seen
    /// @param trail how many frames back to draw where bodies have been; null: all of them for few bodies
    static List<Figure> film(Film film, RunRecord record, double zoom, Integer trail) {
        Told told = Told.of(record, film.times());
        double half = Bulk.halfWidth(film.axes().stream()
                        .limit(2)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs))
                / zoom;
        int usual = film.bodies() <= FEW ? film.times().length : 0;
        int back = trail == null ? usual : trail;
        List<Figure> figures = new ArrayList<>();
        for (int frame = 0; frame < film.times().length; frame++) {
            Panel now = frame(film, told, frame, half);
            List<Series> series = new ArrayList<>(trails(film, Math.max(0, frame - back), frame));
            series.addAll(now.series());
            Panel whole = new Panel(now.title(), now.across(), now.up(), series, now.note());
            figures.add(new Figure("film", "The bodies", "", Layout.TILES, List.of(whole)));
        }
        return figures;
    }

    /// Where each body has been from a frame to another.
    private static List<Series> trails(Film film, int from, int to) {
        boolean isFew = film.bodies() <= FEW;
        List<Series> trails = new ArrayList<>();
        for (int body = 0; from < to && body < film.bodies(); body++) {
            double[][] places = new double[2][to - from + 1];
            for (int frame = from; frame <= to; frame++) {
                for (int axis = 0; axis < 2; axis++) {
                    places[axis][frame - from] = film.axes().get(axis)[frame * film.bodies() + body];
                }
            }
            trails.add(Series.of(
                    film.labels().get(body),
                    isFew ? body + 1 : 0,
                    isFew ? Style.LINE : Style.FAINT,
                    places[0],
                    places[1]));
        }
        return trails;
    }

    private static Panel frame(Film film, Told told, int frame, double half) {
        double[] x = film.places(0, frame);
        double[] y = film.places(1, frame);
        String unit = told.units().symbol(Dimension.LENGTH);
        String t = "t = %s %s"
                .formatted(Digits.of(told.times(film.times()[frame])[0], 4), told.time())
                .strip();
        String time = film.axes().size() > 2 ? t + ", x–y" : t;
        long outside = IntStream.range(0, x.length)
                .filter(i -> !(Math.abs(x[i]) <= half && Math.abs(y[i]) <= half))
                .count();
        List<Series> series = new ArrayList<>();
        boolean isEach = x.length <= FEW || film.showsNames();
        for (int body = 0; isEach && body < x.length; body++) {
            double[] across = {x[body]};
            double[] up = {y[body]};
            series.add(Series.of(
                    film.labels().get(body),
                    x.length <= FEW ? body + 1 : 1,
                    film.showsNames() ? Style.NAMED : Style.DOTS,
                    across,
                    up));
        }
        boolean[] heavy = film.heavy(frame);
        if (series.isEmpty()) {
            series.add(Series.of("bodies", 1, Style.DOTS, only(x, heavy, false), only(y, heavy, false)));
        }
        if (!isEach && IntStream.range(0, x.length).anyMatch(body -> heavy[body])) { // over the others
            series.add(Series.of("heavy bodies", 2, Style.DOTS, only(x, heavy, true), only(y, heavy, true)));
        }
        return new Panel(
                outside == 0 ? time : "%s, %d outside".formatted(time, outside),
                new Scale("x", unit, Kind.LINEAR, -half, half),
                new Scale("y", unit, Kind.LINEAR, -half, half),
                series,
                "");
    }

    private static double[] only(double[] places, boolean[] heavy, boolean which) {
        return IntStream.range(0, places.length)
                .filter(body -> heavy[body] == which)
                .mapToDouble(body -> places[body])
                .toArray();
    }
}
