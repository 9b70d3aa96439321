package hyades.page;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The lines of a CSV file of numbers that curves need which are drawn of it: the first and the last, and of each part
/// of the file the first, and those of each column's least and greatest value there, so that no peak is lost. The file
/// may be larger than the memory.
final class CurveLines {
    /// Of the file: more than a picture has columns of pixels to tell apart.
    private static final int PARTS = 500;

    /// Bytes: a longer line is none of ours.
    private static final int LONGEST = 1 << 16;

    private final Path file;
    private final int[] wanted;
    private final List<String[]> kept = new ArrayList<>();
    private long number = 1;
    private String[] first;
    private String[] last;
    private final String[][] extremes;
    private final double[] values;
    private final long[] at;

    private CurveLines(Path file, int[] wanted) {
        this.file = file;
        this.wanted = wanted;
        extremes = new String[2 * wanted.length][];
        values = new double[2 * wanted.length];
        at = new long[2 * wanted.length];
    }

    /// @param columns whose values are drawn
    /// @return of each kept line these columns, in the order of the file
    /// @throws IOException in one line: the file, the line, and what was expected there
    static List<String[]> read(Path file, String... columns) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            String header = line(file, in, 1);
            List<String> names = header == null ? List.of() : List.of(header.split(",", -1));
            int[] wanted = Arrays.stream(columns).mapToInt(names::indexOf).toArray();
            for (int c = 0; c < wanted.length; c++) {
                if (wanted[c] < 0) {
                    throw new IOException("%s, line 1: expected a column %s".formatted(file, columns[c]));
                }
            }
            CurveLines lines = new CurveLines(file, wanted);
            lines.read(in, names.size(), header.length() + 1L, Files.size(file));
            return lines.kept;
        }
    }

    private void read(InputStream in, int fields, long start, long size) throws IOException {
        long part = 0;
        long offset = start;
        for (String line = line(file, in, 2); line != null; line = line(file, in, number + 1)) {
            number++;
            if (offset * PARTS / size > part) {
                endPart();
                part = offset * PARTS / size;
            }
            String[] all = line.split(",", -1);
            if (all.length != fields) {
                throw new IOException(
                        "%s: damaged: line %d has %d fields, expected %d".formatted(file, number, all.length, fields));
            }
            put(Arrays.stream(wanted).mapToObj(c -> all[c]).toArray(String[]::new));
            offset += line.length() + 1;
        }
        endPart();
        if (last != null && kept.getLast() != last) {
            kept.add(last);
        }
    }

    private void put(String[] fields) throws IOException {
        first = first == null ? fields : first;
        last = fields;
        for (int c = 0; c < fields.length; c++) {
            double value;
            try {
                value = Double.parseDouble(fields[c]);
            } catch (NumberFormatException e) {
                throw new IOException(
                        "%s: damaged: line %d has \"%s\", expected a number".formatted(file, number, fields[c]));
            }
            for (int side = 0; side < 2; side++) {
                int i = 2 * c + side;
                if (extremes[i] == null || (side == 0 ? value < values[i] : value > values[i])) {
                    extremes[i] = fields;
                    values[i] = value;
                    at[i] = number;
                }
            }
        }
    }

    private void endPart() {
        record Numbered(long number, String[] fields) {}
        if (first != null) {
            Stream<Numbered> found = Stream.iterate(0, i -> i < at.length, i -> i + 1)
                    .map(i -> new Numbered(at[i], extremes[i]))
                    .filter(each -> each.fields != first);
            kept.add(first);
            found.sorted((a, b) -> Long.compare(a.number, b.number))
                    .filter(each -> each.fields != kept.getLast())
                    .forEach(each -> kept.add(each.fields));
        }
        first = null;
        Arrays.fill(extremes, null);
    }

    /// @return the next line without its end; null after the last
    private static String line(Path file, InputStream in, long number) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && line.size() == 0) {
                return null;
            }
            if (next < 0) {
                throw new IOException("%s: damaged: it ends within a line".formatted(file));
            }
            if (line.size() == LONGEST) {
                throw new IOException("%s: damaged: line %d has no end".formatted(file, number));
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
