package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.vector.KernelChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForceChoiceTest {
    @ParameterizedTest
    @EnumSource
    void theProcessorsKernelsAreTyped(KernelChoice kernel) {
        assertEquals(ForceChoice.of(kernel), ForceChoice.parse(kernel.name()));
        assertEquals(ForceChoice.of(kernel), ForceChoice.parse(kernel.toString()));
    }

    /// A device's name keeps its capitals and colons.
    @ParameterizedTest
    @CsvSource({"opencl, ''", "OpenCL, ''", "opencl:1, 1", "opencl:NVIDIA H100: PCIe, NVIDIA H100: PCIe"})
    void aDeviceIsTypedBehindAColon(String typed, String device) {
        ForceChoice choice = ForceChoice.parse(typed);
        assertEquals(new ForceChoice(null, device), choice);
        assertEquals(choice, ForceChoice.parse(choice.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "opencl:", "open", "vector:0", ""})
    void anythingElseIsRefused(String typed) {
        assertEquals(
                "expected one of auto, scalar, vector, opencl or opencl:DEVICE, found '%s'".formatted(typed),
                assertThrows(IllegalArgumentException.class, () -> ForceChoice.parse(typed))
                        .getMessage());
    }

    @Test
    void anythingThatIsTypedIsOfOneOfTheWords() {
        ForceChoice.words()
                .forEach(word -> assertEquals(word, ForceChoice.parse(word).toString()));
    }
}
