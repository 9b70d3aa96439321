package hyades.nbody;

import hyades.fits.Cards;
import hyades.fits.FitsTable;
import hyades.fits.FitsTable.Column;
import hyades.fits.FitsTable.Integers;
import hyades.fits.FitsTable.Numbers;
import hyades.fits.FitsTable.Texts;
import hyades.nbody.DistributedNBody.Plan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Bodies as a binary table of FITS. Written: `id`, `name` if they have names, `mass`, `x`, `y`, `z`, `vx`,
/// `vy`, `vz`, and `radius` if they have radii, with their units, all bits of the numbers, and in the header where the
/// run is (TIME, STEP) and with what it is computed (SCHEME, DT, TOL, SOFTEN, SOFTKERN, G, UNITS). Read: any such
/// table, whoever wrote it; `id`,
/// `name`, `radius`, `z` and `vz` may be missing, other columns are left out, and units are converted where they are
/// none of [Units].
public final class SnapshotFile {
    private static final List<String> IN_PLANE = List.of("mass", "x", "y", "vx", "vy");
    private static final List<String> IN_SPACE = List.of("mass", "x", "y", "z", "vx", "vy", "vz");

    private static final String RADIUS = "radius";

    /// By which a reader knows that a header's parameters are meant as they are here.
    private static final String CREATOR = "Hyades nbody";

    private SnapshotFile() {}

    /// The name of the file of a step.
    public static String name(long step) {
        return String.format(Locale.ROOT, "snapshot-%08d.fits", step);
    }

    /// Whether it is the name of such a file.
    public static boolean isName(String name) {
        return name.matches("snapshot-\\d{8,16}\\.fits");
    }

    /// An id or a name that a table cannot hold.
    public static Optional<String> unwritable(Bodies bodies) {
        Labels labels = bodies.labels();
        return Stream.concat(
                        labels.ids() == null ? Stream.of() : labels.ids().stream(),
                        labels.names() == null ? Stream.of() : labels.names().stream())
                .filter(text -> !Texts.mayHold(text))
                .findFirst();
    }

    /// Writes the bodies in their order, whole or not at all.
    ///
    /// @param bodies of which [#unwritable] finds nothing
    /// @param plan by which they came there
    /// @param at the steps that are done
    public static void write(Path file, Bodies bodies, Plan plan, Moment at) throws IOException {
        Units units = plan.units();
        List<Column> columns = labels(bodies);
        columns.add(numbers("mass", units, bodies.mass));
        List<String> axes = List.of("x", "y", "z").subList(0, bodies.dimensions());
        for (String axis : axes) {
            columns.add(numbers(axis, units, bodies.position[axes.indexOf(axis)]));
        }
        for (String axis : axes) {
            columns.add(numbers("v" + axis, units, bodies.velocity[axes.indexOf(axis)]));
        }
        if (bodies.hasRadii()) {
            columns.add(numbers(RADIUS, units, bodies.radius));
        }
        Cards said = new Cards();
        said.put("CREATOR", "'%s'".formatted(CREATOR), "");
        said.put("UNITS", "'%-8s'".formatted(units), "of all numbers, here too");
        said.put("TIME", number(at.time()), comment(units, Dimension.TIME, "of this state"));
        said.put("STEP", Long.toString(at.step()), "steps that are done");
        said.put("SCHEME", "'%-8s'".formatted(plan.scheme()), "integrator");
        said.put("DT", number(plan.timeStep()), comment(units, Dimension.TIME, "time step"));
        if (plan.scheme().isAdaptive()) {
            said.put("TOL", number(plan.tolerance()), "what the steps follow from, DT being the first");
        }
        said.put("SOFTEN", number(plan.softening()), comment(units, Dimension.LENGTH, "softening length"));
        if (plan.softeningKernel() != SofteningKernel.PLUMMER) {
            said.put("SOFTKERN", "'%-8s'".formatted(plan.softeningKernel()), "how it softens");
        }
        said.put("G", number(plan.gravitationalConstant()), "gravitational constant");
        for (int f = 0; f < plan.fields().size(); f++) {
            ExternalField field = plan.fields().get(f);
            said.put("FK%d".formatted(f + 1), "'%-8s'".formatted(field.kind()), "external field");
            for (int p = 0; p < field.values().size(); p++) {
                said.put("F%dP%d".formatted(f + 1, p + 1), number(field.values().get(p)), "its parameter");
            }
        }
        said.put("NBODIES", Integer.toString(bodies.count()), "number of bodies");
        FitsTable.write(file, "BODIES", columns, said);
    }

    private static Numbers numbers(String name, Units units, double[] values) {
        return new Numbers(name, columnUnit(units, dimension(name)), values);
    }

    private static String columnUnit(Units units, Dimension dimension) {
        return units.columnUnit(dimension).replace(" / ", "/");
    }

