package hyades.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// The test of two studies against values that can be counted.
class ComparisonsTest {
    /// All six of one below all six of the other: 2 of the 924 ways to deal twelve numbers out.
    @Test
    void separatedSamplesHaveTheLeastP() {
        double[] a = {1, 2, 3, 4, 5, 6};
        double[] b = {7, 8, 9, 10, 11, 12};
        assertEquals(2.0 / 924, Comparisons.p(a, b), 1e-12);
        assertEquals(2.0 / 924, Comparisons.leastP(6, 6), 1e-15);
        assertEquals(1.0 / 3, Comparisons.leastP(2, 2), 1e-15);
    }

    /// U = 1 of 16: two of the 70 ways have U = 0 or 1 from either end.
    @Test
    void oneInversionDoublesIt() {
        assertEquals(4.0 / 70, Comparisons.p(new double[] {1, 2, 3, 5}, new double[] {4, 6, 7, 8}), 1e-12);
    }

    /// Worked by hand: 0.01·4, 0.02·3, max(0.03·2, 0.06), max(0.04, 0.06), in the order they came.
    @Test
    void holmCorrectsInOrder() {
        double[] adjusted = Comparisons.holm(new double[] {0.03, 0.01, 0.04, 0.02});
        assertArrayEquals(new double[] {0.06, 0.04, 0.06, 0.06}, adjusted, 1e-15);
        assertArrayEquals(new double[] {1, 1}, Comparisons.holm(new double[] {0.7, 0.9}));
    }
}
