package hyades.vo.app;

import hyades.page.Html;
import hyades.vo.Chart;
import hyades.vo.Graticule;
import hyades.vo.LabelPlaces;
import hyades.vo.ObjectKind;
import hyades.vo.SkyObject;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A chart of a field as SVG: objects with their names, lines of right ascension and declination, where
/// north and east are, and how long an arcminute is. Lengths in px, from the upper left corner.
///
/// @param objects nearest to the centre first; those beyond the border are left out
/// @param picture PNG of an image of the sky, of the chart's shape, white where it is bright; null for
///     none
record FinderChart(Chart chart, List<SkyObject> objects, byte[] picture) {
    static final int SIDE = 680;
    static final int LEFT = 92;
    static final int TOP = 10;
    private static final int RIGHT = 10;
    static final int BELOW = 36;
    private static final int WIDTH = LEFT + SIDE + RIGHT;
    private static final int FONT = 12;

    /// A letter's mean width in sizes of the font, with some room.
    private static final double LETTER = 0.58;

    private static final int MOST_LABELS = 80;
    private static final int LONGEST_LABEL = 24;
    private static final int APART = 76;

    FinderChart {
        objects = objects.stream().filter(each -> chart.shows(each.place())).toList();
    }

    /// The whole chart.
    Html svg(ChartInk ink) {
        Set<ObjectKind> kinds = EnumSet.noneOf(ObjectKind.class);
        objects.forEach(each -> kinds.add(ObjectKind.of(each.type())));
        ChartKey key = new ChartKey(chart, ink);
        int height = TOP + SIDE + BELOW + ChartKey.height(kinds.size());
        return Html.of(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img" \
                aria-label="{}" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="{}">
                <clipPath id="sky-area"><rect x="{}" y="{}" width="{}" height="{}"/></clipPath>
                <rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>
                {}
                {}
                {}
                {}
                {}
                <rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{}"/>
                {}
                </svg>\
                """,
                WIDTH,
                height,
                WIDTH,
                height,
                "Chart of %s, %s degrees wide, north up, east to the left".formatted(chart.centre(), chart.fov()),
                FONT,
                LEFT,
                TOP,
                SIDE,
                SIDE,
                LEFT,
                TOP,
                SIDE,
                SIDE,
                ink.color("card"),
                image(ink),
                grid(ink),
                key.compass(), // below the objects: these are what the chart is for
                key.scale(),
                marks(ink),
                LEFT,
                TOP,
                SIDE,
                SIDE,
                ink.color("muted"),
                key.legend(kinds));
    }

    /// The image tells how much ink there is, so that it is right on a light page and on a dark one.
    private Html image(ChartInk ink) {
        if (picture == null) {
            return Html.NONE;
        }
        return Html.of(
                """
                <mask id="sky-image"><image x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="none" \
                href="data:image/png;base64,{}"/></mask>
                <rect class="sky-image" x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="0.8" mask="url(#sky-image)"/>\
                """,
                LEFT,
                TOP,
                SIDE,
                SIDE,
                Base64.getEncoder().encodeToString(picture),
                LEFT,
                TOP,
                SIDE,
                SIDE,
                ink.color("ink"));
    }

    private Html grid(ChartInk ink) {
        Graticule graticule = chart.graticule();
        List<Html> parts = new ArrayList<>();
        double last = Double.POSITIVE_INFINITY;
        for (Graticule.Line line : graticule.meridians()) {
            parts.add(path(line, ink));
            double x = place(new double[] {line.crossing(), 0})[0];
            if (last - x >= APART) { // from the right to the left, as right ascension grows
                parts.add(ChartKey.text(x, TOP + SIDE + 20, "middle", ink.color("muted"), line.label()));
                last = x;
            }
        }
        for (Graticule.Line line : graticule.parallels()) {
            parts.add(path(line, ink));
            double y = place(new double[] {0, line.crossing()})[1];
            if (!Double.isNaN(y)) {
                parts.add(ChartKey.text(LEFT - 8, y + 4, "end", ink.color("muted"), line.label()));
            }
        }
        return Html.of("<g class=\"graticule\">{}</g>", Html.join(parts));
    }

    private Html path(Graticule.Line line, ChartInk ink) {
        StringBuilder path = new StringBuilder();
        for (double[] point : line.points()) {
            double[] at = place(point);
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(ChartKey.px(at[0]))
                    .append(' ')
                    .append(ChartKey.px(at[1]));
        }
        return Html.of(
                "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-opacity=\"0.4\" stroke-width=\"0.8\""
                        + " clip-path=\"url(#sky-area)\"/>",
                path,
                ink.color("muted"));
    }

    private double[] place(double[] point) {
        double[] place = chart.place(point);
        return new double[] {LEFT + SIDE * place[0], TOP + SIDE * place[1]};
    }

    private Html marks(ChartInk ink) {
        List<Rectangle2D> marks = new ArrayList<>();
        for (SkyObject object : objects) {
            double[] place = chart.place(object.place());
            double x = LEFT + SIDE * place[0];
            double y = TOP + SIDE * place[1];
            marks.add(new Rectangle2D.Double(
                    x - ChartInk.RADIUS, y - ChartInk.RADIUS, 2 * ChartInk.RADIUS, 2 * ChartInk.RADIUS));
        }
        List<Rectangle2D> inTheWay = new ArrayList<>(marks);
        inTheWay.add(ChartKey.COMPASS);
        inTheWay.add(ChartKey.SCALE);
        LabelPlaces places = new LabelPlaces(new Rectangle2D.Double(LEFT, TOP, SIDE, SIDE), inTheWay);
        List<Html> symbols = new ArrayList<>();
        List<Html> labels = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            SkyObject object = objects.get(i);
            symbols.addFirst(symbol(object, marks.get(i), ink)); // the nearest above all
            String label = shortened(object.name());
            Rectangle2D place = label.isEmpty() || labels.size() >= MOST_LABELS
                    ? null
                    : places.place(marks.get(i), LETTER * FONT * label.codePointCount(0, label.length()), FONT + 2);
            if (place != null) {
                labels.add(label(place, label, ink));
            }
        }
        return Html.of(
                "<g class=\"objects\" clip-path=\"url(#sky-area)\">{}</g>{}<g class=\"labels\">{}</g>",
                Html.join(symbols),
                cross(ink),
                Html.join(labels));
    }

    private static Html symbol(SkyObject object, Rectangle2D mark, ChartInk ink) {
        ObjectKind kind = ObjectKind.of(object.type());
        return Html.of(
                "<g class=\"object\" transform=\"translate({} {})\"><title>{}</title>{}</g>",
                ChartKey.px(mark.getCenterX()),
                ChartKey.px(mark.getCenterY()),
                "%s, %s%s, %s″ from the centre"
                        .formatted(
                                object.name().isEmpty() ? "without a name" : object.name(),
                                kind.label().toLowerCase(Locale.ROOT),
                                object.type().isEmpty() ? "" : " (" + object.type() + ")",
                                ChartKey.px(object.separation())),
                ink.symbol(kind));
    }

    private static Html label(Rectangle2D place, String label, ChartInk ink) {
        return Html.of(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"{}\" stroke=\"{}\" stroke-width=\"3\""
                        + " stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
                ChartKey.px(place.getCenterX()),
                ChartKey.px(place.getMaxY() - 3),
                ink.color("ink"),
                ink.color("card"),
                label);
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_LABEL
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    private static Html cross(ChartInk ink) {
        double x = LEFT + SIDE / 2.0;
        double y = TOP + SIDE / 2.0;
        return Html.of(
                "<path class=\"centre\" d=\"M{} {}h14m22 0h14M{} {}v14m0 22v14\" fill=\"none\" stroke=\"{}\""
                        + " stroke-width=\"1.5\"/>",
                ChartKey.px(x - 25),
                ChartKey.px(y),
                ChartKey.px(x),
                ChartKey.px(y - 25),
                ink.color("c2"));
    }
}
