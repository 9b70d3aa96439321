package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.partition.Subrange;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SeededRowsTest {
    /// Whoever reads it, with whichever rows, and however many there are.
    @Test
    void aRowDependsOnTheSeedAndItsNumberAlone() {
        DMatrixRMaj all = new SeededRows(10, 50, 7).read(new Subrange(0, 10));
        for (int row = 0; row < 10; row++) {
            double[] expected = Arrays.copyOfRange(all.data, row * 50, row * 50 + 50);
            assertArrayEquals(expected, new SeededRows(100, 50, 7).read(new Subrange(row, row + 1)).data);
            double[] longer = new SeededRows(10, 80, 7).read(new Subrange(row, row + 1)).data;
            assertArrayEquals(expected, Arrays.copyOf(longer, 50));
        }
        assertNotEquals(all.data[0], new SeededRows(10, 50, 8).read(new Subrange(0, 1)).data[0]);
        assertEquals(0, new SeededRows(10, 50, 7).read(new Subrange(10, 10)).numRows);
    }

    /// Of 10⁵ uniform numbers the mean scatters by 0.0009 about 1/2, that of the squares by 0.0009 about
    /// 1/3: within five standard deviations of both, false alarms 1e-6.
    @Test
    void numbersAreUniform() {
        double[] numbers = new SeededRows(100, 1000, 1).read(new Subrange(0, 100)).data;
        assertTrue(Arrays.stream(numbers).allMatch(number -> number >= 0 && number < 1));
        assertEquals(1.0 / 2, Arrays.stream(numbers).average().orElseThrow(), 0.0046);
        assertEquals(
                1.0 / 3,
                Arrays.stream(numbers).map(number -> number * number).average().orElseThrow(),
                0.0048);
        assertEquals(numbers.length, Arrays.stream(numbers).distinct().count());
    }
}
