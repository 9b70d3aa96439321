package hyades.tables;

import hyades.text.Csv;
import hyades.text.NotCsvException;
import hyades.text.NumberField;
import hyades.text.Printable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Reads tables of numbers: CSV as numpy, pandas and [RandomTable] write it, fields parted by commas,
/// semicolons, tabulators or blanks, quoted or not; lines that begin with `#` are comments.
///
/// A first line of which no field is a number is a header, and so is one that counts the columns from
/// 0, as pandas names them where nobody has. Where its first field is empty, the first column holds
/// pandas's names of rows. Below a header, a column is left out whose first field that is there is no number.
final class TableReader {
    /// What is looked at to find out what parts the fields.
    private static final int SAMPLE = 1 << 16;

    /// Of fewer columns a first line of 0, 1, 2 may as well be data.
    private static final int LEAST_COUNTED = 4;

    /// Whole numbers of so many digits are read without the JDK's help.
    private static final int SHORT = 9;

    /// Takes rows.
    interface Rows {
        /// @param values of one row, the first `length` of them; not to be kept
        void take(double[] values, int length);
    }

    /// What a table is.
    ///
    /// @param rows without a header
    /// @param columns without names of rows, and without those that hold text
    /// @param missing fields, as [NumberField] knows them
    /// @param leftOut names of the columns that hold text
    record Shape(long rows, int columns, long missing, boolean hasHeader, List<String> leftOut) {}

    /// What is known of a column by its fields so far.
    private static final class Column {
        private boolean isOfNumbers;
        private boolean isOfText;
        private long missing;
    }

    private final Rows rows;
    private boolean areBlanks;
    private int fields = -1;
    private boolean hasHeader;
    private boolean hasIndex;
    private long count;
    private List<String> names;
    private Column[] columns;
    private double[] values;

    private TableReader(Rows rows) {
        this.rows = rows;
    }

    /// Reads a table to its end.
    ///
    /// @throws IOException in one line: the line, the column, and what was expected there
    static Shape read(InputStream in, Rows rows) throws IOException {
        return new TableReader(rows).read(new BufferedInputStream(in, SAMPLE));
    }

    private Shape read(BufferedInputStream in) throws IOException {
        in.mark(SAMPLE);
        char separator = separator(new String(in.readNBytes(SAMPLE), StandardCharsets.ISO_8859_1));
        in.reset();
        areBlanks = separator == ' ';
        try {
            Csv.ANY.trimmed().with(Csv.Comments.LEFT_OUT).dividedBy(separator).read(in, this::take);
        } catch (NotCsvException e) {
            throw new IOException("not CSV: " + e.getMessage(), e);
        }
        if (count == 0) {
            throw new IOException("expected rows of numbers, found none");
        }
        return shape();
    }

    private Shape shape() throws IOException {
        int numeric = 0;
        long missing = 0;
        List<String> leftOut = new ArrayList<>();
        for (int column = hasIndex ? 1 : 0; column < fields; column++) {
            if (columns[column].isOfText) {
                leftOut.add(names.get(column));
            } else {
                numeric++;
                missing += columns[column].missing;
            }
        }
        if (numeric == 0) {
            throw new IOException("expected a column of numbers, found text in all");
        }
        return new Shape(count, numeric, missing, hasHeader, leftOut);
    }

    /// What parts the fields of the first line that is no comment.
    private static char separator(String sample) {
        String line = sample.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty() && !each.startsWith("#"))
                .findFirst()
                .orElse("");
        return List.of(',', ';', '\t', ' ').stream()
                .filter(each -> line.indexOf(each) >= 0)
                .findFirst()
                .orElse(',');
    }

    private void take(Csv.Line line) throws IOException {
        List<String> texts = line.fields();
        if (areBlanks) { // numpy pads with them
            texts = texts.stream().filter(text -> !text.isEmpty()).toList();
        }
        if (fields < 0) {
            fields = texts.size();
            hasHeader = isHeader(texts);
            hasIndex = hasHeader && fields > 1 && texts.getFirst().isEmpty();
            names = List.copyOf(texts);
            values = new double[fields];
            columns = new Column[fields];
            Arrays.setAll(columns, _ -> new Column());
            if (hasHeader) {
                return;
            }
        }
        if (texts.size() != fields) {
            throw new IOException(
                    "line %d: expected %d columns, found %d".formatted(line.number(), fields, texts.size()));
        }
        row(texts, line.number());
    }

    private void row(List<String> texts, long line) throws IOException {
        int length = 0;
        for (int column = hasIndex ? 1 : 0; column < fields; column++) {
            Column of = columns[column];
            if (of.isOfText) {
                continue;
            }
            String text = texts.get(column);
            double value = number(text);
            if (Double.isFinite(value)) {
                of.isOfNumbers = true;
                values[length++] = value;
            } else if (NumberField.isMissing(text)) {
                of.missing++;
            } else if (hasHeader && !of.isOfNumbers && !NumberField.isOne(text)) {
                of.isOfText = true;
            } else {
                throw new IOException("line %d, column %d: expected a finite number, found '%s'"
                        .formatted(line, column + 1, Printable.of(text)));
            }
        }
        count++;
        rows.take(values, length);
    }

    private static boolean isHeader(List<String> texts) {
        boolean isIndexed = texts.size() > 1 && texts.getFirst().isEmpty();
        List<String> names = isIndexed ? texts.subList(1, texts.size()) : texts;
        boolean counts = names.equals(
                IntStream.range(0, names.size()).mapToObj(Integer::toString).toList());
        return counts && (isIndexed || names.size() >= LEAST_COUNTED)
                || names.stream().noneMatch(NumberField::isOne)
                        && names.stream().anyMatch(text -> !text.isBlank());
    }

    /// NaN for what is no number.
    private static double number(String text) {
        int length = text.length();
        if (length > 0 && length <= SHORT) {
            int value = 0;
            int i = 0;
            for (; i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9'; i++) {
                value = 10 * value + text.charAt(i) - '0';
            }
            if (i == length) {
                return value;
            }
        }
        return NumberField.parse(text);
    }
}
