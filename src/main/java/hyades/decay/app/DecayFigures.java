package hyades.decay.app;

import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.page.CsvColumns;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.text.Digits;
import hyades.text.TimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/// The figures of an ensemble: `mean.csv` against the law, single runs of `curves.csv` where they were kept, and the
/// half-lives of `runs.csv`. Without kept runs the band of their quantiles shows how they scatter: it is in `mean.csv`
/// whether or not the run was stopped and went on.
final class DecayFigures {
    /// Isotopes of a chain that have a colour.
    private static final int MOST = 6;

    /// A mean below this is not drawn on an axis of decades.
    private static final double LEAST = 0.1;

    /// Bars of the histogram of half-lives.
    private static final int BARS = 40;

    private final RunRecord record;

    private DecayFigures(RunRecord record) {
        this.record = record;
    }

    /// The counts, how far they are from the law, and the half-lives of the runs; none without the files.
    static List<Figure> of(RunDirectory directory, RunRecord record) throws IOException {
        DecayFigures made = new DecayFigures(record);
        List<Figure> figures = new ArrayList<>();
        Path means = directory.file("mean.csv");
        if (Files.exists(means)) {
            CsvColumns data = CsvColumns.read(
                    means, "time", "mean", "standardDeviation", "quantile05", "quantile50", "quantile95", "law");
            if (data.rows() == 0) {
                throw new IOException("%s: damaged: it has a header only".formatted(means));
            }
            Map<String, CsvColumns> isotopes = isotopes(data);
            List<double[]> runs = KeptRuns.read(
                    directory.file("curves.csv"),
                    isotopes.values().iterator().next().rows(),
                    isotopes.size());
            figures.add(isotopes.size() > 1 ? made.chain(isotopes, runs) : made.counts(data, runs));
            figures.add(made.residuals(isotopes, runs));
        }
        Path detected = directory.file("detected.csv");
        if (Files.exists(detected)) {
            figures.add(detected(CsvColumns.read(detected, "time", "rate", "rateLaw")));
        }
        Path runs = directory.file("runs.csv");
        if (Files.exists(runs)) {
            made.halfLives(CsvColumns.read(runs, "halfLife")).ifPresent(figures::add);
        }
        return figures;
    }

    /// Each isotope's rows, the parent first; of a single one under an empty name.
    private static Map<String, CsvColumns> isotopes(CsvColumns data) {
        if (!data.has("isotope")) {
            return Map.of("", data);
        }
        String[] names = data.text("isotope");
        Map<String, CsvColumns> isotopes = new LinkedHashMap<>();
        for (String name : names) {
            isotopes.computeIfAbsent(name, wanted -> data.where(row -> names[row].equals(wanted)));
        }
        return isotopes;
    }

    private Figure counts(CsvColumns data, List<double[]> runs) throws IOException {
        TimeUnit unit = TimeUnit.fitting(data.numbers("time"));
        double[] time = unit.of(data.numbers("time"));
        List<Series> series = new ArrayList<>();
        series.add(band(time, data, (quantile, _) -> quantile));
        runs.forEach(run -> series.add(Series.of("single runs", 0, Style.FAINT, time, run)));
        series.add(Series.of("mean", 2, Style.LINE, time, data.numbers("mean")));
        series.add(Series.of("law, N₀ exp(−λt)", 0, Style.DASHED, time, data.numbers("law")));
        return new Figure(
                "decay",
                "Nuclei left",
                "Mean of all runs and the law; the band holds the middle 90 % of the runs.",
                new Panel(title(), across(unit), new Scale("Nuclei left", "", Kind.FROM_ZERO), series, ""));
    }

