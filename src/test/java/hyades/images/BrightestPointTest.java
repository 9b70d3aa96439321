package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.BadBits;
import hyades.fits.BrightestPoint;
import hyades.fits.FitsFiles;
import hyades.fits.FitsFilesTest;
import hyades.fits.HduChoice;
import hyades.fits.Image;
import hyades.fits.Masking;
import hyades.fits.Selection;
import hyades.fits.SkyPosition;
import hyades.fits.TestFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrightestPointTest {
    private static final double NAN = Double.NaN;

    private static List<BrightestPoint> find(Image image, int count, double separation) throws IOException {
        return find(image, count, separation, Threshold.NONE);
    }

    private static List<BrightestPoint> find(Image image, int count, double separation, Threshold threshold)
            throws IOException {
        double least = threshold.in(ClippedStatistics.of(image.pixels()));
        return BrightestPoint.find(BrightestPoint.Rows.of(image), count, separation, least);
    }

    /// Rows so long that a band is one of them: its neighbours are in other bands.
    @Test
    void aPeakIsOneAcrossBands() throws IOException {
        int width = 1 << 20;
        double[] pixels = new double[4 * width];
        pixels[7] = 5;
        pixels[width + 8] = 6;
        pixels[2 * width + 9] = 7;
        pixels[3 * width + 10] = 6;
        pixels[3 * width + 500] = 7;
        Image image = new Image(width, 4, pixels);
        assertEquals(
                List.of(new BrightestPoint(9, 2, 7), new BrightestPoint(500, 3, 7)),
                find(image, 9, 0, Threshold.parse("1")));
        assertEquals(List.of(new BrightestPoint(9, 2, 7)), find(image, 1, 0));
    }

    @Test
    void tiesGoToTheFirstIndexAndNanIsIgnored() throws IOException {
        Image image = new Image(3, 2, new double[] {NAN, 1, 7, 7, NAN, 2});
        assertEquals(List.of(new BrightestPoint(2, 0, 7)), find(image, 1, 0));
        assertEquals(List.of(new BrightestPoint(2, 0, 7), new BrightestPoint(0, 1, 7)), find(image, 3, 0));
        assertEquals(List.of(), find(new Image(1, 1, new double[] {NAN}), 1, 0));
        assertEquals(List.of(), find(new Image(1, 1, new double[] {NAN}), 2, 0));
    }

    @Test
    void theSlopeOfAPeakIsNoPeakHoweverFarItReaches() throws IOException {
        Image image = new Image(9, 1, new double[] {2, 9, 8, 7, 6, 5, 6, 3, 4});
        assertEquals(
                List.of(new BrightestPoint(1, 0, 9), new BrightestPoint(6, 0, 6), new BrightestPoint(8, 0, 4)),
                find(image, 9, 0));
        assertEquals(List.of(new BrightestPoint(1, 0, 9), new BrightestPoint(8, 0, 4)), find(image, 9, 6));
    }

    @Test
    void peaksKeepTheirDistance() throws IOException {
        Image image = new Image(5, 1, new double[] {9, 9, 9, 9, 9});
        assertEquals(
                List.of(new BrightestPoint(0, 0, 9), new BrightestPoint(2, 0, 9), new BrightestPoint(4, 0, 9)),
                find(image, 9, 2));
    }

    @Test
    void onlyWhatIsAboveTheThresholdIsAPeak() throws IOException {
        Image image = new Image(5, 1, new double[] {9, 1, 5, 1, 7});
        Threshold five = Threshold.parse("5");
        assertEquals(List.of(new BrightestPoint(0, 0, 9), new BrightestPoint(4, 0, 7)), find(image, 9, 0, five));
        assertEquals(List.of(), find(image, 1, 0, Threshold.parse("9")));
        assertEquals(List.of(), find(image, 2, 0, Threshold.parse("2sigma")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sigma", "5 stars", "NaN", "infsigma", "sigma5"})
    void aThresholdIsANumberOrDeviations(String text) {
        assertThrows(IllegalArgumentException.class, () -> Threshold.parse(text));
    }

    /// Against astropy and photutils (`peaks-golden.py` beside the file, which makes the same images): the median to
    /// the bit, the deviation to the roundings of its sums, the peaks one by one, saturated stars with all their
    /// pixels.
    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "peaks-golden.csv", numLinesToSkip = 1)
    void peaksArePhotutils(String kind, long seed, int width, int height, double median, double deviation, String peaks)
            throws IOException {
        Image image = image(kind, seed, width, height);
        ClippedStatistics sky = ClippedStatistics.of(image.pixels());
        assertEquals(median, sky.median());
        assertEquals(deviation, sky.deviation(), 1e-12 * deviation);
        List<String> expected = Arrays.stream(peaks.split(";"))
                .map(peak -> peak.replaceFirst("(\\S+ \\S+).*", "$1"))
                .sorted()
                .toList();
        List<BrightestPoint> found = find(image, width * height, 0, Threshold.parse("5sigma"));
        assertEquals(
                expected, found.stream().map(p -> p.x() + " " + p.y()).sorted().toList());
    }

    /// As photutils has them in a box of 11 pixels, cut off at the image's border, to 1e-9 pixels: the second moments
    /// are differences of sums here, up to 25 px² of them, and lose some digits.
    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "peaks-golden.csv", numLinesToSkip = 1)
    void shapesArePhotutils(
            String kind, long seed, int width, int height, double median, double deviation, String peaks) {
        Image image = image(kind, seed, width, height);
        for (String peak : peaks.split(";")) {
            double[] numbers = Arrays.stream(peak.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            BrightestPoint point = new BrightestPoint((int) numbers[0], (int) numbers[1], 0);
            StarShape shape = StarShape.of(image, point, 11, median);
            assertEquals(numbers[2], shape.x(), 1e-9);
            assertEquals(numbers[3], shape.y(), 1e-9);
            assertEquals(numbers[4], shape.fwhm(), 1e-9);
        }
    }

    /// A Gaussian of a deviation of 1.5 pixels between the pixels: its centre, and 2 sqrt(2 ln 2) deviations. A box of
    /// 21 pixels leaves out 1e-10 of it, and sums of a smooth function are its integrals.
    @Test
    void aGaussianIsMeasured() {
        double[] pixels = IntStream.range(0, 41 * 41)
                .mapToDouble(i -> 7
                        + 300 * Math.exp(-(Math.pow(i % 41 - 20.3, 2) + Math.pow(i / 41 - 19.6, 2)) / (2 * 1.5 * 1.5)))
                .toArray();
        StarShape shape = StarShape.of(new Image(41, 41, pixels), new BrightestPoint(20, 20, 0), 21, 7);
        assertEquals(20.3, shape.x(), 1e-6);
        assertEquals(19.6, shape.y(), 1e-6);
        assertEquals(2 * Math.sqrt(2 * Math.log(2)) * 1.5, shape.fwhm(), 1e-6);
    }

    /// As if they were NaN: neither peaks nor in the statistics of a threshold.
    @Test
    void badPixelsAreNoPeaks(@TempDir Path folder) throws Exception {
        double[] pixels = new RandomField(40, 30, 5).create(0).pixels();
        double[] flags = new double[pixels.length];
        for (int i = 0; i < pixels.length; i += 7) {
            pixels[i] = 1e6 + i;
            flags[i] = i % 2 == 0 ? 2 : 6;
        }
        double[] holes = pixels.clone();
        for (int i = 0; i < pixels.length; i += 7) {
            holes[i] = NAN;
        }
        Path file = new TestFile()
                .image("SCI", -64, pixels, 40)
                .image("DQ", 8, flags, 40)
                .write(folder.resolve("bad.fits"));
        Path other = new TestFile().image("SCI", -64, holes, 40).write(folder.resolve("holes.fits"));
        Selection good = new Selection(HduChoice.SCIENCE, new Masking(null, null, BadBits.parse("2")));
        for (Threshold threshold : List.of(Threshold.NONE, Threshold.parse("0.5sigma"))) {
            List<Peak> expected = Peak.of(other, Selection.SCIENCE, 9, 2, threshold, 0, _ -> {});
            assertTrue(!expected.isEmpty());
            assertEquals(
                    expected.stream().map(Peak::point).toList(),
                    Peak.of(file, good, 9, 2, threshold, 0, _ -> {}).stream()
                            .map(Peak::point)
                            .toList());
        }
        assertTrue(Peak.of(file, Selection.SCIENCE, 1, 2, Threshold.NONE, 0, _ -> {})
                        .getFirst()
                        .point()
                        .value()
                > 1e6);
    }

    /// Told by the pixels of the whole image, where the sky is what the whole header says, but by the section's pixels.
    @Test
    void peaksOfASectionAreWhereTheyAreInTheImage() throws Exception {
        Path sample = FitsFilesTest.sample("f32.fits"); // 24 x 20
        Peak whole = Peak.of(sample, Selection.SCIENCE, 1, 0, Threshold.NONE, 5, _ -> {})
                .getFirst();
        assertEquals(List.of(13, 1), List.of(whole.point().x(), whole.point().y()));
        Peak part = Peak.of(Path.of(sample + "[11:18,*]"), Selection.SCIENCE, 1, 0, Threshold.NONE, 5, _ -> {})
                .getFirst();
        assertEquals(whole.point(), part.point());
        Peak low = Peak.of(Path.of(sample + "[0][3:9,12:20]"), Selection.SCIENCE, 1, 0, Threshold.NONE, 0, _ -> {})
                .getFirst();
        Image image = FitsFiles.images(sample).getFirst();
        double greatest = Double.NEGATIVE_INFINITY;
        for (int y = 11; y < 20; y++) {
            for (int x = 2; x < 9; x++) {
                greatest = Math.max(greatest, image.at(x, y));
            }
        }
        assertEquals(greatest, low.point().value());
        assertEquals(greatest, image.at(low.point().x(), low.point().y()));
        Peak bare = Peak.of(Path.of(sample + "[11:18,*]"), Selection.SCIENCE, 1, 0, Threshold.NONE, 0, _ -> {})
                .getFirst();
        Peak wholeBare = Peak.of(sample, Selection.SCIENCE, 1, 0, Threshold.NONE, 0, _ -> {})
                .getFirst();
        assertEquals(wholeBare.toCsv(), bare.toCsv());
        assertEquals(part.point().x() + 0.0, part.shape().x(), 2); // what its box reaches
    }

    /// One bright pixel is as wide as light that is even across it, and what is dark has no shape.
    @Test
    void onePixelIsNotWithoutWidth() {
        Image image = new Image(5, 1, new double[] {1, 1, 9, NAN, 1});
        BrightestPoint point = new BrightestPoint(2, 0, 9);
        assertEquals(new StarShape(2, 0, 2 * Math.sqrt(Math.log(2) * 2 / 12)), StarShape.of(image, point, 5, 1));
        assertEquals(StarShape.NONE, StarShape.of(image, point, 5, 9));
    }

    private static Image image(String kind, long seed, int width, int height) {
        double[] u = uniform(seed, width * height);
        double[] places = uniform(seed + 1000, 60);
        double[] pixels = Arrays.stream(u).map(a -> 100 + (a - 0.5) / 4).toArray();
        for (int k = 0; k < 20; k++) {
            int x0 = (int) (places[3 * k] * width);
            int y0 = (int) (places[3 * k + 1] * height);
            for (int y = Math.max(0, y0 - 5); y <= Math.min(height - 1, y0 + 5); y++) {
                for (int x = Math.max(0, x0 - 5); x <= Math.min(width - 1, x0 + 5); x++) {
                    int dx = x - x0;
                    int dy = y - y0;
                    pixels[y * width + x] += 100 * places[3 * k + 2] / (1 + dx * dx + 2 * dy * dy + 0.3 * dx);
                }
            }
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = switch (kind) {
                case "whole" -> Math.floor(pixels[i]);
                case "saturated" -> Math.min(pixels[i], 140);
                case "holes" -> u[i] > 0.97 ? NAN : pixels[i];
                default -> pixels[i];
            };
        }
        return new Image(width, height, pixels);
    }

    /// Of SplitMix64's words, from 0 to 1.
    private static double[] uniform(long seed, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> {
                    long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
                    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
                    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
                    return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
                })
                .toArray();
    }

    /// Right ascension and declination as astropy 5.2.1 has them for `fits/f32.fits`, to the digits it printed.
    @Test
    void skyIsWhereAstropyHasIt() throws Exception {
        Peak peak = Peak.of(FitsFilesTest.sample("f32.fits"), Selection.SCIENCE, 1, 0, Threshold.NONE, 0, _ -> {})
                .getFirst();
        assertEquals("0,0,13,1,14,2,115.50021362304688,56.724269434,24.033197910,,,equatorial,ICRS,,", peak.toCsv());
    }

    /// Coordinates of other frames are in columns of their own, so that nobody takes them for right ascensions; the
    /// same after they were sent.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "equatorial | FK5 | 1975.0 | 1.250000000,-2.500000000,,,equatorial,FK5,1975.0,",
                "ecliptic   | FK5 | 2000.0 | ,,1.250000000,-2.500000000,ecliptic,FK5,2000.0,",
                "galactic   | ''  | ''     | ,,1.250000000,-2.500000000,galactic,,,",
            })
    void eachFrameHasItsColumns(String frame, String radesys, String equinox, String expected) throws Exception {
        Peak peak = new Peak(
                0,
                2,
                new BrightestPoint(3, 4, 0.5),
                new SkyPosition(1.25, -2.5, frame, radesys, equinox, ""),
                StarShape.NONE);
        assertEquals("0,2,3,4,4,5,0.5," + expected, sent(peak).toCsv());
    }

    @Test
    void whatIsNotKnownHasItsReason() throws Exception {
        Peak peak = new Peak(
                1,
                0,
                new BrightestPoint(3, 4, 0.5),
                SkyPosition.none("CTYPE1 = \"A\nB\""),
                new StarShape(3.25, 4, 2.5));
        assertEquals(
                "1,0,3,4,4,5,0.5,,,,,,,,\"CTYPE1 = \"\"A\\nB\"\"\"", sent(peak).toCsv());
        assertEquals("3.2500,4.0000,2.5000", sent(peak).shapeToCsv());
        assertEquals(peak.toCsv().split(",", -1).length, Peak.COLUMNS.split(",").length);
    }

    private static Peak sent(Peak peak) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        peak.write(new DataOutputStream(bytes));
        return Peak.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void aFileWithoutImagesHasNoPeaks(@TempDir Path folder) throws Exception {
        byte[] whole = Files.readAllBytes(FitsFilesTest.sample("extensions.fits"));
        Path file = Files.write(folder.resolve("empty.fits"), Arrays.copyOf(whole, 2880)); // its primary HDU
        String reason = assertThrows(
                        IOException.class, () -> Peak.of(file, Selection.SCIENCE, 1, 1, Threshold.NONE, 0, _ -> {}))
                .getMessage();
        assertEquals("no image in it", reason);
    }
}
