package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StretchTest {
    /// 0 to 999 in an order that is none: 7 and 1000 have no common divisor.
    private static final double[] THOUSAND = new double[1000];

    static {
        Arrays.setAll(THOUSAND, i -> i * 7 % 1000);
    }

    /// Half a percent of a thousand are five on either side.
    @Test
    void halfAPercentIsCutOnEitherSide() {
        assertArrayEquals(new double[] {5, 994}, Stretch.PERCENTILE.limits(THOUSAND));
        assertArrayEquals(new double[] {3, 3}, Stretch.PERCENTILE.limits(new double[] {3}));
    }

    @Test
    void allIsShownBetweenTheLeastAndTheGreatest() {
        assertArrayEquals(new double[] {0, 999}, Stretch.LINEAR.limits(THOUSAND));
        assertArrayEquals(new double[] {0, 999}, Stretch.ASINH.limits(THOUSAND));
        assertEquals(0.3, Stretch.LINEAR.bend(0.3));
    }

    /// asinh(10 t) / asinh(10) to seven digits.
    @Test
    void faintStructureIsLifted() {
        assertEquals(0, Stretch.ASINH.bend(0));
        assertEquals(0.2939653, Stretch.ASINH.bend(0.1), 1e-7);
        assertEquals(0.7712696, Stretch.ASINH.bend(0.5), 1e-7);
        assertEquals(1, Stretch.ASINH.bend(1), 1e-15);
        assertEquals(1, Stretch.ASINH.bend(7), 1e-15);
    }
}
