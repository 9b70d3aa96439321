package hyades.vo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/// Reads the XML of a VOTable that somebody sent: no DTD, no entity, no data from elsewhere, whatever
/// the document asks for. Passing by it learns what the service says of the query (DALI 1.1, section
/// 4.4).
final class VoTableXml extends XMLFilterImpl {
    /// A VOTable is nested nine deep; those who read on do so recursively.
    private static final int DEEPEST = 64;

    private static final int LONGEST_STATUS = 4096;

    private int depth;
    private boolean isVoTable;
    private StringBuilder text;
    private StringBuilder stream;
    private boolean hasFlags;
    private int cells;
    private final BinaryRows rows = new BinaryRows();
    private String status = "";
    private String explanation = "";

    VoTableXml() {
        super(Xml.reader());
    }

    @Override
    public void startElement(String space, String name, String qualified, Attributes attributes) throws SAXException {
        if (depth++ == 0) {
            isVoTable = name.equals("VOTABLE");
            if (!isVoTable) {
                throw new SAXException("expected a VOTable, found XML that begins with <" + name + ">");
            }
        }
        if (depth > DEEPEST) {
            throw new SAXException("elements within elements, more than %d deep".formatted(DEEPEST));
        }
        switch (name) {
            case "TABLE" -> rows.clear();
            case "FIELD" -> rows.add(attributes);
            case "BINARY", "BINARY2" -> hasFlags = name.equals("BINARY2");
            case "STREAM" -> {
                rows.requireBytes(hasFlags);
                stream = new StringBuilder();
            }
            case "TR" -> cells = 0;
            case "TD" -> cells++;
            default -> {}
        }
        refuseElsewhere(name, attributes);
        boolean isStatus = name.equals("INFO") && "QUERY_STATUS".equalsIgnoreCase(attributes.getValue("name"));
        String value = attributes.getValue("value");
        if (isStatus && value != null && !status.equals("ERROR")) {
            status = value.strip().toUpperCase(Locale.ROOT);
            text = new StringBuilder();
        }
        super.startElement(space, name, qualified, attributes);
    }

    private static void refuseElsewhere(String name, Attributes attributes) throws SAXException {
        if (name.equals("STREAM") && attributes.getValue("href") != null) {
            throw new SAXException("its data are elsewhere (STREAM href), where nothing is read from");
        }
        if (name.equals("TABLE") && attributes.getValue("ref") != null) {
            throw new SAXException("its columns are elsewhere (TABLE ref), where none are read from");
        }
        if (name.equals("STREAM") && !"base64".equals(attributes.getValue("encoding"))) {
            throw new SAXException("a stream that is not base64");
        }
        if (name.equals("FITS")) {
            throw new SAXException("its data are FITS; expected TABLEDATA, BINARY or BINARY2");
        }
    }

    @Override
    public void characters(char[] letters, int start, int length) throws SAXException {
        if (text != null && text.length() < LONGEST_STATUS) {
            text.append(letters, start, Math.min(length, LONGEST_STATUS));
        }
        if (stream != null) {
            stream.append(letters, start, length);
        }
        super.characters(letters, start, length);
    }

    @Override
    public void endElement(String space, String name, String qualified) throws SAXException {
        depth--;
        if (text != null && name.equals("INFO")) {
            explanation = text.toString().strip().replaceAll("\\s+", " ");
            text = null;
        }
        if (name.equals("STREAM")) {
            byte[] base64 = stream.toString().getBytes(StandardCharsets.ISO_8859_1);
            stream = null;
            rows.check(bytes(base64), hasFlags);
        }
        if (name.equals("TR") && cells != rows.columns()) {
            throw new SAXException("a row of %d cells, expected %d".formatted(cells, rows.columns()));
        }
        super.endElement(space, name, qualified);
    }

    private static byte[] bytes(byte[] base64) throws SAXException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SAXException("a stream that is not base64: " + e.getMessage(), e);
        }
    }

    /// The last of what the service says, in capitals: OK, OVERFLOW or ERROR; an error before all else. Empty
    /// where it says nothing.
    String status() {
        return status;
    }

    /// What it says to it, in one line.
    String explanation() {
        return explanation;
    }

    /// Whether the document has begun as one.
    boolean isVoTable() {
        return isVoTable;
    }
}
