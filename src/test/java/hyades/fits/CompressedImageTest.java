package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables of tiles written here, byte by byte; gzip by the JDK. `FpackIT` has those that cfitsio writes.
class CompressedImageTest {
    /// A table of one tile.
    ///
    /// @param columns forms of the columns by their names; an array's stands first in the row, numbers behind
    private static ByteSource table(Map<String, String> cards, List<String[]> columns, byte[] row, byte[] heap) {
        Cards primary = new Cards();
        primary.put("SIMPLE", "T", "");
        primary.put("BITPIX", "8", "");
        primary.put("NAXIS", "0", "");
        Cards header = new Cards();
        header.put("XTENSION", "'BINTABLE'", "");
        Map<String, String> all = new TreeMap<>(cards);
        all.putAll(Map.of("BITPIX", "8", "NAXIS", "2", "NAXIS2", "1", "GCOUNT", "1"));
        all.putAll(Map.of("NAXIS1", "" + row.length, "PCOUNT", "" + heap.length, "TFIELDS", "" + columns.size()));
        all.put("ZIMAGE", "T");
        all.forEach((key, value) -> header.put(key, value, ""));
        for (int i = 0; i < columns.size(); i++) {
            header.put("TTYPE" + (i + 1), "'" + columns.get(i)[0] + "'", "");
            header.put("TFORM" + (i + 1), "'" + columns.get(i)[1] + "'", "");
        }
        int data = Math.ceilDiv(row.length + heap.length, Cards.BLOCK) * Cards.BLOCK;
        return new ByteSource.Memory(ByteBuffer.allocate(primary.size() + header.size() + data)
                .put(primary.toBytes())
                .put(header.toBytes())
                .put(row)
                .put(heap)
                .rewind());
    }

    /// 70,000 x 70,000 pixels of two bytes: told before room is made for them.
    @Test
    void whatIsLargerThanAnArrayIsRefusedInOneLine() throws IOException {
        Map<String, String> sizes =
                Map.of("ZNAXIS", "2", "ZNAXIS1", "70000", "ZNAXIS2", "70000", "ZTILE1", "70000", "ZTILE2", "70000");
        assertEquals(
                "HDU 1: compressed by GZIP_1, and not decoded here: its pixels are 9800000000 bytes, more than"
                        + " 2147480767; run funpack first",
                assertThrows(IOException.class, () -> FitsFiles.read(row(sizes, "GZIP_1", 16, 1, new byte[2])))
                        .getMessage());
    }

    /// An image of one row, which is its tile, in gzip.
    private static ByteSource row(Map<String, String> cards, String kind, int bitpix, int pixels, byte[] bytes)
            throws IOException {
        byte[] heap = gzip(bytes);
        Map<String, String> all = new TreeMap<>(
                Map.of("ZCMPTYPE", "'" + kind + "'", "ZBITPIX", "" + bitpix, "ZNAXIS", "1", "ZNAXIS1", "" + pixels));
        all.putAll(cards);
        byte[] row = ByteBuffer.allocate(8).putInt(heap.length).putInt(0).array();
        return table(all, List.<String[]>of(new String[] {"COMPRESSED_DATA", "1PB(9)"}), row, heap);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static double[] pixels(ByteSource source) throws IOException {
        return FitsFiles.read(source).get(1).plane(0).pixels();
    }

    private static String fault(ByteSource source) {
        return assertThrows(IOException.class, () -> FitsFiles.read(source)).getMessage();
    }

    private static byte[] shuffled(byte[] bytes, int size) {
        byte[] shuffled = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            shuffled[i % size * (bytes.length / size) + i / size] = bytes[i];
        }
        return shuffled;
    }

    /// 400 KB in one tile, in whole numbers and in floats, which may be said to be dithered, but have no scale.
    @ParameterizedTest(name = "{0}, {1} bits, ZQUANTIZ = {2}")
    @CsvSource({
        "GZIP_1, 32,",
        "GZIP_2, 32,",
        "GZIP_1, 64,",
        "GZIP_2, 64,",
        "GZIP_1, -32, NONE",
        "GZIP_2, -32, NONE",
        "GZIP_1, -64, SUBTRACTIVE_DITHER_1",
        "GZIP_2, -64, SUBTRACTIVE_DITHER_2",
        "GZIP_1, -32,"
    })
    void largeTilesInGzip(String kind, int bitpix, String quantization) throws Exception {
        int count = 100_000;
        int size = Math.abs(bitpix) / 8;
        ByteBuffer bytes = ByteBuffer.allocate(count * size);
        double[] expected = new double[count];
        for (int i = 0; i < count; i++) {
            expected[i] = bitpix > 0 ? i * 10007 : i % 7 == 3 ? Double.NaN : (float) (100.945 * i);
            switch (bitpix) {
                case 32 -> bytes.putInt((int) expected[i]);
                case 64 -> bytes.putLong((long) expected[i]);
                case -32 -> bytes.putFloat((float) expected[i]);
                default -> bytes.putDouble(expected[i]);
            }
        }
        Map<String, String> cards = quantization == null ? Map.of() : Map.of("ZQUANTIZ", "'" + quantization + "'");
        byte[] stored = kind.equals("GZIP_2") ? shuffled(bytes.array(), size) : bytes.array();
        assertArrayEquals(expected, pixels(row(cards, kind, bitpix, count, stored)));
    }

