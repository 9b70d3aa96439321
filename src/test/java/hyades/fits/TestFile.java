package hyades.fits;

import hyades.images.RandomField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A FITS file of many HDUs in the making, as observatories have them.
public final class TestFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int hdus;

    /// Pixels of integers or floats, with the names and what else their header says.
    ///
    /// @param name EXTNAME, with EXTVER behind a comma; none if it is empty
    /// @param cards such as `BUNIT='count'`
    public TestFile image(String name, int bitpix, double[] pixels, int width, String... cards) throws IOException {
        Cards header = new Cards();
        header.put(hdus == 0 ? "SIMPLE" : "XTENSION", hdus == 0 ? "T" : "'IMAGE   '", "");
        header.put("BITPIX", Integer.toString(bitpix), "");
        header.put("NAXIS", pixels.length == width ? "1" : "2", "");
        header.put("NAXIS1", Integer.toString(width), "");
        if (pixels.length > width) {
            header.put("NAXIS2", Integer.toString(pixels.length / width), "");
        }
        header.put("PCOUNT", "0", "");
        header.put("GCOUNT", "1", "");
        return hdu(header, name, stored(bitpix, pixels), cards);
    }

    /// The same for a plane of random pixels.
    public TestFile noise(String name, int width, int height, String... cards) throws IOException {
        double[] pixels = new RandomField(width, Math.max(2, height), 7 + hdus)
                .create(hdus)
                .pixels();
        return image(name, -32, Arrays.copyOf(pixels, width * height), width, cards);
    }

    /// One tile in gzip.
    public TestFile compressed(String name, int bitpix, double[] pixels, int width, String... cards)
            throws IOException {
        ByteArrayOutputStream heap = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(heap)) {
            out.write(stored(bitpix, pixels));
        }
        Cards header = new Cards();
        String height = Integer.toString(pixels.length / width);
        for (String[] card : List.of(new String[][] {
            {"XTENSION", "'BINTABLE'"},
            {"BITPIX", "8"},
            {"NAXIS", "2"},
            {"NAXIS1", "8"},
            {"NAXIS2", "1"},
            {"PCOUNT", "" + heap.size()},
            {"GCOUNT", "1"},
            {"TFIELDS", "1"},
            {"TTYPE1", "'COMPRESSED_DATA'"},
            {"TFORM1", "'1PB(9)  '"},
            {"ZIMAGE", "T"},
            {"ZCMPTYPE", "'GZIP_1  '"},
            {"ZBITPIX", "" + bitpix},
            {"ZNAXIS", "2"},
            {"ZNAXIS1", "" + width},
            {"ZNAXIS2", height},
            {"ZTILE1", "" + width},
            {"ZTILE2", height},
        })) {
            header.put(card[0], card[1], "");
        }
        byte[] row = ByteBuffer.allocate(8 + heap.size())
                .putInt(heap.size())
                .putInt(0)
                .put(heap.toByteArray())
                .array();
        return hdu(header, name, row, cards);
    }

    /// A header without data.
    public TestFile empty(String name, String... cards) throws IOException {
        Cards header = new Cards();
        header.put(hdus == 0 ? "SIMPLE" : "XTENSION", hdus == 0 ? "T" : "'IMAGE   '", "");
        header.put("BITPIX", "16", "");
        header.put("NAXIS", "0", "");
        header.put("PCOUNT", "0", "");
        header.put("GCOUNT", "1", "");
        return hdu(header, name, new byte[0], cards);
    }

    /// A table of one row.
    public TestFile table(String name) throws IOException {
        Cards header = new Cards();
        header.put("XTENSION", "'BINTABLE'", "");
        for (String card : "BITPIX=8 NAXIS=2 NAXIS1=4 NAXIS2=1 PCOUNT=0 GCOUNT=1 TFIELDS=1 TFORM1='1J'".split(" ")) {
            header.put(card.split("=")[0], card.split("=")[1], "");
        }
        return hdu(header, name, new byte[] {1, 2, 3, 4});
    }

    private TestFile hdu(Cards header, String name, byte[] data, String... cards) throws IOException {
        if (!name.isEmpty()) {
            header.put("EXTNAME", "'%-8s'".formatted(name.split(",")[0]), "");
        }
        if (name.contains(",")) {
            header.put("EXTVER", name.split(",")[1], "");
        }
        for (String card : cards) {
            header.put(card.split("=", 2)[0].strip(), card.split("=", 2)[1].strip(), "");
        }
        bytes.write(header.toBytes());
        bytes.write(data);
        bytes.write(new byte[(Cards.BLOCK - data.length % Cards.BLOCK) % Cards.BLOCK]);
        hdus++;
        return this;
    }

    private static byte[] stored(int bitpix, double[] pixels) {
        ByteBuffer data = ByteBuffer.allocate(pixels.length * Math.abs(bitpix) / 8);
        if (bitpix < 0) {
            PixelFormat.encode(bitpix, pixels, 0, pixels.length, data);
        } else {
            long[] integers = new long[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                integers[i] = (long) pixels[i];
            }
            PixelFormat.encodeIntegers(bitpix, integers, 0, data);
        }
        return data.array();
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes.toByteArray());
    }

    /// The bytes of each HDU of a file.
    public static List<byte[]> hdus(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        try (ByteSource source = ByteSource.open(file)) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            List<byte[]> found = new ArrayList<>();
            int start = 0;
            for (ImageHdu hdu : hdus) {
                ImageHdu stored = hdu.packed() == null ? hdu : hdu.packed();
                int end = (int) (stored.offset() + stored.padded());
                found.add(Arrays.copyOfRange(all, start, end));
                start = end;
            }
            return found;
        }
    }
}
