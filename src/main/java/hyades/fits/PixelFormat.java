package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;

/// How pixels are stored: FITS 4.0, sections 4.4.2.5 and 5.
///
/// @param bitpix 8, 16, 32, 64, -32 or -64
/// @param scale  BSCALE
/// @param zero   BZERO
/// @param blank  BLANK, the integer that stands for a missing pixel; null where there is none
public record PixelFormat(int bitpix, double scale, double zero, Long blank) {
    static PixelFormat of(Cards header) throws IOException {
        int bitpix = (int) header.integer("BITPIX", 0);
        switch (bitpix) {
            case 8, 16, 32, 64, -32, -64 -> {}
            default ->
                throw new IOException("header: BITPIX = %d is none of 8, 16, 32, 64, -32, -64".formatted(bitpix));
        }
        return new PixelFormat(
                bitpix,
                header.number("BSCALE", 1),
                header.number("BZERO", 0),
                bitpix > 0 && header.has("BLANK") ? header.integer("BLANK", 0) : null);
    }

    int bytes() {
        return Math.abs(bitpix) / 8;
    }

    /// Reads physical values: `BZERO + BSCALE * stored`, NaN for those that are missing.
    void decode(ByteBuffer from, double[] to, int offset, int count) {
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
                    to[i] = integer(from.getLong());
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

    private double integer(long stored) {
        return blank != null && stored == blank ? Double.NaN : zero + scale * stored;
    }

    /// Writes `count` values from `offset` on as they are, as BITPIX -32 or -64.
    static void encode(int bitpix, double[] from, int offset, int count, ByteBuffer to) {
        if (bitpix == -64) {
            to.asDoubleBuffer().put(from, offset, count);
            to.position(to.position() + Double.BYTES * count);
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            to.putFloat((float) from[i]);
        }
    }
}
