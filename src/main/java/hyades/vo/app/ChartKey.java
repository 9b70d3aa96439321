package hyades.vo.app;

import static hyades.vo.app.FinderChart.BELOW;
import static hyades.vo.app.FinderChart.LEFT;
import static hyades.vo.app.FinderChart.SIDE;
import static hyades.vo.app.FinderChart.TOP;

import hyades.page.Html;
import hyades.vo.Chart;
import hyades.vo.ObjectKind;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What explains a [FinderChart]: the compass and the bar of scale in its corners, and the legend below
/// it.
record ChartKey(Chart chart, ChartInk ink) {
    static final Rectangle2D COMPASS = new Rectangle2D.Double(LEFT + SIDE - 76, TOP + 8, 68, 68);
    static final Rectangle2D SCALE = new Rectangle2D.Double(LEFT + 10, TOP + SIDE - 40, 190, 32);

    private static final int ROW = 24;
    private static final int COLUMNS = 3;

    Html compass() {
        double x = COMPASS.getMaxX() - 14;
        double y = COMPASS.getMaxY() - 8;
        return Html.of(
                """
                <g class="compass"><rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="{}" fill-opacity="0.75"/>
                <path d="M{} {}v-34m-4 8l4-8l4 8M{} {}h-34m8-4l-8 4l8 4" fill="none" stroke="{}" stroke-width="1.5"/>
                {}{}</g>\
                """,
                px(COMPASS.getX()),
                px(COMPASS.getY()),
                px(COMPASS.getWidth()),
                px(COMPASS.getHeight()),
                ink.color("card"),
                px(x),
                px(y),
                px(x),
                px(y),
                ink.color("ink"),
                text(x, y - 40, "middle", ink.color("ink"), "N"),
                text(x - 40, y + 4, "end", ink.color("ink"), "E"));
    }

    Html scale() {
        int bar = chart.bar();
        double length = SIDE * chart.length(bar);
        String label = bar >= 3600 ? bar / 3600 + "°" : bar >= 60 ? bar / 60 + "′" : bar + "″";
        double x = SCALE.getX() + 10;
        double y = SCALE.getMaxY() - 9;
        return Html.of(
                """
                <g class="scale"><rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="{}" fill-opacity="0.75"/>
                <path d="M{} {}v8m0-4h{}m0-4v8" fill="none" stroke="{}" stroke-width="1.5"/>{}</g>\
                """,
                px(SCALE.getX()),
                px(SCALE.getY()),
                px(length + 20),
                px(SCALE.getHeight()),
                ink.color("card"),
                px(x),
                px(y - 4),
                px(length),
                ink.color("ink"),
                text(x + length / 2, y - 7, "middle", ink.color("ink"), label));
    }

    /// What the legend takes below the chart.
    static int height(int kinds) {
        return Math.ceilDiv(kinds, COLUMNS) * ROW + 8;
    }

    /// The signs of the kinds that are there.
    Html legend(Set<ObjectKind> kinds) {
        List<Html> keys = new ArrayList<>();
        for (ObjectKind kind : kinds) {
            int x = LEFT + 10 + keys.size() % COLUMNS * (SIDE / COLUMNS);
            int y = TOP + SIDE + BELOW + keys.size() / COLUMNS * ROW + 12;
            keys.add(Html.of(
                    "<g transform=\"translate({} {})\">{}</g>{}",
                    x,
                    y,
                    ink.symbol(kind),
                    text(x + 14, y + 4, "start", ink.color("ink"), kind.label())));
        }
        return Html.of("<g class=\"legend-of-objects\">{}</g>", Html.join(keys));
    }

    static Html text(double x, double y, String anchor, String color, String text) {
        return Html.of(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" fill=\"{}\">{}</text>", px(x), px(y), anchor, color, text);
    }

    /// To a tenth.
    static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
