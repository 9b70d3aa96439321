package hyades.study.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import hyades.page.Chart;
import hyades.page.Chart.Kind;
import hyades.page.Chart.Scale;
import hyades.page.Chart.Series;
import hyades.page.Chart.Style;
import hyades.page.Html;
import hyades.page.Quantities;
import hyades.page.Run;
import hyades.page.Section;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// The figures and the table of `scaling.json`.
final class ScalingCharts {
    private static final int CURVE = 60;
    private static final List<String> COLUMNS = List.of(
            "Ranks",
            "Threads",
            "Wall time [s]",
            "Speedup",
            "Efficiency",
            "Load balance",
            "Communication efficiency",
            "Parallel efficiency",
            "CPU time / wall time");

    private static final List<String> SPREADS = List.of(
            "wallSeconds",
            "speedup",
            "efficiency",
            "loadBalance",
            "communicationEfficiency",
            "parallelEfficiency",
            "cpuShare");

    /// Causes of lost time, and what people call them.
    private static final String[][] LOST = {
        {"computing", "more computing"},
        {"imbalance", "imbalance"},
        {"communication", "communication"},
        {"inputOutput", "reading and writing"},
        {"startUp", "starting"}
    };

    private final JsonObject study;
    private final Quantities quantities;
    private final List<JsonObject> points = new ArrayList<>();

    private ScalingCharts(JsonObject study, Quantities quantities) {
        this.study = study;
        this.quantities = quantities;
        for (JsonElement point : study.getAsJsonArray("points")) {
            points.add(point.getAsJsonObject());
        }
    }

