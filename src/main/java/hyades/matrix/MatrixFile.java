package hyades.matrix;

import hyades.fits.Cards;
import hyades.fits.FitsOutput;
import hyades.fits.ImageFile;
import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import hyades.storage.FileFault;
import hyades.text.Csv;
import hyades.text.NotCsvException;
import hyades.text.NumberField;
import hyades.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/// Matrices in files. Read: CSV (a name that ends in `.csv`), a line a row, numbers divided by commas,
/// with comments (`#`) and a line of names before them or without; or FITS, an image whose rows are those
/// of the matrix. Written: FITS, doubles.
public final class MatrixFile {
    private static final int MOST_COLUMNS = 10_000_000;

    /// A number has 24 characters at most, and a comma, mostly.
    private static final int LONGEST_LINE = 32 * MOST_COLUMNS;

    /// Numbers written at once: rows of a few megabytes.
    private static final int CHUNK = 1 << 19;

    private MatrixFile() {}

    /// How large a matrix is.
    public record Shape(int rows, int columns) {}

    /// @throws IOException in one line: the file, and what is wrong with it
    public static Shape shape(Path file) throws IOException {
        if (isCsv(file)) {
            int[] size = new int[2];
            readCsv(file, line -> {
                size[0]++;
                size[1] = line.size();
                for (int column = 0; column < size[1]; column++) {
                    number(file, line, column); // rather now than when ranks read it
                }
            });
            return new Shape(size[0], size[1]);
        }
        return ofImage(file, image -> new Shape(image.height(), image.width()));
    }

    /// @throws IOException in one line: the file, the place, and what is wrong there
    public static DMatrixRMaj read(Path file) throws IOException {
        DMatrixRMaj matrix = isCsv(file)
                ? ofCsv(file)
                : ofImage(
                        file,
                        image -> DMatrixRMaj.wrap(
                                image.height(), image.width(), image.plane(0).pixels()));
        for (int i = 0; i < matrix.getNumElements(); i++) {
            if (!Double.isFinite(matrix.data[i])) {
                throw new IOException("%s: row %d, column %d, from 0: %s, expected a number"
                        .formatted(file, i / matrix.numCols, i % matrix.numCols, matrix.data[i]));
            }
        }
        return matrix;
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private interface OfImage<T> {
        T from(ImageHdu image) throws IOException;
    }

    private static <T> T ofImage(Path file, OfImage<T> wanted) throws IOException {
        try (ImageFile open = ImageFile.open(file, Selection.SCIENCE)) {
            List<ImageHdu> images = open.images();
            ImageHdu first = images.getFirst();
            if (images.size() > 1) {
                throw new IOException("has %d images: expected one of them, as in '%s[%d]'"
                        .formatted(images.size(), file.getFileName(), first.index()));
            }
            if (first.planes() > 1) {
                throw new IOException("has %d planes: expected one".formatted(first.planes()));
            }
            return wanted.from(first);
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static DMatrixRMaj ofCsv(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        readCsv(file, line -> {
            double[] row = new double[line.size()];
            for (int column = 0; column < row.length; column++) {
                row[column] = number(file, line, column);
            }
            rows.add(row);
        });
        int columns = rows.isEmpty() ? 0 : rows.getFirst().length;
        DMatrixRMaj matrix = new DMatrixRMaj(rows.size(), columns);
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, matrix.data, row * columns, columns);
        }
        return matrix;
    }

    private static void readCsv(Path file, Csv.Lines numbers) throws IOException {
        Rows rows = new Rows(file, numbers);
        try {
            Csv.ANY
                    .trimmed()
                    .with(Csv.Comments.LEFT_OUT)
                    .withRoom(MOST_COLUMNS, LONGEST_LINE)
                    .read(file, rows);
        } catch (NotCsvException e) {
            throw new IOException("%s: not CSV: %s".formatted(file, e.getMessage()), e);
        }
        if (!rows.hasNumbers) {
            throw new IOException("%s: has no line of numbers, which are divided by commas".formatted(file));
        }
    }

    /// Lines of as many numbers each, and maybe one of names before them.
    private static final class Rows implements Csv.Lines {
        private final Path file;
        private final Csv.Lines numbers;
        private int columns = -1;
        private boolean hasNumbers;

        private Rows(Path file, Csv.Lines numbers) {
            this.file = file;
            this.numbers = numbers;
        }

        @Override
        public void take(Csv.Line line) throws IOException {
            boolean isNames = columns < 0 && isNames(line);
            columns = columns < 0 ? line.size() : columns;
            if (line.size() != columns) {
                throw new IOException("%s, line %d: expected %d columns, found %d"
                        .formatted(file, line.number(), columns, line.size()));
            }
            if (!isNames) {
                numbers.take(line);
                hasNumbers = true;
            }
        }
    }

    /// Numbers that blanks divide are no name either.
    private static boolean isNames(Csv.Line line) {
        return line.fields().stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .noneMatch(NumberField::isOne);
    }

    private static double number(Path file, Csv.Line line, int column) throws IOException {
        String text = line.field(column);
        double number = NumberField.parse(text);
        if (!Double.isFinite(number)) {
            throw new IOException("%s, line %d, column %d: expected a number, found '%s'"
                    .formatted(file, line.number(), column + 1, Printable.of(text)));
        }
        return number;
    }

    /// Writes a matrix as an image of doubles, row after row, with checksums, whole or not at all.
    ///
    /// @param history what is said of its making
    public static void write(Path file, DMatrixRMaj matrix, List<String> history) throws IOException {
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T / conforms to FITS standard",
                "BITPIX  =                  -64 / array data type",
                "NAXIS   =                    2 / number of array dimensions",
                "NAXIS1  = %20d / columns".formatted(matrix.numCols),
                "NAXIS2  = %20d / rows".formatted(matrix.numRows)));
        history.forEach(header::history);
        try (FitsOutput out = new FitsOutput(file)) {
            out.begin(header);
            int all = matrix.getNumElements();
            for (int start = 0; start < all; start += Math.min(CHUNK, all - start)) {
                out.pixels(Arrays.copyOfRange(matrix.data, start, start + Math.min(CHUNK, all - start)), -64);
            }
            out.end();
            out.commit();
        }
    }
}
