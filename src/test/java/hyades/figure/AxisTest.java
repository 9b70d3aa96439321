package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
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

    /// Of any two values there are three ticks or more, none too near another, with labels that name their places.
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "4.7, 6.1",
        "1, 1",
        "0.9, 1.1",
        "3, 8",
        "0.011, 0.013",
        "1e6, 1.5e6",
        "232300, 1e9",
        "7e-5, 2e-4",
        "1, 64",
        "5, 5.01"
    })
    void anAxisInPowersOfTwoHasThreeTicks(double low, double high) {
        Axis axis = Axis.powersOfTwo("Rate", low, high);
        List<Axis.Tick> ticks = axis.ticks(760, 76, false);
        assertTrue(ticks.size() >= 3, ticks::toString);
        for (int i = 0; i < ticks.size(); i++) {
            Axis.Tick tick = ticks.get(i);
            assertTrue(tick.at() >= axis.min() && tick.at() <= axis.max(), tick::toString);
            assertEquals(Math.pow(2, tick.at()), value(tick.label()), 1e-9 * Math.pow(2, tick.at()), tick::toString);
            if (i > 0) {
                double pixels = 760 * (tick.at() - ticks.get(i - 1).at()) / (axis.max() - axis.min());
                assertTrue(pixels >= 75, () -> ticks + ": " + pixels + " px");
            }
            assertTrue(tick.label().length() <= 8, tick::toString);
        }
    }

    /// What a label says: 1/4, 0.5, 2×10⁶.
    private static double value(String label) {
        if (label.contains("/")) {
            return 1 / Double.parseDouble(label.substring(2));
        }
        String[] parts = label.split("×");
        double value = 1;
        for (String part : parts) {
            value *= part.startsWith("10") && part.length() > 2 && !Character.isDigit(part.charAt(2))
                            || part.matches("10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
                    ? Math.pow(10, raised(part.substring(2)))
                    : Double.parseDouble(part);
        }
        return value;
    }

    private static int raised(String digits) {
        String plain = digits.chars()
                .mapToObj(c -> c == '⁻' ? "-" : Integer.toString("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)))
                .collect(Collectors.joining());
        return Integer.parseInt(plain);
    }

    /// Cores are whole: one and two are two ticks, and no half one is between them.
    @Test
    void countsHaveWholeTicks() {
        List<String> labels = Axis.powersOfTwo("Cores", 1, 2).ticks(1330, 110, true).stream()
                .map(Axis.Tick::label)
                .toList();
        assertEquals(List.of("1", "2"), labels);
        labels = Axis.linear("Cores", "", 0, 1, 2).ticks(580, 75, true).stream()
                .map(Axis.Tick::label)
                .toList();
        assertEquals(List.of("0", "1", "2"), labels);
    }

    /// Zeros lie on the axis as 0 does, and what is constant between a tenth less and a tenth more.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"0, 0, 1", "5, 4.5, 5.5", "-5, -5.5, -4.5"})
    void constantValuesHaveAnAxisAroundThem(double value, double low, double high) {
        Axis axis = Axis.linear("flat", "", value, value, value);
        assertEquals(low, axis.min(), 1e-12);
        assertEquals(high, axis.max(), 1e-12);
    }
}
