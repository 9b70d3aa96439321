package hyades.vo.app;

import hyades.storage.FileFault;
import hyades.text.Csv;
import hyades.text.NotCsvException;
import hyades.text.NumberField;
import hyades.text.Printable;
import hyades.vo.Adql;
import hyades.vo.SkyPoint;
import hyades.vo.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Targets of a CSV file: a header, then a line each, with a `name`, or with `ra` and `dec`, or with
/// all three, which are then where it is looked and what that is called; and with a `radius` [deg] of
/// its own, if there is such a column. Small letters or capitals, `RA` or `ra`, are the same.
final class TargetList {
    private static final List<String> COLUMNS = List.of("name", "ra", "dec", "radius");

    private TargetList() {}

    /// Each once: what stands there again in an equal line is looked up once.
    ///
    /// @param radius where a line says none [deg]
    /// @throws IOException in one line: the file, the line, and what was expected there
    static List<Target> read(Path file, double radius, double largest) throws IOException {
        Map<String, Target> targets = new LinkedHashMap<>();
        requireText(file);
        try {
            Csv.HEADED.trimmed().read(file, line -> {
                if (COLUMNS.stream()
                        .limit(3)
                        .noneMatch(name -> line.names().stream().anyMatch(name::equalsIgnoreCase))) {
                    throw new IOException("%s, line 1: expected the columns name, or ra and dec, and if need be radius"
                            .formatted(file));
                }
                Target target = target(file, line, radius, largest);
                Target before = targets.putIfAbsent(target.name(), target);
                if (before != null && !before.equals(target)) {
                    throw new IOException("%s, line %d: %s is the name of another target above: expected one of its own"
                            .formatted(file, line.number(), Printable.of(target.name())));
                }
            });
        } catch (NotCsvException e) {
            throw new IOException("%s: not CSV: %s".formatted(file, Printable.of(e.reason())), e);
        }
        if (targets.isEmpty()) {
            throw new IOException("%s: no targets in it: expected a header and a line each".formatted(file));
        }
        return List.copyOf(targets.values());
    }

    private static void requireText(Path file) throws IOException {
        try {
            Files.readString(file);
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    private static Target target(Path file, Csv.Line line, double radius, double largest) throws IOException {
        String where = "%s, line %d".formatted(file, line.number());
        int columns = line.names().size();
        if (line.size() > columns) { // such as 10,5 for 10.5
            throw new IOException("%s: %d fields under %d columns".formatted(where, line.size(), columns));
        }
        String name = field(line, "name");
        String ra = field(line, "ra");
        String dec = field(line, "dec");
        try {
            double wanted = field(line, "radius").isEmpty() ? radius : NumberField.parse(field(line, "radius"));
            if (Double.isNaN(wanted)) {
                throw new IllegalArgumentException(
                        "radius %s: expected degrees".formatted(Printable.of(field(line, "radius"))));
            }
            if (!(wanted > 0 && wanted <= largest)) {
                throw new IllegalArgumentException("expected above 0, at most %s degrees".formatted(largest));
            }
            if (ra.isEmpty() != dec.isEmpty() || name.isEmpty() && ra.isEmpty()) {
                throw new IllegalArgumentException("expected a name, or ra and dec");
            }
            if (ra.isEmpty()) {
                Adql.literal(name);
                return new Target(name, null, wanted);
            }
            SkyPoint place = new SkyPoint(SkyPoint.rightAscension(ra), SkyPoint.declination(dec));
            return new Target(name.isEmpty() ? place.toString() : name, place, wanted);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(where, e.getMessage()), e);
        }
    }

    private static String field(Csv.Line line, String name) {
        return line.names().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .flatMap(line::find)
                .orElse("")
                .strip();
    }
}
