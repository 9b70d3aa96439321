package hyades.figure;

import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The pictures of a decay ensemble, as PNG files: the counts, and how far they are from the law.
///
/// Each file appears complete or not at all. On a machine without fonts every method throws an `IOException` that
/// says so.
public final class DecayPlots {
    private static final int WIDTH = 1500;
    private static final int LEFT = 130;
    private static final int RIGHT = 40;
    private static final int ABOVE = 50;
    private static final int BELOW = 90;

    private static final List<Color> COLORS =
            List.of(Panel.VERMILLION, Panel.BLUE, Panel.GREEN, Panel.ORANGE, Panel.PURPLE, Panel.SKY_BLUE);

    /// Of several isotopes, a mean that stays below this is not drawn.
    private static final double LEAST = 0.1;

    private DecayPlots() {}

    /// What an ensemble counted of one isotope.
    ///
    /// @param name of the isotope
    /// @param law expected counts, shape (m), m at least 2, like all others
    /// @param mean over the runs
    /// @param deviation standard deviation of one run that the law expects
    /// @param runs some single runs, shape (any, m)
    public record Series(String name, double[] law, double[] mean, double[] deviation, List<double[]> runs) {
        private double peak() {
            return DoubleStream.of(mean).max().orElse(0);
        }
    }

    /// Draws runs as thin lines, means, and laws over time; several isotopes on a logarithmic axis, and of more than
    /// six those with the greatest means.
    ///
    /// @param title what was simulated, and how long it took
    /// @param time in `unit`, shape (m)
    /// @param all the parent first
    public static void counts(Path file, String title, double[] time, String unit, List<Series> all)
            throws IOException {
        Panel.requireFonts();
        Rectangle area = new Rectangle(LEFT, ABOVE, WIDTH - LEFT - RIGHT, 760);
        List<Series> shown = shown(all);
        double room = (double) Panel.LEGEND / area.height;
        double[] values = joined(shown.stream().map(Series::mean));
        boolean single = shown.size() == 1;
        Axis y = single
                ? Axis.linear("Nuclei left", "", joined(Stream.of(new double[] {0}, values)))
                        .padded(0, room)
                : Axis.decades(
                                "Nuclei",
                                DoubleStream.of(values).filter(v -> v >= LEAST).toArray())
                        .padded(0, room);
        Panel panel =
                new Panel(Axis.linear("Time", unit, time), y, area).title(title).legend();
        panel.faint("single runs", time, shown.getFirst().runs());
        for (int i = 0; i < shown.size(); i++) {
            Series series = shown.get(i);
            panel.line(single ? "mean" : series.name(), COLORS.get(i), time, series.mean());
        }
        double[] laws = joined(shown.stream().map(series -> sparse(series.law())));
        double[] times = joined(shown.stream().map(_ -> sparse(time)));
        panel.points(single ? "N₀ exp(−λt)" : "Bateman's law", Panel.BLACK, 6, times, laws);
        Panel.write(file, WIDTH, area.y + area.height + BELOW, List.of(panel));
    }

    /// Draws the first isotope's runs and mean less the law, between plus and minus one expected standard deviation,
    /// and below all isotopes' means less their laws in expected standard errors.
    ///
    /// @param time in `unit`, shape (m)
    /// @param runs how many the mean is of
    public static void residuals(Path file, double[] time, String unit, List<Series> all, long runs)
            throws IOException {
        Panel.requireFonts();
        Rectangle above = new Rectangle(LEFT, 30, WIDTH - LEFT - RIGHT, 500);
        Rectangle below = new Rectangle(LEFT, above.y + above.height + 30, above.width, 340);
        Axis t = Axis.linear("Time", unit, time);
        Series first = all.getFirst();
        double[] plus = first.deviation();
        double[] minus = DoubleStream.of(plus).map(v -> -v).toArray();
        List<double[]> lines =
                first.runs().stream().map(run -> difference(run, first.law())).toList();
        double[] range = joined(Stream.concat(lines.stream(), Stream.of(plus, minus)));
        Axis y = Axis.linear("N − law", "", range).padded(0.04, (double) Panel.LEGEND / above.height);
        Panel counts = new Panel(t, y, above).labels(false, true).legend();
        counts.faint("single runs", time, lines);
        counts.line("±1 standard deviation of the law", Panel.BLUE, time, plus)
                .line(
                        "mean of " + runs + (runs == 1 ? " run" : " runs"),
                        Panel.VERMILLION,
                        time,
                        difference(first.mean(), first.law()));
        List<Series> shown = shown(all);
        List<double[]> scaled =
                shown.stream().map(s -> inStandardErrors(s, runs)).toList();
        Axis errors = Axis.linear(
                        "(mean − law) / error", "", joined(Stream.concat(scaled.stream(), Stream.of(new double[] {-2, 2
                        }))))
                .padded(0.04, (double) Panel.LEGEND / below.height);
        Panel means = new Panel(t, errors, below).legend();
        for (int i = 0; i < shown.size(); i++) {
            means.line(shown.get(i).name(), COLORS.get(i), time, scaled.get(i));
        }
        counts.unnamed(Panel.BLUE, time, minus);
        Panel.write(file, WIDTH, below.y + below.height + BELOW, List.of(counts, means));
    }

    private static List<Series> shown(List<Series> all) {
        List<Series> largest = all.stream()
                .filter(series -> series.peak() >= LEAST)
                .sorted(Comparator.comparingDouble(Series::peak).reversed())
                .limit(COLORS.size())
                .toList();
        return all.stream().filter(largest::contains).toList();
    }

    private static double[] inStandardErrors(Series series, long runs) {
        double[] scaled = difference(series.mean(), series.law());
        for (int i = 0; i < scaled.length; i++) {
            double deviation = series.deviation()[i];
            // Where all runs together expect less than a count, a standard error means nothing.
            boolean counts = deviation * deviation * runs >= 1;
            scaled[i] = counts ? scaled[i] * Math.sqrt(runs) / deviation : Double.NaN;
        }
        return scaled;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /// Every so many values, for 41 dots.
    private static double[] sparse(double[] values) {
        int stride = Math.max(1, (values.length - 1) / 40);
        double[] some = new double[(values.length + stride - 1) / stride];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[i * stride];
        }
        return some;
    }

    private static double[] joined(Stream<double[]> parts) {
        return parts.flatMapToDouble(DoubleStream::of).toArray();
    }
}
