package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import hyades.fits.ImageFile;
import hyades.fits.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixFileTest {
    @TempDir
    Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("a.CSV"), text);
    }

    /// As numpy, pandas, spreadsheets and our own tables write them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5,-2\n3e2,0\n",
                "1.500000000000000000e+00,-2.000000000000000000e+00\n3.000000000000000000e+02,0\n",
                "# made\nx,y\n1.5,-2\n# more\n300,0",
                "\uFEFFx,\"the y\"\r\n1.5,-2\r\n\r\n300,0\r\n",
                " \"1.5\" , \"-2\"\n300 , 0\n",
            })
    void csvIsRead(String text) throws IOException {
        DMatrixRMaj matrix = MatrixFile.read(csv(text));
        assertEquals(new MatrixFile.Shape(2, 2), MatrixFile.shape(csv(text)));
        assertEquals(2, matrix.numRows);
        assertArrayEquals(new double[] {1.5, -2, 300, 0}, matrix.data);
    }

    /// Wider than the library takes by itself.
    @Test
    void longLinesAreRead() throws IOException {
        String line = IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        DMatrixRMaj matrix = MatrixFile.read(csv(line + "\n" + line + "\n"));
        assertEquals(20_000, matrix.numCols);
        assertEquals(19_999, matrix.get(1, 19_999));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\nx,y\n", "1;2\n"})
    void aFileWithoutNumbersIsRefused(String text) throws IOException {
        Path file = csv(text);
        IOException refused = assertThrows(IOException.class, () -> MatrixFile.shape(file));
        assertEquals(file + ": has no line of numbers, which are divided by commas", refused.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2;3           | line 2: expected 2 columns, found 1",
                "x,y;1,2,3       | line 2: expected 2 columns, found 3",
                "1,two           | line 1, column 2: expected a number, found 'two'",
                "1,2;3,          | line 2, column 2: expected a number, found ''",
                "1,2;3,NaN       | line 2, column 2: expected a number, found 'NaN'",
                "1,Infinity      | line 1, column 2: expected a number, found 'Infinity'",
                "1,1e999         | line 1, column 2: expected a number, found '1e999'",
                "nan,nan;2,3     | line 1, column 1: expected a number, found 'nan'",
                "-inf,inf;2,3    | line 1, column 1: expected a number, found '-inf'",
                "1 2;3,4         | line 1, column 1: expected a number, found '1 2'",
                "1 2;3 4         | line 1, column 1: expected a number, found '1 2'",
            })
    void whatIsNoMatrixIsRefusedInOneLine(String text, String expected) throws IOException {
        Path file = csv(text.strip().replace(';', '\n') + "\n");
        IOException refused = assertThrows(IOException.class, () -> MatrixFile.read(file));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused::getMessage);
        assertTrue(refused.getMessage().endsWith(expected.strip()), refused::getMessage);
    }

    /// To the same bits, with checksums that hold.
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"1, 1", "3, 5", "1, 2000", "900, 700"})
    void whatIsWrittenReadsBack(int rows, int columns) throws IOException {
        DMatrixRMaj matrix = RandomMatrices_DDRM.rectangle(rows, columns, new Random(1));
        Path file = folder.resolve("a.fits");
        MatrixFile.write(file, matrix, List.of("made by a test"));
        assertEquals(new MatrixFile.Shape(rows, columns), MatrixFile.shape(file));
        assertArrayEquals(matrix.data, MatrixFile.read(file).data);
        try (ImageFile open = ImageFile.open(file, Selection.SCIENCE)) {
            assertEquals(List.of(), open.doubts());
        }
    }

    @Test
    void aMatrixOfNothingIsAWholeFile() throws IOException {
        Path file = folder.resolve("a.fits");
        MatrixFile.write(file, new DMatrixRMaj(0, 0), List.of());
        assertEquals(2880, Files.size(file));
        assertEquals(List.of(), FitsFiles.images(file));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cube.fits       | planes: expected one",
                "none.fits       | none.fits",
            })
    void otherImagesAreRefused(String name, String expected) {
        Path file = Path.of("src/test/resources/hyades/images/fits", name);
        IOException refused = assertThrows(IOException.class, () -> MatrixFile.shape(file));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused::getMessage);
        assertTrue(refused.getMessage().contains(expected.strip()), refused::getMessage);
    }

    @Test
    void oneOfSeveralImagesIsToBeNamed() throws IOException {
        Path file = folder.resolve("two.fits");
        try (FitsOutput out = new FitsOutput(file)) {
            for (String first : List.of("SIMPLE  =                    T", "XTENSION= 'IMAGE   '")) {
                Cards header = new Cards();
                header.putFirst(List.of(
                        first,
                        "BITPIX  =                  -64",
                        "NAXIS   =                    2",
                        "NAXIS1  =                    2",
                        "NAXIS2  =                    1"));
                if (!first.startsWith("SIMPLE")) {
                    header.put("PCOUNT", "0", "");
                    header.put("GCOUNT", "1", "");
                }
                out.begin(header);
                out.pixels(new double[] {1, 2}, -64);
                out.end();
            }
            out.commit();
        }
        IOException refused = assertThrows(IOException.class, () -> MatrixFile.shape(file));
        assertEquals(file + ": has 2 images: expected one of them, as in 'two.fits[0]'", refused.getMessage());
        assertEquals(new MatrixFile.Shape(1, 2), MatrixFile.shape(Path.of(file + "[1]")));
    }

    @Test
    void aSectionOfAnImageIsAMatrix() throws IOException {
        Path file = Path.of("src/test/resources/hyades/images/fits/f32.fits");
        MatrixFile.Shape whole = MatrixFile.shape(file);
        assertEquals(new MatrixFile.Shape(whole.rows(), 3), MatrixFile.shape(Path.of(file + "[2:4,*]")));
    }
}
