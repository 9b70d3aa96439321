package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnSortTest {
    /// By the 0-1 principle (Knuth, 5.3.4) a network that sorts all columns of zeros and ones sorts everything.
    @ParameterizedTest(name = "{0} rows")
    @MethodSource("small")
    void allColumnsOfZerosAndOnesAreSorted(int rows) {
        int columns = 1 << rows;
        int[][] keys = new int[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < columns; k++) {
                keys[row][k] = k >> row & 1;
            }
        }
        new ColumnSort(rows).sort(keys, columns);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < columns; k++) {
                int zeros = rows - Integer.bitCount(k);
                assertEquals(row < zeros ? 0 : 1, keys[row][k], "column %d".formatted(k));
            }
        }
    }

    static IntStream small() {
        return IntStream.rangeClosed(1, 14);
    }

    @ParameterizedTest(name = "{0} rows")
    @MethodSource("large")
    void longsAreSortedAsFarAsTheyAreAskedFor(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        long[][] keys = new long[rows][9];
        for (long[] row : keys) {
            Arrays.setAll(row, _ -> random.nextLong());
        }
        long[] last = Arrays.stream(keys).mapToLong(row -> row[8]).toArray();
        long[][] expected = new long[8][];
        for (int k = 0; k < 8; k++) {
            int column = k;
            expected[k] =
                    Arrays.stream(keys).mapToLong(row -> row[column]).sorted().toArray();
        }
        new ColumnSort(rows).sort(keys, 8);
        for (int k = 0; k < 8; k++) {
            int column = k;
            assertArrayEquals(
                    expected[k],
                    Arrays.stream(keys).mapToLong(row -> row[column]).toArray());
        }
        assertArrayEquals(last, Arrays.stream(keys).mapToLong(row -> row[8]).toArray());
    }

    static IntStream large() {
        return IntStream.of(1, 2, 3, 17, 31, 32, 33, 40, 100, 129);
    }
}
