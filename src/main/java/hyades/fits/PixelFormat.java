package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// How pixels are stored: FITS 4.0, sections 4.4.2.5 and 5.
///
/// @param bitpix 8, 16, 32, 64, -32 or -64
/// @param scale  BSCALE
/// @param zero   BZERO
/// @param blank  BLANK, the integer that stands for a missing pixel; null where there is none
public record PixelFormat(int bitpix, double scale, double zero, Long blank) {
    private static final long MOST = 1L << 52;

    static PixelFormat of(Cards header) throws IOException {
        int bitpix = bitpix(header, "BITPIX");
        return new PixelFormat(
                bitpix,
                header.number("BSCALE", 1),
                header.number("BZERO", 0),
                bitpix > 0 && header.has("BLANK") ? header.integer("BLANK", 0) : null);
    }

    /// @param key BITPIX, or ZBITPIX where it is that of a compressed image
    static int bitpix(Cards header, String key) throws IOException {
        long bitpix = header.integer(key, 0);
        if (!List.of(8L, 16L, 32L, 64L, -32L, -64L).contains(bitpix)) {
            throw new IOException("header: %s = %d is none of 8, 16, 32, 64, -32, -64".formatted(key, bitpix));
        }
        return (int) bitpix;
    }

    /// Whether single precision holds these pixels and the differences of any two as they are: floats, and bytes and
    /// 16-bit integers whose scale and zero leave them within its 24 bits.
    public boolean fitsSingle() {
        if (bitpix == -32) {
            return scale == 1 && zero == 0;
        }
        double unit = Math.min(lowestBit(scale), lowestBit(zero));
        return (bitpix == 8 || bitpix == 16) && Math.abs(zero) + Math.abs(scale) * (1 << 16) <= (1 << 24) * unit;
    }

    /// The greatest power of two that the number is a multiple of.
    private static double lowestBit(double value) {
        long mantissa = Double.doubleToLongBits(value) & (1L << 52) - 1 | 1L << 52;
        return value == 0 ? Double.POSITIVE_INFINITY : Math.ulp(value) * Long.lowestOneBit(mantissa);
    }

    int bytes() {
        return Math.abs(bitpix) / 8;
    }

    /// Reads physical values: `BZERO + BSCALE * stored`, NaN for those that are missing.
    ///
    /// @throws IOException in one line, if there is a 64-bit integer that doubles do not hold
    void decode(ByteBuffer from, double[] to, int offset, int count) throws IOException {
        int end = offset + count;
        switch (bitpix) {
            case 8 -> {
                for (int i = offset; i < end; i++) {
                    to[i] = integer(from.get() & 0xFF);
                }
            }
            case 16 -> {
                for (int i = offset; i < end; i++) {
                    to[i] = integer(from.getShort());
                }
            }
            case 32 -> {
                for (int i = offset; i < end; i++) {
                    to[i] = integer(from.getInt());
                }
            }
            case 64 -> {
                for (int i = offset; i < end; i++) {
                    to[i] = large(from.getLong());
                }
            }
            case -32 -> {
                for (int i = offset; i < end; i++) {
                    to[i] = from.getFloat();
                }
            }
            default -> from.asDoubleBuffer().get(to, offset, count);
        }
        if (bitpix < 0 && (scale != 1 || zero != 0)) {
            for (int i = offset; i < end; i++) {
                to[i] = zero + scale * to[i];
            }
        }
    }

    /// The same as [#decode] in single precision, which has to hold them ([#fitsSingle]).
    void decodeSingle(ByteBuffer from, float[] to, int offset, int count) {
        if (bitpix == -32) {
            from.asFloatBuffer().get(to, offset, count);
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            to[i] = (float) integer(bitpix == 8 ? from.get() & 0xFF : from.getShort());
        }
    }

    private double integer(long stored) {
        return blank != null && stored == blank ? Double.NaN : zero + scale * stored;
    }

    /// Doubles hold whole numbers, and their differences, as far as [#MOST].
    private double large(long stored) throws IOException {
        if (blank != null && stored == blank) {
            return Double.NaN;
        }
        boolean isUnsigned = zero == 0x1p63 && scale == 1;
        long value = isUnsigned ? stored ^ Long.MIN_VALUE : stored;
        if (value > MOST || value < (isUnsigned ? 0 : -MOST)) {
            throw new IOException(
                    "a pixel is %s: beyond 2^52 doubles do not hold all whole numbers and their differences"
                            .formatted(isUnsigned ? Long.toUnsignedString(value) : Long.toString(value)));
        }
        return isUnsigned ? value : zero + scale * value;
    }

    /// Stands for a missing pixel among whole numbers of 16 or 32 bits.
    public static long blank(int bitpix) {
        return -1L << bitpix - 1;
    }

    /// Sees to it that an image's BITPIX holds its pixels, which one of whole numbers does not of fractions and of
    /// what is beyond it.
    ///
    /// @param values of pixels, NaN for missing; the first `count`
    /// @param first  where they begin in the image, in the order of its rows
    /// @param width  of the image
    /// @throws IOException in one line: the pixel, its value, and what was expected
    public static void requireHeld(int bitpix, double[] values, int count, long first, int width) throws IOException {
        if (bitpix < 0) {
            return;
        }
        long most = -1 - blank(bitpix);
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (!Double.isNaN(value) && (value != Math.rint(value) || Math.abs(value) > most)) {
                throw new IOException(
                        "--bitpix %d: the pixel of column %d, row %d (from 0) is %s: expected whole numbers from %d to %d"
                                .formatted(bitpix, (first + i) % width, (first + i) / width, value, -most, most));
            }
        }
    }

    /// Writes `count` values from `offset` on as they are, as BITPIX 16 or 32 (whole numbers, with [#blank] for those
    /// that are missing), -32 or -64.
    public static void encode(int bitpix, double[] from, int offset, int count, ByteBuffer to) {
        if (bitpix == -64) {
            to.asDoubleBuffer().put(from, offset, count);
            to.position(to.position() + Double.BYTES * count);
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            switch (bitpix) {
                case 16 -> to.putShort((short) (Double.isNaN(from[i]) ? blank(16) : from[i]));
                case 32 -> to.putInt((int) (Double.isNaN(from[i]) ? blank(32) : from[i]));
                default -> to.putFloat((float) from[i]);
            }
        }
    }

    /// Writes whole numbers with `shift` added; beyond what BITPIX holds, as lossy compression leaves them, the last it
    /// holds.
    ///
    /// @param bitpix 8, 16, 32 or 64
    static void encodeIntegers(int bitpix, long[] from, long shift, ByteBuffer to) {
        long most = bitpix == 8 ? 255 : -1L >>> (65 - bitpix);
        long least = bitpix == 8 ? 0 : ~most;
        for (long each : from) {
            long value = Math.clamp(each + shift, least, most);
            switch (bitpix) {
                case 8 -> to.put((byte) value);
                case 16 -> to.putShort((short) value);
                case 32 -> to.putInt((int) value);
                default -> to.putLong(value);
            }
        }
    }
}
