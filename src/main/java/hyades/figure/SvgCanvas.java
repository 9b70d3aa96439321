package hyades.figure;

import java.awt.geom.Rectangle2D;
import java.util.Locale;

/// Draws as SVG markup. Whatever the machine, the markup is the same.
final class SvgCanvas implements Canvas {
    /// A letter's mean width in sizes of the font; figures leave room for wider ones.
    private static final double LETTER = 0.56;

    private final StringBuilder markup = new StringBuilder();
    private int clips;

    String markup() {
        return markup.toString();
    }

    @Override
    public double width(String text, double size) {
        return LETTER * size * text.codePointCount(0, text.length());
    }

    @Override
    public void begin(String name, Rectangle2D area) {
        if (area == null) {
            add("<g><title>%s</title>\n", escaped(name));
            return;
        }
        clips++;
        add(
                "<clipPath id=\"area%d\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>\n",
                clips, number(area.getX()), number(area.getY()), number(area.getWidth()), number(area.getHeight()));
        add("<g clip-path=\"url(#area%d)\"><title>%s</title>\n", clips, escaped(name));
    }

    @Override
    public void end() {
        add("</g>\n");
    }

    @Override
    public void line(double[] x, double[] y, double width, double dash, Ink ink) {
        String dashes = dash == 0 ? "" : " stroke-dasharray=\"" + number(dash) + "\"";
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>\n",
                path(x, y), color(ink), number(width), dashes);
    }

    @Override
    public void area(double[] x, double[] y, Ink ink) {
        add("<path d=\"%sZ\" fill=\"%s\" fill-opacity=\"%s\"/>\n", path(x, y), color(ink), number(ink.opacity()));
    }

    /// A line of no length with round ends is a disc.
    @Override
    public void dots(double[] x, double[] y, double diameter, Ink ink) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            path.append('M')
                    .append(number(x[i]))
                    .append(' ')
                    .append(number(y[i]))
                    .append("h0");
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"%s\" stroke-width=\"%s\""
                        + " stroke-linecap=\"round\"/>\n",
                path, color(ink), number(ink.opacity()), number(diameter));
    }

    @Override
    public void text(String text, double x, double y, double size, Anchor anchor) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\">%s</text>\n",
                number(x), number(y), number(size), anchor.name().toLowerCase(Locale.ROOT), escaped(text));
    }

    @Override
    public void textUpwards(String text, double x, double y, double size) {
        add(
                "<text transform=\"translate(%s %s) rotate(-90)\" font-size=\"%s\" text-anchor=\"middle\">%s</text>\n",
                number(x), number(y), number(size), escaped(text));
    }

    private static String path(double[] x, double[] y) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
        }
        return path.toString();
    }

    /// To a hundredth of a px.
    private static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String color(Ink ink) {
        return String.format(Locale.ROOT, "#%06x", ink.rgb());
    }

    private void add(String format, Object... values) {
        markup.append(format.formatted(values));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
