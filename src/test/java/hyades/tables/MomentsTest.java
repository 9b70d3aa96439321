package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MomentsTest {
    /// 1, 2, 3 and 6, 12: mean 24/5, deviations squared 3.8² + 2.8² + 1.8² + 1.2² + 7.2² = 78.8; to rounding.
    @Test
    void twoSetsTogetherAreOne() {
        Moments both = Moments.of(new double[] {1, 2, 3}, 3).and(Moments.of(new double[] {6, 12, 99}, 2));
        assertEquals(5, both.count());
        assertEquals(4.8, both.mean(), 1e-15);
        assertEquals(78.8 / 4, both.variance(), 1e-14);
        assertEquals(1, both.smallest());
        assertEquals(12, both.largest());
        assertEquals(both, both.and(Moments.NONE));
        assertEquals(both, Moments.NONE.and(both));
    }

    /// Their sum is beyond what a double holds, their mean is not.
    @Test
    void theMeanOfTheLargestNumbersIsFinite() {
        Moments large = Moments.of(new double[] {1e308, 1e308, 1.7e308}, 3);
        assertEquals(1.2333333333333333e308, large.mean(), 1e293); // a few roundings
        Moments both = Moments.of(new double[] {1.5e308}, 1).and(Moments.of(new double[] {-1.5e308}, 1));
        assertEquals(0, both.mean());
        assertEquals(Double.POSITIVE_INFINITY, both.variance());
    }
}
