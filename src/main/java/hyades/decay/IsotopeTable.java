package hyades.decay;

import hyades.storage.FileFault;
import hyades.text.Csv;
import hyades.text.TimeUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Isotopes by name: those of the resource `isotopes.csv`, and of a user's own table of the same form. One line for
/// each branch of each isotope; a daughter that is no isotope of the table is stable.
public final class IsotopeTable {
    private final Map<String, Isotope> isotopes = new LinkedHashMap<>();

    /// Of a user's own: an evaluation of all 3500 nuclides that are known has not half of one.
    private static final int MOST_BYTES = 1 << 20;

    /// Reads the table that comes with the program.
    public IsotopeTable() {
        try (InputStream in = IsotopeTable.class.getResourceAsStream("isotopes.csv")) {
            read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the table that comes with the program, then a user's own, whose isotopes take the place of others of
    /// the same name: columns `isotope,halfLife,unit,daughter,branching`, and `uncertainty`, `branchingUncertainty`
    /// and `source` where known.
    ///
    /// @throws IOException in one line, with the isotope or the line, for a table that cannot be read
    public static IsotopeTable with(Path own) throws IOException {
        IsotopeTable table = new IsotopeTable();
        if (Files.isRegularFile(own) && Files.size(own) > MOST_BYTES) {
            throw new IOException(
                    "%d bytes, expected a table of isotopes, of at most %d".formatted(Files.size(own), MOST_BYTES));
        }
        try (Reader in = Files.newBufferedReader(own)) {
            table.read(in);
            table.isotopes.values().forEach(isotope -> DecayChain.of(isotope, table));
        } catch (IOException e) {
            throw new IOException(FileFault.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return table;
    }

    private void read(Reader in) throws IOException {
        Map<String, List<Csv.Line>> lines = new LinkedHashMap<>();
        Csv.HEADED.read(
                in,
                line -> lines.computeIfAbsent(field(line, "isotope"), _ -> new ArrayList<>())
                        .add(line));
        lines.forEach((name, branches) -> isotopes.put(canonical(name), isotope(name, branches)));
    }

    private static Isotope isotope(String name, List<Csv.Line> lines) {
        Csv.Line first = lines.getFirst();
        for (Csv.Line line : lines) {
            for (String same : List.of("halfLife", "unit")) {
                if (!field(line, same).equals(field(first, same))) {
                    throw new IllegalArgumentException("line %d: another %s of %s than line %d"
                            .formatted(line.number(), same, name, first.number()));
                }
            }
        }
        String uncertainty = first.find("uncertainty").orElse("");
        return new Isotope(
                name,
                time(first, field(first, "halfLife")),
                uncertainty.isEmpty() ? Double.NaN : time(first, uncertainty),
                lines.stream().map(IsotopeTable::branch).toList(),
                first.find("source").filter(source -> !source.isEmpty()).orElse("the user"));
    }

    private static Isotope.Branch branch(Csv.Line line) {
        String fraction = field(line, "branching");
        String uncertainty = line.find("branchingUncertainty").orElse("");
        try {
            return new Isotope.Branch(
                    field(line, "daughter"),
                    Double.parseDouble(fraction),
                    uncertainty.isBlank() ? Double.NaN : Double.parseDouble(uncertainty));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("line %d: branching is '%s', expected a number"
                    .formatted(line.number(), fraction + (uncertainty.isBlank() ? "" : "±" + uncertainty)));
        }
    }

    private static double time(Csv.Line line, String number) {
        try {
            return TimeUnit.parse(number + field(line, "unit"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line %d: '%s %s': %s".formatted(line.number(), number, field(line, "unit"), e.getMessage()));
        }
    }

    private static String field(Csv.Line line, String name) {
        return line.find(name)
                .filter(field -> !field.isBlank())
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("line %d: has no %s".formatted(line.number(), name)));
    }

    /// The isotope of that name; case and hyphens do not matter, and the mass number may follow: `li-8` is 8Li.
    public Optional<Isotope> find(String name) {
        return Optional.ofNullable(isotopes.get(canonical(name)));
    }

    /// All names, in the order of the table.
    public List<String> names() {
        return isotopes.values().stream().map(Isotope::name).toList();
    }

    /// The three names most like one that is not there: the same element first, then the fewest letters to change.
    public List<String> nearest(String name) {
        Map<Integer, List<String>> byDistance = new TreeMap<>();
        for (String known : names()) {
            int distance = 2 * distance(canonical(known), canonical(name))
                    - (element(known).equals(element(name)) ? 3 : 0);
            byDistance.computeIfAbsent(distance, _ -> new ArrayList<>()).add(known);
        }
        return byDistance.values().stream().flatMap(List::stream).limit(3).toList();
    }

    /// Mass number first, lower case, nothing between.
    static String canonical(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-\\s]", "");
        return plain.replaceFirst("^([a-z]+)([0-9]+m?)$", "$2$1");
    }

    private static String element(String name) {
        return canonical(name).replaceFirst("^[0-9]+(m(?=[a-z]{2}))?", "");
    }

    /// Levenshtein's distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
