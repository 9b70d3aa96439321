package hyades.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    /// JCGM 100:2008, 7.2.6: at most two significant digits of the uncertainty, and its last place for the value.
    /// The first three are its own examples (7.2.2, and 10.057 62 Ω with 27 mΩ).
    @ParameterizedTest(name = "{0}, uncertainty {1}")
    @CsvSource({
        "100.02147, 0.00035, 100.02147 ± 0.00035",
        "10.05762, 0.027, 10.058 ± 0.027",
        "100.0214, 0.000792, 100.02140 ± 0.00079",
        "0.83837526, 0.00035, 0.83838 ± 0.00035",
        "0.83837526, 0.000996, 0.8384 ± 0.0010",
        "25003.2, 1370, 25000 ± 1400",
        "25003.2, 13.71, 25003 ± 14",
        "1.408337e17, 9.46e13, (1.40834 ± 0.00095) × 10¹⁷",
        "1.6347e-4, 3e-8, (1.63470 ± 0.00030) × 10⁻⁴",
        "-12.3456, 0.5, −12.35 ± 0.50",
        "0, 0.2, 0.00 ± 0.20",
        "3, 40, 3 ± 40"
    })
    void valueAndUncertaintyEndAtTheSamePlace(double value, double uncertainty, String text) {
        assertEquals(text, Digits.measured(value, uncertainty));
    }

    @ParameterizedTest(name = "{0}, from {1} to {2}")
    @CsvSource({
        "1, 0.42, 5.8, 1.00 +4.80 −0.58",
        "1, 0.9012, 1.1014, 1.000 +0.101 −0.099",
        "1, 0.9005, 1.0996, 1.00 ± 0.10",
        "Infinity, 1.2345, Infinity, more than 1.2",
        "NaN, 0.76, NaN, more than 0.76",
        "0, 0, 0.4567, less than 0.46",
        "3.14159265, NaN, NaN, 3.14159",
        "5, 5, 5, 5"
    })
    void intervalsMayBeLopsidedOrOpen(double value, double low, double high, String text) {
        assertEquals(text, Digits.measured(value, low, high));
    }
}
