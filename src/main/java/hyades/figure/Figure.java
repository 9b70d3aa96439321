package hyades.figure;

import hyades.text.Digits;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What there is to see of a run, made from the files of its directory: curves and points over axes. [PngFigure],
/// [SvgFigure] and [JsonFigure] draw it, each in its own way but all the same data.
///
/// @param id name of the picture's file without its ending, and of the element of a page
/// @param title a few words
/// @param caption one or two sentences: what is seen
/// @param panels at least one
public record Figure(String id, String title, String caption, Layout layout, List<Panel> panels) {
    public Figure {
        panels = List.copyOf(panels);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("Figure %s has no panel".formatted(id));
        }
    }

    /// One panel.
    public Figure(String id, String title, String caption, Panel panel) {
        this(id, title, caption, Layout.STACKED, List.of(panel));
    }

    /// What a page calls a panel, where each has an element of its own: unique if the figure's is.
    public String id(int panel) {
        return panel == 0 ? id : id + "-" + (panel + 1);
    }

    /// The heading of a panel that stands alone.
    public String title(int panel) {
        return panel == 0 ? title : panels.get(panel).up.name;
    }

    /// Where the panels lie.
    public enum Layout {
        /// One above the other, with the same axis across.
        STACKED,
        SIDE_BY_SIDE,
        /// Squares that show space, with the same axes, up to three in a row.
        TILES
    }

    /// How an axis counts.
    public enum Kind {
        LINEAR,
        /// Linear, with 0 on it.
        FROM_ZERO,
        DECADES,
        OCTAVES,
        /// Octaves of whole numbers, such as cores: no ticks between 1 and 2.
        COUNTS,
        /// Linear and whole numbers, with 0 on it.
        COUNTS_FROM_ZERO;

        boolean isWhole() {
            return this == COUNTS || this == COUNTS_FROM_ZERO;
        }
    }

    /// What an axis shows.
    ///
    /// @param unit empty for a pure number
    /// @param from, to limits, outside of which nothing is drawn; NaN where they follow from the values
    public record Scale(String name, String unit, Kind kind, double from, double to) {
        public Scale(String name, String unit, Kind kind) {
            this(name, unit, kind, Double.NaN, Double.NaN);
        }

        /// Name and unit, as axes are written on.
        String title() {
            return unit.isEmpty() ? name : "%s [%s]".formatted(name, unit);
        }
    }

    /// How a series looks.
    public enum Style {
        LINE,
        DASHED,
        /// A thin grey line behind the others; series of one name are one entry of the legend.
        FAINT,
        DOTS,
        /// Dots with the name of the series beside the first, where there is room.
        NAMED,
        /// Joined points with whiskers from low to high.
        WHISKERS,
        /// The same, with the value written at each point.
        LABELLED,
        /// The area from low to high only.
        BAND,
        /// Each value holds up to the next.
        STEPS
    }

    /// @param color 0 for ink, 1 to 6 for the palette
    /// @param x shape (n); series that share theirs share the array
    /// @param y shape (n); NaN is a gap
    /// @param low, high shape (n), or null
    public record Series(String name, int color, Style style, double[] x, double[] y, double[] low, double[] high) {
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException("%s has %d x but %d y".formatted(name, x.length, y.length));
            }
        }

        /// A line, or what else needs no ranges.
        public static Series of(String name, int color, Style style, double[] x, double[] y) {
            return new Series(name, color, style, x, y, null, null);
        }

        /// The area between two lines; its middle is what it tells where a number is asked for.
        public static Series band(String name, int color, double[] x, double[] low, double[] high) {
            double[] middle = new double[x.length];
            Arrays.setAll(middle, i -> (low[i] + high[i]) / 2);
            return new Series(name, color, Style.BAND, x, middle, low, high);
        }

        /// All that an axis has to hold.
        Stream<double[]> values() {
            return Stream.of(style == Style.BAND ? null : y, low, high).filter(values -> values != null);
        }

        private Series at(int[] rows, double[] thinX) {
            return new Series(
                    name, color, style, thinX, Figure.at(rows, y), Figure.at(rows, low), Figure.at(rows, high));
        }
    }

    /// Series over the same axes.
    ///
    /// @param title stands above the panel; empty for none
    /// @param note stands in its middle, to say why it is empty; empty for none
    public record Panel(String title, Scale across, Scale up, List<Series> series, String note) {
        public Panel {
            series = List.copyOf(series);
        }

        public Panel(Scale across, Scale up, List<Series> series) {
            this("", across, up, series, "");
        }

        /// The panel in words.
        public String summary() {
            String axes = "%s%s over %s. "
                    .formatted(
                            up.name, up.unit.isEmpty() ? "" : " in " + up.unit, across.name.toLowerCase(Locale.ROOT));
            String empty = note.isEmpty() ? "." : ": " + note + ".";
            return series.stream()
                    .filter(each -> each.style != Style.BAND && each.style != Style.FAINT)
                    .map(Panel::summary)
                    .collect(Collectors.joining("; ", axes, empty));
        }

        private static String summary(Series each) {
            double[] known = Arrays.stream(each.y).filter(Double::isFinite).toArray();
            return known.length == 0
                    ? each.name + ": no values"
                    : "%s: %s at first, %s at the end, from %s to %s"
                            .formatted(
                                    each.name,
                                    drawn(each.y[0]),
                                    drawn(each.y[each.y.length - 1]),
                                    Digits.of(Arrays.stream(known).min().orElseThrow(), 3),
                                    Digits.of(Arrays.stream(known).max().orElseThrow(), 3));
        }

        /// A value, or that there is none: it is not on the axis, or not known.
        private static String drawn(double value) {
            return Double.isFinite(value) ? Digits.of(value, 3) : "not drawn";
        }

        /// The same panel of fewer rows: of more than six times `parts` the first of each part, and those of every
        /// column's least and greatest value there. Dots stay.
        Panel thinned(int parts) {
            Map<double[], List<double[]>> columns = new IdentityHashMap<>();
            for (Series each : series) {
                columns.merge(
                        each.x,
                        each.values().toList(),
                        (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
            }
            Map<double[], int[]> rows = new IdentityHashMap<>();
            Map<double[], double[]> thin = new IdentityHashMap<>();
            columns.forEach((x, values) -> {
                rows.put(x, Figure.rows(x.length, values, parts));
                thin.put(x, Figure.at(rows.get(x), x));
            });
            return new Panel(
                    title,
                    across,
                    up,
                    series.stream()
                            .map(each -> each.style == Style.DOTS || each.style == Style.NAMED
                                    ? each
                                    : each.at(rows.get(each.x), thin.get(each.x)))
                            .toList(),
                    note);
        }
    }

    private static int[] rows(int count, List<double[]> columns, int parts) {
        if (count <= 6 * parts) {
            return IntStream.range(0, count).toArray();
        }
        TreeSet<Integer> kept = new TreeSet<>(List.of(0, count - 1));
        for (int part = 0; part < parts; part++) {
            int start = (int) ((long) part * count / parts);
            int end = (int) ((part + 1L) * count / parts);
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
}
