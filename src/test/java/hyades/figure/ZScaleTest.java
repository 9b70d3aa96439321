package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ZScaleTest {
    /// Limits as astropy gave them (`zscale-golden.py` beside the file). Both fit in double precision, numpy by
    /// singular values: a thousand samples may differ by some hundred roundings, 1e-12 of the greatest allows for
    /// ten thousand.
    @ParameterizedTest(name = "{0}, {1} pixels")
    @CsvFileSource(resources = "zscale-golden.csv", numLinesToSkip = 1)
    void limitsAreAstropys(String kind, int n, double low, double high) {
        double[] pixels = IntStream.range(0, n)
                .mapToDouble(i -> pixel(kind, (word(i) >>> 11) * 0x1p-53))
                .filter(Double::isFinite)
                .toArray();
        double[] limits = ZScale.limits(pixels);
        double tolerance = 1e-12 * Arrays.stream(pixels).max().orElseThrow();
        assertEquals(low, limits[0], tolerance);
        assertEquals(high, limits[1], tolerance);
    }

    private static double pixel(String kind, double u) {
        return switch (kind) {
            case "uniform" -> u;
            case "sky" -> u > 0.97 ? (u - 0.97) * 1e6 : u * 10 + 100;
            case "holes" -> u > 0.5 ? Double.NaN : u;
            case "steps" -> Math.floor(u * 4);
            case "skewed" -> Math.pow(u, 8);
            case "constant" -> 7;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// SplitMix64 of seed 1.
    private static long word(long i) {
        long z = 1 + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
