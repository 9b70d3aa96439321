package hyades.text;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Comma-separated values as RFC 4180 has them, in UTF-8: how a file is read, and the one way in which one is
/// written. Empty lines count for nothing.
///
/// @param separator of the fields
/// @param comments what becomes of lines that begin with `#`
/// @param isTrimmed whether blanks around a field's quotes are none of it
/// @param isEven whether a line with more or fewer fields than the first is none
/// @param isHeaded whether the first line has the names of the fields, and is none itself
/// @param mostFields of a line; 0 for some thousands
/// @param longestLine in characters, at least 2^24; 0 for four times that
public record Csv(
        char separator,
        Comments comments,
        boolean isTrimmed,
        boolean isEven,
        boolean isHeaded,
        int mostFields,
        int longestLine) {
    /// Files that programs write: as many fields in each line.
    public static final Csv EVEN = new Csv(',', Comments.NONE, false, true, false, 0, 0);

    /// The same with a line of names.
    public static final Csv HEADED = new Csv(',', Comments.NONE, false, true, true, 0, 0);

    /// Files of which whoever reads them says better what is wrong with a line.
    public static final Csv ANY = new Csv(',', Comments.NONE, false, false, false, 0, 0);

    /// What becomes of lines that begin with `#`.
    public enum Comments {
        /// They are lines like others.
        NONE(CommentStrategy.NONE),
        LEFT_OUT(CommentStrategy.SKIP),
        /// They are told, as one field each.
        TOLD(CommentStrategy.READ);

        private final CommentStrategy strategy;

        Comments(CommentStrategy strategy) {
            this.strategy = strategy;
        }
    }

    /// One line of a file, or several where a field in quotes has more.
    public static final class Line {
        private final CsvRecord record;

        private Line(CsvRecord record) {
            this.record = record;
        }

        /// That of the file in which it begins, from 1.
        public long number() {
            return record.getStartingLineNumber();
        }

        /// Whether it is a comment, whose only field is what stands behind the `#`.
        public boolean isComment() {
            return record.isComment();
        }

        /// How many fields it has.
        public int size() {
            return record.getFieldCount();
        }

        /// A field, from 0.
        public String field(int index) {
            return record.getField(index);
        }

        public List<String> fields() {
            return record.getFields();
        }

        private NamedCsvRecord named() {
            return (NamedCsvRecord) record;
        }

        /// The names of the fields, where the file is headed; so for all that follow.
        public List<String> names() {
            return named().getHeader();
        }

        /// A field by its name.
        ///
        /// @throws java.util.NoSuchElementException if there is none
        public String field(String name) {
            return named().getField(name);
        }

        /// A field by its name, if there is one.
        public Optional<String> find(String name) {
            return named().findField(name);
        }

        /// The fields by their names.
        public Map<String, String> byName() {
            return named().getFieldsAsMap();
        }
    }

    /// Takes lines, one after the other.
    public interface Lines {
        void take(Line line) throws IOException;
    }

    /// Without the blanks around quotes.
    public Csv trimmed() {
        return new Csv(separator, comments, true, isEven, isHeaded, mostFields, longestLine);
    }

    /// With another separator.
    public Csv dividedBy(char other) {
        return new Csv(other, comments, isTrimmed, isEven, isHeaded, mostFields, longestLine);
    }

    /// With comments.
    public Csv with(Comments those) {
        return new Csv(separator, those, isTrimmed, isEven, isHeaded, mostFields, longestLine);
    }

    /// With longer lines.
    public Csv withRoom(int fields, int characters) {
        return new Csv(separator, comments, isTrimmed, isEven, isHeaded, fields, characters);
    }

    /// Reads a file, without the byte order mark that some programs begin one with.
    ///
    /// @throws NotCsvException if it is none
    public void read(Path file, Lines to) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            read(in, to);
        }
    }

    /// Reads a file, without its byte order mark, and closes it.
    ///
    /// @throws NotCsvException if it is none
    public void read(InputStream in, Lines to) throws IOException {
        read(builder().detectBomHeader(true).build(handler(), in, StandardCharsets.UTF_8), to);
    }

    /// Reads a text.
    ///
    /// @throws NotCsvException if it is none
    public void read(String text, Lines to) throws IOException {
        read(new StringReader(text), to);
    }

    /// Reads a text, and closes it.
    ///
    /// @throws NotCsvException if it is none
    public void read(Reader in, Lines to) throws IOException {
        read(builder().build(handler(), in), to);
    }

    private CsvReader.CsvReaderBuilder builder() {
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(comments.strategy)
                .trimWhitespacesAroundQuotes(isTrimmed);
        if (!isEven) {
            builder.missingFieldStrategy(FieldMismatchStrategy.IGNORE).extraFieldStrategy(FieldMismatchStrategy.IGNORE);
        }
        return longestLine == 0 ? builder : builder.maxBufferSize(longestLine);
    }

    private CsvCallbackHandler<? extends CsvRecord> handler() {
        if (isHeaded) {
            return NamedCsvRecordHandler.of();
        }
        return mostFields == 0
                ? CsvRecordHandler.of()
                : CsvRecordHandler.of(lines -> lines.maxFields(mostFields).maxRecordSize(longestLine));
    }

    private static void read(CsvReader<? extends CsvRecord> opened, Lines to) throws IOException {
        try (opened) {
            for (CsvRecord record : opened) {
                to.take(new Line(record));
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof OutOfMemoryError memory) { // the file is not to blame
                throw memory;
            }
            throw new NotCsvException(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Writes lines, with quotes around the fields that need them.
    ///
    /// @param lines fields, of which null is an empty one
    public static void write(Writer out, Iterable<String[]> lines) throws IOException {
        try {
            CsvWriter csv =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out); // closed by whoever opened `out`
            lines.forEach(csv::writeRecord);
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
