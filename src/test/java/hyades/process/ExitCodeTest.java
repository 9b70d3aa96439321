package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    /// In the order of what a user has to do: nothing, look at the list, start it again, mend the command, find out.
    @ParameterizedTest(name = "of {0}: {1}")
    @CsvSource({
        "0, 0",
        "0 3 0, 3",
        "3 75, 75",
        "75 3, 75",
        "75 2 3, 2",
        "2 1 75, 1",
        "1 2, 1",
        "0 137, 137",
        "137 2, 137"
    })
    void theWorstCodeIsTheJobs(String codes, int worst) {
        assertEquals(worst, ExitCode.worst(Arrays.stream(codes.split(" ")).mapToInt(Integer::parseInt)));
    }

    @Test
    void aJobWithoutRanksIsDone() {
        assertEquals(0, ExitCode.worst(IntStream.empty()));
    }

    @Test
    void onlyWhatEndsTogetherIsOrderly() {
        for (int code : new int[] {0, 3, 75}) {
            assertTrue(ExitCode.isOrderly(code), () -> "code " + code);
        }
        for (int code : new int[] {1, 2, 4, 74, 137}) {
            assertFalse(ExitCode.isOrderly(code), () -> "code " + code);
        }
    }
}