    /// What fpack says of missing pixels of whole numbers, with BLANK or instead of it.
    @ParameterizedTest
    @ValueSource(strings = {"ZBLANK", "BLANK", "both"})
    void aMissingWholeNumberIsMissing(String key) throws Exception {
        Map<String, String> cards = key.equals("both") ? Map.of("ZBLANK", "-7", "BLANK", "-7") : Map.of(key, "-7");
        byte[] pixels = ByteBuffer.allocate(6)
                .putShort((short) 5)
                .putShort((short) -7)
                .putShort((short) 9)
                .array();
        assertArrayEquals(new double[] {5, Double.NaN, 9}, pixels(row(cards, "GZIP_1", 16, 3, pixels)));
    }

    /// `(q - r + 0.5) scale + zero`, with r from the sequence that FITS 4.0, appendix I, prescribes: of tile 1 and
    /// ZDITHER0 = 1 its members from (int) (500 r[0]) = 0 on; calculated by numpy. The number -2147483646 is 0 with
    /// the second method.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NO_DITHER, 103, 105, -4294967189.0",
        "SUBTRACTIVE_DITHER_1, 103.99998434726149, 105.73692440986633, -4294967189.5112104",
        "SUBTRACTIVE_DITHER_2, 103.99998434726149, 105.73692440986633, 0"
    })
    void floatsAreRestored(String method, double first, double second, double third) throws Exception {
        int missing = -2147483647;
        byte[] heap = gzip(ByteBuffer.allocate(20)
                .putInt(0)
                .putInt(1)
                .putInt(-2147483646)
                .putInt(missing)
                .putInt(missing)
                .array());
        byte[] row = ByteBuffer.allocate(32)
                .putLong(heap.length)
                .putLong(0)
                .putDouble(2)
                .putDouble(103)
                .array();
        List<String[]> columns = new ArrayList<>();
        columns.add(new String[] {"COMPRESSED_DATA", "QB(9)"});
        columns.add(new String[] {"ZSCALE", "D"});
        columns.add(new String[] {"ZZERO", "1D"});
        Map<String, String> cards = new TreeMap<>(Map.of("ZCMPTYPE", "'GZIP_1'", "ZBITPIX", "-64", "ZNAXIS", "1"));
        cards.putAll(Map.of("ZNAXIS1", "5", "ZQUANTIZ", "'" + method + "'", "ZBLANK", "" + missing));
        assertArrayEquals(
                new double[] {first, second, third, Double.NaN, Double.NaN}, pixels(table(cards, columns, row, heap)));
    }

    /// What is not decoded is refused by its name, and what is damaged with the tile.
    @Test
    void aRefusalSaysWhy() throws Exception {
        byte[] four = new byte[4];
        for (var each : Map.of(
                        Map.of("ZMASKCMP", "'RICE_1'"), "it has a mask of missing pixels (ZMASKCMP)",
                        Map.of("ZCMPTYPE", "'BZIP2_1'"), "the kind is unknown here",
                        Map.of("ZCMPTYPE", "'RICE_1'", "ZBITPIX", "-32"), "its floats are neither scaled",
                        Map.of("ZBITPIX", "-32", "ZSCALE", "1", "ZZERO", "0", "ZQUANTIZ", "'NEW'"), "ZQUANTIZ = NEW",
                        Map.of("BLANK", "1", "ZBLANK", "2"), "several numbers stand for missing pixels")
                .entrySet()) {
            String reason = fault(row(each.getKey(), "GZIP_1", 8, 4, four));
            assertTrue(reason.contains(each.getValue()) && reason.endsWith("; run funpack first"), reason);
        }
        String damaged = "HDU 1: cannot be decompressed: tile 1 ";
        assertEquals(damaged + "has 4 bytes for its 3 pixels", fault(row(Map.of(), "GZIP_1", 8, 3, four)));
        assertEquals(damaged + "has 4 bytes for its 4 pixels", fault(row(Map.of(), "GZIP_1", -32, 4, four)));
        assertEquals(damaged + "ends too early", fault(row(Map.of(), "RICE_1", 8, 4000, four)));
    }
}
