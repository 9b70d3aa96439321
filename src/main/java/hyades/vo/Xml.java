package hyades.vo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/// The one place that makes parsers of XML: of what strangers answer no entity is looked up and no document type is
/// taken, by which a few bytes become gigabytes, or a local file part of an answer.
final class Xml {
    private Xml() {}

    /// A parser that knows of namespaces.
    static XMLReader reader() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setXIncludeAware(false);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            reader.setErrorHandler(new DefaultHandler()); // which throws what is fatal, and prints nothing
            return reader;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads a document.
    ///
    /// @throws IOException in one line, with the place, if it is no well-formed XML or has a document type
    static void read(byte[] document, DefaultHandler handler) throws IOException {
        XMLReader reader = reader();
        reader.setContentHandler(handler);
        try {
            reader.parse(new InputSource(new ByteArrayInputStream(document)));
        } catch (SAXParseException e) {
            throw new IOException("line %d, column %d: %s".formatted(e.getLineNumber(), e.getColumnNumber(), said(e)));
        } catch (SAXException e) {
            throw new IOException(said(e));
        }
    }

    private static String said(SAXException e) {
        return e.getMessage().contains("DOCTYPE is disallowed")
                ? "it has a DOCTYPE, which is not read"
                : e.getMessage().replaceAll("\\s+", " ").strip();
    }
}
