package hyades.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import hyades.text.Digits;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A figure of lines and points over one axis, drawn by `chart.js`.
///
/// @param id of the element, unique in the page
/// @param caption one or two sentences: what is seen
/// @param x shape (n), shared by all series that have none of their own
public record Chart(String id, String title, String caption, Scale across, Scale up, double[] x, List<Series> series) {
    /// Rows that a figure may have before it is thinned, and parts it is thinned to.
    private static final int MOST_ROWS = 900;

    private static final int PARTS = 150;

    /// How an axis counts.
    public enum Kind {
        LINEAR,
        /// Linear, with 0 on it.
        FROM_ZERO,
        DECADES,
        OCTAVES
    }

    /// What an axis shows.
    ///
    /// @param unit empty for a pure number
    public record Scale(String name, String unit, Kind kind) {}

    /// How a series looks.
    public enum Style {
        LINE,
        DASHED,
        POINTS,
        /// Points with whiskers from low to high.
        WHISKERS,
        /// The area from low to high only.
        BAND,
        STEPS
    }

    /// @param color 0 for ink, 1 to 6 for the palette
    /// @param x its own, or null
    /// @param y shape (n); NaN is a gap
    /// @param low, high shape (n), or null
    public record Series(String name, int color, Style style, double[] x, double[] y, double[] low, double[] high) {
        public static Series line(String name, int color, double[] y) {
            return new Series(name, color, Style.LINE, null, y, null, null);
        }

        public Series in(Style other) {
            return new Series(name, color, other, x, y, low, high);
        }

        private Stream<double[]> values() {
            return Stream.of(y, low, high).filter(values -> values != null);
        }

        private Series at(int[] rows) {
            return new Series(
                    name,
                    color,
                    style,
                    Chart.at(rows, x),
                    Chart.at(rows, y),
                    Chart.at(rows, low),
                    Chart.at(rows, high));
        }
    }

    JsonObject json() {
        Chart thin = thinned();
        JsonObject json = new JsonObject();
        json.addProperty("title", title);
        json.addProperty("summary", summary());
        json.add("across", json(across));
        json.add("up", json(up));
        json.add("x", json(thin.x));
        JsonArray all = new JsonArray();
        for (Series each : thin.series) {
            JsonObject one = new JsonObject();
            one.addProperty("name", each.name);
            one.addProperty("color", each.color);
            one.addProperty("style", each.style.name().toLowerCase(java.util.Locale.ROOT));
            one.add("x", json(each.x));
            one.add("y", json(each.y));
            one.add("low", json(each.low));
            one.add("high", json(each.high));
            all.add(one);
        }
        json.add("series", all);
        return json;
    }

    private static JsonObject json(Scale scale) {
        JsonObject json = new JsonObject();
        json.addProperty("name", scale.name);
        json.addProperty("unit", scale.unit);
        json.addProperty("kind", scale.kind.name().toLowerCase(java.util.Locale.ROOT));
        return json;
    }

    /// Seven digits are more than a screen shows.
    public static JsonElement json(double[] values) {
        if (values == null) {
            return JsonNull.INSTANCE;
        }
        JsonArray array = new JsonArray(values.length);
        for (double value : values) {
            double size = Math.abs(value);
            Number shown = size > 1e-37 && size < 1e38 ? (Number) (float) value : (Number) value;
            array.add(Double.isFinite(value) ? new JsonPrimitive(shown) : JsonNull.INSTANCE);
        }
        return array;
    }

    /// The figure in words.
    String summary() {
        return series.stream()
                .filter(each -> each.style != Style.BAND)
                .map(each -> {
                    double[] known =
                            Arrays.stream(each.y).filter(Double::isFinite).toArray();
                    return known.length == 0
                            ? each.name + ": no values"
                            : "%s: %s at first, %s at the end, from %s to %s"
                                    .formatted(
                                            each.name,
                                            Digits.of(known[0], 3),
                                            Digits.of(known[known.length - 1], 3),
                                            Digits.of(Arrays.stream(known).min().orElseThrow(), 3),
                                            Digits.of(Arrays.stream(known).max().orElseThrow(), 3));
                })
                .collect(Collectors.joining(
                        "; ",
                        up.name + (up.unit.isEmpty() ? "" : " in " + up.unit) + " over "
                                + across.name.toLowerCase(java.util.Locale.ROOT) + ". ",
                        "."));
    }

    /// The same figure of fewer rows.
    private Chart thinned() {
        int[] shared = rows(
                x == null ? 0 : x.length,
                series.stream()
                        .filter(each -> each.x == null)
                        .flatMap(Series::values)
                        .toList());
        List<Series> thin = series.stream()
                .map(each -> each.at(
                        each.x == null
                                ? shared
                                : rows(each.x.length, each.values().toList())))
                .toList();
        return new Chart(id, title, caption, across, up, at(shared, x), thin);
    }

    /// Of many rows the first of each part, and those of every column's least and greatest value.
    private static int[] rows(int count, List<double[]> columns) {
        if (count <= MOST_ROWS) {
            return IntStream.range(0, count).toArray();
        }
        TreeSet<Integer> kept = new TreeSet<>(List.of(0, count - 1));
        for (int part = 0; part < PARTS; part++) {
            int start = (int) ((long) part * count / PARTS);
            int end = (int) ((part + 1L) * count / PARTS);
            kept.add(start);
            for (double[] values : columns) {
                kept.add(extreme(values, start, end, 1));
                kept.add(extreme(values, start, end, -1));
            }
        }
        return kept.stream().mapToInt(row -> row).toArray();
    }

    private static int extreme(double[] values, int start, int end, int sign) {
        int found = start;
        for (int i = start + 1; i < end; i++) {
            found = sign * values[i] > sign * values[found] || Double.isNaN(values[found]) ? i : found;
        }
        return found;
    }

    private static double[] at(int[] rows, double[] values) {
        return values == null
                ? null
                : Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /// Charts as many beside each other as the page is wide.
    public static Html sideBySide(List<Chart> charts) {
        return Html.of("<div class=\"charts\">{}</div>", under(charts));
    }

    /// Charts one under the other.
    public static Html under(List<Chart> charts) {
        return Html.join(charts.stream().map(Chart::html).toList());
    }

    /// Where the program draws the figure.
    private Html html() {
        return Html.of("""
            <figure class="chart" id="{}" data-chart="{}">
            <figcaption><h3>{}</h3><p>{}</p></figcaption>
            <p class="text-alternative">{}</p>
            </figure>\
            """, id, id, title, caption, summary());
    }
}
