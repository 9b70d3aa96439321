package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePlotsTest {
    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xFFFFFF;
    private static final int GREY = 0x808080;

    @TempDir
    Path folder;

    /// An F lying in FITS's order, row 0 at the bottom: its stem is on the left, its long bar above the short one. The
    /// picture's pixels are blocks of 16 x 16.
    @Test
    void theFirstRowIsBelowAndTheFirstColumnOnTheLeft() throws Exception {
        String[] fromTheTop = {"####.", "#....", "###..", "#....", "#...?"};
        double[] pixels = new double[25];
        for (int i = 0; i < 25; i++) {
            pixels[i] = switch (fromTheTop[4 - i / 5].charAt(i % 5)) {
                case '#' -> 7;
                case '.' -> -3;
                default -> Double.NaN;
            };
        }
        Path file = folder.resolve("view.png");
        ImagePlots.view(
                file, new ImagePlots.Plane("F", 5, 5, pixels, ""), ColorMap.GREY, Stretch.LINEAR, OptionalInt.empty());
        BufferedImage picture = ImageIO.read(file.toFile());
        for (int i = 0; i < 25; i++) {
            int color = picture.getRGB(94 + 16 * (i % 5) + 8, 44 + 16 * (i / 5) + 8) & 0xFFFFFF;
            int expected = switch (fromTheTop[i / 5].charAt(i % 5)) {
                case '#' -> WHITE;
                case '.' -> BLACK;
                default -> GREY;
            };
            assertEquals(expected, color, "column %d, row %d from the top".formatted(i % 5, i / 5));
        }
    }

    /// Pixels of 16 x 16: every fifth has a tick, at the eighth of its sixteen columns or rows and nowhere else.
    @Test
    void theTicksAreAtTheMiddleOfPixels() throws Exception {
        Path file = folder.resolve("view.png");
        ImagePlots.view(
                file,
                new ImagePlots.Plane("", 40, 40, new double[1600], ""),
                ColorMap.GREY,
                Stretch.LINEAR,
                OptionalInt.empty());
        BufferedImage picture = ImageIO.read(file.toFile());
        for (int pixel = 0; pixel < 40; pixel++) {
            boolean isTick = pixel % 5 == 0;
            for (int at = 16 * pixel; at < 16 * pixel + 16; at++) {
                boolean isMiddle = isTick && at == 16 * pixel + 8;
                assertEquals(isMiddle ? BLACK : WHITE, picture.getRGB(94 + at, 44 + 640 + 3) & 0xFFFFFF, "x " + at);
                int up = 44 + 640 - at;
                assertEquals(isMiddle ? BLACK : WHITE, picture.getRGB(94 - 3, up) & 0xFFFFFF, "y " + at);
            }
        }
    }

    /// Cells of five rows by five columns, each 16 x 16: a tick every twenty of them, at the middle of its fifth.
    @Test
    void theTicksOfCellsCountWhatTheyStandFor() throws Exception {
        Path file = folder.resolve("view.png");
        ImagePlots.Places places = new ImagePlots.Places("column", "row", 5);
        ImagePlots.view(
                file,
                new ImagePlots.Plane("", 40, 40, new double[1600], "", places),
                ColorMap.GREY,
                Stretch.LINEAR,
                OptionalInt.empty());
        BufferedImage picture = ImageIO.read(file.toFile());
        for (int at = 0; at < 640; at++) {
            int x = at;
            boolean isTick = IntStream.rangeClosed(0, 9).anyMatch(tick -> x == (int) ((20 * tick + 0.5) * 16 / 5));
            assertEquals(isTick ? BLACK : WHITE, picture.getRGB(94 + at, 44 + 640 + 3) & 0xFFFFFF, "x " + at);
        }
    }

    private BufferedImage withUnit(String unit) throws Exception {
        Path file = folder.resolve("view.png");
        ImagePlots.Plane plane = new ImagePlots.Plane("", 40, 40, new double[1600], unit);
        ImagePlots.view(file, plane, ColorMap.GREY, Stretch.LINEAR, OptionalInt.empty());
        return ImageIO.read(file.toFile());
    }

    /// Beside the name of the stretch in the middle below the scale; one that has no room there is left out.
    @Test
    void theUnitStandsBelowTheScale() throws Exception {
        BufferedImage without = withUnit("");
        BufferedImage with = withUnit("electron/s");
        int different = 0;
        for (int y = 0; y < with.getHeight(); y++) {
            for (int x = 0; x < with.getWidth(); x++) {
                if (with.getRGB(x, y) != without.getRGB(x, y)) {
                    different++;
                    assertTrue(y > with.getHeight() - 44 && Math.abs(x - with.getWidth() / 2) < 120, x + ", " + y);
                }
            }
        }
        assertTrue(different > 100, "nothing is written");
        BufferedImage tooLong = withUnit("x".repeat(100));
        assertEquals(without.getRGB(400, 760), tooLong.getRGB(400, 760));
    }
}
