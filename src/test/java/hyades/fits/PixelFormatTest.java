package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /// The standard's `BZERO + BSCALE * stored` in doubles, bytes without a sign, by numbers that single precision does
    /// not hold; missing are BLANK of integers and NaN of floats.
    @ParameterizedTest(name = "BITPIX {0}")
    @CsvSource({"8, 255", "16, -32768", "32, -2147483648", "64, -4503599627370496", "-32, -1.5", "-64, 1e300"})
    void physicalValuesAreScaledInDoubles(int bitpix, double stored) throws IOException {
        double scale = 0.1;
        double zero = 16777217.3;
        ByteBuffer bytes = ByteBuffer.allocate(3 * Long.BYTES);
        for (double each : new double[] {stored, 1, bitpix < 0 ? Double.NaN : 7}) {
            switch (bitpix) {
                case 8 -> bytes.put((byte) each);
                case 16 -> bytes.putShort((short) each);
                case 32 -> bytes.putInt((int) each);
                case 64 -> bytes.putLong((long) each);
                case -32 -> bytes.putFloat((float) each);
                default -> bytes.putDouble(each);
            }
        }
        double[] pixels = new double[4];
        new PixelFormat(bitpix, scale, zero, bitpix < 0 ? null : 7L).decode(bytes.flip(), pixels, 1, 3);
        assertArrayEquals(new double[] {0, zero + scale * stored, zero + scale, Double.NaN}, pixels);
    }

    /// The same numbers in single precision where it holds them.
    @ParameterizedTest(name = "BITPIX {0}")
    @CsvSource({"8, 0.5, 10", "16, 1, 32768", "-32, 1, 0"})
    void singlePrecisionHasTheSame(int bitpix, double scale, double zero) throws IOException {
        byte[] stored = {(byte) 0xC2, 3, 0, 7, (byte) 0x7F, (byte) 0x80, 0, 1};
        PixelFormat format = new PixelFormat(bitpix, scale, zero, bitpix < 0 ? null : 7L);
        int count = stored.length / format.bytes();
        double[] pixels = new double[count];
        float[] single = new float[count];
        format.decode(ByteBuffer.wrap(stored), pixels, 0, count);
        format.decodeSingle(ByteBuffer.wrap(stored), single, 0, count);
        for (int i = 0; i < count; i++) {
            assertEquals(pixels[i], single[i]);
        }
        assertTrue(Double.isNaN(pixels[bitpix == 8 ? 3 : 1]));
    }

    /// Lossy compression leaves integers beyond those that BITPIX holds: they become the last that it does.
    @ParameterizedTest(name = "BITPIX {0}: {1} to {2}")
    @CsvSource({"8, 0, 255", "16, -32768, 32767", "32, -2147483648, 2147483647"})
    void integersBeyondAreTheLastThatAreHeld(int bitpix, long least, long most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        PixelFormat.encodeIntegers(bitpix, new long[] {least - 8, least - 6, 0, most, most + 1}, 6, bytes);
        double[] pixels = new double[5];
        new PixelFormat(bitpix, 1, 0, null).decode(bytes.flip(), pixels, 0, 5);
        assertArrayEquals(new double[] {least, least, 6, most, most}, pixels);
    }
}
