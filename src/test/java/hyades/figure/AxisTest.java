package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Axes in powers of two.
class AxisTest {
    @Test
    void valuesLieWhereTheirLogarithmIs() {
        Axis axis = Axis.powersOfTwo("Cores", 1, 2, 16);
        assertArrayEquals(
                new double[] {0, 1, 4, -1, Double.NaN, Double.NaN},
                axis.of(new double[] {1, 2, 16, 0.5, 0, -1}),
                1e-12);
        assertEquals("1", axis.label(0, 1));
        assertEquals("16", axis.label(4, 1));
        assertEquals("1/4", axis.label(-2, 1));
        assertEquals("1048576", axis.label(20, 1));
    }

    /// All values inside, and at least two powers of two for ticks, however close the values are.
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"1, 8", "3.4, 3.6", "4, 4", "0.01, 0.011", "100, 5000"})
    void theAxisHoldsItsValuesAndTwoTicks(double low, double high) {
        Axis axis = Axis.powersOfTwo("Run time [s]", low, high);
        double[] at = axis.of(new double[] {low, high});
        assertTrue(axis.min() < at[0] && at[1] < axis.max());
        assertTrue(Math.floor(axis.max()) > Math.ceil(axis.min()), axis::toString);
    }
}
