package hyades.vo.app;

import hyades.text.Lines;
import hyades.text.Printable;
import hyades.vo.Neighbourhood;
import hyades.vo.SkyPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What searches print.
final class ObjectsText {
    /// Of more the files tell.
    private static final int MOST = 50;

    private static final int LONGEST = 32;

    /// Columns before those that were asked for besides, and behind them.
    private static final int FIXED = 5;

    private ObjectsText() {}

    /// The objects as a table, nearest first; nothing where there are none.
    static String table(Neighbourhood around) {
        List<List<Object>> rows = around.table().rows();
        if (rows.isEmpty()) {
            return "";
        }
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("[arcsec]", "name", "type", "RA [deg]", "Dec [deg]"));
        int columns = around.table().columns().size();
        around.table().columns().subList(FIXED - 1, columns - 1).forEach(column -> heads.add(shown(column.name())));
        lines.add(heads);
        for (List<Object> row : rows.subList(0, Math.min(MOST, rows.size()))) {
            List<String> line = new ArrayList<>(List.of(
                    number(row.getLast(), 2),
                    shown(row.getFirst()),
                    shown(row.get(3)),
                    number(row.get(1), 6),
                    number(row.get(2), 6)));
            row.subList(FIXED - 1, columns - 1).forEach(value -> line.add(shown(value)));
            lines.add(line);
        }
        String rest = rows.size() <= MOST ? "" : "and %d more, in objects.csv%n".formatted(rows.size() - MOST);
        return lines(lines, 1, 2) + rest;
    }

    /// Columns under their heads: numbers at the right, texts at the left.
    static String lines(List<List<String>> rows, int... texts) {
        List<List<String>> padded = new ArrayList<>();
        rows.forEach(row -> padded.add(new ArrayList<>(row)));
        for (int column : texts) {
            int width = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            padded.forEach(row -> row.set(
                    column, row.get(column) + " ".repeat(width - row.get(column).length())));
        }
        Lines lines = new Lines();
        lines.table(padded);
        return lines.toString();
    }

    /// A point in hours and degrees, and in degrees.
    static String place(SkyPoint point) {
        return "%s (%s, %s)".formatted(point, number(point.ra(), 6), number(point.dec(), 6));
    }

    /// A target and where it is, once where that is its name.
    static String heading(String name, SkyPoint point) {
        return name.equals(point.toString()) ? place(point) : Printable.of(name) + ": " + place(point);
    }

    private static String number(Object value, int decimals) {
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%." + decimals + "f", number.doubleValue())
                : "";
    }

    /// A text of others, as far as there is room for it.
    static String shown(Object value) {
        boolean isArray = value != null && value.getClass().isArray();
        String whole = isArray ? Arrays.deepToString(new Object[] {value}) : Objects.toString(value, "");
        String text = Printable.of(isArray ? whole.substring(1, whole.length() - 1) : whole);
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
