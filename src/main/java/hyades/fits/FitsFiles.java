package hyades.fits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsFactory;
import nom.tam.fits.utilities.FitsCheckSum;
import nom.tam.image.compression.hdu.CompressedImageHDU;

/// FITS files. Headers and plain pixels are read here; nom-tam-fits decodes tile-compressed images, the kinds of
/// them that it decodes rightly (1.21.2, seen against cfitsio and astropy), and knows the text form of checksums.
public final class FitsFiles {
    private static final Set<String> TABLE_KEYS = Set.of(
            "XTENSION",
            "SIMPLE",
            "EXTEND",
            "BITPIX",
            "NAXIS",
            "PCOUNT",
            "GCOUNT",
            "TFIELDS",
            "THEAP",
            "CHECKSUM",
            "DATASUM");

    private static final Set<String> DECODED =
            Set.of("RICE_1", "RICE_ONE", "GZIP_1", "GZIP_2", "HCOMPRESS_1", "PLIO_1");

    private static final int MOST_AXES = 999;

    private FitsFiles() {}

    /// The HDUs of a file, in order, those that are tile-compressed decompressed.
    ///
    /// @throws IOException with the reason if it is not whole
    public static List<ImageHdu> read(ByteSource source) throws IOException {
        List<ImageHdu> hdus = new ArrayList<>();
        long at = 0;
        while (at == 0 || at + Cards.BLOCK <= source.size() && isExtension(source, at)) {
            Cards header = Cards.read(source, at);
            ImageHdu hdu = hdu(hdus.size(), header, source, at + header.size());
            if (hdu.size() > source.size() - hdu.offset()) {
                throw new IOException("truncated: HDU %d has %d of %d bytes"
                        .formatted(hdu.index(), Math.max(0, source.size() - hdu.offset()), hdu.size()));
            }
            check(hdu, at);
            hdus.add(header.isTrue("ZIMAGE") ? decompress(hdu, at) : hdu);
            at = hdu.offset() + hdu.padded();
        }
        return hdus;
    }

    private static boolean isExtension(ByteSource source, long at) throws IOException {
        ByteBuffer start = source.read(at, 8);
        return start.get(0) == 'X' && start.get(1) == 'T' && start.get(2) == 'E';
    }

    private static ImageHdu hdu(int index, Cards header, ByteSource source, long offset) throws IOException {
        long axes = bounded(index, header, "NAXIS", -1, MOST_AXES);
        boolean isImage = axes > 0 && (index == 0 || "IMAGE".equals(header.text("XTENSION")));
        PixelFormat format = PixelFormat.of(header);
        try {
            long count = axes == 0 ? 0 : 1;
            for (int axis = 1; axis <= axes; axis++) {
                long length = bounded(index, header, "NAXIS" + axis, -1, Long.MAX_VALUE);
                boolean isGroups = axis == 1 && length == 0 && header.isTrue("GROUPS");
                isImage &= length > 0;
                count = isGroups ? 1 : Math.multiplyExact(count, length);
            }
            long all = Math.addExact(bounded(index, header, "PCOUNT", 0, Long.MAX_VALUE), count);
            long groups = bounded(index, header, "GCOUNT", 1, Long.MAX_VALUE);
            long size = Math.multiplyExact(format.bytes(), Math.multiplyExact(groups, all));
            int width = isImage ? Math.toIntExact(header.integer("NAXIS1", 0)) : 0;
            Math.multiplyExact(width, format.bytes()); // a row is read at once
            int height = isImage && axes > 1 ? Math.toIntExact(header.integer("NAXIS2", 0)) : 1;
            int planes = isImage ? Math.toIntExact(count / width / height) : 0;
            return new ImageHdu(index, header, format, source, offset, size, width, height, planes);
        } catch (ArithmeticException e) {
            throw new IOException("header: HDU %d: its sizes are beyond any file".formatted(index), e);
        }
    }

    private static long bounded(int index, Cards header, String key, long otherwise, long most) throws IOException {
        long value = header.integer(key, otherwise);
        if (value < 0 || value > most) {
            throw new IOException("header: HDU %d: %s = %s".formatted(index, key, header.text(key)));
        }
        return value;
    }

