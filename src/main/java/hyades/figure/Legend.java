package hyades.figure;

import hyades.figure.Canvas.Anchor;
import hyades.figure.Canvas.Ink;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the series of a panel are called, in rows at the top of its area. A dashed line of a colour that is named
/// already belongs to that, as the caption says, and is left out, as the pages do.
///
/// @param rows of entries, each row as wide as the area at most
record Legend(List<List<Entry>> rows) {
    static final Legend NONE = new Legend(List.of());

    private static final int ROW = 36;
    private static final int MARGIN = 24;
    private static final int KEY = 40;
    private static final int AFTER_KEY = 10;
    private static final int AFTER_NAME = 36;

    private record Entry(Series series, double width) {}

    /// @param width of the panel's area [px]
    /// @return none for a single series without whiskers
    static Legend of(Panel panel, int width, Canvas canvas) {
        Map<String, Series> named = new LinkedHashMap<>();
        Set<Integer> solid = new HashSet<>();
        for (Series each : panel.series()) {
            boolean isOther = each.style() == Style.DASHED && solid.contains(each.color());
            if (!isOther) {
                named.putIfAbsent(each.name(), each);
            }
            if (each.style() != Style.FAINT && each.style() != Style.BAND) {
                solid.add(each.color());
            }
        }
        boolean hasRanges = panel.series().stream().anyMatch(each -> each.low() != null && each.style() != Style.BAND);
        if (named.size() < 2 && !hasRanges) {
            return NONE;
        }
        List<List<Entry>> rows = new ArrayList<>(List.of(new ArrayList<>()));
        double left = MARGIN;
        for (Series each : named.values()) {
            double length = KEY + AFTER_KEY + canvas.width(each.name(), Drawing.FONT);
            if (left + length > width - MARGIN && left > MARGIN) {
                rows.add(new ArrayList<>());
                left = MARGIN;
            }
            rows.getLast().add(new Entry(each, length + AFTER_NAME));
            left += length + AFTER_NAME;
        }
        return new Legend(rows);
    }

    /// The room it takes at the top of the area [px].
    int height() {
        return rows.isEmpty() ? 0 : ROW * rows.size() + 14;
    }

    void draw(Canvas canvas, Rectangle area) {
        for (int row = 0; row < rows.size(); row++) {
            double x = area.x + MARGIN;
            double y = area.y + 25.0 + row * ROW;
            for (Entry entry : rows.get(row)) {
                key(canvas, entry.series, x, y);
                canvas.text(entry.series.name(), x + KEY + AFTER_KEY, y + 7, Drawing.FONT, Anchor.START);
                x += entry.width;
            }
        }
    }

    private static void key(Canvas canvas, Series series, double x, double y) {
        double[] xs = {x, x + KEY};
        double[] ys = {y, y};
        Ink ink = Palette.of(series.color());
        double middle = x + KEY / 2.0;
        switch (series.style()) {
            case LINE, STEPS -> canvas.line(xs, ys, 2, 0, ink);
            case DASHED -> canvas.line(xs, ys, 2, 10, ink);
            case FAINT -> canvas.line(xs, ys, 1, 0, Palette.FAINT);
            case BAND ->
                canvas.area(
                        new double[] {x, x + KEY, x + KEY, x},
                        new double[] {y - 9, y - 9, y + 9, y + 9},
                        new Ink(ink.rgb(), 0.2));
            case DOTS, NAMED -> canvas.dots(new double[] {middle}, new double[] {y}, 12, ink);
            case WHISKERS, LABELLED -> {
                canvas.dots(new double[] {middle}, new double[] {y}, 12, ink);
                if (series.low() != null) {
                    canvas.line(new double[] {middle, middle}, new double[] {y - 14, y + 14}, 2, 0, ink);
                }
            }
        }
    }
}
