package hyades.decay;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import hyades.text.TimeUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The isotopes of the resource `isotopes.csv`, in its order: one line for each branch of each isotope.
public final class IsotopeTable {
    private final Map<String, Isotope> isotopes = new LinkedHashMap<>();

    /// Reads the table that comes with the program.
    public IsotopeTable() {
        Map<String, List<NamedCsvRecord>> lines = new LinkedHashMap<>();
        try (InputStream in = IsotopeTable.class.getResourceAsStream("isotopes.csv");
                CsvReader<NamedCsvRecord> reader =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.forEach(line -> lines.computeIfAbsent(line.getField("isotope"), _ -> new ArrayList<>())
                    .add(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach((name, branches) -> isotopes.put(name, isotope(name, branches)));
    }

    private static Isotope isotope(String name, List<NamedCsvRecord> lines) {
        NamedCsvRecord first = lines.getFirst();
        return new Isotope(
                name,
                TimeUnit.parse(first.getField("halfLife") + first.getField("unit")),
                TimeUnit.parse(first.getField("uncertainty") + first.getField("unit")),
                lines.stream()
                        .map(line -> new Isotope.Branch(
                                line.getField("daughter"), Double.parseDouble(line.getField("branching"))))
                        .toList(),
                first.getField("source"));
    }

    /// The isotope of that name; case and hyphens do not matter, and the mass number may follow: `li-8` is 8Li.
    public Optional<Isotope> find(String name) {
        return isotopes.values().stream()
                .filter(isotope -> canonical(isotope.name()).equals(canonical(name)))
                .findFirst();
    }

    /// All names, in the order of the table.
    public List<String> names() {
        return List.copyOf(isotopes.keySet());
    }

    /// The three names most like one that is not there: the same element first, then the fewest letters to change.
    public List<String> nearest(String name) {
        Map<Integer, List<String>> byDistance = new TreeMap<>();
        for (String known : isotopes.keySet()) {
            int distance = 2 * distance(canonical(known), canonical(name))
                    - (element(known).equals(element(name)) ? 3 : 0);
            byDistance.computeIfAbsent(distance, _ -> new ArrayList<>()).add(known);
        }
        return byDistance.values().stream().flatMap(List::stream).limit(3).toList();
    }

    /// Mass number first, lower case, nothing between.
    private static String canonical(String name) {
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
