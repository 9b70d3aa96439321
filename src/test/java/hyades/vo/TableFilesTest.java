package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.SkyTable.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {
    @TempDir
    Path folder;

    private static SkyTable table() {
        return new SkyTable(
                List.of(
                        new Column("name", "", "meta.id", "Name", String.class),
                        new Column("ra", "deg", "pos.eq.ra", "", Double.class),
                        new Column("count", "", "", "", Integer.class)),
                List.of(
                        Arrays.asList("a, \"b\" <c>", 193.648875, 7),
                        Arrays.asList(null, null, null),
                        Arrays.asList("π Vir", 1e-7, -1)),
                false);
    }

    /// What is not known is empty; doubles have the shortest digits that read back.
    @Test
    void csvLeavesOutWhatIsNotKnown() throws IOException {
        Path file = folder.resolve("a.csv");
        TableFiles.writeCsv(file, table());
        assertEquals("name,ra,count\n\"a, \"\"b\"\" <c>\",193.648875,7\n,,\nπ Vir,1.0E-7,-1\n", Files.readString(file));
    }

    /// Read back by the reader of services' answers; no date in it, the same bytes each time.
    @Test
    void voTablesReadBack() throws IOException {
        Path file = folder.resolve("a.vot");
        TableFiles.writeVoTable(file, table());
        SkyTable read = VoTable.read(Files.readAllBytes(file));
        assertEquals(table().rows(), read.rows());
        assertEquals("pos.eq.ra", read.columns().get(1).ucd());
        assertEquals("deg", read.columns().get(1).unit());
        Path again = folder.resolve("b.vot");
        TableFiles.writeVoTable(again, table());
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
        assertFalse(Files.readString(file).matches("(?s).*\\d{4}-\\d\\d-\\d\\dT.*"));
    }

    /// Read back by nom.tam.fits.
    @Test
    void fitsTablesReadBack() throws Exception {
        Path file = folder.resolve("a.fits");
        TableFiles.writeFits(file, table());
        try (Fits fits = new Fits(file.toFile())) {
            BinaryTableHDU hdu = (BinaryTableHDU) fits.getHDU(1);
            assertEquals(3, hdu.getNRows());
            assertEquals("name", hdu.getColumnName(0));
            assertEquals("deg", hdu.getHeader().getStringValue("TUNIT2"));
            assertArrayEquals(new double[] {193.648875, Double.NaN, 1e-7}, (double[]) hdu.getColumn(1));
            int none = hdu.getHeader().getIntValue("TNULL3");
            assertArrayEquals(new int[] {7, none, -1}, (int[]) hdu.getColumn(2));
            assertEquals("a, \"b\" <c>", ((String[]) hdu.getColumn(0))[0]);
        }
        String header = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertTrue(header.contains("XTENSION"));
        assertFalse(header.contains("DATE"), header);
    }
}
