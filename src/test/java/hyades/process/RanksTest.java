package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RanksTest {
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
        assertEquals(worst, Ranks.worst(Arrays.stream(codes.split(" ")).mapToInt(Integer::parseInt)));
    }

    @Test
    void aJobWithoutRanksIsDone() {
        assertEquals(0, Ranks.worst(IntStream.empty()));
    }

    @Test
    void onlyWhatEndsTogetherIsOrderly() {
        for (int code : new int[] {0, 3, 75}) {
            assertTrue(Ranks.isOrderly(code), () -> "code " + code);
        }
        for (int code : new int[] {1, 2, 4, 74, 137}) {
            assertFalse(Ranks.isOrderly(code), () -> "code " + code);
        }
    }

    /// What our launcher, `srun` and MPJ's three devices give a rank, and what a user types.
    @Test
    void ranksKnowThemselvesByTheirArguments() {
        for (String line : List.of(
                "--rank-threads 4 nbody",
                "--slurm-rank nbody",
                "0 machines.conf niodev nbody",
                "12 machines.conf hybdev a b",
                "3 4 smpdev hello")) {
            assertTrue(Ranks.areRanks(line.split(" ")), line);
        }
        for (String line : List.of("", "nbody", "--rank-threads", "-n 4 nbody", "x y niodev", "0 4 elsewhere", "0 4")) {
            assertFalse(Ranks.areRanks(line.split(" ")), line);
        }
    }
}
