package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import hyades.storage.WholeFile;
import hyades.text.Csv;
import hyades.text.NotCsvException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Bodies as CSV. Read: a header `mass,x,y[,z],vx,vy[,vz]`, with `id`, `name` and `radius` among it or not; lines that
/// begin with
/// `#` are comments, of which `# softening: 0.05` and the like say what the bodies were computed with, and `# units:
/// astro`, or the units of the columns, in which units all this is, where G does not tell. Written:
/// the same, with the comments of ECSV 1.0 (Astropy's proposal for enhancement 6, which Astropy and TOPCAT read),
/// numbers with the fewest digits that read back to the same double.
public final class BodiesFile {
    private static final List<String> IN_PLANE = List.of("mass", "x", "y", "vx", "vy");
    private static final List<String> IN_SPACE = List.of("mass", "x", "y", "z", "vx", "vy", "vz");
    private static final String RADIUS = "radius";
    private static final Set<String> OPTIONAL = Set.of("id", "name", RADIUS);

    private static final String SOFTENING = "softening";
    private static final String SOFTENING_KERNEL = "softeningKernel";
    private static final String G = "gravitationalConstant";
    private static final String TIME_STEP = "timeStep";
    private static final String UNITS = "units";
    private static final String STEP = "step";
    private static final String TIME = "time";
    private static final String FIELD = "externalField";
    private static final Pattern SAYS = Pattern.compile("\\s*(%s)\\s*:\\s*(.*?)\\s*"
            .formatted(String.join("|", SOFTENING, SOFTENING_KERNEL, G, TIME_STEP, UNITS, STEP, TIME, FIELD)));

    /// A column of numbers in the head of ECSV, with its unit.
    private static final Pattern COLUMN = Pattern.compile(
            "\\s*-\\s*\\{\\s*name:\\s*(mass|radius|v?[xyz])\\s*,.*\\bunit:\\s*['\"]?([^,'\"{}\\p{Cntrl}]*[^,'\"{}\\p{Cntrl}\\s]).*");

    /// The same over several lines, as TOPCAT writes it, and Astropy where a column has more to say.
    private static final Pattern ITEM = Pattern.compile("\\s*-(\\s.*)?");

    private static final Pattern NAME = Pattern.compile("\\s*(?:-\\s+)?name:\\s*['\"]?(mass|radius|v?[xyz])['\"]?\\s*");
    private static final Pattern UNIT = Pattern.compile("\\s*unit:\\s*(['\"]?)(.+?)\\1\\s*");

    private final Path file;
    private final Map<String, Double> said = new HashMap<>();
    private Units units;
    private final Map<String, String> columnUnits = new LinkedHashMap<>();

    /// That whose lines are read; null for none that is of numbers.
    private String column;

    private List<ExternalField> fields = List.of();
    private SofteningKernel softeningKernel;
    private List<String> header;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Double> radii = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Long> lineOfId = new HashMap<>();

    private BodiesFile(Path file) {
        this.file = file;
    }

    /// Reads bodies.
    ///
    /// @throws IllegalArgumentException in one line: the file, the line, the column and what was expected there
    /// @throws IOException if the file cannot be read
    public static Snapshot read(Path file) throws IOException {
        BodiesFile bodies = new BodiesFile(file);
        try {
            Csv.ANY.trimmed().with(Csv.Comments.TOLD).read(file, bodies::read);
        } catch (NotCsvException e) {
            throw new IllegalArgumentException("%s: not CSV: %s".formatted(file, e.getMessage()), e);
        }
        return bodies.snapshot();
    }

    private void read(Csv.Line line) {
        if (line.isComment()) {
            if (header == null) {
                hearColumn(line.field(0));
            }
            Matcher says = SAYS.matcher(line.field(0));
            if (header == null && says.matches()) {
                hear(line, says.group(1), says.group(2));
            }
        } else if (header == null) {
            readHeader(line);
        } else {
            readRow(line);
        }
    }

