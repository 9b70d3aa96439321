package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelFormatTest {
    /// All 65,536 values and the differences of neighbours, or one is not what it was.
    @ParameterizedTest(name = "BITPIX {0}, BSCALE {1}, BZERO {2}: {3}")
    @CsvSource({
        "16, 1, 0, true",
        "16, 1, 32768, true",
        "8, 1, -128, true",
        "16, 0.5, 10, true",
        "16, -3, 7, true",
        "16, 0.25, 4177920, true",
        "16, 0.25, 4194304, false",
        "16, 1, 16777217, false",
        "16, 0.1, 0, false",
        "16, 0.001, 1000000, false"
    })
    void singlePrecisionIsEnough(int bitpix, double scale, double zero, boolean expected) {
        assertEquals(expected, new PixelFormat(bitpix, scale, zero, null).fitsSingle());
        boolean isExact = LongStream.range(-32768, 32768)
                .mapToDouble(stored -> zero + scale * stored)
                .allMatch(value -> value == (float) value);
        assertEquals(expected, isExact);
    }

    @ParameterizedTest(name = "BITPIX {0}, BSCALE {1}, BZERO {2}: {3}")
    @CsvSource({"-32, 1, 0, true", "-32, 2, 0, false", "-64, 1, 0, false", "32, 1, 0, false", "64, 1, 0, false"})
    void ofLargerPixelsOnlyPlainFloatsAreSingle(int bitpix, double scale, double zero, boolean expected) {
        assertEquals(expected, new PixelFormat(bitpix, scale, zero, null).fitsSingle());
    }

    private static double[] decode(PixelFormat format, long... stored) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * stored.length);
        bytes.asLongBuffer().put(stored);
        double[] pixels = new double[stored.length];
        format.decode(bytes, pixels, 0, pixels.length);
        return pixels;
    }

    /// Unsigned ones by their convention, BZERO = 2^63, too, whose sums in doubles are off by hundreds.
    @Test
    void largeIntegersAreExact() throws Exception {
        long most = 1L << 52;
        assertArrayEquals(
                new double[] {most, 1 - most, 599}, decode(new PixelFormat(64, 1, 0, null), most, 1 - most, 599));
        assertArrayEquals(
                new double[] {0, 599, most},
                decode(
                        new PixelFormat(64, 1, 0x1p63, null),
                        Long.MIN_VALUE,
                        Long.MIN_VALUE + 599,
                        Long.MIN_VALUE + most));
        assertArrayEquals(
                new double[] {Double.NaN, 5, Double.NaN},
                decode(new PixelFormat(64, 1, 0, -Long.MAX_VALUE), -Long.MAX_VALUE, 5, -Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "{0}: a pixel is {2}")
    @CsvSource({
        "0, 4503599627370497, 4503599627370497",
        "0, -4503599627370497, -4503599627370497",
        "0, -9223372036854775808, -9223372036854775808",
        "9223372036854775808, 9223372036854775807, 18446744073709551615",
        "9223372036854775808, -9218868437227405311, 4503599627370497"
    })
    void largerOnesAreRefused(double zero, long stored, String pixel) {
        String reason = assertThrows(IOException.class, () -> decode(new PixelFormat(64, 1, zero, null), stored))
                .getMessage();
        assertEquals(
                "a pixel is " + pixel + ": beyond 2^52 doubles do not hold all whole numbers and their differences",
                reason);
    }

    /// The least that 64 bits hold, and the least beside it.
    @ParameterizedTest
    @CsvSource({"-9223372036854775808", "-9223372036854775807", "9223372036854775807"})
    void aBlankOf64BitsIsFound(long blank) throws Exception {
        Cards header = new Cards();
        header.put("BITPIX", "64", "");
        header.put("BLANK", Long.toString(blank), "");
        assertArrayEquals(new double[] {Double.NaN, 1}, decode(PixelFormat.of(header), blank, 1));
    }
}