    private static String comment(Units units, Dimension dimension, String text) {
        String unit = columnUnit(units, dimension);
        return unit.isEmpty() ? text : "[%s] %s".formatted(unit, text);
    }

    /// As FITS and Java read it.
    private static String number(double value) {
        return Double.toString(value);
    }

    static Dimension dimension(String column) {
        return column.equals("mass") ? Dimension.MASS : column.startsWith("v") ? Dimension.VELOCITY : Dimension.LENGTH;
    }

    private static List<Column> labels(Bodies bodies) {
        Labels labels = bodies.labels();
        String[] ids = IntStream.range(0, bodies.count()).mapToObj(labels::id).toArray(String[]::new);
        List<Column> columns = new ArrayList<>();
        columns.add(
                labels.areNumbers()
                        ? new Integers(
                                "id",
                                "",
                                Arrays.stream(ids).mapToLong(Long::parseLong).toArray())
                        : new Texts("id", "", ids));
        if (labels.names() != null) {
            columns.add(new Texts("name", "", labels.names().toArray(String[]::new)));
        }
        return columns;
    }

    /// Reads bodies.
    ///
    /// @param named a file, with the HDU behind it as in `a.fits[2]` and `a.fits[BODIES]`; without, its first
    /// table is read
    /// @throws IllegalArgumentException in one line: the file, the row, the column, what was expected there
    /// @throws IOException if the file cannot be read
    public static Snapshot read(Path named) throws IOException {
        try {
            return new Reader(FitsTable.read(named)).snapshot();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(named, e.getMessage()), e);
        }
    }

    private static final class Reader {
        private final FitsTable table;
        private final boolean isOurs;
        private final int dimensions;

        Reader(FitsTable table) {
            this.table = table;
            isOurs = CREATOR.equals(table.header().text("CREATOR"));
            boolean isInSpace =
                    table.column("z").isPresent() || table.column("vz").isPresent();
            dimensions = isInSpace ? 3 : 2;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("HDU %s: %s".formatted(table.label(), what));
        }

        Snapshot snapshot() throws IOException {
            Map<String, Column> columns = columns();
            if (table.rows() == 0) {
                throw wrong("expected at least one body, found none");
            }
            Units known = units(columns);
            Bodies bodies = Bodies.empty(dimensions, table.rows(), columns.containsKey(RADIUS))
                    .called(labels());
            for (Map.Entry<String, Column> each : columns.entrySet()) {
                double[] values = values(each.getKey(), each.getValue());
                if (known == null && !each.getValue().unit().isEmpty()) {
                    double factor = size(each.getKey(), each.getValue()).doubleValue();
                    Arrays.setAll(values, i -> values[i] * factor);
                }
                double[] to = room(bodies, each.getKey());
                for (int i = 0; i < to.length; i++) {
                    to[i] = finite(each.getKey(), i, values[i]);
                }
            }
            boolean isConverted = known == null
                    && columns.values().stream().noneMatch(c -> c.unit().isEmpty());
            return new Snapshot(
                    bodies,
                    "row",
                    IntStream.rangeClosed(1, table.rows()).asLongStream().toArray(),
                    said("SOFTEN"),
                    said("G"),
                    said("DT"),
                    isConverted ? Units.SI : known,
                    isOurs && said("STEP") != null ? Long.valueOf(said("STEP").longValue()) : null,
                    said("TIME"),
                    isOurs ? fields() : List.of(),
                    isOurs ? softeningKernel() : null);
        }

        private SofteningKernel softeningKernel() {
            String text = table.header().text("SOFTKERN");
            try {
                return text == null ? null : SofteningKernel.named(text.strip());
            } catch (IllegalArgumentException e) {
                throw wrong("SOFTKERN '%s': %s".formatted(text, e.getMessage()));
            }
        }

        private List<ExternalField> fields() throws IOException {
            List<ExternalField> fields = new ArrayList<>();
            while (true) {
                int number = fields.size() + 1;
                String kind = table.header().text("FK%d".formatted(number));
                if (kind == null) {
                    return fields;
                }
                List<Double> values = new ArrayList<>();
                Double value = said("F%dP1".formatted(number));
                while (value != null) {
                    values.add(value);
                    value = said("F%dP%d".formatted(number, values.size() + 1));
                }
                try {
                    fields.add(ExternalField.of(kind.strip(), values));
                } catch (IllegalArgumentException e) {
                    throw wrong("FK%d '%s': %s".formatted(number, kind, e.getMessage()));
                }
            }
        }

        private Map<String, Column> columns() {
            List<String> expected = new ArrayList<>(dimensions == 3 ? IN_SPACE : IN_PLANE);
            if (table.column(RADIUS).isPresent()) {
                expected.add(RADIUS);
            }
            Map<String, Column> columns = new LinkedHashMap<>();
            for (String name : expected) {
                Column column = table.column(name)
                        .orElseThrow(() -> wrong("no column %s: expected %s, with id and name or without, found %s"
                                .formatted(
                                        name,
                                        String.join(",", expected),
                                        table.columns().stream()
                                                .map(Column::name)
                                                .collect(Collectors.joining(",")))));
                if (column instanceof FitsTable.Unread unread) {
                    throw wrong(
                            "column %s: expected a number a row, found the format %s".formatted(name, unread.form()));
                }
                if (column instanceof Texts) {
                    throw wrong("column %s: expected numbers, found texts".formatted(name));
                }
                columns.put(name, column);
            }
            return columns;
        }

        private double[] room(Bodies bodies, String name) {
            if (name.equals("mass")) {
                return bodies.mass;
            }
            if (name.equals(RADIUS)) {
                return bodies.radius;
            }
            return (name.startsWith("v") ? bodies.velocity : bodies.position)[name.charAt(name.length() - 1) - 'x'];
        }

        private static double[] values(String name, Column column) {
            return switch (column) {
                case Numbers numbers -> numbers.values();
                case Integers integers ->
                    Arrays.stream(integers.values()).asDoubleStream().toArray();
                case Texts _, FitsTable.Unread _ -> throw new IllegalStateException(name);
            };
        }

        private double finite(String name, int row, double value) {
            boolean isNotNegative = name.equals("mass") || name.equals(RADIUS);
            if (!Double.isFinite(value) || isNotNegative && value < 0) {
                throw wrong("row %d, column %s: expected a number%s, found %s"
                        .formatted(row + 1, name, isNotNegative ? " that is not negative" : "", value));
            }
            return value;
        }

        /// Those of all columns; null where nobody says them, or they are none of a system.
        private Units units(Map<String, Column> columns) {
            Units named = isOurs ? Units.named(table.header().text("UNITS")).orElse(null) : null;
            Map<Boolean, List<String>> with = columns.keySet().stream()
                    .collect(Collectors.partitioningBy(
                            name -> !columns.get(name).unit().isEmpty()));
            if (with.get(true).isEmpty()) {
                return named;
            }
            if (!with.get(false).isEmpty()) {
                throw wrong("column %s: expected a unit, which column %s has"
                        .formatted(with.get(false).getFirst(), with.get(true).getFirst()));
            }
            Map<String, BigDecimal> sizes = new HashMap<>();
            columns.forEach((name, column) -> sizes.put(name, size(name, column)));
            Units found = Arrays.stream(Units.values())
                    .filter(Units::areKnown)
                    .filter(units -> sizes.entrySet().stream()
                            .allMatch(each -> ColumnUnit.isSame(units, dimension(each.getKey()), each.getValue())))
                    .findFirst()
                    .orElse(null);
            if (isOurs && found != named) {
                throw wrong("expected columns in the units %s, as UNITS says, found column vx in %s"
                        .formatted(named, columns.get("vx").unit()));
            }
            return found;
        }

        private BigDecimal size(String name, Column column) {
            Dimension dimension = dimension(name);
            return ColumnUnit.size(column.unit(), dimension)
                    .orElseThrow(() -> wrong("column %s: unknown unit '%s', expected one of a %s, such as %s"
                            .formatted(
                                    name,
                                    column.unit(),
                                    dimension.name().toLowerCase(Locale.ROOT),
                                    dimension == Dimension.MASS
                                            ? "kg or solMass"
                                            : dimension == Dimension.LENGTH ? "m, AU or kpc" : "m/s, km/s or AU/d")));
        }

        private Double said(String key) throws IOException {
            return isOurs && table.header().text(key) != null
                    ? (Double) table.header().number(key, 0)
                    : null;
        }

        private Labels labels() {
            List<String> ids = texts("id");
            List<String> names = texts("name");
            Map<String, Integer> rowOfId = new HashMap<>();
            for (int i = 0; ids != null && i < ids.size(); i++) {
                Integer before = rowOfId.put(ids.get(i), i + 1);
                if (ids.get(i).isEmpty() || before != null) {
                    throw wrong("row %d, column id: expected an id of its own, found %s"
                            .formatted(
                                    i + 1,
                                    ids.get(i).isEmpty()
                                            ? "none"
                                            : "'%s', which row %d has".formatted(ids.get(i), before)));
                }
            }
            return ids == null && names == null ? Labels.NUMBERS : new Labels(ids, names);
        }

        private List<String> texts(String name) {
            return switch (table.column(name).orElse(null)) {
                case null -> null;
                case Integers integers ->
                    Arrays.stream(integers.values()).mapToObj(Long::toString).toList();
                case Texts texts ->
                    Arrays.stream(texts.values()).map(text -> label(name, text)).toList();
                case Numbers _, FitsTable.Unread _ ->
                    throw wrong("column %s: expected whole numbers or texts".formatted(name));
            };
        }

        private String label(String name, String text) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw wrong("column %s: expected text without control characters".formatted(name));
            }
            return text.strip();
        }
    }
}
