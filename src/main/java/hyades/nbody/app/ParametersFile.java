package hyades.nbody.app;

import hyades.nbody.app.EnsemblePlan.Row;
import hyades.process.JobFailure;
import hyades.storage.FileFault;
import hyades.text.Csv;
import hyades.text.NotCsvException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/// A table of what the systems of an ensemble have each of their own: CSV, a header of names of options of `nbody`, and
/// a line a system.
final class ParametersFile {
    /// Of a value, in characters.
    private static final int LONGEST = 4096;

    private final Path file;
    private final Collection<String> known;
    private final List<String> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private ParametersFile(Path file, Collection<String> known) {
        this.file = file;
        this.known = known;
    }

    /// Reads one.
    ///
    /// @param known the names that columns may have
    /// @throws JobFailure with exit code 2, in one line: the file, the line, the column and what was expected there
    static ParametersFile read(Path file, Collection<String> known) {
        ParametersFile table = new ParametersFile(file, known);
        try {
            Csv.ANY.trimmed().with(Csv.Comments.LEFT_OUT).read(file, table::read);
        } catch (NotCsvException e) {
            throw new JobFailure(2, "--parameters %s: not CSV: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new JobFailure(2, "--parameters %s: cannot read it: %s".formatted(file, FileFault.reason(e)));
        }
        if (table.rows.isEmpty()) {
            throw new JobFailure(
                    2,
                    "--parameters %s: expected a line of names of options of nbody and one a system, found no system"
                            .formatted(file));
        }
        return table;
    }

    private void read(Csv.Line line) {
        List<String> fields = line.fields().stream().map(String::strip).toList();
        if (columns.isEmpty()) {
            readHeader(line.number(), fields);
            return;
        }
        if (fields.size() != columns.size()) {
            throw new JobFailure(
                    2,
                    "%s, line %d: expected %d columns, found %d"
                            .formatted(file, line.number(), columns.size(), fields.size()));
        }
        for (int c = 0; c < fields.size(); c++) {
            String field = fields.get(c);
            if (field.isEmpty() || field.length() > LONGEST || field.chars().anyMatch(Character::isISOControl)) {
                throw new JobFailure(
                        2,
                        "%s, line %d, column %s: expected a value, found %s"
                                .formatted(
                                        file,
                                        line.number(),
                                        columns.get(c),
                                        field.isEmpty()
                                                ? "none"
                                                : field.length() > LONGEST
                                                        ? field.length() + " characters"
                                                        : "control characters"));
            }
        }
        rows.add(new Row(line.number(), fields));
    }

    private void readHeader(long number, List<String> names) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new JobFailure(
                        2,
                        "%s, line %d: expected names of options of nbody (%s), found '%s'"
                                .formatted(file, number, String.join(", ", known), name));
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new JobFailure(
                    2,
                    "%s, line %d: expected another name for each column, found %s"
                            .formatted(file, number, String.join(",", names)));
        }
        columns.addAll(names);
    }

    /// Names of options, without hyphens before them.
    List<String> columns() {
        return columns;
    }

    /// At least one.
    List<Row> rows() {
        return rows;
    }
}
