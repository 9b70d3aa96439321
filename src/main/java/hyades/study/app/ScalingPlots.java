package hyades.study.app;

import hyades.figure.Axis;
import hyades.figure.Curve;
import hyades.figure.Panel;
import hyades.study.ScalingRecord;
import hyades.study.ScalingRecord.Point;
import hyades.study.ScalingRecord.Spread;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The pictures of a scaling study, as PNG files: medians as dots, from the least to the greatest repeat as bars.
///
/// Each file appears complete or not at all. On a machine without fonts every method throws an `IOException` that
/// says so.
public final class ScalingPlots {
    private static final int WIDTH = 1500;
    private static final int LEFT = 130;
    private static final int RIGHT = 40;
    private static final int ABOVE = 30;
    private static final int BELOW = 90;
    private static final int HEIGHT = 760;
    private static final double DOT = 12;

    private static final List<Color> COLORS =
            List.of(Panel.BLUE, Panel.VERMILLION, Panel.GREEN, Panel.PURPLE, Panel.SKY_BLUE, Panel.BLACK);

    private static final String CORES = "Cores used (ranks × threads)";

    private final ScalingRecord study;

    private ScalingPlots(ScalingRecord study) {
        this.study = study;
    }

    /// Draws all pictures of a study that is complete.
    public static void draw(Path folder, ScalingRecord study) throws IOException {
        Panel.requireFonts();
        ScalingPlots plots = new ScalingPlots(study);
        plots.runTime(folder.resolve("runtime.png"));
        plots.speedup(folder.resolve("speedup.png"));
        plots.efficiency(folder.resolve("efficiency.png"));
        plots.rate(folder.resolve("rate.png"));
        plots.exercise(folder.resolve("exercise.png"));
    }

    private void runTime(Path file) throws IOException {
        Rectangle area = area();
        Axis y = Axis.powersOfTwo("Run time [s]", values(Point::wallSeconds)).padded(0, room(area));
        Panel panel = new Panel(coresAxis(), y, area).legend();
        law(panel, (cores, law) -> law.seconds(cores, study.weak()));
        dots(panel, Point::wallSeconds);
        write(file, panel, area);
    }

    private void speedup(Path file) throws IOException {
        Rectangle area = area();
        double first = study.points().getFirst().cores();
        double[] cores = study.points().stream()
                .mapToDouble(Point::cores)
                .sorted()
                .distinct()
                .toArray();
        double[] ideal = DoubleStream.of(cores).map(c -> c / first).toArray();
        Axis y = Axis.powersOfTwo("Speedup", joined(values(Point::speedup), ideal))
                .padded(0, room(area));
        Panel panel = new Panel(coresAxis(), y, area).legend();
        panel.line("ideal", Color.GRAY, cores, ideal);
        double wall = study.points().getFirst().wallSeconds().median();
        law(panel, (c, law) -> wall * (study.weak() ? c / first : 1) / law.seconds(c, study.weak()));
        dots(panel, Point::speedup);
        write(file, panel, area);
    }

    private void efficiency(Path file) throws IOException {
        Rectangle area = area();
        Axis y = Axis.linear("Efficiency", "", joined(values(Point::efficiency), new double[] {0, 1}))
                .padded(0, room(area));
        Panel panel = new Panel(coresAxis(), y, area).legend();
        double[] cores = {
            study.points().getFirst().cores(), study.points().getLast().cores()
        };
        panel.line("ideal", Color.GRAY, cores, new double[] {1, 1});
        dots(panel, Point::efficiency);
        write(file, panel, area);
    }

    private void rate(Path file) throws IOException {
        Rectangle area = area();
        Axis y = Axis.powersOfTwo(rateTitle(), values(Point::rate)).padded(0, room(area));
        Panel panel = new Panel(coresAxis(), y, area).legend();
        dots(panel, Point::rate);
        write(file, panel, area);
    }

    /// The original exercise's two figures: run time and steps per second against the number of cores, both axes
    /// linear and from 0.
    private void exercise(Path file) throws IOException {
        int width = (WIDTH - 2 * LEFT - 2 * RIGHT) / 2;
        Rectangle left = new Rectangle(LEFT, ABOVE, width, 560);
        Rectangle right = new Rectangle(2 * LEFT + width + RIGHT, ABOVE, width, 560);
        double[] cores = study.points().stream().mapToDouble(Point::cores).toArray();
        Axis x = Axis.linear("Number of cores", "", joined(cores, new double[] {0}))
                .padded(0, 0.05);
        Panel time = new Panel(x, fromZero("Run time", "s", values(Point::wallSeconds), left), left).legend();
        Panel rate = new Panel(x, fromZero(rateTitle(), "", values(Point::rate), right), right).legend();
        dots(joinedDots(time, Point::wallSeconds), Point::wallSeconds);
        dots(joinedDots(rate, Point::rate), Point::rate);
        Panel.write(file, WIDTH, left.y + left.height + BELOW, List.of(time, rate));
    }