    /// The study's verdict, points, definitions and figures; nothing without the file.
    static Optional<Section> section(Run run) throws IOException {
        Path file = run.directory().file("scaling.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ScalingCharts study = new ScalingCharts(
                    JsonParser.parseString(Files.readString(file)).getAsJsonObject(), run.quantities());
            if (study.points.isEmpty()) {
                return Optional.of(new Section("scaling", "Scaling", Html.of("<p>The study is not complete.</p>")));
            }
            List<Chart> charts = study.charts();
            Html content = Html.of("{}\n{}", study.words(), Chart.sideBySide(charts));
            return Optional.of(new Section("scaling", "Scaling", content, charts, Map.of()));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw new IOException("%s: damaged: expected the points of a study".formatted(file), e);
        }
    }

    private Html words() {
        String verdict = study.has("verdict") && study.get("verdict").isJsonPrimitive()
                ? study.get("verdict").getAsString()
                : "";
        Table table = new Table("Points of the study", COLUMNS);
        for (JsonObject point : points) {
            List<Cell> cells = new ArrayList<>();
            for (String key : List.of("ranks", "threads")) {
                cells.add(Cell.number(Quantities.text(point.get(key).getAsNumber()), number(point, key)));
            }
            for (String key : SPREADS) {
                double middle = middle(point.get(key));
                String digits = key.equals("wallSeconds") || key.equals("speedup") ? "%.2f" : "%.3f";
                cells.add(Cell.number(Double.isNaN(middle) ? "" : String.format(Locale.ROOT, digits, middle), middle));
            }
            table.add(cells);
        }
        List<Html> definitions = new ArrayList<>();
        if (study.has("definitions") && study.get("definitions").isJsonObject()) {
            study.getAsJsonObject("definitions")
                    .entrySet()
                    .forEach(each -> definitions.add(Html.of(
                            "<dt>{}</dt><dd>{}</dd>",
                            Quantities.words(each.getKey()),
                            each.getValue().getAsString())));
        }
        return Html.of("""
            <p class="verdict">{}</p>
            {}
            <details><summary>Definitions</summary><dl class="definitions">{}</dl></details>\
            """, verdict, table.html(), Html.join(definitions));
    }

    private List<Chart> charts() {
        Scale cores = new Scale("Ranks × threads", "", Kind.OCTAVES);
        boolean weak = study.has("weak") && study.get("weak").getAsBoolean();
        List<Series> times = measured("wallSeconds");
        List<Series> speedups = measured("speedup");
        double most = points.stream()
                .mapToDouble(point -> number(point, "cores"))
                .max()
                .orElse(1);
        double[] grid = new double[CURVE];
        Arrays.setAll(grid, i -> Math.pow(most, i / (CURVE - 1.0)));
        speedups.add(curve("ideal", 0, grid, cores1 -> cores1).in(Style.DASHED));
        if (!weak) {
            addModels(speedups, grid);
        }
        String caption = "Median of the repeats; whiskers from the fastest to the slowest.";
        List<Chart> charts = new ArrayList<>();
        charts.add(chart("runtime", "Run time", caption, cores, new Scale("Wall time", "s", Kind.OCTAVES), times));
        charts.add(chart("speedup", "Speedup", caption, cores, new Scale("Speedup", "", Kind.OCTAVES), speedups));
        charts.add(chart(
                "efficiency",
                "Efficiency",
                caption,
                cores,
                new Scale("Efficiency", "", Kind.FROM_ZERO),
                measured("efficiency")));
        charts.add(chart(
                "rate",
                "Rate of the work",
                caption + " Start-up apart.",
                cores,
                new Scale(rateName(), "", Kind.FROM_ZERO),
                measured("rate")));
        List<Series> balance = new ArrayList<>();
        balance.addAll(renamed("loadBalance", "load balance", 1));
        balance.addAll(renamed("communicationEfficiency", "communication efficiency", 2));
        balance.addAll(renamed("parallelEfficiency", "parallel efficiency", 3));
        charts.add(chart(
                "balance",
                "What limits it",
                "Parallel efficiency is load balance times communication efficiency.",
                cores,
                new Scale("Efficiency", "", Kind.FROM_ZERO),
                balance));
        List<Series> lost = new ArrayList<>();
        for (String[] part : LOST) {
            List<JsonObject> with = points.stream()
                    .filter(point -> point.get("lost") instanceof JsonObject parts && parts.has(part[0]))
                    .toList();
            lost.add(series(
                    part[1],
                    lost.size() + 1,
                    with,
                    point -> middle(point.getAsJsonObject("lost").get(part[0]))));
        }
        if (lost.stream().anyMatch(each -> each.y().length > 0)) {
            charts.add(chart(
                    "lost",
                    "Time lost",
                    "Wall time lost against the ideal, by cause.",
                    cores,
                    new Scale("Time lost", "s", Kind.FROM_ZERO),
                    lost));
        }
        return charts;
    }

    private String rateName() {
        String key = study.has("rateName") && study.get("rateName").isJsonPrimitive()
                ? study.get("rateName").getAsString()
                : "rate";
        return quantities.name(key);
    }

    private static Chart chart(String id, String title, String caption, Scale across, Scale up, List<Series> series) {
        return new Chart(id, title, caption, across, up, null, series);
    }

    /// One series a number of threads, and one for points with more ranks than cores.
    private List<Series> measured(String key) {
        TreeMap<Integer, List<JsonObject>> byThreads = new TreeMap<>();
        List<JsonObject> crowded = new ArrayList<>();
        for (JsonObject point : points) {
            if (point.has("oversubscribed") && point.get("oversubscribed").getAsBoolean()) {
                crowded.add(point);
            } else {
                byThreads
                        .computeIfAbsent(point.get("threads").getAsInt(), _ -> new ArrayList<>())
                        .add(point);
            }
        }
        List<Series> series = new ArrayList<>();
        byThreads.forEach((threads, list) -> series.add(whiskers(
                byThreads.size() == 1 ? "measured" : threads + (threads == 1 ? " thread a rank" : " threads a rank"),
                series.size() + 1,
                list,
                key)));
        if (!crowded.isEmpty()) {
            series.add(whiskers("more ranks than cores", 4, crowded, key));
        }
        return series;
    }

    private List<Series> renamed(String key, String name, int color) {
        return points.stream().anyMatch(point -> point.has(key))
                ? List.of(whiskers(name, color, points, key))
                : List.of();
    }

    private static Series whiskers(String name, int color, List<JsonObject> points, String key) {
        Series middle = series(name, color, points, point -> middle(point.get(key)));
        double[] low = points.stream()
                .mapToDouble(point -> part(point.get(key), "minimum"))
                .toArray();
        double[] high = points.stream()
                .mapToDouble(point -> part(point.get(key), "maximum"))
                .toArray();
        return new Series(name, color, Style.WHISKERS, middle.x(), middle.y(), low, high);
    }

    private static Series series(String name, int color, List<JsonObject> points, ToDoubleFunction<JsonObject> value) {
        double[] x =
                points.stream().mapToDouble(point -> number(point, "cores")).toArray();
        return new Series(
                name,
                color,
                Style.WHISKERS,
                x,
                points.stream().mapToDouble(value).toArray(),
                null,
                null);
    }

    private void addModels(List<Series> series, double[] grid) {
        if (!study.has("fits")) {
            return;
        }
        for (JsonElement element : study.getAsJsonArray("fits")) {
            JsonObject fit = element.getAsJsonObject();
            if (fit.has("amdahl") && fit.get("amdahl").isJsonObject()) {
                double serial = part(fit.getAsJsonObject("amdahl").get("serialFraction"), "value");
                series.add(curve(
                        "Amdahl, serial part " + Digits.of(serial, 2), 2, grid, n -> 1 / (serial + (1 - serial) / n)));
            }
            if (fit.has("usl") && fit.get("usl").isJsonObject()) {
                double contention = part(fit.getAsJsonObject("usl").get("contention"), "value");
                double coherency = part(fit.getAsJsonObject("usl").get("coherency"), "value");
                series.add(curve(
                        "universal scalability law",
                        3,
                        grid,
                        n -> n / (1 + contention * (n - 1) + coherency * n * (n - 1))));
            }
        }
    }

    private static Series curve(String name, int color, double[] grid, DoubleUnaryOperator value) {
        return new Series(
                name, color, Style.LINE, grid, Arrays.stream(grid).map(value).toArray(), null, null);
    }

    private static double number(JsonObject point, String key) {
        return point.get(key).getAsDouble();
    }

    private static double middle(JsonElement spread) {
        return spread != null && spread.isJsonPrimitive() ? spread.getAsDouble() : part(spread, "median");
    }

    private static double part(JsonElement spread, String name) {
        JsonElement value = spread != null && spread.isJsonObject()
                ? spread.getAsJsonObject().get(name)
                : null;
        return value == null || value.isJsonNull() ? Double.NaN : value.getAsDouble();
    }
}
