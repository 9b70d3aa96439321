package hyades.figure;

import hyades.storage.WholeFile;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// One XChart chart in the style of all our figures, placed by its plot area (the framed rectangle) instead of
/// its outer edge, so that the panels of a figure line up whatever their labels. Nothing else here knows XChart.
public final class Panel {
    public static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 20);

    /// Room at the top of a plot area [px] that a legend needs.
    public static final int LEGEND = 50;

    // Okabe and Ito (2008), Color Universal Design: told apart by colour-blind readers
    public static final Color BLACK = Color.BLACK;
    public static final Color BLUE = new Color(0x0072B2);
    public static final Color VERMILLION = new Color(0xD55E00);
    public static final Color GREEN = new Color(0x009E73);
    public static final Color ORANGE = new Color(0xE69F00);
    public static final Color PURPLE = new Color(0xCC79A7);
    public static final Color SKY_BLUE = new Color(0x56B4E9);

    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color FRAME = new Color(0x404040);
    private static final Color TRANSPARENT = new Color(255, 255, 255, 0);
    private static final Color FAINT = new Color(0xB8B8B8);
    private static final BasicStroke THIN = new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    /// A line (diameter 0) or dot of the legend.
    private record Key(String name, Color color, double diameter) {}

    private final Axis x;
    private final Axis y;
    private final Rectangle area;
    private final XYChart chart;
    private final List<Curve> background = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private boolean legend;
    private String note = "";

    /// @param area the plot area [px] in the figure
    public Panel(Axis x, Axis y, Rectangle area) {
        this.x = x;
        this.y = y;
        this.area = area;
        chart = new XYChart(area.width, area.height);
        chart.setXAxisTitle(x.title());
        chart.setYAxisTitle(y.title());
        decorate(chart.getStyler());
        scale(chart.getStyler());
    }

    Panel title(String title) {
        chart.setTitle(title);
        return this;
    }

    /// Shows the labels of an axis, or leaves them to the neighbour that shares it.
    Panel labels(boolean below, boolean left) {
        chart.getStyler().setXAxisTicksVisible(below).setXAxisTitleVisible(below);
        chart.getStyler().setYAxisTicksVisible(left).setYAxisTitleVisible(left);
        return this;
    }

    /// Names the lines and dots in a row at the top of the plot area, where the axis must have left [#LEGEND] free.
    public Panel legend() {
        legend = true;
        return this;
    }

    /// Writes `text` into the middle of the plot area, to say why it is empty.
    Panel note(String text) {
        note = text;
        return this;
    }

    /// Adds a line, with gaps where a value cannot be drawn, and dots where both neighbours cannot.
    public Panel line(String name, Color color, double[] xs, double[] ys) {
        Curve line = curve(name, color, 0, xs, ys).thinned();
        curves.add(line);
        keys.add(new Key(name, color, 0));
        line.loneValues().ifPresent(curves::add);
        return this;
    }

    /// Adds a line that the legend does not name.
    public Panel unnamed(Color color, double[] xs, double[] ys) {
        curves.add(curve("unnamed " + curves.size(), color, 0, xs, ys).thinned());
        return this;
    }

    /// Adds thin grey lines behind the others.
    ///
    /// @param name what the legend calls them together
    Panel faint(String name, double[] xs, List<double[]> ys) {
        for (double[] each : ys) {
            background.add(
                    curve("background " + background.size(), FAINT, 0, xs, each).thinned());
        }
        if (!ys.isEmpty()) {
            keys.add(new Key(name, FAINT, 0));
        }
        return this;
    }

    /// Adds a dot of `diameter` [px] at every point.
    public Panel points(String name, Color color, double diameter, double[] xs, double[] ys) {
        curves.add(curve(name, color, diameter, xs, ys));
        keys.add(new Key(name, color, diameter));
        return this;
    }

    private Curve curve(String name, Color color, double diameter, double[] xs, double[] ys) {
        return new Curve(name, color, diameter, x.of(xs), y.of(ys));
    }

    /// Fails in words where Java cannot draw text: Fontconfig knows no font, a library is missing, or `DISPLAY`
    /// names a display that does not answer.
    public static void requireFonts() throws IOException {
        try {
            GraphicsEnvironment.getLocalGraphicsEnvironment();
            FONT.canDisplayUpTo("0");
        } catch (RuntimeException | AWTError | LinkageError | InternalError e) { // AWT throws all of these
            throw new IOException("Java cannot draw here: " + e.getMessage(), e);
        }
    }

    /// Writes one figure: a PNG of white background with these panels, complete or not at all.
    public static void write(Path file, int width, int height, List<Panel> panels) throws IOException {
        // of the types without transparency the one whose PNG is written fastest
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = graphics(image);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        panels.forEach(panel -> panel.paint(g));
        g.dispose();
        writePng(file, image);
    }

    /// Writes a picture as PNG, complete or not at all.
    static void writePng(Path file, BufferedImage image) throws IOException {
        WholeFile.write(file, out -> {
            try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
                ImageIO.write(image, "png", png);
            }
        });
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    private void paint(Graphics2D g) {
        Insets insets = measured();
        background.forEach(curve -> addToChart(curve, THIN));
        curves.forEach(curve -> addToChart(curve, LINE));
        Graphics2D here = (Graphics2D) g.create();
        here.translate(area.x - insets.left + 0.5, area.y - insets.top + 0.5); // lines of one pixel fill whole pixels
        chart.paint(here, insets.width(area), insets.height(area));
        here.dispose();
        if (legend) {
            paintLegend(g);
        }
        g.setFont(FONT);
        g.setColor(BLACK);
        int centre = area.x + area.width / 2;
        g.drawString(note, centre - g.getFontMetrics().stringWidth(note) / 2, area.y + area.height / 2);
    }

    /// The room that labels and titles take around the plot area, which XChart tells only of a chart it has
    /// painted: it is painted to nowhere, and without its data, which would take long and change nothing.
    private Insets measured() {
        Insets guess = new Insets(100, 40, 40, 80);
        Graphics2D nowhere = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        nowhere.setClip(0, 0, 0, 0);
        int width = guess.width(area);
        int height = guess.height(area);
        chart.paint(nowhere, width, height);
        nowhere.dispose();
        return new Insets(
                chart.getScreenXFromChart(x.min()),
                width - chart.getScreenXFromChart(x.max()),
                chart.getScreenYFromChart(y.max()),
                height - chart.getScreenYFromChart(y.min()));
    }

    private record Insets(double left, double right, double top, double bottom) {
        int width(Rectangle area) {
            return (int) Math.round(area.width + left + right);
        }

        int height(Rectangle area) {
            return (int) Math.round(area.height + top + bottom);
        }
    }

    private void addToChart(Curve curve, BasicStroke stroke) {
        // XChart would put its ticks on the data if all of that were equally spaced; the NaN at the end prevents it
        XYSeries series = chart.addSeries(curve.name(), withNaN(curve.x()), withNaN(curve.y()));
        series.setXYSeriesRenderStyle(curve.isLine() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
        series.setMarker(curve.isLine() ? SeriesMarkers.NONE : new Dot(curve.diameter()));
        series.setMarkerColor(curve.color());
        series.setLineColor(curve.color());
        series.setLineStyle(stroke);
    }

    private static double[] withNaN(double[] values) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = Double.NaN;
        return longer;
    }

    private void paintLegend(Graphics2D g) {
        int left = area.x + 24;
        int middle = area.y + LEGEND / 2;
        g.setFont(FONT);
        g.setStroke(LINE);
        for (Key key : keys) {
            g.setColor(key.color);
            if (key.diameter == 0) {
                g.drawLine(left, middle, left + 40, middle);
            } else {
                double radius = key.diameter / 2;
                g.fill(new Ellipse2D.Double(left + 20 - radius, middle - radius, key.diameter, key.diameter));
            }
            g.setColor(BLACK);
            g.drawString(key.name, left + 50, middle + 7);
            left += 50 + g.getFontMetrics().stringWidth(key.name) + 36;
        }
    }

    private static void decorate(XYStyler styler) {
        styler.setChartBackgroundColor(TRANSPARENT)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(FRAME)
                .setPlotContentSize(1)
                .setChartPadding(40) // XChart leaves out a label that would cross the edge of the chart
                .setChartFontColor(BLACK)
                .setChartTitleFont(FONT)
                .setChartTitleBoxVisible(false)
                .setChartTitlePadding(8)
                .setLegendVisible(false);
        styler.setAxisTitleFont(FONT.deriveFont(22f))
                .setAxisTitlePadding(16)
                .setAxisTickLabelsFont(FONT)
                .setAxisTickLabelsColor(BLACK)
                .setAxisTickPadding(6)
                .setAxisTickMarkLength(7)
                .setAxisTickMarksColor(FRAME)
                .setAxisTickMarksStroke(new BasicStroke(1))
                .setAxisTicksMarksVisible(false)
                .setAxisTicksLineVisible(false)
                .setPlotMargin(0)
                .setPlotTicksMarksVisible(true)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setYAxisLabelAlignment(TextAlignment.Right);
    }

    /// Sets limits and ticks. XChart takes the step in pixels, and shows no label that lies exactly on a limit.
    private void scale(XYStyler styler) {
        boolean square = area.width == area.height; // such a panel shows space, with the same ticks both ways
        double xStep = x.step(area.width, Math.max(75, area.width / 12));
        double yStep = y.step(area.height, square ? 75 : Math.max(55, area.height / 10));
        double xSlack = 1e-6 * (x.max() - x.min());
        double ySlack = 1e-6 * (y.max() - y.min());
        styler.setXAxisMin(x.min() - xSlack)
                .setXAxisMax(x.max() + xSlack)
                .setYAxisMin(y.min() - ySlack)
                .setYAxisMax(y.max() + ySlack)
                .setXAxisTickLabelsFormattingFunction(v -> x.label(v, xStep))
                .setYAxisTickLabelsFormattingFunction(v -> y.label(v, yStep))
                .setXAxisTickMarkSpacingHint((int) Math.round(area.width * xStep / (x.max() - x.min())))
                .setYAxisTickMarkSpacingHint((int) Math.round(area.height * yStep / (y.max() - y.min())));
    }

    /// A disc; a small one is a square of whole pixels, which draws a hundred thousand bodies in little time.
    private static final class Dot extends Marker {
        private final double diameter;

        Dot(double diameter) {
            this.diameter = diameter;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int markerSize) {
            double left = x - diameter / 2;
            double top = y - diameter / 2;
            if (diameter < 2.5) {
                int side = (int) Math.round(diameter);
                g.fillRect((int) Math.round(left), (int) Math.round(top), side, side);
            } else {
                g.fill(new Ellipse2D.Double(left, top, diameter, diameter));
            }
        }
    }
}
