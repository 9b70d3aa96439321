package hyades.vo;

import hyades.vo.Evidence.Level;
import hyades.vo.Evidence.Stage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads what a service says of its availability: VOSI 1.0 and 1.1, which have the same namespace, and what services
/// send instead. Elements are known by their names, in whatever namespace; what is against the standard is told.
final class AvailabilityReader {
    private static final String NAMESPACE = "http://www.ivoa.net/xml/VOSIAvailability/v1.0";
    private static final Set<String> FIELDS = Set.of("available", "upSince", "downAt", "backAt");
    private static final int MOST_NOTES = 20;

    private final Consumer<Evidence> evidence;

    /// @param evidence told of what is not as it should be
    AvailabilityReader(Consumer<Evidence> evidence) {
        this.evidence = evidence;
    }

    /// Reads a document; of one that says nothing about availability, nothing is known.
    Availability read(byte[] document) {
        Map<String, String> fields = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        try {
            XmlChildren children = XmlChildren.read(document);
            if (!children.root().equals("availability")) {
                say(Level.ERROR, "ROOT", "the root is '%s': expected availability".formatted(children.root()));
                return Availability.UNKNOWN;
            }
            if (!children.namespace().equals(NAMESPACE)) {
                say(
                        Level.WARNING,
                        "NSPC",
                        "the namespace is '%s': expected %s".formatted(children.namespace(), NAMESPACE));
            }
            children.list().forEach(child -> take(child, fields, notes));
        } catch (IOException e) {
            say(Level.ERROR, "XMLX", "no XML: " + e.getMessage());
            return Availability.UNKNOWN;
        }
        return new Availability(
                available(fields.get("available")),
                date(fields, "upSince"),
                date(fields, "downAt"),
                date(fields, "backAt"),
                List.copyOf(notes));
    }

    private void take(XmlChildren.Child child, Map<String, String> fields, List<String> notes) {
        String text = Evidence.line(child.text());
        if (child.name().equals("note") && !text.isEmpty() && notes.size() < MOST_NOTES) {
            notes.add(text);
        } else if (FIELDS.contains(child.name()) && fields.putIfAbsent(child.name(), text) != null) {
            say(Level.WARNING, "MORE", "%s stands there more than once: the first counts".formatted(child.name()));
        }
    }

    /// XML's `true` and `1`, and the `True` of programs in Python.
    private Boolean available(String text) {
        String value = text == null ? "" : text.toLowerCase(Locale.ROOT);
        boolean isTrue = value.equals("true") || value.equals("1");
        boolean isFalse = value.equals("false") || value.equals("0");
        if (!isTrue && !isFalse) {
            say(
                    Level.ERROR,
                    text == null ? "MISS" : "BOOL",
                    text == null ? "there is no element available" : wrong(text));
            return null;
        }
        if (!value.equals(text)) {
            say(Level.WARNING, "BOOL", wrong(text));
        }
        return isTrue;
    }

    private static String wrong(String text) {
        return "available is '%s': expected true, false, 1 or 0".formatted(text);
    }

    private String date(Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "");
        try {
            if (!text.isEmpty()) {
                DateTimeFormatter.ISO_DATE_TIME.parse(text);
            }
        } catch (DateTimeException e) {
            say(Level.WARNING, "DATE", "%s is '%s': expected a date of ISO 8601".formatted(name, text));
        }
        return text;
    }

    private void say(Level level, String code, String text) {
        evidence.accept(new Evidence(level, Stage.AVAILABILITY, code, text));
    }
}
