package hyades.vo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// The root of a document, and its children with their texts: all there is to the documents of VOSI that are read here.
///
/// @param root its name without a prefix
/// @param namespace empty for none
/// @param list the children in their order, as many as anybody needs
record XmlChildren(String root, String namespace, List<Child> list) {
    private static final int MOST = 1000;
    private static final int LONGEST = 10_000;

    /// A child of the root.
    ///
    /// @param name without a prefix
    /// @param text all of it, as far as anybody reads; that of its own children, too
    record Child(String name, String text) {}

    /// @throws IOException in one line, with the place, if it is no XML that is read here
    static XmlChildren read(byte[] document) throws IOException {
        Handler handler = new Handler();
        Xml.read(document, handler);
        return new XmlChildren(handler.root, handler.namespace, List.copyOf(handler.children));
    }

    private static final class Handler extends DefaultHandler {
        private final List<Child> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private String root = "";
        private String namespace = "";
        private int depth;

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) {
            if (depth == 0) {
                root = name;
                namespace = uri;
            } else if (depth == 1) {
                text.setLength(0);
            }
            depth++;
        }

        @Override
        public void characters(char[] part, int start, int length) {
            if (depth > 1) {
                text.append(part, start, Math.min(length, LONGEST - text.length()));
            }
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            depth--;
            if (depth == 1 && children.size() < MOST) {
                children.add(new Child(name, text.toString()));
            }
        }
    }
}
