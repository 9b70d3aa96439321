package hyades.vo;

import hyades.text.Printable;
import hyades.vo.SkyTable.Column;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.transform.sax.SAXSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.votable.TableElement;
import uk.ac.starlink.votable.VOElement;
import uk.ac.starlink.votable.VOElementFactory;
import uk.ac.starlink.votable.VOStarTable;

/// What TAP services answer with: VOTable (IVOA recommendation 1.4), its cells as TABLEDATA, BINARY or
/// BINARY2, by STIL.
final class VoTable {
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final int LONGEST_QUOTE = 160;

    /// What services say of queries that they have answered (DALI 1.1, section 4.4), or nothing.
    private static final Set<String> WITH_ROWS = Set.of("", "OK", "OVERFLOW");

    /// STIL tells of oddities by its loggers, in no words of ours.
    private static final Logger QUIET = Logger.getLogger("uk.ac.starlink");

    static {
        QUIET.setLevel(Level.OFF);
    }

    private VoTable() {}

    /// Reads the answer to a query.
    ///
    /// @param body as it came
    /// @throws IOException in one line: what the service says of the query, or what came in place of a
    ///     VOTable
    static SkyTable read(byte[] body) throws IOException {
        String start = new String(body, 0, Math.min(body.length, 1 << 12), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .strip();
        if (!start.startsWith("<") || start.toLowerCase(java.util.Locale.ROOT).matches("(?s)<(!doctype html|html).*")) {
            throw new IOException(other(start));
        }
        try {
            VoTableXml xml = new VoTableXml();
            VOElement document = document(body, xml);
            requireOk(xml.status(), quoted(xml.explanation(), "no reason given"));
            return table(results(document), xml.status().equals("OVERFLOW"));
        } catch (OutOfMemoryError e) {
            throw new IOException("a VOTable of more than memory holds", e);
        } catch (SAXException | CharConversionException | UnsupportedEncodingException e) {
            throw new IOException("damaged VOTable: " + Printable.of(String.valueOf(e.getMessage())), e);
        }
    }

    private static VOElement document(byte[] body, VoTableXml xml) throws IOException, SAXException {
        VOElementFactory factory = new VOElementFactory(StoragePolicy.PREFER_MEMORY);
        return factory.makeVOElement(new SAXSource(xml, new InputSource(new ByteArrayInputStream(body))));
    }

    private static void requireOk(String status, String explanation) throws IOException {
        if (status.equals("ERROR")) {
            throw new IOException("the service refuses the query: " + explanation);
        }
        if (!WITH_ROWS.contains(status)) {
            throw new IOException("the service says of the query neither OK nor OVERFLOW, but %s: %s"
                    .formatted(quoted(status, "nothing"), explanation));
        }
    }

    /// The table of the resource that says it is the results; where none does, the only one.
    private static TableElement results(VOElement document) throws IOException {
        List<TableElement> all = new ArrayList<>();
        List<TableElement> results = new ArrayList<>();
        NodeList tables = document.getElementsByVOTagName("TABLE");
        for (int i = 0; i < tables.getLength(); i++) {
            TableElement table = (TableElement) tables.item(i);
            all.add(table);
            for (VOElement around = table; around != null; around = around.getParent()) {
                if (around.getAttribute("type").equals("results")) {
                    results.add(table);
                    break;
                }
            }
        }
        List<TableElement> found = results.isEmpty() ? all : results;
        if (found.size() != 1) {
            throw new IOException(
                    found.isEmpty()
                            ? "a VOTable without a table"
                            : "a VOTable with %d tables of results, expected one".formatted(found.size()));
        }
        return found.getFirst();
    }

    private static SkyTable table(TableElement element, boolean isCut) throws IOException {
        VOStarTable table = new VOStarTable(element);
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < table.getColumnCount(); c++) {
            columns.add(column(table.getColumnInfo(c)));
        }
        List<List<Object>> rows = new ArrayList<>();
        try (RowSequence sequence = table.getRowSequence()) {
            while (sequence.next()) {
                rows.add(Arrays.stream(sequence.getRow()).map(VoTable::value).toList());
            }
        }
        return new SkyTable(columns, rows, isCut);
    }

    private static Column column(ColumnInfo info) {
        return new Column(
                text(info.getName()),
                text(info.getUnitString()),
                text(info.getUCD()),
                text(info.getDescription()),
                info.getContentClass());
    }

    private static String text(String text) {
        return text == null ? "" : text.strip();
    }

    private static Object value(Object cell) {
        Object value = cell instanceof String text ? text.strip() : cell;
        return Tables.isBlank(value) ? null : value;
    }

    /// What somebody sent in place of XML.
    private static String other(String start) {
        Matcher title = TITLE.matcher(start);
        if (start.isEmpty()) {
            return "expected a VOTable, found nothing";
        }
        return start.startsWith("<")
                ? "expected a VOTable, found a page of HTML: " + quoted(title.find() ? title.group(1) : "", "no title")
                : "expected a VOTable, found text: " + quoted(start, "");
    }

    private static String quoted(String text, String otherwise) {
        String line = Printable.of(text.strip().replaceAll("\\s+", " "));
        return line.isEmpty()
                ? otherwise
                : line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }
}
