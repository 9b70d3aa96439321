package hyades.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/// Draws on a Java picture. Lines of one pixel fill whole pixels where their ends are whole numbers.
final class GraphicsCanvas implements Canvas {
    private static final Pattern POWER = Pattern.compile("10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)");
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
    private static final boolean HAS_RAISED = PngFigure.FONT.canDisplayUpTo(RAISED) == -1;

    private final Graphics2D g;
    private final Deque<Shape> clips = new ArrayDeque<>();

    GraphicsCanvas(Graphics2D g) {
        this.g = g;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.translate(0.5, 0.5);
        clips.push(new Rectangle2D.Double(-1e6, -1e6, 2e6, 2e6));
    }

    @Override
    public double width(String text, double size) {
        return g.getFontMetrics(font(size)).stringWidth(drawable(text));
    }

    @Override
    public void begin(String name, Rectangle2D area) {
        clips.push(area == null ? clips.peek() : area);
        g.setClip(clips.peek());
    }

    @Override
    public void end() {
        clips.pop();
        g.setClip(clips.peek());
    }

    @Override
    public void line(double[] x, double[] y, double width, double dash, Ink ink) {
        float[] dashes = dash == 0 ? null : new float[] {(float) dash, (float) dash};
        int cap = dash == 0 ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
        boolean thin = width == 1; // a round end would smear over the neighbouring pixels
        g.setStroke(new BasicStroke(
                (float) width, thin ? BasicStroke.CAP_BUTT : cap, BasicStroke.JOIN_ROUND, 10, dashes, 0));
        g.setColor(color(ink));
        g.draw(path(x, y));
    }

    private static Path2D path(double[] x, double[] y) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, x.length + 1);
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        return path;
    }

    @Override
    public void area(double[] x, double[] y, Ink ink) {
        Path2D path = path(x, y);
        path.closePath();
        g.setColor(color(ink));
        g.fill(path);
    }

    @Override
    public void dots(double[] x, double[] y, double diameter, Ink ink) {
        g.setColor(color(ink));
        for (int i = 0; i < x.length; i++) {
            g.fill(new Ellipse2D.Double(x[i] - diameter / 2, y[i] - diameter / 2, diameter, diameter));
        }
    }

    @Override
    public void text(String text, double x, double y, double size, Anchor anchor) {
        String drawn = drawable(text);
        g.setFont(font(size));
        g.setColor(Color.BLACK);
        double part = switch (anchor) {
            case START -> 0;
            case MIDDLE -> 0.5;
            case END -> 1;
        };
        g.drawString(drawn, (float) (x - part * width(drawn, size)), (float) y);
    }

    @Override
    public void textUpwards(String text, double x, double y, double size) {
        AffineTransform upright = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        text(text, 0, 0, size, Anchor.MIDDLE);
        g.setTransform(upright);
    }

    private static Font font(double size) {
        return PngFigure.FONT.deriveFont((float) size);
    }

    private static Color color(Ink ink) {
        return new Color(
                ink.rgb() >> 16 & 0xFF, ink.rgb() >> 8 & 0xFF, ink.rgb() & 0xFF, (int) Math.round(255 * ink.opacity()));
    }

    /// Powers of ten as 1eN where the font of this machine has no raised digits.
    static String drawable(String text) {
        return HAS_RAISED ? text : withoutRaised(text);
    }

    static String withoutRaised(String text) {
        return POWER.matcher(text)
                .replaceAll(power -> "1e"
                        + power.group(1)
                                .chars()
                                .mapToObj(c -> c == '⁻' ? "-" : Integer.toString(RAISED.indexOf(c)))
                                .reduce("", String::concat));
    }
}
