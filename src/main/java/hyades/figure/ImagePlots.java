package hyades.figure;

import hyades.text.Digits;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Pictures of images: the first row below, as astronomers have it; what is missing is grey.
public final class ImagePlots {
    private static final int LARGEST = 900;
    private static final int MARGIN = 24;
    private static final int TITLE = 44;

    /// For the labels of the pixels at the left of a picture, and below it.
    private static final int LEFT = 70;

    private static final int BELOW = 48;

    private static final int TICK = 5;
    private static final int TICKS_APART = 60;

    /// For the scale below a picture, and least width, so that its labels have room.
    private static final int SCALE = 54;

    private static final int BAR = 12;
    private static final int GAP = 10;
    private static final int NARROWEST = 220;
    private static final int MISSING = 0x808080;

    private ImagePlots() {}

    /// What the axes count.
    ///
    /// @param across, up their titles
    /// @param each how many of them a pixel stands for, at least 1
    public record Places(String across, String up, int each) {
        private static final Places PIXELS = new Places("x [pixel]", "y [pixel]", 1);
    }

    /// @param pixels shape (height, width)
    /// @param unit of the pixels; empty where none is known
    public record Plane(String title, int width, int height, double[] pixels, String unit, Places places) {
        /// An image, whose axes count its pixels.
        public Plane(String title, int width, int height, double[] pixels, String unit) {
            this(title, width, height, pixels, unit, Places.PIXELS);
        }
    }

    /// Draws two planes side by side, each with its own limits.
    ///
    /// @param dpi pixels per inch; empty for the usual
    public static void beforeAndAfter(Path file, Plane before, Plane after, OptionalInt dpi) throws IOException {
        draw(file, List.of(before, after), ColorMap.INFERNO, Stretch.PERCENTILE, LARGEST / 2, dpi);
    }

    /// Draws one plane.
    ///
    /// @param dpi pixels per inch; empty for the usual
    public static void view(Path file, Plane plane, ColorMap map, Stretch stretch, OptionalInt dpi) throws IOException {
        draw(file, List.of(plane), map, stretch, LARGEST, dpi);
    }

    /// Whether a file is a picture that was drawn here.
    public static boolean isOne(Path file) {
        return PngFigure.isOne(file);
    }

    private static void draw(Path file, List<Plane> planes, ColorMap map, Stretch stretch, int largest, OptionalInt dpi)
            throws IOException {
        List<Dimension> sizes =
                planes.stream().map(plane -> size(plane, largest, 1)).toList();
        int width = MARGIN
                + sizes.stream()
                        .mapToInt(size -> LEFT + Math.max(NARROWEST, size.width) + MARGIN)
                        .sum();
        int height = TITLE
                + BELOW
                + SCALE
                + sizes.stream().mapToInt(size -> size.height).max().orElse(0);
        double fine = PngFigure.scale(dpi);
        PngFigure.draw(file, width, height, fine, g -> {
            g.setColor(Color.BLACK);
            g.setFont(PngFigure.FONT.deriveFont(16f));
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            int left = MARGIN;
            for (int i = 0; i < planes.size(); i++) {
                Plane plane = planes.get(i);
                int room = Math.max(NARROWEST, sizes.get(i).width);
                left += LEFT;
                drawUnscaled(g, picture(plane, map, stretch, size(plane, largest, fine)), left * fine, TITLE * fine);
                axes(g, left, sizes.get(i), plane);
                String size = " (%d × %d)".formatted(plane.width, plane.height);
                g.drawString(shortened(plane.title, g, room, size) + size, left, TITLE - 14);
                scale(g, left, height - SCALE + 10, room, plane, map, stretch);
                left += room + MARGIN;
            }
        });
    }

    /// Pixel for pixel.
    private static void drawUnscaled(Graphics2D g, BufferedImage picture, double left, double top) {
        AffineTransform scaled = g.getTransform();
        g.setTransform(new AffineTransform());
        g.drawImage(picture, (int) Math.round(left), (int) Math.round(top), null);
        g.setTransform(scaled);
    }

