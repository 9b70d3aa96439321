package hyades.nbody;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Bodies as CSV. Read: a header `mass,x,y[,z],vx,vy[,vz]`, SI. Written: the same after an `id`, numbers with the
/// fewest digits that read back to the same double.
public final class BodiesFile {
    private static final List<String> IN_PLANE = List.of("mass", "x", "y", "vx", "vy");
    private static final List<String> IN_SPACE = List.of("mass", "x", "y", "z", "vx", "vy", "vz");

    private BodiesFile() {}

    /// Reads bodies; a leading column `id` is passed over, so that what [#write] wrote can be read.
    ///
    /// @throws IllegalArgumentException in one line: the file, the line, the column and what was expected there
    /// @throws IOException if the file cannot be read
    public static Bodies read(Path file) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .trimWhitespacesAroundQuotes(true)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // [#row] says it better
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new IllegalArgumentException("%s, line 1: expected the header %s, found nothing"
                        .formatted(file, String.join(",", IN_PLANE)));
            }
            List<String> header =
                    records.next().getFields().stream().map(String::strip).toList();
            int skipped = header.getFirst().equals("id") ? 1 : 0;
            List<String> columns = header.subList(skipped, header.size());
            if (!columns.equals(IN_PLANE) && !columns.equals(IN_SPACE)) {
                throw new IllegalArgumentException("%s, line 1: expected the header %s or %s, found %s"
                        .formatted(
                                file,
                                String.join(",", IN_PLANE),
                                String.join(",", IN_SPACE),
                                String.join(",", header)));
            }
            List<double[]> rows = new ArrayList<>();
            while (records.hasNext()) {
                rows.add(row(file, records.next(), columns, skipped));
            }
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("%s: expected at least one body, found none".formatted(file));
            }
            Bodies bodies = bodies(rows, columns.size() / 2);
            if (!(bodies.totalMass() > 0)) {
                throw new IllegalArgumentException("%s: expected bodies with mass, found none".formatted(file));
            }
            return bodies;
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("%s: not CSV: %s".formatted(file, e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static double[] row(Path file, CsvRecord line, List<String> columns, int skipped) {
        if (line.getFieldCount() != columns.size() + skipped) {
            throw new IllegalArgumentException("%s, line %d: expected %d columns, found %d"
                    .formatted(file, line.getStartingLineNumber(), columns.size() + skipped, line.getFieldCount()));
        }
        double[] row = new double[columns.size()];
        for (int c = 0; c < row.length; c++) {
            String text = line.getField(c + skipped).strip();
            boolean isMass = c == 0;
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
            if (!Double.isFinite(value) || isMass && value < 0) {
                throw new IllegalArgumentException("%s, line %d, column %s: expected a number%s, found '%s'"
                        .formatted(
                                file,
                                line.getStartingLineNumber(),
                                columns.get(c),
                                isMass ? " that is not negative" : "",
                                text));
            }
            row[c] = value;
        }
        return row;
    }

    private static Bodies bodies(List<double[]> rows, int dimensions) {
        Bodies bodies = Bodies.empty(dimensions, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            bodies.mass[i] = row[0];
            for (int d = 0; d < dimensions; d++) {
                bodies.position[d][i] = row[1 + d];
                bodies.velocity[d][i] = row[1 + dimensions + d];
            }
        }
        return bodies;
    }

    /// Writes the bodies in their order, `id` from 0.
    public static void write(Path file, Bodies bodies) throws IOException {
        WholeFile.writeText(file, out -> {
            out.write("id," + String.join(",", bodies.dimensions() == 2 ? IN_PLANE : IN_SPACE) + "\n");
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < bodies.count(); i++) {
                line.setLength(0);
                line.append(i).append(',').append(bodies.mass[i]);
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
}