    /// What was drawn, and how long it took; empty where the record does not say.
    private String title() {
        double runs = result("runs");
        double particles = result("particles");
        double seconds = result("drawingSeconds");
        if (record.results() == null || !(runs > 0 && particles > 0 && seconds > 0)) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s: %s of %s by %s, wall time %.3g s on %s",
                record.results().get("isotope"),
                Digits.counted((long) runs, "run"),
                record.results().containsKey("initial")
                        ? record.results().get("initial")
                        : Digits.counted((long) particles, "nucleus", "nuclei"),
                record.results().get("method"),
                seconds,
                Digits.counted(record.ranks(), "rank"));
    }

    /// The isotopes with the greatest means, on an axis of decades.
    private Figure chain(Map<String, CsvColumns> isotopes, List<double[]> runs) throws IOException {
        List<String> shown = shown(isotopes);
        List<Series> series = new ArrayList<>();
        TimeUnit unit = TimeUnit.fitting(isotopes.values().iterator().next().numbers("time"));
        for (String name : shown) {
            CsvColumns data = isotopes.get(name);
            double[] time = unit.of(data.numbers("time")); // of a sampled file, not all have the same
            if (series.isEmpty()) {
                runs.forEach(run -> series.add(Series.of("single runs", 0, Style.FAINT, time, drawn(run))));
            }
            int color = 1 + shown.indexOf(name);
            series.add(Series.of(name, color, Style.LINE, time, drawn(data.numbers("mean"))));
            series.add(Series.of(name + ", law", color, Style.DASHED, time, drawn(data.numbers("law"))));
        }
        String left = shown.size() < isotopes.size()
                ? " %d of %d isotopes, those with most nuclei.".formatted(shown.size(), isotopes.size())
                : "";
        return new Figure(
                "decay",
                "Nuclei of the chain",
                "Means of all runs, and Bateman's law dashed." + left,
                new Panel(title(), across(unit), new Scale("Nuclei", "", Kind.DECADES), series, ""));
    }

    private static double[] drawn(double[] counts) {
        return Arrays.stream(counts)
                .map(count -> count < LEAST ? Double.NaN : count)
                .toArray();
    }

    /// The isotopes with the greatest means, in the order of the chain.
    private static List<String> shown(Map<String, CsvColumns> isotopes) throws IOException {
        Map<String, Double> peaks = new LinkedHashMap<>();
        for (Map.Entry<String, CsvColumns> isotope : isotopes.entrySet()) {
            peaks.put(
                    isotope.getKey(),
                    Arrays.stream(isotope.getValue().numbers("mean")).max().orElse(0));
        }
        List<String> largest = peaks.keySet().stream()
                .filter(name -> peaks.get(name) >= LEAST)
                .sorted(Comparator.comparing(name -> -peaks.get(name)))
                .limit(MOST)
                .toList();
        return peaks.keySet().stream().filter(largest::contains).toList();
    }

    /// The parent's counts less the law, and below the means of all isotopes in standard errors.
    private Figure residuals(Map<String, CsvColumns> isotopes, List<double[]> runs) throws IOException {
        String parent = isotopes.keySet().iterator().next();
        CsvColumns data = isotopes.get(parent);
        TimeUnit unit = TimeUnit.fitting(data.numbers("time"));
        double[] time = unit.of(data.numbers("time"));
        double[] law = data.numbers("law");
        double particles = result("particles");
        List<Series> series = new ArrayList<>();
        series.add(band(time, data, (quantile, expected) -> quantile - expected));
        runs.forEach(run -> series.add(Series.of("single runs", 0, Style.FAINT, time, less(run, law))));
        if (particles > 0) {
            double[] plus = Arrays.stream(law)
                    .map(expected -> Math.sqrt(Math.max(0, expected * (1 - expected / particles))))
                    .toArray();
            String name = "±1 standard deviation of the law";
            series.add(Series.of(name, 1, Style.LINE, time, plus));
            series.add(Series.of(name, 1, Style.LINE, time, less(new double[plus.length], plus)));
        }
        series.add(Series.of("mean", 2, Style.LINE, time, less(data.numbers("mean"), law)));
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel(across(unit), new Scale("N − law", "", Kind.LINEAR), series));
        errors(isotopes, unit).ifPresent(panels::add);
        return new Figure(
                "residuals",
                "Distance from the law" + (parent.isEmpty() ? "" : ", " + parent),
                "Nuclei left less the law: the mean of all runs, and the band of the middle 90 % of the runs; and the"
                        + " mean in standard errors. What chance leaves stays between −2 and 2 most of the time;"
                        + " neighbouring times are not independent.",
                Layout.STACKED,
                panels);
    }

    /// Where all runs together expect at least one count of variance; of a mixture, or with half-lives that are drawn,
    /// have it.
    private Optional<Panel> errors(Map<String, CsvColumns> isotopes, TimeUnit unit) throws IOException {
        double particles = result("particles");
        double runs = result("runs");
        if (!(particles > 0 && runs > 0)) {
            return Optional.empty();
        }
        boolean isMixed = record.results().containsKey("initial")
                || record.results().containsKey("sampleUncertainty"); // the law's variance is not in the file
        List<Series> series = new ArrayList<>();
        for (String name : isotopes.size() > 1 ? shown(isotopes) : List.copyOf(isotopes.keySet())) {
            CsvColumns data = isotopes.get(name);
            double[] time = unit.of(data.numbers("time"));
            double[] variances = isMixed
                    ? combine(data.numbers("standardDeviation"), data.numbers("law"), (scatter, _) -> scatter * scatter)
                    : combine(data.numbers("law"), data.numbers("law"), (law, _) -> law * (1 - law / particles));
            double[] errors = combine(
                    less(data.numbers("mean"), data.numbers("law")),
                    variances,
                    (distance, variance) -> variance * runs >= 1 ? distance * Math.sqrt(runs / variance) : Double.NaN);
            boolean single = isotopes.size() == 1;
            int color = single ? 2 : series.size() + 1;
            series.add(Series.of(single ? "mean" : name, color, Style.LINE, time, errors));
        }
        return Optional.of(
                new Panel(across(unit), new Scale("(mean − law) / standard error", "", Kind.LINEAR), series));
    }

    /// What a detector counts per second: the mean of all runs and the law.
    private static Figure detected(CsvColumns data) throws IOException {
        TimeUnit unit = TimeUnit.fitting(data.numbers("time"));
        double[] time = unit.of(data.numbers("time"));
        return new Figure(
                "detected",
                "Detected counts",
                "What the detector counts per second, at the ends of the steps: the mean of all runs, and the law with"
                        + " efficiency, background and dead time.",
                new Panel(
                        across(unit),
                        new Scale("Count rate", "1/s", Kind.FROM_ZERO),
                        List.of(
                                Series.of("mean", 2, Style.LINE, time, data.numbers("rate")),
                                Series.of("law", 0, Style.DASHED, time, data.numbers("rateLaw")))));
    }

    /// How often the fit to one run gave which half-life.
    private Optional<Figure> halfLives(CsvColumns data) throws IOException {
        double[] fitted = Arrays.stream(data.numbers("halfLife"))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (fitted.length < 2 * BARS || fitted[0] == fitted[fitted.length - 1]) {
            return Optional.empty();
        }
        double low = fitted[0];
        double width = (fitted[fitted.length - 1] - low) / BARS;
        double[] count = new double[BARS + 1];
        for (double each : fitted) {
            count[(int) Math.min(BARS - 1.0, (each - low) / width)]++;
        }
        count[BARS] = count[BARS - 1]; // a step ends where the next would begin
        double[] edges = new double[BARS + 1];
        Arrays.setAll(edges, i -> low + i * width);
        TimeUnit unit = TimeUnit.fitting(edges);
        double put = unit.of(result("halfLife"))[0];
        List<Series> series = new ArrayList<>();
        series.add(Series.of("runs", 1, Style.STEPS, unit.of(edges), count));
        if (Double.isFinite(put)) {
            double most = Arrays.stream(count).max().orElse(0);
            series.add(Series.of("put in", 2, Style.DASHED, new double[] {put, put}, new double[] {0, most}));
        }
        return Optional.of(new Figure(
                "half-lives",
                "Half-lives fitted to single runs",
                "How many of %d runs gave which half-life.".formatted(fitted.length),
                new Panel(
                        new Scale("Half-life", unit.symbol(), Kind.LINEAR),
                        new Scale("Runs", "", Kind.FROM_ZERO),
                        series)));
    }

    private static Scale across(TimeUnit unit) {
        return new Scale("Time", unit.symbol(), Kind.LINEAR);
    }

    private static Series band(double[] time, CsvColumns data, DoubleBinaryOperator value) throws IOException {
        double[] law = data.numbers("law");
        return Series.band(
                "5–95 % of the runs",
                2,
                time,
                combine(data.numbers("quantile05"), law, value),
                combine(data.numbers("quantile95"), law, value));
    }

    private static double[] less(double[] a, double[] b) {
        return combine(a, b, (x, y) -> x - y);
    }

    private static double[] combine(double[] a, double[] b, DoubleBinaryOperator value) {
        double[] combined = new double[a.length];
        Arrays.setAll(combined, i -> value.applyAsDouble(a[i], b[i]));
        return combined;
    }

    private double result(String key) {
        return record.results() != null && record.results().get(key) instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }
}
