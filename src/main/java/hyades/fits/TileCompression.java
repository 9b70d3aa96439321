package hyades.fits;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import nom.tam.fits.compression.algorithm.hcompress.HDecompress;

/// How tiles are compressed: FITS 4.0, section 10.4. HCOMPRESS is nom-tam-fits's; gzip is the JDK's.
enum TileCompression {
    RICE_1,
    GZIP_1,
    GZIP_2,
    HCOMPRESS_1,
    PLIO_1,
    NOCOMPRESS;

    /// What ZCMPTYPE says.
    static Optional<TileCompression> of(Cards header) {
        String name = String.valueOf(header.text("ZCMPTYPE")).toUpperCase(Locale.ROOT);
        String usual = name.equals("RICE_ONE") ? "RICE_1" : name;
        return Arrays.stream(values()).filter(kind -> kind.name().equals(usual)).findFirst();
    }

    /// Whether pixels are stored as they are in an image, floats too.
    boolean keepsBytes() {
        return this == GZIP_1 || this == GZIP_2 || this == NOCOMPRESS;
    }

    /// The pixels of a tile as they are in an image, big-endian; of kinds that keep them.
    ///
    /// @throws IOException with the reason, if it does not hold as many bytes for each pixel
    ByteBuffer bytes(ByteBuffer stored, int pixels) throws IOException {
        byte[] bytes = new byte[stored.remaining()];
        stored.get(bytes);
        if (this != NOCOMPRESS) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
                bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, (long) pixels * Long.BYTES + 1));
            } catch (EOFException e) {
                throw endsTooEarly();
            }
        }
        if (bytes.length % pixels != 0 || Integer.bitCount(bytes.length / pixels) != 1 || bytes.length / pixels > 8) {
            throw new IOException("has %d bytes for its %d pixels".formatted(bytes.length, pixels));
        }
        return ByteBuffer.wrap(this == GZIP_2 ? unshuffled(bytes, pixels) : bytes);
    }

    /// Puts together the pixels of which first all first bytes are stored, then all second ones, and so on.
    private static byte[] unshuffled(byte[] bytes, int pixels) {
        int size = bytes.length / pixels;
        byte[] pixel = new byte[bytes.length];
        for (int b = 0, from = 0; b < size; b++) {
            for (int to = b; to < pixel.length; to += size) {
                pixel[to] = bytes[from++];
            }
        }
        return pixel;
    }

    /// The whole numbers of a tile; single bytes have no sign.
    ///
    /// @param header of the table, which has the parameters
    /// @throws IOException with the reason, if it is damaged
    long[] integers(ByteBuffer stored, int pixels, Cards header) throws IOException {
        return switch (this) {
            case RICE_1 ->
                rice(stored, pixels, parameter(header, "BLOCKSIZE", 32), (int) parameter(header, "BYTEPIX", 4));
            case HCOMPRESS_1 -> hcompress(stored, pixels, parameter(header, "SMOOTH", 0) != 0);
            case PLIO_1 -> plio(stored, pixels);
            case GZIP_1, GZIP_2, NOCOMPRESS -> {
                ByteBuffer bytes = bytes(stored, pixels);
                int size = bytes.remaining() / pixels;
                long[] values = new long[pixels];
                for (int i = 0; i < pixels; i++) {
                    values[i] = switch (size) {
                        case 1 -> bytes.get() & 0xFF;
                        case 2 -> bytes.getShort();
                        case 4 -> bytes.getInt();
                        default -> bytes.getLong();
                    };
                }
                yield values;
            }
        };
    }

    private static long parameter(Cards header, String name, long otherwise) throws IOException {
        for (int i = 1; header.has("ZNAME" + i); i++) {
            if (name.equals(header.text("ZNAME" + i))) {
                return header.integer("ZVAL" + i, otherwise);
            }
        }
        return otherwise;
    }

    private static IOException endsTooEarly() {
        return new IOException("ends too early");
    }

    /// Differences of neighbours, in blocks: of each the upper part in unary, the lower as it is.
    ///
    /// @param block pixels that are split alike
    /// @param size  bytes of a pixel, in which differences wrap around
    private static long[] rice(ByteBuffer stored, int pixels, long block, int size) throws IOException {
        int bits = 8 * size;
        int[] ofSplit = {0, 3, 4, 0, 5};
        int[] whole = {0, 6, 14, 0, 25}; // the split that says: not split
        if (block < 1 || size < 1 || size > 4 || ofSplit[size] == 0) {
            throw new IOException("has blocks of %d pixels of %d bytes".formatted(block, size));
        }
        Bits in = new Bits(stored);
        long[] values = new long[pixels];
        long value = in.read(bits);
        for (int i = 0; i < pixels; ) {
            int end = (int) Math.min(pixels, i + block);
            int split = (int) in.read(ofSplit[size]) - 1;
            for (; i < end; i++) {
                long difference =
                        split < 0 ? 0 : split == whole[size] ? in.read(bits) : in.zeros() << split | in.read(split);
                value += (difference & 1) == 0 ? difference >>> 1 : ~(difference >>> 1);
                values[i] = switch (size) {
                    case 1 -> value & 0xFF;
                    case 2 -> (short) value;
                    default -> (int) value;
                };
            }
        }
        return values;
    }

    /// The bits of a buffer, the first of a byte its highest.
    private static final class Bits {
        private final ByteBuffer from;
        private long held;
        private int count;

        Bits(ByteBuffer from) {
            this.from = from;
        }

        private long next() throws IOException {
            if (!from.hasRemaining()) {
                throw endsTooEarly();
            }
            return from.get() & 0xFF;
        }

        /// The next `n` bits, at most 32, as a number.
        long read(int n) throws IOException {
            for (; count < n; count += 8) {
                held = held << 8 | next();
            }
            count -= n;
            return held >>> count & (1L << n) - 1;
        }

        /// How many zeros there are before the next one, which is read, too.
        long zeros() throws IOException {
            long zeros = 0;
            for (; ; ) {
                long left = held & (1L << count) - 1;
                int length = Long.SIZE - Long.numberOfLeadingZeros(left);
                if (length > 0) {
                    zeros += count - length;
                    count = length - 1;
                    return zeros;
                }
                zeros += count;
                held = next();
                count = 8;
            }
        }
    }

    private static long[] hcompress(ByteBuffer stored, int pixels, boolean smooth) throws IOException {
        int sides = 2; // after its magic number
        if (stored.remaining() < 10 || (long) stored.getInt(sides) * stored.getInt(sides + 4) != pixels) {
            throw new IOException("is not of its %d pixels".formatted(pixels));
        }
        long[] values = new long[pixels];
        new HDecompress().decompress(stored, smooth, values);
        for (int i = 0; i < pixels; i++) {
            values[i] = (int) values[i]; // cfitsio's, of what a lossy tile has made of the numbers for missing pixels
        }
        return values;
    }

    /// A line of runs: words of 16 bits, whose upper four say what to do with the lower twelve. The line's length is in
    /// its third word; or in the fourth and fifth, and that of its head in the second.
    private static long[] plio(ByteBuffer stored, int pixels) throws IOException {
        ShortBuffer line = stored.asShortBuffer();
        boolean isOld = line.get(2) > 0;
        int end = isOld ? line.get(2) : (line.get(4) << 15) + line.get(3);
        long[] values = new long[pixels];
        long value = 1;
        int to = 0;
        for (int at = isOld ? 3 : line.get(1); at < end; at++) {
            int word = line.get(at) & 0xFFFF;
            int data = word & 0xFFF;
            int zeros = 0;
            int run = 0;
            switch (word >>> 12) {
                case 0 -> zeros = data;
                case 1 -> value = ((long) line.get(++at) << 12) + data;
                case 2 -> value += data;
                case 3 -> value -= data;
                case 4 -> run = data;
                case 5 -> {
                    zeros = data - 1;
                    run = 1;
                }
                case 6 -> {
                    value += data;
                    run = 1;
                }
                case 7 -> {
                    value -= data;
                    run = 1;
                }
                default -> throw new IOException("has the unknown word %04x".formatted(word));
            }
            if (zeros < 0 || zeros + run > pixels - to) {
                throw new IOException("has more than its %d pixels".formatted(pixels));
            }
            Arrays.fill(values, to + zeros, to + zeros + run, value);
            to += zeros + run;
        }
        return values; // what is left is zero
    }
}
