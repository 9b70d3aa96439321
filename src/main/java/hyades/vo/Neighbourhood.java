package hyades.vo;

import hyades.text.Printable;
import hyades.vo.SkyTable.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a service has found around a point, nearest first.
///
/// @param radius within which it looked [deg]
/// @param objects those whose place is known
/// @param table all that it told of them: name, ra, dec, type, what else was asked for, and the
///     separation from the centre [arcsec]
public record Neighbourhood(SkyPoint centre, double radius, List<SkyObject> objects, SkyTable table) {
    private static final int ARCSEC = 3600;

    /// What a service may have rounded [arcsec]: ten times what right ascensions of single precision are.
    private static final double ROUNDING = 0.5;

    private record Found(SkyObject object, List<Object> row) {}

    /// @param asked what the columns of the answer are
    /// @throws IOException in one line, if it is no answer to that
    static Neighbourhood of(ConeTable asked, SkyPoint centre, double radius, SkyTable answer) throws IOException {
        int named = asked.name().isEmpty() ? 0 : 1;
        int typed = asked.type().isEmpty() ? 0 : 1;
        int columns = named + 2 + typed + asked.others().size();
        if (answer.columns().size() != columns) {
            throw new IOException("expected %d columns, found %d"
                    .formatted(columns, answer.columns().size()));
        }
        List<Found> found = new ArrayList<>();
        for (List<Object> row : answer.rows()) {
            String name = named == 0 ? null : text(row.getFirst());
            String type = typed == 0 ? null : text(row.get(named + 2));
            SkyPoint place = place(row.get(named), row.get(named + 1));
            double separation = place == null ? Double.NaN : ARCSEC * centre.separation(place);
            List<Object> whole = new ArrayList<>();
            whole.add(name);
            whole.addAll(row.subList(named, named + 2));
            whole.add(type);
            whole.addAll(row.subList(named + 2 + typed, columns));
            whole.add(place == null ? null : separation);
            found.add(new Found(
                    new SkyObject(
                            Objects.requireNonNullElse(name, ""),
                            Objects.requireNonNullElse(type, ""),
                            place,
                            separation),
                    whole));
        }
        found.sort(Comparator.comparingDouble((Found each) -> each.object.separation()) // NaN comes last
                .thenComparing(each -> each.object.name()));
        return new Neighbourhood(
                centre,
                radius,
                found.stream()
                        .map(Found::object)
                        .filter(object -> object.place() != null)
                        .toList(),
                new SkyTable(
                        columns(asked, answer.columns()),
                        found.stream().map(Found::row).toList(),
                        answer.isCut()));
    }

    /// How many of the objects are farther away than was asked for: a service that answers so has not looked at the
    /// circle.
    public long beyond() {
        return objects.stream()
                .filter(each -> each.separation() > ARCSEC * radius + ROUNDING)
                .count();
    }

    private static List<Column> columns(ConeTable asked, List<Column> all) {
        int at = asked.name().isEmpty() ? 0 : 1;
        int typed = asked.type().isEmpty() ? 0 : 1;
        return Stream.of(
                        Stream.of(
                                new Column("name", "", "meta.id;meta.main", "Name", String.class),
                                as("ra", all.get(at)),
                                as("dec", all.get(at + 1)),
                                new Column("type", "", "src.class", "What it is", String.class)),
                        others(all.subList(at + 2 + typed, all.size())),
                        Stream.of(new Column(
                                "separation", "arcsec", "pos.angDistance", "Angle to the centre", Double.class)))
                .flatMap(each -> each)
                .toList();
    }

    /// What was asked for besides, by names that are not taken: by the columns that are always there, or by each other.
    private static Stream<Column> others(List<Column> asked) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(List.of("target", "name", "ra", "dec", "type", "separation"));
        List<Column> columns = new ArrayList<>();
        for (Column column : asked) {
            String name = column.name();
            for (int i = 2; !taken.add(name); i++) {
                name = column.name() + "_" + i;
            }
            columns.add(new Column(name, column.unit(), column.ucd(), column.description(), column.type()));
        }
        return columns.stream();
    }

    private static Column as(String name, Column column) {
        return new Column(name, "deg", column.ucd(), column.description(), column.type());
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /// Where an object is, by what a service says; null where it says nothing.
    ///
    /// @throws IOException in one line, for what is no place
    static SkyPoint place(Object ra, Object dec) throws IOException {
        if (ra == null || dec == null) {
            return null;
        }
        try {
            return SkyPoint.normal(((Number) ra).doubleValue(), ((Number) dec).doubleValue());
        } catch (ClassCastException e) {
            throw new IOException(
                    "expected numbers as right ascension and declination, found %s and %s"
                            .formatted(Printable.of(ra.toString()), Printable.of(dec.toString())),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