    private void hearColumn(String text) {
        Matcher whole = COLUMN.matcher(text);
        Matcher name = NAME.matcher(text);
        Matcher unit = UNIT.matcher(text);
        if (whole.matches()) {
            columnUnits.put(whole.group(1), whole.group(2));
        } else if (name.matches()) {
            column = name.group(1);
        } else if (ITEM.matcher(text).matches()) {
            column = null;
        } else if (unit.matches() && column != null) {
            columnUnits.putIfAbsent(column, unit.group(2));
        }
    }

    private void hear(Csv.Line line, String what, String text) {
        switch (what) {
            case UNITS -> units = units(line, text);
            case FIELD -> fields = fields(line, text);
            case SOFTENING_KERNEL -> softeningKernel = softeningKernel(line, text);
            case STEP, TIME -> { // in a file of somebody else's words that mean something else, perhaps
                if (text.matches(
                        what.equals(STEP)
                                ? "\\d{1,16}"
                                : "[-+]?(\\d{1,25}\\.?\\d{0,25}|\\.\\d{1,25})([eE][-+]?\\d{1,3})?")) {
                    said.put(what, number(line, what, text));
                }
            }
            default -> said.put(what, number(line, what, text));
        }
    }

    private Units units(Csv.Line line, String text) {
        return Units.named(text)
                .orElseThrow(() -> new IllegalArgumentException("%s, line %d, units: expected one of %s, found '%s'"
                        .formatted(
                                file,
                                line.number(),
                                Arrays.stream(Units.values())
                                        .map(Units::toString)
                                        .collect(Collectors.joining(", ")),
                                text.replaceAll("\\p{Cntrl}", "?"))));
    }

    private List<ExternalField> fields(Csv.Line line, String text) {
        try {
            return ExternalField.parseAll(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, line %d, externalField '%s': %s"
                            .formatted(file, line.number(), text.replaceAll("\\p{Cntrl}", "?"), e.getMessage()),
                    e);
        }
    }

    private SofteningKernel softeningKernel(Csv.Line line, String text) {
        try {
            return SofteningKernel.named(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, line %d, softeningKernel '%s': %s"
                            .formatted(file, line.number(), text.replaceAll("\\p{Cntrl}", "?"), e.getMessage()),
                    e);
        }
    }

    private void readHeader(Csv.Line line) {
        header = line.fields().stream().map(String::strip).toList();
        List<String> numbers =
                header.stream().filter(name -> !OPTIONAL.contains(name)).toList();
        if (!numbers.equals(IN_PLANE) && !numbers.equals(IN_SPACE)
                || header.stream().distinct().count() < header.size()) {
            throw new IllegalArgumentException(
                    "%s, line %d: expected the header %s or %s, with id, name and radius or without, found %s"
                            .formatted(
                                    file,
                                    line.number(),
                                    String.join(",", IN_PLANE),
                                    String.join(",", IN_SPACE),
                                    String.join(",", header)));
        }
    }

    private void readRow(Csv.Line line) {
        if (line.size() != header.size()) {
            throw new IllegalArgumentException("%s, line %d: expected %d columns, found %d"
                    .formatted(file, line.number(), header.size(), line.size()));
        }
        double[] row = new double
                [(int) header.stream().filter(name -> !OPTIONAL.contains(name)).count()];
        int filled = 0;
        for (int c = 0; c < header.size(); c++) {
            String column = header.get(c);
            String text = line.field(c).strip();
            switch (column) {
                case "id" -> readId(line, text);
                case "name" -> names.add(label(line, column, text));
                case RADIUS -> radii.add(number(line, column, text));
                default -> row[filled++] = number(line, column, text);
            }
        }
        rows.add(row);
        lines.add(line.number());
    }

