package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.FitsTable.Column;
import hyades.fits.FitsTable.Integers;
import hyades.fits.FitsTable.Numbers;
import hyades.fits.FitsTable.Texts;
import hyades.fits.FitsTable.Unread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitsTableTest {
    private static final double[] DOUBLES = {
        -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 1.0 / 3, Double.POSITIVE_INFINITY, Double.NaN
    };
    private static final long[] LONGS = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, 7};
    private static final String[] TEXTS = {"Sun", "", "a long one", "it's", "x", "\"#,"};

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("t.fits");
    }

    private void write() throws IOException {
        Cards said = new Cards();
        said.put("DT", "1.0E-5", "[s]");
        List<Column> columns = List.of(
                new Integers("id", "", LONGS), new Texts("name", "", TEXTS), new Numbers("x", "m / s", DOUBLES));
        FitsTable.write(file, "BODIES", columns, said);
    }

    /// All bits of numbers, and texts of several lengths in rows that are no whole words.
    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        write();
        FitsTable table = FitsTable.read(file);
        assertEquals("1 BODIES", table.label());
        assertEquals(1e-5, table.header().number("DT", 0));
        assertEquals(6, table.rows());
        assertArrayEquals(LONGS, ((Integers) table.columns().get(0)).values());
        assertArrayEquals(TEXTS, ((Texts) table.columns().get(1)).values());
        Numbers x = (Numbers) table.column("X").orElseThrow();
        assertEquals("m / s", x.unit());
        assertArrayEquals(
                Arrays.stream(DOUBLES).mapToLong(Double::doubleToRawLongBits).toArray(),
                Arrays.stream(x.values()).mapToLong(Double::doubleToRawLongBits).toArray());
        byte[] first = Files.readAllBytes(file);
        write();
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    /// More than are read and written at once.
    @Test
    void manyRowsAreReadBack() throws Exception {
        double[] many = new double[300_000];
        Arrays.setAll(many, i -> Math.sqrt(i));
        String[] texts = new String[many.length];
        Arrays.setAll(texts, i -> "n" + i);
        FitsTable.write(file, "T", List.of(new Texts("t", "", texts), new Numbers("x", "", many)), new Cards());
        FitsTable table = FitsTable.read(file);
        assertArrayEquals(texts, ((Texts) table.columns().get(0)).values());
        assertArrayEquals(many, ((Numbers) table.columns().get(1)).values());
    }

    /// A bit that fell over is seen by the checksum.
    @Test
    void aDamagedTableIsRefused() throws Exception {
        write();
        byte[] bytes = Files.readAllBytes(file);
        bytes[3 * 2880 - 1 - 2000] ^= 1; // in the table's data or what fills them
        Files.write(file, bytes);
        IOException refused = assertThrows(IOException.class, () -> FitsTable.read(file));
        assertTrue(refused.getMessage().startsWith("wrong checksum: HDU 1"), refused::getMessage);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[0]       | HDU 0: no binary table; there are 0, 1 BODIES",
                "[2]       | HDU 2: not there; there are 0, 1 BODIES",
                "[STARS]   | HDU STARS: not there; there are 0, 1 BODIES",
                "[1][1:2,*]| expected an HDU as in [1], [BODIES] or [BODIES,2]",
            })
    void anHduThatIsNoTableIsRefused(String behind, String expected) throws Exception {
        write();
        Exception refused = assertThrows(Exception.class, () -> FitsTable.read(Path.of(file + behind)));
        assertEquals(expected, refused.getMessage());
        FitsTable.read(Path.of(file + "[bodies]"));
    }

    @Test
    void textsThatFitsHasNoRoomForAreRefused() {
        List<Column> columns = List.of(new Texts("name", "", new String[] {"Πρόκυον"}));
        assertThrows(IllegalArgumentException.class, () -> FitsTable.write(file, "T", columns, new Cards()));
        assertTrue(Files.notExists(file));
    }

    /// Every type that a column may have, of values written by hand: scaled ones, missing ones, unsigned ones, vectors.
    @Test
    void columnsOfOthersAreRead() throws Exception {
        ByteBuffer row = ByteBuffer.allocate(57);
        row.put((byte) 200).putShort((short) -2).putInt(7).putLong(Long.MIN_VALUE + 5);
        row.putFloat(1.5f).putDouble(2.5).putShort((short) 10).putInt(-99).put(new byte[] {'a', 0, 'b'});
        row.putDouble(1).putDouble(2).put((byte) 'T').putInt(3);
        String[] forms = {"B", "1I", "J", "K", "E", "D", "I", "J", "3A", "2D", "L", "J"};
        assertEquals(row.capacity(), row.position());
        Cards cards = new Cards();
        cards.putFirst(List.of(
                "XTENSION= 'BINTABLE'",
                "BITPIX  = 8",
                "NAXIS   = 2",
                "NAXIS1  = 57",
                "NAXIS2  = 1",
                "PCOUNT  = 0",
                "GCOUNT  = 1",
                "TFIELDS = 12"));
        for (int n = 1; n <= forms.length; n++) {
            cards.put("TTYPE" + n, "'c%d'".formatted(n), "");
            cards.put("TFORM" + n, "'%s'".formatted(forms[n - 1]), "");
        }
        cards.put("TZERO4", "9223372036854775808", "");
        cards.put("TSCAL7", "0.5", "");
        cards.put("TZERO7", "100.0", "");
        cards.put("TNULL8", "-99", "");
        cards.put("TZERO12", "2147483648", "");
        try (FitsOutput out = new FitsOutput(file)) {
            out.begin(FitsOutput.nothing());
            out.end();
            out.begin(cards);
            out.bytes(row.flip());
            out.end();
            out.commit();
        }
        FitsTable table = FitsTable.read(file);
        long[] whole = {200, -2, 7, 5};
        for (int c = 0; c < whole.length; c++) {
            assertEquals(whole[c], ((Integers) table.columns().get(c)).values()[0]);
        }
        assertEquals(1.5, ((Numbers) table.columns().get(4)).values()[0]);
        assertEquals(2.5, ((Numbers) table.columns().get(5)).values()[0]);
        assertEquals(105, ((Numbers) table.columns().get(6)).values()[0]);
        assertEquals(Double.NaN, ((Numbers) table.columns().get(7)).values()[0]);
        assertEquals("a", ((Texts) table.columns().get(8)).values()[0]);
        assertInstanceOf(Unread.class, table.columns().get(9));
        assertInstanceOf(Unread.class, table.columns().get(10));
        assertEquals(3 + (1L << 31), ((Integers) table.columns().get(11)).values()[0]);
    }

    /// An image and a table that somebody else has written: the first table is taken.
    @Test
    void theFirstTableIsTaken() throws Exception {
        write();
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String again = text + text.substring(2880).replace("'BODIES  '", "'OTHERS  '");
        Files.writeString(file, again, StandardCharsets.ISO_8859_1);
        assertEquals("1 BODIES", FitsTable.read(file).label());
    }
}
