package hyades.decay.app;

import hyades.page.Chart;
import hyades.page.Chart.Kind;
import hyades.page.Chart.Scale;
import hyades.page.Chart.Series;
import hyades.page.Chart.Style;
import hyades.page.CsvColumns;
import hyades.page.TimeAxis;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/// The figures of `mean.csv` and `runs.csv`.
final class DecayCharts {
    /// Isotopes of a chain that have a colour.
    private static final int MOST = 6;

    /// A mean below this is not drawn on an axis of decades.
    private static final double LEAST = 0.1;

    /// Bars of the histogram of half-lives.
    private static final int BARS = 40;

    private DecayCharts() {}

    /// The counts, how far they are from the law, and the half-lives of the runs; none without the files.
    static List<Chart> of(RunDirectory directory, RunRecord record) throws IOException {
        List<Chart> charts = new ArrayList<>();
        Path means = directory.file("mean.csv");
        if (Files.exists(means)) {
            CsvColumns data = CsvColumns.read(
                    means, "time", "mean", "standardDeviation", "quantile05", "quantile50", "quantile95", "law");
            if (data.rows() == 0) {
                throw new IOException("%s: damaged: it has a header only".formatted(means));
            }
            Map<String, CsvColumns> isotopes = isotopes(data);
            charts.add(isotopes.size() > 1 ? chain(isotopes) : counts(data));
            Map.Entry<String, CsvColumns> parent =
                    isotopes.entrySet().iterator().next();
            charts.add(residuals(parent.getKey(), parent.getValue()));
            errors(parent.getKey(), parent.getValue(), record).ifPresent(charts::add);
        }
        Path runs = directory.file("runs.csv");
        if (Files.exists(runs)) {
            halfLives(CsvColumns.read(runs, "halfLife"), record).ifPresent(charts::add);
        }
        return charts;
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

    private static Chart counts(CsvColumns data) throws IOException {
        TimeAxis time = TimeAxis.of(data.numbers("time"));
        return new Chart(
                "decay",
                "Nuclei left",
                "Mean of all runs and the law; the band holds the middle 90 % of the runs.",
                time.scale(),
                new Scale("Nuclei", "", Kind.FROM_ZERO),
                time.values(),
                List.of(
                        band("5–95 % of the runs", 2, data, (quantile, _) -> quantile),
                        Series.line("mean", 2, data.numbers("mean")),
                        Series.line("law, N₀ exp(−λt)", 0, data.numbers("law")).in(Style.DASHED)));
    }

    /// The isotopes with the greatest means, on an axis of decades.
    private static Chart chain(Map<String, CsvColumns> isotopes) throws IOException {
        Map<String, double[]> means = new LinkedHashMap<>();
        for (Map.Entry<String, CsvColumns> isotope : isotopes.entrySet()) {
            means.put(isotope.getKey(), isotope.getValue().numbers("mean"));
        }
        List<String> largest = means.keySet().stream()
                .sorted(Comparator.comparingDouble(
                        name -> -Arrays.stream(means.get(name)).max().orElse(0)))
                .filter(name -> Arrays.stream(means.get(name)).anyMatch(mean -> mean >= LEAST))
                .limit(MOST)
                .toList();
        List<Series> series = new ArrayList<>();
        TimeAxis time = TimeAxis.of(new double[0]);
        for (String name : means.keySet()) {
            if (largest.contains(name)) {
                int color = series.size() / 2 + 1;
                double[] drawn = Arrays.stream(means.get(name))
                        .map(mean -> mean < LEAST ? Double.NaN : mean)
                        .toArray();
                double[] law = Arrays.stream(isotopes.get(name).numbers("law"))
                        .map(mean -> mean < LEAST ? Double.NaN : mean)
                        .toArray();
                time = TimeAxis.of(isotopes.get(name).numbers("time")); // of a sampled file, not all have the same
                series.add(new Series(name, color, Style.LINE, time.values(), drawn, null, null));
                series.add(new Series(name + ", law", color, Style.DASHED, time.values(), law, null, null));
            }
        }
        String left = largest.size() < means.size()
                ? " %d of %d isotopes, those with most nuclei.".formatted(largest.size(), means.size())
                : "";
        return new Chart(
                "decay",
                "Nuclei of the chain",
                "Means of all runs, and Bateman's law dashed." + left,
                time.scale(),
                new Scale("Nuclei", "", Kind.DECADES),
                null,
                series);
    }

    private static Chart residuals(String isotope, CsvColumns data) throws IOException {
        TimeAxis time = TimeAxis.of(data.numbers("time"));
        double[] law = data.numbers("law");
        return new Chart(
                "residuals",
                "Distance from the law" + (isotope.isEmpty() ? "" : ", " + isotope),
                "Nuclei left less the law: the mean of all runs, and the band of the middle 90 % of the runs.",
                time.scale(),
                new Scale("N − law", "", Kind.LINEAR),
                time.values(),
                List.of(
                        band("5–95 % of the runs", 2, data, (quantile, expected) -> quantile - expected),
                        Series.line(
                                "mean", 2, combine(data.numbers("mean"), law, (mean, expected) -> mean - expected))));
    }

    /// Where all runs together expect at least one count of variance.
    private static Optional<Chart> errors(String isotope, CsvColumns data, RunRecord record) throws IOException {
        double particles = result(record, "particles");
        double runs = result(record, "runs");
        if (!(particles > 0 && runs > 0)) {
            return Optional.empty();
        }
        TimeAxis time = TimeAxis.of(data.numbers("time"));
        double[] errors = combine(data.numbers("mean"), data.numbers("law"), (mean, law) -> {
            double variance = law * (1 - law / particles);
            return variance * runs >= 1 ? (mean - law) * Math.sqrt(runs / variance) : Double.NaN;
        });
        return Optional.of(new Chart(
                "errors",
                "Distance of the mean in standard errors" + (isotope.isEmpty() ? "" : ", " + isotope),
                "What chance leaves stays between −2 and 2 most of the time; neighbouring times are not independent.",
                time.scale(),
                new Scale("(mean − law) / standard error", "", Kind.LINEAR),
                time.values(),
                List.of(Series.line("mean", 2, errors))));
    }

    /// How often the fit to one run gave which half-life.
    private static Optional<Chart> halfLives(CsvColumns data, RunRecord record) throws IOException {
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
        TimeAxis axis = TimeAxis.of(edges);
        double put = result(record, "halfLife") * axis.values()[0] / edges[0];
        List<Series> series =
                new ArrayList<>(List.of(Series.line("runs", 1, count).in(Style.STEPS)));
        if (Double.isFinite(put)) {
            double most = Arrays.stream(count).max().orElse(0);
            series.add(
                    new Series("put in", 2, Style.DASHED, new double[] {put, put}, new double[] {0, most}, null, null));
        }
        return Optional.of(new Chart(
                "half-lives",
                "Half-lives fitted to single runs",
                "How many of %d runs gave which half-life.".formatted(fitted.length),
                new Scale("Half-life", axis.scale().unit(), Kind.LINEAR),
                new Scale("Runs", "", Kind.FROM_ZERO),
                axis.values(),
                series));
    }

    private static Series band(String name, int color, CsvColumns data, DoubleBinaryOperator value) throws IOException {
        double[] law = data.numbers("law");
        double[] low = combine(data.numbers("quantile05"), law, value);
        double[] high = combine(data.numbers("quantile95"), law, value);
        double[] middle = combine(data.numbers("quantile50"), law, value);
        return new Series(name, color, Style.BAND, null, middle, low, high);
    }

    private static double[] combine(double[] a, double[] b, DoubleBinaryOperator value) {
        double[] combined = new double[a.length];
        Arrays.setAll(combined, i -> value.applyAsDouble(a[i], b[i]));
        return combined;
    }

    private static double result(RunRecord record, String key) {
        return record.results() != null && record.results().get(key) instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }
}