    /// The checksums that an HDU carries.
    private static void check(ImageHdu hdu, long start) throws IOException {
        String stored = hdu.header().text("DATASUM");
        String whole = hdu.header().text("CHECKSUM");
        if ((stored == null || stored.isBlank()) && (whole == null || whole.isBlank())) {
            return;
        }
        long data = hdu.dataSum();
        if (stored != null
                && !stored.isBlank()
                && hdu.header().number("DATASUM", 0) != data) { // may have leading zeros
            throw new IOException(
                    "wrong checksum: HDU %d: DATASUM is %d, the header has %s".formatted(hdu.index(), data, stored));
        }
        if (whole != null && !whole.isBlank()) {
            long sum = Cards.sum(hdu.source().read(start, (int) (hdu.offset() - start)), data);
            if (sum != 0xFFFF_FFFFL && sum != 0) {
                throw new IOException("wrong checksum: HDU %d: CHECKSUM does not hold".formatted(hdu.index()));
            }
        }
    }

    /// Adds DATASUM and CHECKSUM.
    ///
    /// @param data the sum of the data
    static byte[] withChecksums(Cards header, long data) {
        header.remove("CHECKSUM", "DATASUM");
        header.put("DATASUM", "'%-10s'".formatted(data), "data unit checksum");
        header.put("CHECKSUM", "'0000000000000000'", "HDU checksum");
        long sum = Cards.sum(ByteBuffer.wrap(header.toBytes()), data);
        header.put("CHECKSUM", "'" + FitsCheckSum.encode(sum, true) + "'", "HDU checksum");
        return header.toBytes();
    }

