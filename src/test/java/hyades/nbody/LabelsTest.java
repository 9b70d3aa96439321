package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    /// Gaia's have 19 digits; 007 as a number would be another id.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "5853498713190525696, true",
        "9223372036854775807, true",
        "9223372036854775808, false",
        "-3, true",
        "007, false",
        "+7, false",
        "-0, false",
        "7a, false"
    })
    void idsThatAreWrittenAsNumbersAreOnes(String id, boolean isNumber) {
        assertEquals(isNumber, new Labels(List.of("1", id), null).areNumbers());
    }
}
