package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VoTableTest {
    private static final String FIELDS =
            "<FIELD name='main_id' datatype='char' arraysize='*'/>" + "<FIELD name='ra' datatype='double'/>";

    @TempDir
    Path folder;

    private static byte[] golden(String form) throws IOException {
        try (InputStream in = VoTableTest.class.getResourceAsStream(form + ".vot")) {
            return in.readAllBytes();
        }
    }

    static SkyTable read(String text) throws IOException {
        return VoTable.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String voTable(String before, String table, String after) {
        return "<?xml version='1.0'?>\n<VOTABLE version='1.3' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'>"
                + "<RESOURCE type='results'>%s<TABLE>%s</TABLE>%s</RESOURCE></VOTABLE>".formatted(before, table, after);
    }

    private static String complaint(String text) {
        return assertThrows(IOException.class, () -> read(text)).getMessage();
    }

    /// As astropy wrote them (`votable-golden.py`); what is not known is null, of every type.
    @ParameterizedTest
    @ValueSource(strings = {"tabledata", "binary", "binary2"})
    void cellsOfTheThreeFormsAreTheSame(String form) throws IOException {
        SkyTable table = VoTable.read(golden(form));
        assertEquals(
                List.of("main_id", "ra", "dec", "otype", "flux", "count", "seen"),
                table.columns().stream().map(SkyTable.Column::name).toList());
        assertEquals("pos.eq.ra;meta.main", table.columns().get(1).ucd());
        assertEquals("deg", table.columns().get(1).unit());
        assertEquals(
                List.of("NGC 4782", 193.648875, -12.568611, "GiP", 11.75f, 7, true),
                table.rows().get(0));
        assertEquals(
                List.of("a <b> & 'c'", 0.1, 89.99999999999999, "π", 1e-7f, Integer.MAX_VALUE, false),
                table.rows().get(1));
        List<Object> last = table.rows().get(2);
        assertEquals(Arrays.asList(null, null, null, null, null, null), last.subList(0, 6));
        assertEquals(3, table.rows().size());
        assertFalse(table.isCut());
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void overflowIsSeenBeforeAndBehindTheTable(String where) throws IOException {
        String ok = where.equals("before") ? "" : "<INFO name='QUERY_STATUS' value='OK'/>";
        String overflow = "<INFO name='QUERY_STATUS' value='OVERFLOW'/>";
        String table = FIELDS + "<DATA><TABLEDATA><TR><TD>a</TD><TD>1</TD></TR></TABLEDATA></DATA>";
        SkyTable read = read(where.equals("before") ? voTable(overflow, table, "") : voTable(ok, table, overflow));
        assertTrue(read.isCut());
        assertEquals(List.of("a", 1.0), read.rows().getFirst());
    }

    /// The service's text in one line, also where the error comes behind rows that it had sent.
    @Test
    void errorsAreTheServicesText() {
        String error = "<INFO name='QUERY_STATUS' value='ERROR'>Incorrect ADQL:\n  unknown &lt;table&gt;\n</INFO>";
        assertEquals(
                "the service refuses the query: Incorrect ADQL: unknown <table>",
                complaint("<VOTABLE><RESOURCE type='results'>" + error + "</RESOURCE></VOTABLE>"));
        assertEquals(
                "the service refuses the query: Incorrect ADQL: unknown <table>",
                complaint(voTable("<INFO name='QUERY_STATUS' value='OK'/>", FIELDS, error)));
        assertEquals(
                "the service refuses the query: Incorrect ADQL: unknown <table>",
                complaint(voTable(error, FIELDS, "<INFO name='QUERY_STATUS' value='OK'/>")));
        assertEquals(
                "the service refuses the query: no reason given",
                complaint("<VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='ERROR'/></RESOURCE></VOTABLE>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`<html><head><title>502 Bad\n"
                        + "Gateway</title></head></html>`|expected a VOTable, found a page of HTML: 502 Bad Gateway",
                "<!DOCTYPE html><p>x|expected a VOTable, found a page of HTML: no title",
                "Service Unavailable,\u001b[31m sorry|expected a VOTable, found text: Service Unavailable,\\u001b[31m"
                        + " sorry",
                "``|expected a VOTable, found nothing",
                "<a><b/></a>|damaged VOTable: expected a VOTable, found XML that begins with <a>",
                "<VOTABLE/>|a VOTable without a table"
            })
    void whatIsNoVoTableIsToldInOneLine(String text, String expected) {
        String line = complaint(text);
        assertEquals(expected, line);
        assertFalse(line.contains("\n"));
    }

    @Test
    void truncatedOnesAreDamaged() {
        String whole = voTable("", FIELDS + "<DATA><TABLEDATA><TR><TD>a</TD><TD>1</TD></TR></TABLEDATA></DATA>", "");
        for (int length = 60; length < whole.length(); length += 7) {
            String part = whole.substring(0, length);
            assertTrue(complaint(part).startsWith("damaged VOTable: "), part);
        }
    }

    /// A billion laughs, an entity that is a file, and one from a server: none is read, the first not
    /// expanded.
    @Test
    void entitiesAreRefused() throws IOException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "secret");
        for (String dtd : List.of(
                "<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c"
                        + " '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>",
                "<!ENTITY c SYSTEM '%s'>".formatted(secret.toUri()),
                "<!ENTITY %% x SYSTEM '%s'>%%x;<!ENTITY c ''>".formatted(secret.toUri()))) {
            String bomb = "<?xml version='1.0'?><!DOCTYPE VOTABLE [%s]><VOTABLE><RESOURCE><INFO name='QUERY_STATUS'"
                            .formatted(dtd)
                    + " value='ERROR'>&c;</INFO></RESOURCE></VOTABLE>";
            String line = complaint(bomb);
            assertTrue(line.startsWith("damaged VOTable: DOCTYPE is disallowed"), line);
        }
        assertTrue(complaint("<!DOCTYPE VOTABLE SYSTEM 'http://us-vo.org/xml/VOTable.dtd'><VOTABLE/>")
                .contains("DOCTYPE is disallowed"));
    }

    @Test
    void dataFromElsewhereAreRefused() {
        for (String form : List.of("BINARY", "BINARY2", "FITS")) {
            String data = "<DATA><%s><STREAM href='file:///etc/passwd'/></%s></DATA>".formatted(form, form);
            String line = complaint(voTable("", FIELDS + data, ""));
            assertTrue(line.startsWith("damaged VOTable: its data are "), line);
        }
    }

    @Test
    void deepOnesAreRefused() {
        String line = complaint("<VOTABLE>" + "<RESOURCE>".repeat(100_000));
        assertEquals("damaged VOTable: elements within elements, more than 64 deep", line);
    }

    private static String binary(int length, String form, byte... rest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(length);
        out.write(rest);
        String stream = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return voTable(
                "",
                FIELDS + "<DATA><%s><STREAM encoding='base64'>%s</STREAM></%s></DATA>".formatted(form, stream, form),
                "");
    }

    /// A text that says it is two billion letters long, in a stream that has four, and rows that are
    /// not whole: STIL believes the first and leaves the others out.
    @Test
    void lengthsOfBinaryTextsAreNotBelieved() throws IOException {
        byte[] row = {65, 65, 65, 65, 0, 0, 0, 0, 0, 0, 0, 0};
        assertEquals(List.of("AAAA", 0.0), read(binary(4, "BINARY", row)).rows().getFirst());
        assertEquals(
                "damaged VOTable: a cell of 2147483647 bytes where 12 are left",
                complaint(binary(Integer.MAX_VALUE, "BINARY", row)));
        assertEquals("damaged VOTable: a cell of -1 bytes where 12 are left", complaint(binary(-1, "BINARY", row)));
        assertEquals(
                "damaged VOTable: a cell of 8 bytes where 7 are left",
                complaint(binary(4, "BINARY", Arrays.copyOf(row, 11))));
        assertEquals(
                "damaged VOTable: its bytes end within a row", complaint(binary(4, "BINARY", Arrays.copyOf(row, 14))));
        assertEquals("damaged VOTable: a cell of 1089 bytes where 11 are left", complaint(binary(4, "BINARY2", row)));
    }

    @Test
    void largeArraysAreRefused() {
        String line = complaint(voTable("", "<FIELD name='a' datatype='double' arraysize='10000x10000'/>", ""));
        assertEquals("damaged VOTable: a column of arrays of 100000000, expected at most 4096", line);
    }

    /// Rows of columns that take no bytes would never end, and fill the memory after the answer.
    @ParameterizedTest
    @ValueSource(strings = {"datatype='char' arraysize='0'", "datatype='bit' arraysize='0'"})
    void rowsWithoutBytesAreRefused(String field) {
        String data = "<DATA><BINARY><STREAM encoding='base64'>AAAA</STREAM></BINARY></DATA>";
        String line = assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> complaint(voTable("", "<FIELD name='a' " + field + "/>" + data, "")));
        assertEquals("damaged VOTable: rows without bytes", line);
    }

    /// DALI has capitals; who does not keep to that says the same.
    @Test
    void aStatusInSmallLettersCounts() throws IOException {
        String table = FIELDS + "<DATA><TABLEDATA><TR><TD>a</TD><TD>1</TD></TR></TABLEDATA></DATA>";
        assertTrue(read(voTable("", table, "<INFO name='query_status' value='overflow'/>"))
                .isCut());
        assertEquals(
                "the service refuses the query: no",
                complaint(voTable("<INFO name='QUERY_STATUS' value='Error'>no</INFO>", table, "")));
        assertEquals(
                "the service says of the query neither OK nor OVERFLOW, but FAILED: too long",
                complaint(voTable("<INFO name='QUERY_STATUS' value='FAILED'>too long</INFO>", table, "")));
    }

    /// What a service tells of itself comes first (DALI 1.1, section 4.4): the results are in another resource.
    @Test
    void theResultsAreReadAndNoOtherTable() throws IOException {
        String other =
                "<RESOURCE type='meta'><TABLE><FIELD name='x' datatype='int'/><DATA><TABLEDATA><TR><TD>7</TD></TR>"
                        + "</TABLEDATA></DATA></TABLE></RESOURCE>";
        String table = FIELDS + "<DATA><TABLEDATA><TR><TD>a</TD><TD>1</TD></TR></TABLEDATA></DATA>";
        String both = voTable("", table, "").replace("<RESOURCE type='results'>", other + "<RESOURCE type='results'>");
        assertEquals(List.of("a", 1.0), read(both).rows().getFirst());
        String two = voTable("", table + "</TABLE><TABLE>" + table, "");
        assertEquals("a VOTable with 2 tables of results, expected one", complaint(two));
    }

    /// STIL leaves out what is too much, and takes what is missing for unknown.
    @Test
    void rowsHaveAsManyCellsAsThereAreColumns() {
        for (String cells : List.of("<TD>a</TD>", "<TD>a</TD><TD>1</TD><TD>2</TD>")) {
            String data = "<DATA><TABLEDATA><TR>" + cells + "</TR></TABLEDATA></DATA>";
            assertTrue(complaint(voTable("", FIELDS + data, "")).endsWith("cells, expected 2"), cells);
        }
    }

    @Test
    void lettersThatAreNoneAreDamage() {
        for (String start : List.of("<?xml version='1.0' encoding='klingon'?>", "<?xml version='1.0'?>\u00ff")) {
            byte[] bytes = (start + "<VOTABLE/>").getBytes(StandardCharsets.ISO_8859_1);
            String line =
                    assertThrows(IOException.class, () -> VoTable.read(bytes)).getMessage();
            assertTrue(line.startsWith("damaged VOTable: "), line);
        }
    }
}
