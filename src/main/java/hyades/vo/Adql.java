package hyades.vo;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Queries in ADQL (IVOA recommendation 2.0). What users and services give becomes a literal here, or
/// is checked to be a name, and never anything else.
public final class Adql {
    private static final Pattern REGULAR = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,2}");
    private static final Pattern DELIMITED = Pattern.compile("\"[^\"\\p{Cntrl}]+\"");

    private Adql() {}

    /// A text as a literal.
    ///
    /// @throws IllegalArgumentException if it is empty, longer than 200 letters, or has control
    ///     characters
    public static String literal(String text) {
        if (text.isBlank() || text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected up to 200 letters, and no control characters");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /// A number as a literal.
    ///
    /// @throws IllegalArgumentException if it is out of its range
    static String number(double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s: expected from %s to %s".formatted(value, least, most));
        }
        return Double.toString(value);
    }

    /// The name of a table or a column.
    ///
    /// @throws IllegalArgumentException if it is none
    public static String identifier(String name) {
        if (!REGULAR.matcher(name).matches() && !DELIMITED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected letters, digits and _ as in basic or schema.table, or a name in"
                            + " double quotes as in \"I/355/gaiadr3\"");
        }
        return name;
    }

    /// What lies within a circle.
    ///
    /// @param radius [deg], from 0 to 90
    static String cone(ConeTable table, SkyPoint centre, double radius) {
        List<String> columns = Stream.concat(
                        Stream.of(table.name(), table.ra(), table.dec(), table.type())
                                .filter(name -> !name.isEmpty()),
                        table.others().stream())
                .map(Adql::identifier)
                .toList();
        return "SELECT %s FROM %s WHERE CONTAINS(POINT('ICRS',%s,%s),CIRCLE('ICRS',%s,%s,%s))=1"
                .formatted(
                        String.join(",", columns),
                        identifier(table.table()),
                        identifier(table.ra()),
                        identifier(table.dec()),
                        number(centre.ra(), 0, 360),
                        number(centre.dec(), -90, 90),
                        number(radius, 0, 90));
    }

    /// The object of a name in SIMBAD's tables.
    static String named(String name) {
        return "SELECT main_id,ra,dec,otype FROM basic JOIN ident ON oid=oidref WHERE id=" + literal(catalogued(name));
    }

    /// The name as catalogues write it: a blank between a catalogue's letters and the number, `NGC
    /// 4782` of `NGC4782`.
    static String catalogued(String name) {
        return name.strip().replaceAll("\\s+", " ").replaceFirst("^(\\p{L}+)(?=\\d)", "$1 ");
    }
}