    /// The pixels' numbers, or of what they stand for, from 0 as in the lists of peaks: a tick is where the
    /// middle of its pixel lies.
    private static void axes(Graphics2D g, int left, Dimension picture, Plane plane) {
        int bottom = TITLE + picture.height;
        g.setFont(PngFigure.FONT.deriveFont(13f));
        int each = plane.places.each;
        Axis across = Axis.linear("", "", -0.5, (double) plane.width * each - 0.5);
        for (Axis.Tick tick : across.ticks(picture.width, TICKS_APART, true)) {
            int x = (int) across.place(tick.at(), left, left + picture.width);
            g.drawLine(x, bottom, x, bottom + TICK);
            middle(g, tick.label(), x, bottom + 20);
        }
        middle(g, plane.places.across, left + picture.width / 2, bottom + 38);
        Axis up = Axis.linear("", "", -0.5, (double) plane.height * each - 0.5);
        for (Axis.Tick tick : up.ticks(picture.height, TICKS_APART, true)) {
            int y = (int) up.place(tick.at(), bottom, TITLE);
            g.drawLine(left - TICK, y, left, y);
            g.drawString(tick.label(), left - 9 - g.getFontMetrics().stringWidth(tick.label()), y + 5);
        }
        AffineTransform upright = g.getTransform();
        g.rotate(-Math.PI / 2);
        middle(g, plane.places.up, -(TITLE + bottom) / 2, left - LEFT + 14);
        g.setTransform(upright);
        g.setFont(PngFigure.FONT.deriveFont(16f));
    }

    private static void middle(Graphics2D g, String text, int x, int base) {
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, base);
    }

    /// As much of a title as there is room for beside `size`.
    private static String shortened(String title, Graphics2D g, int room, String size) {
        String shorter = title;
        while (shorter.length() > 2 && g.getFontMetrics().stringWidth(shorter + size) > room) {
            shorter = shorter.substring(0, shorter.length() - 2) + "…";
        }
        return shorter;
    }

    /// Which colour is which value: the least on the left, the greatest on the right.
    private static void scale(Graphics2D g, int left, int top, int width, Plane plane, ColorMap map, Stretch stretch) {
        double[] limits = limits(plane, stretch);
        for (int x = 0; x < width; x++) {
            g.setColor(new Color(map.color(stretch.bend((x + 0.5) / width))));
            g.fillRect(left + x, top, 1, BAR);
        }
        g.setColor(Color.BLACK);
        String least = GraphicsCanvas.drawable(Digits.of(limits[0], 4));
        String greatest = GraphicsCanvas.drawable(Digits.of(limits[1], 4));
        int base = top + BAR + 18;
        int right = left + width - g.getFontMetrics().stringWidth(greatest);
        g.drawString(least, left, base);
        g.drawString(greatest, right, base);
        int from = left + g.getFontMetrics().stringWidth(least) + GAP;
        String unit = plane.unit.isEmpty() ? "" : "[%s]".formatted(GraphicsCanvas.drawable(plane.unit));
        Stream.of((stretch + " " + unit).strip(), unit)
                .filter(name -> from + g.getFontMetrics().stringWidth(name) + GAP < right)
                .findFirst()
                .ifPresent(name -> middle(g, name, (from + right - GAP) / 2, base));
    }

    private static double[] limits(Plane plane, Stretch stretch) {
        double[] finite = Arrays.stream(plane.pixels).filter(Double::isFinite).toArray();
        return finite.length == 0 ? new double[] {0, 1} : stretch.limits(finite);
    }

    /// How large a plane is drawn [px].
    ///
    /// @param fine pixels that a unit of [Drawing] is long
    private static Dimension size(Plane plane, int largest, double fine) {
        double factor = fine * Math.min((double) largest / Math.max(plane.width, plane.height), 16);
        return new Dimension((int) Math.max(1, Math.round(plane.width * factor)), (int)
                Math.max(1, Math.round(plane.height * factor)));
    }

    private static BufferedImage picture(Plane plane, ColorMap map, Stretch stretch, Dimension size) {
        int width = size.width;
        int height = size.height;
        double factor = (double) Math.max(width, height) / Math.max(plane.width, plane.height);
        double[] limits = limits(plane, stretch);
        double range = limits[1] > limits[0] ? limits[1] - limits[0] : 1;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double pixel = mean(plane, (int) (x / factor), (int) ((height - 1 - y) / factor), (int) (1 / factor));
                boolean isMissing = Double.isNaN(pixel);
                picture.setRGB(x, y, isMissing ? MISSING : map.color(stretch.bend((pixel - limits[0]) / range)));
            }
        }
        return picture;
    }

    /// Of the pixels that one of the picture stands for, `side` along both axes; NaN if all are missing.
    private static double mean(Plane plane, int left, int bottom, int side) {
        double sum = 0;
        int count = 0;
        for (int y = bottom; y < Math.min(plane.height, bottom + Math.max(1, side)); y++) {
            for (int x = left; x < Math.min(plane.width, left + Math.max(1, side)); x++) {
                double pixel = plane.pixels[y * plane.width + x];
                sum += Double.isNaN(pixel) ? 0 : pixel;
                count += Double.isNaN(pixel) ? 0 : 1;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