    private static Axis fromZero(String quantity, String unit, double[] values, Rectangle area) {
        return Axis.linear(quantity, unit, joined(values, new double[] {0})).padded(0, room(area));
    }

    private Panel joinedDots(Panel panel, Function<Point, Spread> quantity) {
        for (int t = 0; t < study.threads().size(); t++) {
            List<Point> series = series(study.threads().get(t), false, true);
            panel.unnamed(
                    color(t),
                    each(series, Point::cores),
                    each(series, p -> quantity.apply(p).median()));
        }
        return panel;
    }

    private interface Curve {
        double at(double cores, ScalingRecord.Usl law);
    }

    private void law(Panel panel, Curve curve) {
        for (ScalingRecord.Fit fit : study.fits()) {
            if (fit.usl() == null) {
                continue;
            }
            List<Point> fitted = series(fit.threads(), false, false);
            double first = fitted.getFirst().cores();
            double last = fitted.getLast().cores();
            double[] x = new double[101];
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = first * Math.pow(last / first, i / (x.length - 1.0));
                y[i] = curve.at(x[i], fit.usl());
            }
            String name = "universal scalability law" + (study.fits().size() > 1 ? ", " + threads(fit.threads()) : "");
            panel.line(name, Panel.ORANGE, x, y);
        }
    }

    /// Dots and bars, a colour for each number of threads; points that share cores in grey.
    private void dots(Panel panel, Function<Point, Spread> quantity) {
        for (int t = 0; t < study.threads().size(); t++) {
            int threads = study.threads().get(t);
            dots(
                    panel,
                    study.threads().size() == 1 ? "median" : threads(threads),
                    color(t),
                    series(threads, false, false),
                    quantity);
        }
        List<Point> shared = new ArrayList<>();
        study.threads().forEach(threads -> shared.addAll(series(threads, true, false)));
        dots(panel, "oversubscribed", Color.GRAY, shared, quantity);
    }

    private static void dots(
            Panel panel, String name, Color color, List<Point> points, Function<Point, Spread> quantity) {
        if (points.isEmpty()) {
            return;
        }
        double[] x = new double[3 * points.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < points.size(); i++) {
            Spread spread = quantity.apply(points.get(i));
            x[3 * i] = points.get(i).cores();
            x[3 * i + 1] = points.get(i).cores();
            x[3 * i + 2] = Double.NaN;
            y[3 * i] = spread.minimum();
            y[3 * i + 1] = spread.maximum();
        }
        panel.unnamed(color, x, y);
        panel.points(
                name,
                color,
                DOT,
                each(points, Point::cores),
                each(points, p -> quantity.apply(p).median()));
    }

    private List<Point> series(int threads, boolean oversubscribed, boolean both) {
        return study.points().stream()
                .filter(p -> p.threads() == threads && (both || p.oversubscribed() == oversubscribed))
                .toList();
    }

    private static String threads(int threads) {
        return threads + (threads == 1 ? " thread" : " threads") + " a rank";
    }

    private static Color color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    private static Rectangle area() {
        return new Rectangle(LEFT, ABOVE, WIDTH - LEFT - RIGHT, HEIGHT);
    }

    private static double room(Rectangle area) {
        return (double) Panel.LEGEND / area.height;
    }

    private Axis coresAxis() {
        return Axis.powersOfTwo(
                CORES, study.points().stream().mapToDouble(Point::cores).toArray());
    }

    private String rateTitle() {
        String name = study.rateName().replace("PerSecond", "");
        return name.isEmpty() ? "Rate" : Character.toUpperCase(name.charAt(0)) + name.substring(1) + " per second";
    }

    private static void write(Path file, Panel panel, Rectangle area) throws IOException {
        Panel.write(file, WIDTH, area.y + area.height + BELOW, List.of(panel));
    }

    private double[] values(Function<Point, Spread> quantity) {
        return study.points().stream()
                .map(quantity)
                .flatMapToDouble(spread -> DoubleStream.of(spread.minimum(), spread.maximum()))
                .toArray();
    }

    private static double[] each(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    private static double[] joined(double[] a, double[] b) {
        return DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b)).toArray();
    }
}
