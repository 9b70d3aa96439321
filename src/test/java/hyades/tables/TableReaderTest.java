package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableReaderTest {
    private final StringBuilder read = new StringBuilder();

    private TableReader.Shape read(String text) throws IOException {
        return TableReader.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                (values, length) -> read.append(Arrays.toString(Arrays.copyOf(values, length))));
    }

    static List<Arguments> tables() {
        String both = "[1.0, 2.0][3.0, 4.5]";
        return List.of(
                Arguments.of("of ours", "1,2\n3,4.5\n", both, 2, 0, false),
                Arguments.of("without a last line end", "1,2\n3,4.5", both, 2, 0, false),
                Arguments.of("line ends of Windows", "1,2\r\n3,4.5\r\n", both, 2, 0, false),
                Arguments.of(
                        "numpy.savetxt",
                        "1.000000000000000000e+00 2.000000000000000000e+00\n3e0 4.5e+00\n",
                        both,
                        2,
                        0,
                        false),
                Arguments.of("numpy, padded", "   1.0   2.0\n   3.0   4.5\n", both, 2, 0, false),
                Arguments.of("numpy, header and footer", "# a b\n1,2\n3,4.5\n# end\n", both, 2, 0, false),
                Arguments.of("pandas", ",0,1\n0,1,2\n1,3,4.5\n", both, 2, 0, true),
                Arguments.of("pandas, names", ",a,b\n0,1,2\n1,3,4.5\n", both, 2, 0, true),
                Arguments.of("pandas, names of rows", ",a,b\nx,1,2\ny,3,4.5\n", both, 2, 0, true),
                Arguments.of("pandas, index=False", "a,b\n1,2\n3,4.5\n", both, 2, 0, true),
                Arguments.of("a header with quotes", "\"a, of all\",\"b\"\n1,2\n\"3\",\"4.5\"\n", both, 2, 0, true),
                Arguments.of("a header that counts", "0,1,2,3\n5,6,7,8\n", "[5.0, 6.0, 7.0, 8.0]", 4, 0, true),
                Arguments.of("data that count", "0,1,2\n5,6,7\n", "[0.0, 1.0, 2.0][5.0, 6.0, 7.0]", 3, 0, false),
                Arguments.of("semicolons", "1;2\n3;4.5\n", both, 2, 0, false),
                Arguments.of("tabulators", "1\t2\n3\t4.5\n", both, 2, 0, false),
                Arguments.of("a byte order mark", "\uFEFF1,2\n3,4.5\n", both, 2, 0, false),
                Arguments.of("empty lines", "\n1,2\n\n3,4.5\n\n", both, 2, 0, false),
                Arguments.of("one column", "1\n-2e-3\n", "[1.0][-0.002]", 1, 0, false),
                Arguments.of("missing", "1,\nnan,NA\n", "[1.0][]", 2, 3, false),
                Arguments.of("missing from the first line on", "nan,NA\n1,2\n", "[][1.0, 2.0]", 2, 2, false),
                Arguments.of("ten digits", "1234567890,0000000001\n", "[1.23456789E9, 1.0]", 2, 0, false));
    }

    /// What numpy 1.24 and pandas 1.5 write, and what people make of it.
    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void readsWhatOthersWrite(String name, String text, String rows, int columns, long missing, boolean hasHeader)
            throws IOException {
        TableReader.Shape shape = read(text);
        assertEquals(rows, read.toString());
        assertEquals(columns, shape.columns());
        assertEquals(missing, shape.missing());
        assertEquals(hasHeader, shape.hasHeader());
        assertEquals(rows.chars().filter(c -> c == '[').count(), shape.rows());
    }

    /// What pandas writes of tables with columns of text, quoted or not, with gaps.
    @Test
    void columnsOfTextAreLeftOut() throws IOException {
        TableReader.Shape shape = read(",name,a,\"of, kind\",b\n0,,1,\"x, y\",2\n1,M 31,3,NA,4.5\n2,5,,7,6\n");
        assertEquals("[1.0, 2.0][3.0, 4.5][6.0]", read.toString());
        assertEquals(List.of("name", "of, kind"), shape.leftOut());
        assertEquals(List.of(2L, 1L), List.of((long) shape.columns(), shape.missing()));
    }

    static List<Arguments> damaged() {
        return List.of(
                Arguments.of("", "expected rows of numbers, found none"),
                Arguments.of("a,b\n", "expected rows of numbers, found none"),
                Arguments.of("1,2\n3\n", "line 2: expected 2 columns, found 1"),
                Arguments.of("# c\n1,2\n\n3,4,5\n", "line 4: expected 2 columns, found 3"),
                Arguments.of("inf,1\n2,3\n", "line 1, column 1: expected a finite number, found 'inf'"),
                Arguments.of("-Infinity,inf\n2,3\n", "line 1, column 1: expected a finite number, found '-Infinity'"),
                Arguments.of("1e5d,2\n2,3\n", "line 1, column 1: expected a finite number, found '1e5d'"),
                Arguments.of("1,a\n2,3\n", "line 1, column 2: expected a finite number, found 'a'"),
                Arguments.of("a,b\nx,y\n", "expected a column of numbers, found text in all"),
                Arguments.of("a,b\n1,2\n3,x\n", "line 3, column 2: expected a finite number, found 'x'"),
                Arguments.of("a,b\n1,inf\n", "line 2, column 2: expected a finite number, found 'inf'"),
                Arguments.of("1,2\n3,x\n", "line 2, column 2: expected a finite number, found 'x'"),
                Arguments.of("1,2\n3,4d\n", "line 2, column 2: expected a finite number, found '4d'"),
                Arguments.of("1,2\n3,inf\n", "line 2, column 2: expected a finite number, found 'inf'"),
                Arguments.of("1,2\n3,1e999\n", "line 2, column 2: expected a finite number, found '1e999'"),
                Arguments.of("1,2\n3,\"4\n5,6\n", "line 2, column 2: expected a finite number, found '4\\n5,6\\n'"));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void saysWhatIsWrongAndWhere(String text, String reason) {
        IOException found = assertThrows(IOException.class, () -> read(text));
        assertTrue(found.getMessage().startsWith(reason), found::getMessage);
    }
}
