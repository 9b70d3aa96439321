package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
    /// A table of one tile, or of the rows that its cards' NAXIS2 says.
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
        all.putIfAbsent("NAXIS2", "1");
        all.putAll(Map.of("BITPIX", "8", "NAXIS", "2", "GCOUNT", "1"));
        int rowLength = row.length / Integer.parseInt(all.get("NAXIS2"));
        all.putAll(Map.of("NAXIS1", "" + rowLength, "PCOUNT", "" + heap.length, "TFIELDS", "" + columns.size()));
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

    /// Tiles of 16-bit integers in gzip, each behind the one before it.
    private static ByteSource tiles(Map<String, String> cards, List<short[]> tiles, int gap) throws IOException {
        ByteArrayOutputStream heap = new ByteArrayOutputStream();
        ByteBuffer rows = ByteBuffer.allocate(8 * tiles.size());
        heap.write(new byte[gap]);
        for (short[] tile : tiles) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * tile.length);
            bytes.asShortBuffer().put(tile);
            byte[] packed = gzip(bytes.array());
            rows.putInt(packed.length).putInt(heap.size() - gap);
            heap.write(packed);
        }
        Map<String, String> all = new TreeMap<>(cards);
        all.putAll(Map.of("ZCMPTYPE", "'GZIP_1'", "ZBITPIX", "16", "NAXIS2", "" + tiles.size()));
        all.put("THEAP", "" + (rows.capacity() + gap));
        return table(
                all, List.<String[]>of(new String[] {"COMPRESSED_DATA", "1PB(99)"}), rows.array(), heap.toByteArray());
    }

    /// A cube of 5 x 4 x 3 pixels in tiles that its edges cut: they follow each other along the first axis, then the
    /// second; and in the rows that are tiles where nothing says how large they are. The heap begins behind a gap.
    @ParameterizedTest(name = "tiles of {0} x {1} x {2}")
    @CsvSource({"2, 3, 2", "5, 1, 1", "5, 4, 2", "0, 0, 0"})
    void everyPixelIsInItsPlace(int first, int second, int third) throws Exception {
        int[] sides = first > 0 ? new int[] {first, second, third} : new int[] {5, 1, 1};
        List<short[]> tiles = new ArrayList<>();
        for (int z = 0; z < 3; z += sides[2]) {
            for (int y = 0; y < 4; y += sides[1]) {
                for (int x = 0; x < 5; x += sides[0]) {
                    short[] tile = new short[60];
                    int count = 0;
                    for (int k = z; k < Math.min(3, z + sides[2]); k++) {
                        for (int j = y; j < Math.min(4, y + sides[1]); j++) {
                            for (int i = x; i < Math.min(5, x + sides[0]); i++) {
                                tile[count++] = (short) (100 * k + 10 * j + i);
                            }
                        }
                    }
                    tiles.add(Arrays.copyOf(tile, count));
                }
            }
        }
        Map<String, String> cards =
                new TreeMap<>(Map.of("ZNAXIS", "3", "ZNAXIS1", "5", "ZNAXIS2", "4", "ZNAXIS3", "3"));
        if (first > 0) {
            cards.putAll(Map.of("ZTILE1", "" + first, "ZTILE2", "" + second, "ZTILE3", "" + third));
        }
        ImageHdu cube = FitsFiles.read(tiles(cards, tiles, 24)).get(1);
        for (int k = 0; k < 3; k++) {
            double[] plane = cube.plane(k).pixels();
            for (int p = 0; p < 20; p++) {
                assertEquals(100 * k + 10 * (p / 5) + p % 5, plane[p], "plane %d, pixel %d".formatted(k, p));
            }
        }
    }

    /// Tiles of two numbers for missing pixels have none in common that BLANK could say.
    @ParameterizedTest(name = "ZBLANK {0} and {1}")
    @CsvSource({"7, 7, true", "7, 8, false"})
    void tilesMissTheSameNumber(int first, int second, boolean isRead) throws Exception {
        byte[] packed = gzip(new byte[] {0, 7, 0, 8});
        ByteBuffer rows = ByteBuffer.allocate(24);
        rows.putInt(packed.length).putInt(0).putInt(first);
        rows.putInt(packed.length).putInt(0).putInt(second);
        Map<String, String> cards = new TreeMap<>(Map.of("ZCMPTYPE", "'GZIP_1'", "ZBITPIX", "16", "NAXIS2", "2"));
        cards.putAll(Map.of("ZNAXIS", "2", "ZNAXIS1", "2", "ZNAXIS2", "2"));
        List<String[]> columns = List.of(new String[] {"COMPRESSED_DATA", "1PB(9)"}, new String[] {"ZBLANK", "1J"});
        ByteSource file = table(cards, columns, rows.array(), packed);
        if (isRead) {
            assertArrayEquals(new double[] {Double.NaN, 8, Double.NaN, 8}, pixels(file));
        } else {
            assertTrue(fault(file).contains("several numbers stand for missing pixels (ZBLANK)"));
        }
    }

    /// By FITS 4.0, appendix I, in so many words: the sequence, and where in it which pixel is. The third tile begins
    /// the sequence of seeds anew, and each has more pixels than the sequence has members.
    @ParameterizedTest(name = "method {0}")
    @ValueSource(ints = {1, 2})
    void everyTileIsDitheredByItsOwnPartOfTheSequence(int method) {
        float[] random = new float[10_000];
        double seed = 1;
        for (int i = 0; i < random.length; i++) {
            double temp = 16807.0 * seed;
            seed = temp - 2147483647.0 * (int) (temp / 2147483647.0);
            random[i] = (float) (seed / 2147483647.0);
        }
        assertEquals(1043618065, seed); // which the standard gives to check
        long[] whole = new long[12_000];
        Arrays.setAll(whole, i -> i % 5 == 4 ? -2147483646 : i);
        Quantization quantization = new Quantization(0.25, -3, null, new Quantization.Dither(method, 9999));
        for (int tile = 1; tile <= 3; tile++) {
            double[] restored = quantization.restore(whole, tile - 1);
            int start = (tile - 1 + 9999 - 1) % 10_000;
            int next = (int) (random[start] * 500);
            for (int i = 0; i < whole.length; i++) {
                boolean isZero = method == 2 && i % 5 == 4;
                assertEquals(isZero ? 0 : (whole[i] - (double) random[next] + 0.5) * 0.25 - 3, restored[i]);
                next++;
                if (next == random.length) {
                    start = (start + 1) % 10_000;
                    next = (int) (random[start] * 500);
                }
            }
        }
    }

    /// What the kind could not hold, in the column for gzip, whatever kind the others are of.
    @Test
    void aTileMayBeInGzipInstead() throws Exception {
        byte[] heap = gzip(new byte[] {0, 5, -1, -1, 1, 0});
        byte[] row =
                ByteBuffer.allocate(16).putLong(0).putInt(heap.length).putInt(0).array();
        Map<String, String> cards = Map.of("ZCMPTYPE", "'RICE_1'", "ZBITPIX", "16", "ZNAXIS", "1", "ZNAXIS1", "3");
        List<String[]> columns =
                List.of(new String[] {"COMPRESSED_DATA", "1PB(0)"}, new String[] {"GZIP_COMPRESSED_DATA", "1PB(9)"});
        assertArrayEquals(new double[] {5, -1, 256}, pixels(table(cards, columns, row, heap)));
    }

    /// PLIO knows no sign, so cfitsio gives it unsigned numbers as they are, and not less BZERO; three pixels of the
    /// height 5, by the line list's words.
    @Test
    void unsignedNumbersOfPlioAreNotShiftedTwice() throws Exception {
        ByteBuffer list = ByteBuffer.allocate(18);
        list.asShortBuffer().put(new short[] {0, 7, -100, 9, 0, 0, 0, 0x2004, 0x4003});
        byte[] row = ByteBuffer.allocate(8).putInt(9).putInt(0).array();
        Map<String, String> cards = Map.of(
                "ZCMPTYPE",
                "'PLIO_1'",
                "ZBITPIX",
                "16",
                "ZNAXIS",
                "1",
                "ZNAXIS1",
                "3",
                "BZERO",
                "32768",
                "BSCALE",
                "1");
        List<String[]> columns = List.<String[]>of(new String[] {"COMPRESSED_DATA", "1PI(9)"});
        assertArrayEquals(new double[] {5, 5, 5}, pixels(table(cards, columns, row, list.array())));
    }
}