    private static ImageHdu decompress(ImageHdu table, long start) throws IOException {
        Cards header = table.header();
        refuseWhatIsDecodedWrongly(header);
        byte[] primary = new byte[Cards.BLOCK];
        Cards empty = new Cards();
        empty.putFirst(List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    0",
                "EXTEND  =                    T"));
        System.arraycopy(empty.toBytes(), 0, primary, 0, primary.length);
        requireTiles(table);
        int length = Math.toIntExact(table.offset() + table.padded() - start);
        byte[] all = new byte[primary.length + length];
        System.arraycopy(primary, 0, all, 0, primary.length);
        table.source()
                .read(start, (int) Math.min(length, table.source().size() - start))
                .get(all, primary.length, (int) Math.min(length, table.source().size() - start));
        FitsFactory.useThreadLocalSettings(true);
        try (Fits fits = new Fits(new ByteArrayInputStream(all))) {
            Object kernel = ((CompressedImageHDU) fits.getHDU(1)).asImageHDU().getKernel();
            Cards image = imageHeader(header);
            PixelFormat format = PixelFormat.of(image);
            long size = image.integer("NAXIS1", 1);
            for (int axis = 2; axis <= image.integer("NAXIS", 0); axis++) {
                size *= image.integer("NAXIS" + axis, 1);
            }
            ByteBuffer bytes = ByteBuffer.allocate(
                    Math.toIntExact(Math.ceilDiv(size * format.bytes(), Cards.BLOCK) * Cards.BLOCK));
            flatten(kernel, bytes);
            return hdu(table.index(), image, new ByteSource.Memory(bytes), 0);
        } catch (RuntimeException e) { // the library throws both for what it cannot decode
            throw new IOException("HDU %d: cannot be decompressed: %s".formatted(table.index(), e.getMessage()), e);
        }
    }

    /// The library makes room for the image that the header promises, before it looks for the tiles.
    private static void requireTiles(ImageHdu table) throws IOException {
        Cards header = table.header();
        long axes = bounded(table.index(), header, "ZNAXIS", -1, MOST_AXES);
        long tiles = 1;
        for (int axis = 1; axis <= axes; axis++) {
            long length = bounded(table.index(), header, "ZNAXIS" + axis, -1, Integer.MAX_VALUE);
            long tile = bounded(table.index(), header, "ZTILE" + axis, axis == 1 ? length : 1, Integer.MAX_VALUE);
            tiles = tile == 0 || tiles > Integer.MAX_VALUE ? -1 : tiles * Math.ceilDiv(length, tile);
        }
        if (axes == 0 || tiles != header.integer("NAXIS2", 0)) {
            throw new IOException("HDU %d: cannot be decompressed: %s tiles, but the sizes are those of another number"
                    .formatted(table.index(), header.text("NAXIS2")));
        }
    }

    /// nom-tam-fits 1.21.2, seen against astropy over all kinds, tiles by row and in two axes: integers are right, and
    /// so are floats with dither, to a last bit of single precision where scale and zero cancel.
    private static void refuseWhatIsDecodedWrongly(Cards header) throws IOException {
        String kind = String.valueOf(header.text("ZCMPTYPE")).toUpperCase(Locale.ROOT);
        String dither = String.valueOf(header.text("ZQUANTIZ")).toUpperCase(Locale.ROOT);
        boolean isFloat = header.integer("ZBITPIX", 0) < 0;
        boolean mayHoldNaN = header.has("ZBLANK") || header.lines().stream().anyMatch(card -> card.contains("'ZBLANK"));
        String wrong = null;
        if (!DECODED.contains(kind)) {
            wrong = "unknown here";
        } else if (header.has("ZMASKCMP")) {
            wrong = "its mask of missing pixels would be lost";
        } else if (isFloat && !dither.startsWith("SUBTRACTIVE_DITHER_")) {
            wrong = "floats without dithering would come out wrong";
        } else if (isFloat && mayHoldNaN) {
            wrong = "missing pixels (ZBLANK) of floats would be lost";
        } else if (header.integer("ZBITPIX", 0) == -64) {
            wrong = "doubles would be rounded to single precision";
        }
        if (wrong != null) {
            throw new IOException(
                    "compressed by %s, not decoded rightly here: %s; run funpack first".formatted(kind, wrong));
        }
    }

    /// The header of the image that a compressed table stands for.
    private static Cards imageHeader(Cards table) throws IOException {
        Cards header = table.copy();
        List<String> first = new ArrayList<>(List.of(
                "XTENSION= 'IMAGE   '           / image extension",
                "BITPIX  = %20d".formatted(table.integer("ZBITPIX", 0)),
                "NAXIS   = %20d".formatted(table.integer("ZNAXIS", 0))));
        for (int axis = 1; axis <= table.integer("ZNAXIS", 0); axis++) {
            first.add("%-8s= %20d".formatted("NAXIS" + axis, table.integer("ZNAXIS" + axis, 0)));
        }
        first.add("PCOUNT  = %20d".formatted(0));
        first.add("GCOUNT  = %20d".formatted(1));
        boolean isNamed = !"COMPRESSED_IMAGE".equals(table.text("EXTNAME"));
        header.removeIf(key -> TABLE_KEYS.contains(key)
                || key.matches("NAXIS\\d+|T(TYPE|FORM|UNIT|DIM|NULL)\\d+|Z(IMAGE|CMPTYPE|BITPIX|NAXIS\\d*|TILE\\d+"
                        + "|NAME\\d+|VAL\\d+|QUANTIZ|DITHER0|SCALE|ZERO|BLANK|MASKCMP|SIMPLE|TENSION|EXTEND|BLOCKED"
                        + "|PCOUNT|GCOUNT|HECKSUM|DATASUM)")
                || key.equals("EXTNAME") && !isNamed);
        header.putFirst(first);
        return header;
    }

    private static void flatten(Object array, ByteBuffer to) {
        switch (array) {
            case byte[] values -> to.put(values);
            case short[] values -> {
                for (short value : values) {
                    to.putShort(value);
                }
            }
            case int[] values -> {
                for (int value : values) {
                    to.putInt(value);
                }
            }
            case long[] values -> {
                for (long value : values) {
                    to.putLong(value);
                }
            }
            case float[] values -> {
                for (float value : values) {
                    to.putFloat(value);
                }
            }
            case double[] values -> {
                for (double value : values) {
                    to.putDouble(value);
                }
            }
            default -> {
                for (int i = 0; i < Array.getLength(array); i++) {
                    flatten(Array.get(array, i), to);
                }
            }
        }
    }

    /// The images of a file.
    public static List<Image> images(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<Image> images = new ArrayList<>();
            for (ImageHdu hdu : read(source)) {
                for (int plane = 0; plane < hdu.planes(); plane++) {
                    images.add(hdu.plane(plane));
                }
            }
            return images;
        }
    }

    /// Writes one image of doubles with its checksums, whole or not at all.
    ///
    /// @param history what is said of its making
    public static void write(Path file, Image image, List<String> history) throws IOException {
        try (FitsOutput out = new FitsOutput(file)) {
            put(out, image, history);
            out.commit();
        }
    }

    static void put(FitsOutput out, Image image, List<String> history) throws IOException {
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T / conforms to FITS standard",
                "BITPIX  =                  -64 / array data type",
                "NAXIS   =                    2 / number of array dimensions",
                "NAXIS1  = %20d".formatted(image.width()),
                "NAXIS2  = %20d".formatted(image.height())));
        history.forEach(header::history);
        out.begin(header);
        out.pixels(image.pixels(), -64);
        out.end();
    }
}
