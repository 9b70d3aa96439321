package hyades.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle is the definition of each unit: the SI brochure's minute, hour and day, and the Julian year of 365.25
/// days.
class TimeUnitTest {
    @ParameterizedTest(name = "{0} is {1} s")
    @CsvSource({
        "1, 1",
        "0.84 s, 0.84",
        "838.79ms, 0.83879",
        "164 us, 1.64e-4",
        "3 µs, 3e-6",
        "7 ns, 7e-9",
        "2 min, 120",
        "1 h, 3600",
        "1 d, 86400",
        "30 d, 2592000",
        "1 a, 31557600",
        "2 ka, 6.31152e10",
        "2 Ma, 6.31152e13",
        "4.5e0 Ga, 1.420092e17",
        "1e-3, 0.001",
        "2.5 ps, 2.5e-12",
        "5.27 y, 166308552",
        "5.27 yr, 166308552",
        "1 year, 31557600",
        "3 days, 259200",
        "2 hours, 7200",
        "90 sec, 90",
        "5.7 ky, 1.798783200e11",
        "5.7 kyr, 1.798783200e11",
        "704 My, 2.22165504e16",
        "13.8 Gyr, 4.3549488e17",
        "13.8 By, 4.3549488e17",
        "14 Gy, 4.418064e17",
        ".5 s, 0.5"
    })
    void timesHaveUnits(String text, double seconds) {
        assertEquals(seconds, TimeUnit.parse(text), 1e-12 * seconds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"x", "1 parsec", "1 s s", "1..2", "ms", "''", "1 SECOND", "1e99999", "1 m", "1e", "--1"})
    void whatIsNoTimeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TimeUnit.parse(text));
    }

    /// What an axis of that length counts in, so that it has at least two ticks of one unit.
    @ParameterizedTest(name = "{0} s: {1} {2}")
    @CsvSource({
        "0, 0, s",
        "2e-11, 20, ps",
        "2e-9, 2, ns",
        "5e-5, 50, µs",
        "0.5, 500, ms",
        "1.68, 1.68, s",
        "119, 119, s",
        "120, 2, min",
        "54321, 15.089166666666667, h",
        "172800, 2, d",
        "63115200, 2, a",
        "6.31152e16, 2, Ga"
    })
    void anAxisCountsInTheLargestUnitThatFits(double longest, double shown, String symbol) {
        TimeUnit unit = TimeUnit.fitting(0, longest, Double.NaN);
        assertEquals(unit, TimeUnit.fitting(0, -longest, Double.NaN), "back in time");
        assertEquals(symbol, unit.symbol());
        assertEquals(shown, unit.of(longest)[0], 1e-12 * shown);
    }

    @Test
    void timesAreDividedByTheUnit() {
        assertArrayEquals(new double[] {0, 1, 2.5}, TimeUnit.DAY.of(0, 86_400, 216_000));
    }
}
