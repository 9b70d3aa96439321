package hyades.study.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.page.Html;
import hyades.page.Quantities;
import hyades.page.Section;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.text.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What the page of a study says: its verdict, points, definitions and figures.
record ScalingSection(ScalingFile file) {
    private static final List<String> COLUMNS = List.of("Ranks", "Threads", "Disturbed repeats");

    private static final List<String> HEADS = List.of(
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

    /// By their keys among the fits.
    private static final Map<String, String> LAWS =
            new TreeMap<>(Map.of("amdahl", "Amdahl", "gustafson", "Gustafson", "usl", "Universal scalability law"));

    Section with(List<Figure> figures) {
        if (file.points().isEmpty()) {
            return new Section("scaling", "Scaling", Html.of("<p>The study is not complete.</p>"));
        }
        Html content = Html.of("{}\n{}", words(), Section.sideBySide(figures));
        return new Section("scaling", "Scaling", content, figures, Map.of());
    }

    /// Whether the laws fit that were fitted; nothing where none was.
    private Html fits() {
        if (!(file.study().get("fits") instanceof JsonArray fits)) {
            return Html.NONE;
        }
        Table table = new Table(
                "Whether the fitted laws fit: the points about the law, by the scatter of the repeats",
                List.of("Law", "Threads", "Fits", "Reduced chi²", "Degrees of freedom", "Of the scatter", "p"));
        for (JsonElement each : fits) {
            JsonObject fit = each.getAsJsonObject();
            LAWS.forEach((key, law) -> {
                if (fit.get(key) instanceof JsonObject) {
                    table.add(tested(law, ScalingFile.number(fit, "threads"), fit.get(key + "Test")));
                }
            });
        }
        return table.isEmpty() ? Html.NONE : table.html();
    }

    /// @param test none where the repeats do not tell
    private static List<Cell> tested(String law, double threads, JsonElement test) {
        boolean isTold = test instanceof JsonObject;
        String fits = isTold && test.getAsJsonObject().get("fits").getAsBoolean() ? "yes" : "no";
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.text(law), number(threads), Cell.text(isTold ? fits : "cannot tell: the repeats do not differ")));
        for (String key : List.of("reducedChiSquared", "freedom", "errorFreedom", "p")) {
            cells.add(number(ScalingFile.part(test, key)));
        }
        return cells;
    }

    /// Nothing where it is not known.
    private static Cell number(double value) {
        return Cell.number(Double.isNaN(value) ? "" : Digits.of(value, 3), value);
    }

    /// Of the job on one core; nothing where they are not known.
    private Html parts() {
        if (!(file.study().get("parts") instanceof JsonArray parts) || parts.isEmpty()) {
            return Html.NONE;
        }
        Table table = new Table(
                "Parts of the job on one core, and the largest speedups they allow (Amdahl)",
                List.of("Part", "Time [s]", "Share [%]", "If only it is shared out", "If all but it are"));
        for (JsonElement each : parts) {
            JsonObject part = each.getAsJsonObject();
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.text(part.get("name").getAsString()));
            for (String key : List.of("seconds", "share", "onlyIt", "allButIt")) {
                double value = ScalingFile.middle(part.get(key)) * (key.equals("share") ? 100 : 1);
                cells.add(number(value));
            }
            table.add(cells);
        }
        return Html.of("{}<p>{}</p>", table.html(), file.text("partsAnswer", ""));
    }

    private Html words() {
        JsonObject study = file.study();
        String verdict = file.text("verdict", "");
        String found = file.text("warning", "");
        Html warning = found.isEmpty() ? Html.of("") : Html.of("<p>{}</p>", found);
        List<String> spreads = SPREADS.stream()
                .filter(key ->
                        file.points().stream().anyMatch(point -> Double.isFinite(ScalingFile.middle(point.get(key)))))
                .toList();
        List<String> columns = new ArrayList<>(COLUMNS);
        spreads.forEach(key -> columns.add(HEADS.get(SPREADS.indexOf(key))));
        Table table = new Table("Points of the study", columns);
        for (JsonObject point : file.points()) {
            List<Cell> cells = new ArrayList<>();
            for (String key : List.of("ranks", "threads")) {
                cells.add(Cell.number(Quantities.text(point.get(key).getAsNumber()), ScalingFile.number(point, key)));
            }
            String disturbed = point.has("disturbed") ? point.get("disturbed").getAsString() : "";
            cells.add(Cell.number(disturbed, disturbed.isEmpty() ? Double.NaN : Double.parseDouble(disturbed)));
            for (String key : spreads) {
                double middle = ScalingFile.middle(point.get(key));
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
            {}
            {}
            {}
            <details><summary>Definitions</summary><dl class="definitions">{}</dl></details>\
            """, verdict, warning, table.html(), parts(), fits(), Html.join(definitions));
    }
}
