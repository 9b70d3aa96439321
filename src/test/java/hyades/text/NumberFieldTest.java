package hyades.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFieldTest {
    /// A number, one in another row, or the name of a column.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1, 1, true, false",
        "' -2.5e-3 ', -0.0025, true, false",
        "1e999, Infinity, true, false",
        "inf, Infinity, true, false",
        "-INF, -Infinity, true, false",
        "+infinity, Infinity, true, false",
        "nan, NaN, true, true",
        "-NaN, NaN, true, true",
        "<NA>, NaN, true, true",
        "'', NaN, false, true",
        "' ', NaN, false, true",
        "1d, NaN, false, false",
        "mass, NaN, false, false",
        "information, NaN, false, false",
    })
    void fieldsAreWhatTheirProgramsMeant(String text, double value, boolean isOne, boolean isMissing) {
        assertEquals(value, NumberField.parse(text));
        assertEquals(isOne, NumberField.isOne(text));
        assertEquals(isMissing, NumberField.isMissing(text));
    }
}
