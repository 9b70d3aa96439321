package hyades.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// The table that an image becomes when it is tile-compressed: FITS 4.0, section 10.1. Tiles are whole
/// rows, several where they are short, and no bit is lost: whole numbers of up to 32 bits by Rice where
/// that is asked for, all else by gzip of the first bytes of all pixels, the second ones, and so on
/// (GZIP_2).
final class TileTable {
    /// Pixels of a tile at least, as far as the image has them: gzip needs some to learn from.
    private static final int LEAST = 1 << 14;

    private static final int RICE_BLOCK = 32;

    /// The longest heap whose places 32 bits hold, however badly its pixels compress.
    private static final long MOST_SHORT = 1L << 30;

    private final ImageHdu image;
    private final boolean isRice;
    private final int bytes;
    private final int rowsOfTile;
    private final boolean isLong;
    private final ByteBuffer places;

    TileTable(ImageHdu image, ImageCompression kind) throws IOException {
        this.image = image;
        int bitpix = image.format().bitpix();
        isRice = kind == ImageCompression.RICE && bitpix > 0 && bitpix <= 32;
        bytes = image.format().bytes();
        rowsOfTile = Math.clamp(Math.ceilDiv(LEAST, image.width()), 1, image.height());
        if (image.size() > Integer.MAX_VALUE - Cards.BLOCK) { // what is read here is as a whole
            throw new IOException("HDU %s: %d bytes, of which at most %d are compressed here: leave out --compress"
                    .formatted(image.label(), image.size(), Integer.MAX_VALUE - Cards.BLOCK));
        }
        int tiles = Math.multiplyExact(image.planes(), Math.ceilDiv(image.height(), rowsOfTile));
        isLong = image.size() + 64L * tiles > MOST_SHORT; // gzip takes a few bytes more of each
        places = ByteBuffer.allocate(Math.multiplyExact(tiles, isLong ? 16 : 8));
    }

    /// Appends it to a file.
    void write(FitsOutput out) throws IOException {
        Cards header = header();
        long longest = 0;
        long heap = 0;
        out.begin(header);
        out.skip(places.capacity());
        for (int plane = 0; plane < image.planes(); plane++) {
            for (int row = 0; row < image.height(); row += rowsOfTile) {
                int rows = Math.min(rowsOfTile, image.height() - row);
                byte[] tile = tile(plane, row, rows);
                long at = heap;
                if (isLong) {
                    places.putLong(tile.length).putLong(at);
                } else {
                    places.putInt(tile.length).putInt((int) at);
                }
                ByteBuffer whole = ByteBuffer.allocate(Math.ceilDiv(tile.length, 4) * 4); // the sum's words
                out.data(whole.put(tile).rewind());
                heap += whole.capacity();
                longest = Math.max(longest, tile.length);
            }
        }
        header.put("PCOUNT", Long.toString(heap), "bytes of the heap");
        header.put("TFORM1", "'%-8s'".formatted("1%sB(%d)".formatted(isLong ? 'Q' : 'P', longest)), "");
        out.skipped(places.flip());
        out.end();
    }

    private byte[] tile(int plane, int row, int rows) throws IOException {
        int pixels = Math.multiplyExact(rows, image.width());
        long at = image.offset() + ((long) plane * image.height() + row) * image.width() * bytes;
        ByteBuffer stored = image.source().read(at, Math.multiplyExact(pixels, bytes));
        return isRice ? rice(stored, pixels, bytes) : gzip(stored, pixels, bytes);
    }

    /// All first bytes of the pixels, all second ones, and so on, by gzip.
    static byte[] gzip(ByteBuffer stored, int pixels, int bytes) throws IOException {
        byte[] pixel = new byte[pixels * bytes];
        stored.get(pixel);
        byte[] shuffled = new byte[pixel.length];
        for (int b = 0, to = 0; b < bytes; b++) {
            for (int from = b; from < pixel.length; from += bytes) {
                shuffled[to++] = pixel[from];
            }
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(pixel.length / 2 + 64);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(shuffled);
        }
        return packed.toByteArray();
    }

