package hyades.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuantityTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "100000, 100000",
        "1e5, 100000",
        "1E5, 100000",
        "1.5e3, 1500",
        "2.0, 2",
        "-3, -3",
        "0, 0",
        "0e99, 0",
        "9223372036854775807, 9223372036854775807"
    })
    void countsAreWholeHoweverWritten(String text, long count) {
        assertEquals(count, Quantity.whole(text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1.5", "1e-3", "9223372036854775808", "1e9999", "1e-9999", "1e5 s", "many", "''", "'1,000'", "0x10"})
    void whatIsNoCountIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantity.whole(text));
    }

    static Stream<Arguments> equalTimes() {
        List<String> numbers = List.of("0.1", "0.3", "0.7", "1", "1.1", "2.9", "4.35", "33.3", "838.7", "99.99");
        return numbers.stream().map(number -> Arguments.of(new BigDecimal(number)));
    }

    /// A time in one unit and the same in a thousand times smaller one are the same number, which doubles do not
    /// grant: 0.3·10⁻⁶ and 300·10⁻⁹ differ.
    @ParameterizedTest(name = "{0}")
    @MethodSource("equalTimes")
    void equalTimesAreEqualInAnyUnit(BigDecimal number) {
        List<String> units = List.of("ps", "ns", "us", "ms", "s");
        for (int i = 1; i < units.size(); i++) {
            for (int j = 0; j < i; j++) {
                BigDecimal large = TimeUnit.exact(number.toPlainString() + units.get(i));
                BigDecimal small =
                        TimeUnit.exact(number.movePointRight(3 * (i - j)).toPlainString() + units.get(j));
                assertEquals(0, large.compareTo(small));
            }
        }
    }

    /// IAU 2012 B2, 2015 B2 and B3: the way of light is 299,792,458 m/s, GM of the Sun 1.3271244e20 m³/s².
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1 au, 149597870700",
        "2, 2",
        "3 km, 3000",
        "1 ly, 9460730472580800",
        "1 kpc, 3.0856775814913673e19",
        "1 Rsun, 695700000"
    })
    void lengthsHaveUnits(String text, double metres) {
        assertEquals(metres, Quantity.length(text).in(BigDecimal.ONE), 1e-15 * metres);
        assertEquals(299_792_458.0 * 31_557_600, Quantity.length("1 ly").in(BigDecimal.ONE), 1);
        assertEquals(
                648_000 / Math.PI * 149_597_870_700.0, Quantity.length("1 pc").in(BigDecimal.ONE), 16);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1 Msun, 1.3271244e20", "1 Mjup, 1.2668653e17", "1 Mearth, 3.986004e14", "1 kg, 6.67430e-11"})
    void massesHaveTheNominalGM(String text, double gm) {
        assertEquals(gm, 6.67430e-11 * Quantity.mass(text).in(BigDecimal.ONE), 1e-14 * gm);
    }
}
