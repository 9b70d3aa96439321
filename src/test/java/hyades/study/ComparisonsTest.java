package hyades.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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

    /// Means 3 and 6, variances 2.5 and 10 of five each: standard error sqrt(2.5), Satterthwaite's degrees of freedom
    /// (2.5)²/(0.25/4 + 4/4) = 5.88235, for which Simpson's rule on Student's density puts 97.5 %
    /// below 2.4588237.
    @Test
    void theIntervalOfTheDifferenceIsWelchs() {
        WelchInterval apart = WelchInterval.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 4, 6, 8, 10});
        assertEquals(-3, apart.difference(), 1e-15);
        assertEquals(-3 - 2.4588237 * Math.sqrt(2.5), apart.low(), 1e-6);
        assertEquals(-3 + 2.4588237 * Math.sqrt(2.5), apart.high(), 1e-6);
        WelchInterval one = WelchInterval.of(new double[] {1}, new double[] {2, 4});
        assertEquals(-2, one.difference());
        assertTrue(Double.isNaN(one.low()) && Double.isNaN(one.high()));
        assertEquals(new WelchInterval(1, 1, 1), WelchInterval.of(new double[] {2, 2}, new double[] {1, 1}));
    }

    @Test
    void whatTheStudiesWereMadeOnIsCompared() {
        Machine here = new Machine(Map.of("hyades", "1", "java", "25.0.1", "commit", "abc"), "a", "Xeon", 2);
        assertEquals(List.of(), here.differences(here));
        Machine there = new Machine(Map.of("hyades", "1", "java", "25"), "b", null, 4);
        assertEquals(
                List.of(
                        "host: a here, b there",
                        "processor: Xeon here, unknown there",
                        "cores: 2 here, 4 there",
                        "Java: 25.0.1 here, 25 there",
                        "commit: abc here, unknown there"),
                here.differences(there));
    }

    /// Worked by hand: 0.01·4, 0.02·3, max(0.03·2, 0.06), max(0.04, 0.06), in the order they came.
    @Test
    void holmCorrectsInOrder() {
        double[] adjusted = Comparisons.holm(new double[] {0.03, 0.01, 0.04, 0.02});
        assertArrayEquals(new double[] {0.06, 0.04, 0.06, 0.06}, adjusted, 1e-15);
        assertArrayEquals(new double[] {1, 1}, Comparisons.holm(new double[] {0.7, 0.9}));
    }
}