    /// Rice's code as [TileCompression#integers] reads it: of each block of differences the lower bits as they are, as
    /// many as the mean says (Rice, Yeh & Miller 1993, CCSDS), and the rest in unary.
    static byte[] rice(ByteBuffer stored, int pixels, int bytes) {
        int bits = 8 * bytes;
        int ofSplit = bytes == 1 ? 3 : bytes == 2 ? 4 : 5;
        int whole = bytes == 1 ? 6 : bytes == 2 ? 14 : 25; // the split that says: not split
        Bits out = new Bits(pixels * bytes + pixels / RICE_BLOCK + 16);
        long before = value(stored, bytes);
        stored.position(0);
        out.write(before & (1L << bits) - 1, bits);
        long[] differences = new long[RICE_BLOCK];
        for (int i = 0; i < pixels; ) {
            int count = Math.min(RICE_BLOCK, pixels - i);
            long sum = 0;
            for (int k = 0; k < count; k++, i++) {
                long value = value(stored, bytes);
                long difference = value - before << 64 - bits >> 64 - bits; // wrapped around
                differences[k] = (difference << 1 ^ difference >> 63) & (1L << bits) - 1;
                sum += differences[k];
                before = value;
            }
            long mean = Math.max(0, (sum - count / 2 - 1) / count) >> 1;
            int split = Long.SIZE - Long.numberOfLeadingZeros(mean);
            if (sum == 0) {
                out.write(0, ofSplit);
            } else {
                out.write(Math.min(split, whole) + 1, ofSplit);
                for (int k = 0; k < count; k++) {
                    if (split >= whole) {
                        out.write(differences[k], bits);
                    } else {
                        out.zeros(differences[k] >>> split);
                        out.write(1, 1);
                        out.write(differences[k] & (1L << split) - 1, split);
                    }
                }
            }
        }
        return out.bytes();
    }

    private static long value(ByteBuffer stored, int bytes) {
        return switch (bytes) {
            case 1 -> stored.get() & 0xFF;
            case 2 -> stored.getShort();
            default -> stored.getInt();
        };
    }

    /// Bits one behind the other, the first of a byte its highest.
    private static final class Bits {
        private final ByteArrayOutputStream out;
        private long held;
        private int count;

        Bits(int bytes) {
            out = new ByteArrayOutputStream(bytes);
        }

        /// @param n of its lowest bits, at most 32
        void write(long value, int n) {
            held = held << n | value;
            for (count += n; count >= 8; count -= 8) {
                out.write((int) (held >>> count - 8));
            }
        }

        void zeros(long n) {
            for (; n > 32; n -= 32) {
                write(0, 32);
            }
            write(0, (int) n);
        }

        byte[] bytes() {
            if (count > 0) {
                write(0, 8 - count);
            }
            return out.toByteArray();
        }
    }

    /// That of the image, with what a table has besides.
    private Cards header() throws IOException {
        Cards of = image.header();
        Cards cards = of.copy();
        boolean isPrimary = of.has("SIMPLE");
        cards.removeIf(
                key -> key.matches("SIMPLE|XTENSION|BITPIX|NAXIS\\d*|EXTEND|BLOCKED|PCOUNT|GCOUNT|CHECKSUM|DATASUM"));
        List<String> first = new ArrayList<>(List.of(
                "XTENSION= 'BINTABLE'           / tile-compressed image",
                "BITPIX  =                    8 / bytes",
                "NAXIS   =                    2 / rows of a table",
                card("NAXIS1", isLong ? 16 : 8),
                card("NAXIS2", places.capacity() / (isLong ? 16 : 8)),
                card("PCOUNT", 0),
                card("GCOUNT", 1),
                card("TFIELDS", 1),
                "TTYPE1  = 'COMPRESSED_DATA'",
                "TFORM1  = '        '",
                "ZIMAGE  =                    T / this is an image",
                "ZCMPTYPE= '%-8s'           / how its tiles are compressed".formatted(isRice ? "RICE_1" : "GZIP_2")));
        first.add(
                isPrimary ? "ZSIMPLE =                    T" : "ZTENSION= 'IMAGE   '"); // cfitsio wants it before these
        first.add(card("ZBITPIX", image.format().bitpix()));
        long axes = of.integer("NAXIS", 0);
        first.add(card("ZNAXIS", axes));
        for (int axis = 1; axis <= axes; axis++) {
            first.add(card("ZNAXIS" + axis, of.integer("NAXIS" + axis, 1)));
        }
        if (isPrimary && of.has("EXTEND")) {
            first.add("ZEXTEND =                    " + of.text("EXTEND"));
        } else if (!isPrimary) {
            first.addAll(List.of(card("ZPCOUNT", 0), card("ZGCOUNT", 1)));
        }
        for (int axis = 1; axis <= axes; axis++) {
            first.add(card("ZTILE" + axis, axis == 1 ? image.width() : axis == 2 ? rowsOfTile : 1));
        }
        if (isRice) {
            first.addAll(List.of(
                    "ZNAME1  = 'BLOCKSIZE'", card("ZVAL1", RICE_BLOCK), "ZNAME2  = 'BYTEPIX '", card("ZVAL2", bytes)));
        } else if (image.format().bitpix() < 0) {
            first.add("ZQUANTIZ= 'NONE    '           / no bit is lost");
        }
        if (of.has("DATASUM")) {
            first.add("ZDATASUM= '%s'".formatted(of.text("DATASUM")));
        }
        if (!of.has("EXTNAME")) {
            first.add("EXTNAME = 'COMPRESSED_IMAGE'");
        }
        cards.putFirst(first);
        return cards;
    }

    private static String card(String key, long value) {
        return "%-8s= %20d".formatted(key, value);
    }
}
