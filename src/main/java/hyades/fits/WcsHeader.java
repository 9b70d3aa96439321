package hyades.fits;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The cards by which a header describes its primary coordinates, each under the name that version 4.0 of the
/// standard has for it.
final class WcsHeader {
    private static final Pattern AXIS = Pattern.compile("(CTYPE|CUNIT|CRPIX|CRVAL|CDELT|CROTA)([1-9]\\d?)");
    private static final Pattern ELEMENT = Pattern.compile("(PC|CD|PV)(\\d{1,2})_(\\d{1,3})");
    private static final Pattern OLD_ELEMENT = Pattern.compile("(PC|CD)(\\d{3})(\\d{3})");
    private static final Pattern OTHER =
            Pattern.compile("LONPOLE|LATPOLE|RADESYS|RADECSYS|EQUINOX|EPOCH|NAXIS\\d{0,2}|[AB]_ORDER|[AB]_\\d_\\d");

    private final Cards header;

    /// The name that each of them has in this header.
    private final Map<String, String> names = new HashMap<>();

    private int axes = 2;

    /// @throws IOException if a card stands there twice with two values
    WcsHeader(Cards header) throws IOException {
        this.header = header;
        Map<String, String> values = new HashMap<>();
        for (String card : header.lines()) {
            String key = Cards.key(card);
            String name = card.startsWith("= ", 8) ? standard(key) : "";
            if (!name.isEmpty()) {
                String value = Cards.value(card);
                String before = values.putIfAbsent(name, value);
                if (before != null && !isSame(before, value)) {
                    throw new IOException("header: %s is both %s and %s".formatted(name, before, value));
                }
                names.putIfAbsent(name, key);
            }
        }
    }

    /// As texts, or as numbers.
    private static boolean isSame(String first, String second) {
        try {
            return first.equals(second) || Cards.number(first) == Cards.number(second);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String standard(String key) {
        Matcher axis = AXIS.matcher(key);
        if (axis.matches()) {
            axes = Math.max(axes, Integer.parseInt(axis.group(2)));
            return key;
        }
        Matcher element = ELEMENT.matcher(key);
        Matcher old = OLD_ELEMENT.matcher(key);
        Matcher found = element.matches() ? element : old.matches() ? old : null;
        if (found == null) {
            return OTHER.matcher(key).matches() ? key : "";
        }
        int i = Integer.parseInt(found.group(2));
        int j = Integer.parseInt(found.group(3));
        axes = Math.max(axes, found.group(1).equals("PV") ? i : Math.max(i, j));
        return found.group(1) + i + "_" + j;
    }

    /// The highest number of an axis; at least 2.
    int axes() {
        return axes;
    }

    boolean has(String key) {
        return names.containsKey(key);
    }

    boolean hasMatrix(String name) {
        return names.keySet().stream().anyMatch(key -> key.matches(name + "\\d+_\\d+"));
    }

    /// A card's text without blanks around it; empty where there is none.
    String text(String key) {
        return has(key) ? header.text(names.get(key)).strip() : "";
    }

    /// @throws IOException if it is no finite number
    double number(String key, double otherwise) throws IOException {
        double number = header.number(names.getOrDefault(key, key), otherwise);
        if (has(key) && !Double.isFinite(number)) {
            throw new IOException("header: %s = %s is not a number".formatted(key, number));
        }
        return number;
    }

    long integer(String key, long otherwise) throws IOException {
        return header.integer(names.getOrDefault(key, key), otherwise);
    }

    /// The parameters PV`axis`_m of an axis by m.
    Map<Integer, Double> parameters(int axis) throws IOException {
        String start = "PV" + axis + "_";
        Map<Integer, Double> parameters = new TreeMap<>();
        for (String key : names.keySet()) {
            if (key.startsWith(start)) {
                parameters.put(Integer.parseInt(key.substring(start.length())), number(key, 0));
            }
        }
        return parameters;
    }
}
