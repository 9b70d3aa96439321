package hyades.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Pictures of images: the first row below, as astronomers have it; what is missing is grey.
public final class ImagePlots {
    private static final int LARGEST = 900;
    private static final int MARGIN = 24;
    private static final int TITLE = 44;
    private static final int MISSING = 0x808080;

    private ImagePlots() {}

    /// @param pixels shape (height, width)
    public record Plane(String title, int width, int height, double[] pixels) {}

    /// Draws two planes side by side, each with its own limits.
    public static void beforeAndAfter(Path file, Plane before, Plane after) throws IOException {
        draw(file, List.of(before, after), ColorMap.INFERNO, Stretch.PERCENTILE, LARGEST / 2);
    }

    /// Draws one plane.
    public static void view(Path file, Plane plane, ColorMap map, Stretch stretch) throws IOException {
        draw(file, List.of(plane), map, stretch, LARGEST);
    }

    private static void draw(Path file, List<Plane> planes, ColorMap map, Stretch stretch, int largest)
            throws IOException {
        Panel.requireFonts();
        List<BufferedImage> pictures = planes.stream()
                .map(plane -> picture(plane, map, stretch, largest))
                .toList();
        int width =
                MARGIN + pictures.stream().mapToInt(p -> p.getWidth() + MARGIN).sum();
        int height = TITLE
                + MARGIN
                + pictures.stream().mapToInt(BufferedImage::getHeight).max().orElse(0);
        BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = whole.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        g.setFont(Panel.FONT.deriveFont(16f));
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int left = MARGIN;
        for (int i = 0; i < pictures.size(); i++) {
            g.drawImage(pictures.get(i), left, TITLE, null);
            java.awt.Shape clip = g.getClip();
            g.setClip(left, 0, pictures.get(i).getWidth() + MARGIN / 2, TITLE);
            g.drawString(title(planes.get(i), stretch), left, TITLE - 14);
            g.setClip(clip);
            left += pictures.get(i).getWidth() + MARGIN;
        }
        g.dispose();
        Panel.writePng(file, whole);
    }

    private static String title(Plane plane, Stretch stretch) {
        double[] limits = limits(plane, stretch);
        return String.format(Locale.ROOT, "%s, %.3g to %.3g", plane.title, limits[0], limits[1]);
    }

    private static double[] limits(Plane plane, Stretch stretch) {
        double[] finite = Arrays.stream(plane.pixels).filter(Double::isFinite).toArray();
        return finite.length == 0 ? new double[] {0, 1} : stretch.limits(finite);
    }

    private static BufferedImage picture(Plane plane, ColorMap map, Stretch stretch, int largest) {
        double factor = Math.min((double) largest / Math.max(plane.width, plane.height), 16);
        int width = (int) Math.max(1, Math.round(plane.width * factor));
        int height = (int) Math.max(1, Math.round(plane.height * factor));
        double[] limits = limits(plane, stretch);
        double range = limits[1] > limits[0] ? limits[1] - limits[0] : 1;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            int row = Math.min(plane.height - 1, (int) ((height - 1 - y + 0.5) / factor));
            for (int x = 0; x < width; x++) {
                double pixel = plane.pixels[row * plane.width + Math.min(plane.width - 1, (int) ((x + 0.5) / factor))];
                boolean isMissing = Double.isNaN(pixel);
                picture.setRGB(x, y, isMissing ? MISSING : map.color(stretch.bend((pixel - limits[0]) / range)));
            }
        }
        return picture;
    }
}
