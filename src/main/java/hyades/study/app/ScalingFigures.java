package hyades.study.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.page.Quantities;
import hyades.text.Digits;
import hyades.text.ShellWords;
import hyades.trace.Activity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// The figures of a scaling study: medians as points, from the least to the greatest repeat as whiskers, and the laws
/// that were fitted.
record ScalingFigures(ScalingFile file, Quantities quantities) {
    private static final int CURVE = 60;
    private static final String MEASURED = "measured: median, least to greatest";

    /// Characters of a title that fit above a figure, and above half of one.
    private static final int WHOLE = 110;

    private static final int HALF = 45;
    private static final Scale CORES = new Scale("Ranks × threads", "", Kind.COUNTS);
    private static final String CAPTION = "Median of the repeats; whiskers from the fastest to the slowest.";

    /// Causes of lost time, and what people call them.
    private static final String[][] LOST = {
        {"computing", "more computing"},
        {"imbalance", "imbalance"},
        {"communication", Activity.EXCHANGE_AND_WAITING},
        {"inputOutput", "reading and writing"},
        {"startUp", "starting"}
    };

    /// None while the study is not complete.
    List<Figure> all() {
        if (file.points().isEmpty()) {
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(runtime());
        figures.add(speedup());
        List<Series> efficiency = measured("efficiency");
        efficiency.add(curve("ideal", 0, Style.DASHED, _ -> 1));
        figures.add(figure("efficiency", "Efficiency", CAPTION, scale("Efficiency", "", Kind.FROM_ZERO), efficiency));
        if (isKnown("rate")) {
            figures.add(figure(
                    "rate",
                    "Rate of the work",
                    CAPTION + " Start-up apart.",
                    scale(rateName(), "", Kind.OCTAVES),
                    measured("rate")));
        }
        figures.add(exercise());
        if (!isKnown("parallelEfficiency")) {
            return figures;
        }
        List<Series> balance = new ArrayList<>();
        balance.addAll(renamed("loadBalance", "load balance", 1));
        balance.addAll(renamed("communicationEfficiency", "communication efficiency", 2));
        balance.addAll(renamed("parallelEfficiency", "parallel efficiency", 3));
        figures.add(figure(
                "balance",
                "What limits it",
                "Parallel efficiency is load balance times communication efficiency.",
                scale("Efficiency", "", Kind.FROM_ZERO),
                balance));
        List<Series> lost = lost();
        if (lost.stream().anyMatch(each -> each.y().length > 0)) {
            figures.add(figure(
                    "lost",
                    "Time lost",
                    "Wall time lost against the ideal, by cause.",
                    scale("Time lost", "s", Kind.FROM_ZERO),
                    lost));
        }
        return figures;
    }

    private Figure runtime() {
        List<Series> series = measured("wallSeconds");
        for (JsonObject fit : fits()) {
            if (fit.get("usl") instanceof JsonObject usl && usl.has("singleCoreSeconds")) {
                double single = ScalingFile.part(usl.get("singleCoreSeconds"), "value");
                DoubleUnaryOperator speed = universal(usl);
                series.add(curve(
                        "universal scalability law" + ofThreads(fit),
                        3,
                        Style.LINE,
                        n -> single * (isWeak() ? n : 1) / speed.applyAsDouble(n)));
            }
        }
        return figure("runtime", "Run time", CAPTION, scale("Wall time", "s", Kind.OCTAVES), series);
    }

    /// Speedups are over the first point, whatever its cores: so are the ideal one and the laws'.
    private Figure speedup() {
        double first = cores().getFirst();
        List<Series> series = measured("speedup");
        series.add(curve("ideal", 0, Style.DASHED, n -> n / first));
        for (JsonObject fit : fits()) {
            if (fit.get("amdahl") instanceof JsonObject amdahl) {
                double serial = ScalingFile.part(amdahl.get("serialFraction"), "value");
                DoubleUnaryOperator speed = n -> 1 / (serial + (1 - serial) / n);
                String name = "Amdahl, serial part " + Digits.of(serial, 2) + ofThreads(fit);
                series.add(curve(name, 2, Style.LINE, n -> speed.applyAsDouble(n) / speed.applyAsDouble(first)));
            }
            if (fit.get("gustafson") instanceof JsonObject gustafson) {
                double serial = ScalingFile.part(gustafson.get("serialFraction"), "value");
                DoubleUnaryOperator speed = n -> serial + (1 - serial) * n;
                String name = "Gustafson, serial part " + Digits.of(serial, 2) + ofThreads(fit);
                series.add(curve(name, 2, Style.LINE, n -> speed.applyAsDouble(n) / speed.applyAsDouble(first)));
            }
            if (fit.get("usl") instanceof JsonObject usl) {
                DoubleUnaryOperator speed = universal(usl);
                String name = "universal scalability law" + ofThreads(fit);
                series.add(curve(name, 3, Style.LINE, n -> speed.applyAsDouble(n) / speed.applyAsDouble(first)));
            }
        }
        return figure("speedup", "Speedup", CAPTION, scale("Speedup", "", Kind.OCTAVES), series);
    }

    /// The speed on n cores over that on one, by the universal scalability law.
    private static DoubleUnaryOperator universal(JsonObject usl) {
        double contention = ScalingFile.part(usl.get("contention"), "value");
        double coherency = ScalingFile.part(usl.get("coherency"), "value");
        return n -> n / (1 + contention * (n - 1) + coherency * n * (n - 1));
    }

    /// The original exercise's two figures: run time and steps per second against the number of cores, both axes
    /// linear and from 0.
    private Figure exercise() {
        Scale cores = scale("Number of cores", "", Kind.COUNTS_FROM_ZERO);
        Panel runTime = new Panel(
                shortened(job(), HALF),
                cores,
                scale("Run time", "s", Kind.FROM_ZERO),
                labelled(measured("wallSeconds")),
                "");
        if (!isKnown("rate")) {
            return new Figure("exercise", "Run time", "The same on linear axes. " + CAPTION, runTime);
        }
        return new Figure(
                "exercise",
                "Run time and rate",
                "The same on linear axes. " + CAPTION,
                Layout.SIDE_BY_SIDE,
                List.of(
                        runTime,
                        new Panel(
                                shortened(machine(), HALF),
                                cores,
                                scale(rateName(), "", Kind.FROM_ZERO),
                                labelled(measured("rate")),
                                "")));
    }

    private List<Series> lost() {
        List<Series> lost = new ArrayList<>();
        for (String[] part : LOST) {
            List<JsonObject> with = file.points().stream()
                    .filter(point -> point.get("lost") instanceof JsonObject parts && parts.has(part[0]))
                    .toList();
            lost.add(series(
                    part[1],
                    lost.size() + 1,
                    with,
                    point -> ScalingFile.middle(point.getAsJsonObject("lost").get(part[0]))));
        }
        return lost;
    }

    /// Of a program that is no job of Hyades little is.
    private boolean isKnown(String key) {
        return file.points().stream().anyMatch(point -> Double.isFinite(ScalingFile.middle(point.get(key))));
    }

    private boolean isWeak() {
        return file.study().has("weak") && file.study().get("weak").getAsBoolean();
    }

    private List<Double> cores() {
        return file.points().stream()
                .map(point -> ScalingFile.number(point, "cores"))
                .toList();
    }

    private List<JsonObject> fits() {
        JsonArray fits = file.study().getAsJsonArray("fits");
        return fits == null
                ? List.of()
                : fits.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private String ofThreads(JsonObject fit) {
        return fits().size() > 1 ? ", " + threads(fit.get("threads").getAsInt()) : "";
    }

    private static String threads(int threads) {
        return threads + (threads == 1 ? " thread a rank" : " threads a rank");
    }

    private String rateName() {
        return quantities.name(file.text("rateName", "rate"));
    }

    private static Scale scale(String name, String unit, Kind kind) {
        return new Scale(name, unit, kind);
    }

    private Figure figure(String id, String title, String caption, Scale up, List<Series> series) {
        String about = shortened(job() + (machine().isEmpty() ? "" : ", " + machine()), WHOLE);
        return new Figure(id, title, caption, new Panel(about, CORES, up, series, ""));
    }

    private static List<Series> labelled(List<Series> series) {
        return series.stream()
                .map(each -> new Series(
                        each.name(), each.color(), Style.LABELLED, each.x(), each.y(), each.low(), each.high()))
                .toList();
    }

    /// What was studied, and where.
    private String job() {
        return file.study().get("command") instanceof JsonArray words
                ? ShellWords.join(
                        words.asList().stream().map(JsonElement::getAsString).toList())
                : "";
    }

    private String machine() {
        String host = file.text("host", "");
        return host.isEmpty() ? "" : "%s cores of %s".formatted(file.text("cores", "?"), host);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /// One series a number of threads, and one for points with more ranks than cores.
    private List<Series> measured(String key) {
        TreeMap<Integer, List<JsonObject>> byThreads = new TreeMap<>();
        List<JsonObject> crowded = new ArrayList<>();
        for (JsonObject point : file.points()) {
            if (point.has("oversubscribed") && point.get("oversubscribed").getAsBoolean()) {
                crowded.add(point);
            } else {
                byThreads
                        .computeIfAbsent(point.get("threads").getAsInt(), _ -> new ArrayList<>())
                        .add(point);
            }
        }
        List<Series> series = new ArrayList<>();
        byThreads.forEach((threads, list) -> series.add(
                whiskers(byThreads.size() == 1 ? MEASURED : threads(threads), series.size() + 1, list, key)));
        if (!crowded.isEmpty()) {
            series.add(whiskers("more ranks than cores", 4, crowded, key));
        }
        return series;
    }

    private List<Series> renamed(String key, String name, int color) {
        return file.points().stream().anyMatch(point -> point.has(key))
                ? List.of(whiskers(name, color, file.points(), key))
                : List.of();
    }

    private static Series whiskers(String name, int color, List<JsonObject> points, String key) {
        Series middle = series(name, color, points, point -> ScalingFile.middle(point.get(key)));
        double[] low = points.stream()
                .mapToDouble(point -> ScalingFile.part(point.get(key), "minimum"))
                .toArray();
        double[] high = points.stream()
                .mapToDouble(point -> ScalingFile.part(point.get(key), "maximum"))
                .toArray();
        return new Series(name, color, Style.WHISKERS, middle.x(), middle.y(), low, high);
    }

    private static Series series(String name, int color, List<JsonObject> points, ToDoubleFunction<JsonObject> value) {
        double[] x = points.stream()
                .mapToDouble(point -> ScalingFile.number(point, "cores"))
                .toArray();
        return Series.of(
                name,
                color,
                Style.WHISKERS,
                x,
                points.stream().mapToDouble(value).toArray());
    }

    /// Over the cores of the study, from the fewest to the most.
    private Series curve(String name, int color, Style style, DoubleUnaryOperator value) {
        double first = cores().getFirst();
        double most = cores().stream().mapToDouble(each -> each).max().orElse(first);
        double[] grid = new double[CURVE];
        Arrays.setAll(grid, i -> first * Math.pow(most / first, i / (CURVE - 1.0)));
        return Series.of(
                name, color, style, grid, Arrays.stream(grid).map(value).toArray());
    }
}
