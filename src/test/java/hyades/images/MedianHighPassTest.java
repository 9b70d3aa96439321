package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.fits.Image;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class MedianHighPassTest {
    /// Windows of more pixels are sorted by counting.
    private static final int LARGE = 500;

    /// The definition: sort each window; -0 before +0, missing pixels left out.
    private static double[] bruteForce(Image image, MedianWindow w) {
        double[] values = DoubleStream.concat(Arrays.stream(image.pixels()), DoubleStream.of(w.constant()))
                .sorted()
                .toArray();
        int[] places = Arrays.stream(image.pixels())
                .mapToInt(pixel -> Arrays.binarySearch(values, pixel))
                .toArray();
        int constant = Arrays.binarySearch(values, w.constant());
        double[] medians = new double[places.length];
        int[] window = new int[w.height() * w.width()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int n = 0;
                for (int i = y - w.height() / 2; i < y - w.height() / 2 + w.height(); i++) {
                    int row = w.boundary().inside(i, image.height());
                    for (int j = x - w.width() / 2; j < x - w.width() / 2 + w.width(); j++) {
                        int column = w.boundary().inside(j, image.width());
                        int place = row < 0 || column < 0 ? constant : places[row * image.width() + column];
                        window[n] = place;
                        n += Double.isNaN(values[place]) ? 0 : 1;
                    }
                }
                int rank = w.percentile() == 100 ? n - 1 : (int) (n * w.percentile() / 100);
                medians[y * image.width() + x] = n == 0 ? Double.NaN : values[select(window, n, rank, values.length)];
            }
        }
        return medians;
    }

    /// The element that sorting would put at `rank` of the first `n`, each below `limit`.
    private static int select(int[] window, int n, int rank, int limit) {
        if (n <= LARGE) {
            Arrays.sort(window, 0, n);
            return window[rank];
        }
        int[] counts = new int[limit];
        for (int i = 0; i < n; i++) {
            counts[window[i]]++;
        }
        int place = 0;
        for (int before = counts[0]; before <= rank; before += counts[place]) {
            place++;
        }
        return place;
    }

    private static void assertSameBits(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
                assertEquals(expected[i], actual[i], what + ", pixel " + i);
            }
        }
    }

    /// 60 random images, windows, boundaries, percentiles and numbers of threads for each kind of values,
    /// against the definition.
    @ParameterizedTest
    @ValueSource(strings = {"normal", "ties", "missing", "infinite", "zeros", "close", "spread", "mostly missing"})
    @Tag("long")
    void everyMedianIsThatOfTheSortedWindow(String kind) {
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        DoubleSupplier values = () -> switch (kind) {
            case "normal" -> random.nextGaussian();
            case "ties" -> random.nextInt(4);
            case "missing" -> random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian();
            case "mostly missing" -> random.nextInt(20) > 0 ? Double.NaN : random.nextGaussian();
            case "infinite" -> random.nextBoolean() ? random.nextInt(3) - 1 : (random.nextInt(3) - 1) / 0.0;
            case "zeros" -> random.nextBoolean() ? 0.0 : -0.0;
            case "close" -> 1 + random.nextInt(1000) * Math.ulp(1.0);
            case "spread" -> random.nextInt(500) == 0 ? 1e300 : 1 + random.nextInt(1 << 30) * Math.ulp(1.0);
            default -> throw new IllegalArgumentException(kind);
        };
        for (int i = 0; i < 60; i++) {
            int largest = i % 3 == 0 ? 4 : i % 3 == 1 ? 30 : 60;
            Image image = image(1 + random.nextInt(70), 1 + random.nextInt(70), values);
            MedianWindow window = new MedianWindow(
                    1 + random.nextInt(largest),
                    1 + random.nextInt(largest),
                    Boundary.values()[random.nextInt(5)],
                    random.nextInt(8) == 0 ? Double.NaN : random.nextInt(3) - 1,
                    new double[] {50, 50, 50, 0, 100, 33.3}[random.nextInt(6)]);
            int threads = 1 + random.nextInt(3);
            assertSameBits(
                    bruteForce(image, window),
                    new MedianHighPass(window, threads).median(image).pixels(),
                    "%d: %dx%d, %s".formatted(i, image.width(), image.height(), window));
        }
    }

    /// Beyond one tile, with the largest windows, and a few widths around powers of two.
    @ParameterizedTest(name = "{0} x {1}, window {2} x {3}, {4}")
    @CsvSource({
        "257, 130, 20, 33, REFLECT",
        "129, 300, 7, 7, WRAP",
        "128, 256, 12, 9, MIRROR",
        "40, 31, 255, 255, REFLECT",
        "1, 1, 255, 254, MIRROR",
        "300, 2, 100, 255, CONSTANT"
    })
    @Tag("long")
    void tilesAndLargeWindowsAreNoException(
            int width, int height, int windowHeight, int windowWidth, Boundary boundary) {
        SplittableRandom random = new SplittableRandom(3);
        Image image = image(width, height, () -> random.nextInt(10) == 0 ? Double.NaN : random.nextInt(100000));
        MedianWindow window = new MedianWindow(windowHeight, windowWidth, boundary, 500, 50);
        double[] median = new MedianHighPass(window, 1).median(image).pixels();
        assertSameBits(bruteForce(image, window), median, "");
    }

    /// Rows around the lengths at which the networks for a few pixels begin a new piece.
    @ParameterizedTest(name = "window {0} x {1}")
    @CsvSource({"3, 3", "4, 4", "3, 5", "1, 2"})
    void windowsOfAFewPixelsOnLongRows(int windowHeight, int windowWidth) {
        SplittableRandom random = new SplittableRandom(7);
        MedianWindow window = new MedianWindow(windowHeight, windowWidth, Boundary.WRAP, 0, 50);
        for (int width : new int[] {255, 256, 257, 258, 259, 512, 513, 1000}) {
            Image image = image(width, 5, random::nextGaussian);
            double[] median = new MedianHighPass(window, 1).median(image).pixels();
            assertSameBits(bruteForce(image, window), median, width + " columns");
        }
    }

    /// `frame - median` as scipy gave it, by its SHA-256; `median-golden.py` beside the file says how it was
    /// made.
    @ParameterizedTest(name = "{0} {1} x {2}, window {3} x {4}, {5}, {6}")
    @CsvFileSource(resources = "median-golden.csv", numLinesToSkip = 1)
    void givesTheBitsOfScipy(
            String kind,
            int height,
            int width,
            int windowHeight,
            int windowWidth,
            String boundary,
            double p,
            String sha256)
            throws Exception {
        MedianWindow window =
                new MedianWindow(windowHeight, windowWidth, Boundary.valueOf(boundary.toUpperCase(Locale.ROOT)), 0, p);
        Image highPass = new MedianHighPass(window, 1).highPass(TestImages.create(kind, height, width));
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * height * width);
        bytes.asDoubleBuffer().put(highPass.pixels());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
        assertEquals(sha256, HexFormat.of().formatHex(digest));
    }

    /// Strips of any length from just the rows they need, against the whole.
    @ParameterizedTest
    @ValueSource(strings = {"REFLECT", "NEAREST", "MIRROR", "WRAP", "CONSTANT"})
    void stripsAreTheWhole(Boundary boundary) {
        Image image = TestImages.create("noise", 90, 47);
        MedianHighPass filter = new MedianHighPass(new MedianWindow(22, 9, boundary, 0.25, 50), 2);
        double[] whole = filter.median(image).pixels();
        for (int length : new int[] {1, 7, 30, 89}) {
            double[] joined = new double[whole.length];
            for (int start = 0; start < 90; start += length) {
                int end = Math.min(90, start + length);
                int[] needed = filter.rowsFor(start, end, 90);
                double[] rows = new double[needed.length * 47];
                for (int i = 0; i < needed.length; i++) {
                    System.arraycopy(image.pixels(), needed[i] * 47, rows, i * 47, 47);
                }
                double[] strip = filter.median(new Image(47, needed.length, rows), start, end, 90);
                System.arraycopy(strip, 0, joined, start * 47, strip.length);
            }
            assertArrayEquals(whole, joined);
        }
    }

    /// The frame's zeros keep the sign that IEEE 754 gives their difference: scipy's, where all zeros of a window
    /// have one sign.
    @Test
    void signedZerosSubtractAsInScipy() {
        MedianHighPass filter = new MedianHighPass(new MedianWindow(3), 1);
        for (double zero : new double[] {0.0, -0.0}) {
            for (double pixel : filter.highPass(image(5, 5, () -> zero)).pixels()) {
                assertEquals(0L, Double.doubleToRawLongBits(pixel)); // +0 - +0 and -0 - -0 are both +0
            }
        }
    }

    @Test
    void refusesWindowsBeyondItsCounts() {
        assertThrows(IllegalArgumentException.class, () -> new MedianWindow(256));
        assertThrows(IllegalArgumentException.class, () -> new MedianWindow(0));
        assertThrows(IllegalArgumentException.class, () -> new MedianWindow(3, 3, Boundary.WRAP, 0, 101));
    }

    private static Image image(int width, int height, DoubleSupplier values) {
        double[] pixels = new double[width * height];
        Arrays.setAll(pixels, _ -> values.getAsDouble());
        return new Image(width, height, pixels);
    }
}
