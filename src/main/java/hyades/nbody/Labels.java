package hyades.nbody;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What bodies are called in files: an id each, and a name where they have names. Nothing is computed with it.
///
/// @param ids shape (n), no two alike; null: numbers from 0
/// @param names shape (n), empty where a body has none; null: no body has
public record Labels(List<String> ids, List<String> names) {
    /// Of bodies that nobody named: their numbers from 0.
    public static final Labels NUMBERS = new Labels(null, null);

    /// What their columns in files may be.
    static final Set<String> COLUMNS = Set.of("id", "name");

    /// The id of a body.
    ///
    /// @param body from 0
    public String id(int body) {
        return ids == null ? Integer.toString(body) : ids.get(body);
    }

    /// The name of a body, or what it is called without one.
    public String text(int body) {
        String name = names == null ? "" : names.get(body);
        return name.isEmpty() ? "body " + id(body) : name;
    }

    /// Whether all ids are whole numbers that fit into 64 bits, and nothing else: who reads 007 as a number has another
    /// id.
    boolean areNumbers() {
        return ids == null || ids.stream().allMatch(Labels::isNumber);
    }

    private static boolean isNumber(String id) {
        try {
            return Long.toString(Long.parseLong(id)).equals(id);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// The columns' names in CSV.
    List<String> columns() {
        return names == null ? List.of("id") : List.of("id", "name");
    }

    /// The id of a body in a line of CSV.
    String idField(int body) {
        return field(id(body));
    }

    /// The columns' fields in a line of CSV.
    String fields(int body) {
        return names == null ? field(id(body)) : field(id(body)) + "," + field(names.get(body));
    }

    /// In quotes where CSV, or a reader of its comments, would take it for something else.
    private static String field(String text) {
        return Stream.of(",", "\"", "#").anyMatch(text::contains) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
