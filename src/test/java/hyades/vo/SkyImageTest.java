package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.BrightestPoint;
import hyades.fits.CelestialWcs;
import hyades.fits.ImageFile;
import hyades.fits.Selection;
import hyades.fits.SkyPosition;
import hyades.fits.TestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkyImageTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 40;

    @TempDir
    Path folder;

    /// Of pixels of 18″, turned by some angle, mirrored or not.
    private Path image(
            double[] pixels, String projection, double ra, double dec, double angle, int parity, String... more)
            throws IOException {
        return image(pixels, projection, 0.005, ra, dec, angle, parity, more);
    }

    private Path image(
            double[] pixels,
            String projection,
            double scale,
            double ra,
            double dec,
            double angle,
            int parity,
            String... more)
            throws IOException {
        double cos = scale * Math.cos(Math.toRadians(angle));
        double sin = scale * Math.sin(Math.toRadians(angle));
        List<String> cards = new ArrayList<>(List.of(
                "CTYPE1='RA---" + projection + "'",
                "CTYPE2='DEC--" + projection + "'",
                "CRVAL1=" + ra,
                "CRVAL2=" + dec,
                "CRPIX1=25",
                "CRPIX2=22",
                "CD1_1=" + -parity * cos,
                "CD1_2=" + sin,
                "CD2_1=" + parity * sin,
                "CD2_2=" + cos));
        cards.addAll(List.of(more));
        Path file = folder.resolve("image.fits");
        new TestFile()
                .image("", -32, pixels, WIDTH, cards.toArray(String[]::new))
                .write(file);
        return file;
    }

    /// Each bright pixel is found on the chart where its own coordinates say, to half of its width and
    /// one pixel of the chart, however the image is turned; all around it the image is dark.
    @ParameterizedTest(name = "{0} {1} {2}, turned by {3}, parity {4}")
    @CsvSource({
        "TAN, 193.65, -12.57, 0, 1",
        "TAN, 193.65, -12.57, 90, 1",
        "TAN, 0.01, 60, 200, -1",
        "ZEA, 120, 89.9, 33, 1",
        "SIN, 359.99, -45, -120, 1",
        "CAR, 10, 0, 12, 1"
    })
    void pixelsLieOnTheChartWhereTheyAreOnTheSky(String projection, double ra, double dec, double angle, int parity)
            throws IOException {
        for (int[] bright : new int[][] {{3, 4}, {55, 35}, {24, 21}, {0, 39}}) {
            double[] pixels = new double[WIDTH * HEIGHT];
            pixels[bright[1] * WIDTH + bright[0]] = 1;
            Path file = image(pixels, projection, ra, dec, angle, parity);
            Chart chart = new Chart(new SkyPoint(ra, dec), 0.5);
            int side = 300;
            double[] shown = SkyImage.on(chart, file, side);
            double[] middle = new double[2];
            int count = 0;
            for (int i = 0; i < shown.length; i++) {
                if (shown[i] == 1) {
                    middle[0] += i % side + 0.5;
                    middle[1] += i / side + 0.5;
                    count++;
                }
            }
            double[] place = chart.place(place(file, bright[0], bright[1]));
            double width = side * 0.005 / 0.5; // of a pixel of the image: 3 of the chart's
            assertTrue(count >= 4 && count <= 16, "3 × 3 are one, but for the corners of a turned one: " + count);
            assertEquals(side * place[0], middle[0] / count, width / 3);
            assertEquals(side * (1 - place[1]), middle[1] / count, width / 3);
        }
    }

    private static SkyPoint place(Path file, int x, int y) throws IOException {
        try (ImageFile open = ImageFile.open(file, Selection.SCIENCE)) {
            return SkyPoint.of(
                    CelestialWcs.of(open.images().getFirst().header()).position(x, y, 0));
        }
    }

    /// Of pixels that are smaller than the chart's the mean is shown: of a checkered image half of its
    /// light.
    @Test
    void smallPixelsAreAveraged() throws IOException {
        double[] pixels = new double[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i % WIDTH + i / WIDTH) % 2;
        }
        Path file = image(pixels, "TAN", 50, 10, 0, 1);
        double[] shown = SkyImage.on(new Chart(new SkyPoint(50, 10), 0.1), file, 5); // 4 × 4 pixels in one
        for (double each : shown) {
            assertEquals(0.5, each, 0.07, "3 × 3 to 5 × 5 of them are taken: 4/9 to 13/25");
        }
    }

    /// An image of 22 mas on a chart of 60°, whose pixels are ten million of the image's wide: only those
    /// that are there are looked at. It lies at the corner of four pixels of the chart.
    @Test
    void smallImagesOnLargeChartsTakeNoTime() throws IOException {
        double[] pixels = new double[WIDTH * HEIGHT];
        Arrays.fill(pixels, 2);
        Path file = image(pixels, "TAN", 1e-7, 50, 10, 0, 1);
        double[] shown = assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> SkyImage.on(new Chart(new SkyPoint(50, 10), 60), file, 60));
        assertEquals(4, Arrays.stream(shown).filter(each -> each == 2).count());
        assertEquals(60 * 60 - 4, Arrays.stream(shown).filter(Double::isNaN).count());
    }

    @Test
    void imagesWithoutUsableCoordinatesAreRefused() throws IOException {
        Chart chart = new Chart(new SkyPoint(50, 10), 0.1);
        Path none = folder.resolve("none.fits");
        new TestFile().noise("", 10, 10).write(none);
        String noCoordinates = assertThrows(IOException.class, () -> SkyImage.on(chart, none, 60))
                .getMessage();
        assertTrue(noCoordinates.startsWith("sky: no CTYPE"), noCoordinates);
        Path old = image(new double[WIDTH * HEIGHT], "TAN", 50, 10, 0, 1, "RADESYS='FK4'");
        String fk4 = assertThrows(IOException.class, () -> SkyImage.on(chart, old, 60))
                .getMessage();
        assertTrue(fk4.startsWith("sky: equatorial coordinates of FK4 1950.0"), fk4);
        assertThrows(IOException.class, () -> ImageField.of(old, 1, 0));
    }

    /// Of a file with two images one of which has no coordinates.
    @Test
    void imagesThatAreLeftOutAreNamed() throws IOException {
        Path file = folder.resolve("two.fits");
        new TestFile()
                .noise("", 10, 10)
                .noise(
                        "",
                        10,
                        10,
                        "CTYPE1='RA---TAN'",
                        "CTYPE2='DEC--TAN'",
                        "CRVAL1=50",
                        "CRVAL2=10",
                        "CRPIX1=5",
                        "CRPIX2=5",
                        "CDELT1=-0.01",
                        "CDELT2=0.01")
                .write(file);
        ImageField.OfFile found = ImageField.of(file, 1, 0);
        assertEquals(List.of(1), found.fields().stream().map(ImageField::hdu).toList());
        assertEquals(1, found.leftOut().size());
        assertTrue(
                found.leftOut().getFirst().startsWith("HDU 0: sky: no CTYPE"),
                found.leftOut().getFirst());
    }

    /// The circle holds all corners of the pixels at its border, and is no larger than half a per cent
    /// more than through the farthest; the brightest pixels have the coordinates of the header.
    @ParameterizedTest
    @CsvSource({"TAN, 193.65, -12.57, 30", "ZEA, 120, 89.9, 75", "CAR, 0, 0, 0"})
    void aFieldHoldsAllOfTheImage(String projection, double ra, double dec, double angle) throws IOException {
        double[] pixels = new double[WIDTH * HEIGHT];
        pixels[7 * WIDTH + 5] = 3;
        pixels[30 * WIDTH + 50] = 2;
        Path file = image(pixels, projection, ra, dec, angle, 1);
        List<ImageField> fields = ImageField.of(file, 2, 2).fields();
        assertEquals(1, fields.size());
        ImageField field = fields.getFirst();
        double farthest = 0;
        try (ImageFile open = ImageFile.open(file, Selection.SCIENCE)) {
            CelestialWcs wcs = CelestialWcs.of(open.images().getFirst().header());
            for (double x : new double[] {-0.5, WIDTH - 0.5}) {
                for (double y : new double[] {-0.5, HEIGHT - 0.5}) {
                    SkyPosition corner = wcs.position(x, y, 0);
                    farthest = Math.max(farthest, field.centre().separation(SkyPoint.of(corner)));
                }
            }
        }
        assertTrue(field.radius() >= farthest);
        assertEquals(farthest, field.radius(), 5e-3 * farthest);
        assertEquals(
                List.of(new BrightestPoint(5, 7, 3), new BrightestPoint(50, 30, 2)),
                field.peaks().stream().map(ImageField.Peak::pixel).toList());
        assertEquals(place(file, 5, 7), field.peaks().getFirst().place());
    }
}
