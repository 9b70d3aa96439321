package hyades.page;

import hyades.text.Csv;
import hyades.text.NotCsvException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A CSV file of a run, by columns. Of a file above [#WHOLE] bytes some lines are read, evenly spaced.
public final class CsvColumns {
    private static final long WHOLE = 16 << 20;
    private static final int SAMPLED = 8192;
    private static final int CHUNK = 1 << 10;
    private static final int LONGEST_LINE = 1 << 20;

    /// Bytes of a file of which all lines are drawn: some thousand.
    private static final long DRAWN = 1 << 20;

    private final Path file;
    private final Map<String, String[]> columns;
    private final boolean isSampled;

    private CsvColumns(Path file, Map<String, String[]> columns, boolean isSampled) {
        this.file = file;
        this.columns = columns;
        this.isSampled = isSampled;
    }

    /// @param required columns that must be there
    /// @throws IOException in one line: the file, the line, and what was expected there
    public static CsvColumns read(Path file, String... required) throws IOException {
        boolean isSampled = Files.size(file) > WHOLE;
        String text = isSampled ? sample(file) : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) {
            throw new IOException("%s: damaged: it ends within a line".formatted(file));
        }
        List<List<String>> lines = new ArrayList<>();
        try {
            Csv.EVEN.read(text, line -> lines.add(line.fields()));
        } catch (NotCsvException e) {
            throw new IOException("%s: damaged: %s".formatted(file, e.reason()), e);
        }
        List<String> header = lines.isEmpty() ? List.of("") : lines.removeFirst();
        for (String name : required) {
            if (!header.contains(name)) {
                throw new IOException("%s, line 1: expected a column %s".formatted(file, name));
            }
        }
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (int c = 0; c < header.size(); c++) {
            String[] column = new String[lines.size()];
            for (int row = 0; row < column.length; row++) {
                column[row] = lines.get(row).get(c);
            }
            columns.put(header.get(c), column);
        }
        return new CsvColumns(file, columns, isSampled);
    }

    /// Columns of numbers of which curves are drawn: of a file above [#DRAWN] bytes what [CurveLines] keeps of it,
    /// be it larger than the memory, and no other columns.
    ///
    /// @throws IOException in one line: the file, the line, and what was expected there
    public static CsvColumns ofCurves(Path file, String... names) throws IOException {
        if (Files.size(file) <= DRAWN) {
            return read(file, names);
        }
        List<String[]> lines = CurveLines.read(file, names);
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (int c = 0; c < names.length; c++) {
            int column = c;
            columns.put(names[c], lines.stream().map(line -> line[column]).toArray(String[]::new));
        }
        return new CsvColumns(file, columns, true);
    }

    private static String sample(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            StringBuilder text = new StringBuilder(line(in, file)).append('\n');
            long last = in.getFilePointer();
            for (int i = 0; i < SAMPLED; i++) {
                long at = in.length() / SAMPLED * i;
                if (at >= last) {
                    in.seek(at);
                    line(in, file); // up to the start of a line
                }
                String line = line(in, file);
                if (!line.isEmpty()) {
                    text.append(line).append('\n');
                }
                last = in.getFilePointer();
            }
            return text.toString();
        }
    }

    /// The rest of the line from where `in` stands, which then stands behind it; empty at the end of the file.
    private static String line(RandomAccessFile in, Path file) throws IOException {
        long start = in.getFilePointer();
        byte[] bytes = new byte[CHUNK];
        int length = 0;
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes, length, bytes.length - length)) {
            for (int i = length; i < length + n; i++) {
                if (bytes[i] == '\n') {
                    in.seek(start + i + 1);
                    return new String(bytes, 0, i, StandardCharsets.UTF_8);
                }
            }
            length += n;
            if (length == bytes.length) {
                if (length >= LONGEST_LINE) {
                    throw new IOException("%s: damaged: a line of more than %d bytes".formatted(file, LONGEST_LINE));
                }
                bytes = Arrays.copyOf(bytes, 4 * length);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// Whether not all lines were read.
    public boolean isSampled() {
        return isSampled;
    }

    public int rows() {
        return columns.values().iterator().next().length;
    }

    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    public boolean has(String name) {
        return columns.containsKey(name);
    }

    public String[] text(String name) {
        return columns.get(name);
    }

    /// A column as numbers, empty fields as NaN.
    public double[] numbers(String name) throws IOException {
        String[] texts = columns.get(name);
        double[] numbers = new double[texts.length];
        for (int row = 0; row < numbers.length; row++) {
            try {
                numbers[row] = texts[row].isEmpty() ? Double.NaN : Double.parseDouble(texts[row]);
            } catch (NumberFormatException e) {
                throw new IOException("%s: damaged: %s of line %d is \"%s\", expected a number"
                        .formatted(file, name, row + 2, texts[row]));
            }
        }
        return numbers;
    }

    /// The same columns with some of the rows.
    public CsvColumns where(IntPredicate row) {
        int[] kept = IntStream.range(0, rows()).filter(row).toArray();
        Map<String, String[]> some = new LinkedHashMap<>();
        columns.forEach((name, texts) ->
                some.put(name, Arrays.stream(kept).mapToObj(i -> texts[i]).toArray(String[]::new)));
        return new CsvColumns(file, some, isSampled);
    }
}