    private void readId(Csv.Line line, String text) {
        String id = label(line, "id", text);
        Long before = lineOfId.put(id, line.number());
        if (id.isEmpty() || before != null) {
            throw new IllegalArgumentException("%s, line %d, column id: expected an id of its own, found %s"
                    .formatted(
                            file,
                            line.number(),
                            id.isEmpty() ? "none" : "'%s', which line %d has".formatted(id, before)));
        }
        ids.add(id);
    }

    private String label(Csv.Line line, String column, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("%s, line %d, column %s: expected text without control characters"
                    .formatted(file, line.number(), column));
        }
        return text;
    }

    private double number(Csv.Line line, String column, String text) {
        boolean isNotNegative = column.equals("mass") || column.equals(RADIUS) || column.equals(SOFTENING);
        double value = Double.NaN;
        try {
            if (text.matches("[-+.0-9eE]+")) { // the parser passes over control characters, and knows suffixes of Java
                value = Double.parseDouble(text);
            }
        } catch (NumberFormatException e) { // said below
        }
        if (!Double.isFinite(value) || isNotNegative && value < 0) {
            throw new IllegalArgumentException("%s, line %d, column %s: expected a number%s, found '%s'"
                    .formatted(
                            file,
                            line.number(),
                            column,
                            isNotNegative ? " that is not negative" : "",
                            text.replaceAll("\\p{Cntrl}", "?")));
        }
        return value;
    }

    private Snapshot snapshot() {
        if (header == null) {
            throw new IllegalArgumentException(
                    "%s, line 1: expected the header %s, found nothing".formatted(file, String.join(",", IN_PLANE)));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("%s: expected at least one body, found none".formatted(file));
        }
        int dimensions = rows.getFirst().length / 2;
        Bodies bodies = Bodies.empty(dimensions, rows.size())
                .with(
                        header.contains(RADIUS)
                                ? radii.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()
                                : null)
                .called(new Labels(ids.isEmpty() ? null : ids, names.isEmpty() ? null : names));
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            bodies.mass[i] = row[0];
            for (int d = 0; d < dimensions; d++) {
                bodies.position[d][i] = row[1 + d];
                bodies.velocity[d][i] = row[1 + dimensions + d];
            }
        }
        return new Snapshot(
                bodies,
                "line",
                lines.stream().mapToLong(Long::longValue).toArray(),
                said.get(SOFTENING),
                said.get(G),
                said.get(TIME_STEP),
                units(),
                said.containsKey(STEP) ? said.get(STEP).longValue() : null,
                said.get(TIME),
                fields,
                softeningKernel);
    }

    private Units units() {
        Double g = said.get(G);
        Units ofColumns = columnUnits.isEmpty() ? null : unitsOfColumns();
        if (ofColumns != null && units != null && units != ofColumns) {
            throw new IllegalArgumentException(
                    "%s: expected columns in the units %s, found them in %s".formatted(file, units, ofColumns));
        }
        units = ofColumns == null ? units : ofColumns;
        if (units == null || g == null) {
            return units == null && g != null ? Units.of(g) : units;
        }
        if (units.haveTheirOwnG() && g != units.gravitationalConstant()) {
            throw new IllegalArgumentException("%s: expected %s: %s beside units: %s, found %s"
                    .formatted(file, G, units.gravitationalConstant(), units, g));
        }
        return units;
    }

    private Units unitsOfColumns() {
        List<String> numbers =
                header.stream().filter(name -> !Labels.COLUMNS.contains(name)).toList();
        return Arrays.stream(Units.values())
                .filter(Units::areKnown)
                .filter(each -> numbers.stream().allMatch(name -> isIn(each, name)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("%s: expected columns in the units of one of %s, found %s"
                                .formatted(
                                        file,
                                        Arrays.stream(Units.values())
                                                .filter(Units::areKnown)
                                                .map(Units::toString)
                                                .collect(Collectors.joining(", ")),
                                        numbers.stream()
                                                .map(name -> name + " in " + columnUnits.getOrDefault(name, "none"))
                                                .collect(Collectors.joining(", ")))));
    }

    private boolean isIn(Units known, String column) {
        Dimension dimension = SnapshotFile.dimension(column);
        return ColumnUnit.size(columnUnits.getOrDefault(column, ""), dimension)
                .filter(size -> ColumnUnit.isSame(known, dimension, size))
                .isPresent();
    }

    /// Writes the bodies in their order.
    ///
    /// @param plan by which they came there
    /// @param at the steps that are done
    public static void write(Path file, Bodies bodies, Plan plan, Moment at) throws IOException {
        write(file, Snapshot.of(bodies, plan, at));
    }

    /// Writes bodies in their order, and what is known of their run.
    public static void write(Path file, Snapshot snapshot) throws IOException {
        Bodies bodies = snapshot.bodies();
        List<String> numbers = new ArrayList<>(bodies.dimensions() == 2 ? IN_PLANE : IN_SPACE);
        if (bodies.hasRadii()) {
            numbers.add(1, RADIUS);
        }
        WholeFile.writeText(file, out -> {
            writeComments(out, snapshot, numbers);
            out.write(String.join(
                            ",",
                            Stream.concat(bodies.labels().columns().stream(), numbers.stream())
                                    .toList())
                    + "\n");
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < bodies.count(); i++) {
                line.setLength(0);
                line.append(bodies.labels().fields(i)).append(',').append(bodies.mass[i]);
                if (bodies.hasRadii()) {
                    line.append(',').append(bodies.radius[i]);
                }
                for (double[] x : bodies.position) {
                    line.append(',').append(x[i]);
                }
                for (double[] v : bodies.velocity) {
                    line.append(',').append(v[i]);
                }
                out.append(line.append('\n'));
            }
        });
    }

    private static void writeComments(Writer out, Snapshot snapshot, List<String> numbers) throws IOException {
        Labels labels = snapshot.bodies().labels();
        Units units = snapshot.units();
        out.write("# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n");
        for (String name : labels.columns()) {
            boolean isNumber = name.equals("id") && labels.areNumbers();
            out.write("# - {name: %s, datatype: %s}\n".formatted(name, isNumber ? "int64" : "string"));
        }
        for (String name : numbers) {
            String unit = units == null ? "" : units.columnUnit(SnapshotFile.dimension(name));
            out.write("# - {name: %s, %sdatatype: float64}\n"
                    .formatted(name, unit.isEmpty() ? "" : "unit: %s, ".formatted(unit)));
        }
        Double g = snapshot.gravitationalConstant();
        out.write("# meta:\n");
        write(out, SOFTENING, snapshot.softening());
        if (snapshot.softeningKernel() != null && snapshot.softeningKernel() != SofteningKernel.PLUMMER) {
            out.write("#   %s: %s\n".formatted(SOFTENING_KERNEL, snapshot.softeningKernel()));
        }
        write(out, G, g);
        write(out, TIME_STEP, snapshot.timeStep());
        if (units != null && (g == null || units != Units.of(g))) { // else a reader knows them by G
            out.write("#   %s: %s\n".formatted(UNITS, units));
        }
        if (!snapshot.fields().isEmpty()) {
            out.write("#   %s: %s\n".formatted(FIELD, ExternalField.text(snapshot.fields())));
        }
        if (snapshot.step() != null) {
            out.write("#   %s: %d\n".formatted(STEP, snapshot.step()));
        }
        write(out, TIME, snapshot.time());
        out.write("# schema: astropy-2.0\n");
    }

    private static void write(Writer out, String what, Double value) throws IOException {
        if (value != null) {
            out.write("#   %s: %s\n".formatted(what, yaml(value)));
        }
    }

    /// YAML takes 1.0E10 for a text: an exponent has to have a sign.
    private static String yaml(double value) {
        return Double.toString(value).replaceFirst("E(?=\\d)", "E+");
    }
}
