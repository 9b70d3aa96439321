package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the counters of a machine say of a job, against shares worked out by hand from made-up ticks.
class SurroundingsTest {
    private static Surroundings job(int cores, int wanted, long total, long busy, long own, long stolen) {
        return Surroundings.between(
                new MachineTicks(cores, 500, 70, 3, 20, 9),
                new MachineTicks(cores, 500 + total, 70 + busy, 3 + stolen, 20 + own, 2),
                wanted);
    }

    /// proc(5): of `cpu0` and `cpu2`, which the process may use, 8 columns; of a process with a name that is one for
    /// parsers, its own ticks and those of its children.
    @Test
    void countersAreThoseOfTheCoresOneMayUse() {
        String stat = """
            cpu  1000 2000 3000 4000 5000 6000 7000 8000 0 0
            cpu0 1 2 4 8 16 32 64 128 99 99
            cpu1 1000 1000 1000 1000 1000 1000 1000 1000 0 0
            cpu2 10 20 40 80 160 320 640 1280 99 99
            intr 77 1 2
            """;
        String self = "5721 (ja) va) S 5716 5716 3136 0 -1 4194304 100 0 0 0 7 11 13 17 20 0 1 0 58076";
        assertEquals(
                new MachineTicks(2, 2805, 2805 - 264 - 1408, 1408, 48, 1.34),
                MachineTicks.of(stat, "Name:\tja) va\nCpus_allowed_list:\t0,2-7\n", self, "1.34 1.07 0.49 1/85 9\n"));
        assertThrows(RuntimeException.class, () -> MachineTicks.of(stat, "Name: x\n", self, "1.34 1.07"));
    }

    /// 10 s of two cores are 2000 ticks; sqrt(2000) = 44.7, so that shares of two cores are known to 3.4 %.
    @ParameterizedTest(name = "{0} of 2 cores wanted, {1} ticks busy, {2} the job''s, {3} stolen: {4}")
    @CsvSource({
        "2, 2000, 2000, 0, 0, false", // all are its own
        "1, 2000, 1000, 0, 0, false", // others have a core, and it was to have the other
        "2, 2000, 1900, 0, 0.05, false",
        "2, 2000, 1800, 0, 0.1, true", // 200 of 2000 ticks
        "1, 2000, 900, 0, 0.1, false", // one of two cores is known to 6.7 %
        "1, 2000, 800, 0, 0.2, true",
        "2, 1000, 100, 0, 0.45, true", // others leave it 1.1 cores, though much is idle: it may not have wanted them
        "1, 880, 880, 120, 0.12, true", // it alone was stolen from
        "2, 1760, 1760, 240, 0.12, true",
        "1, 1760, 880, 240, 0.12, true" // half of what was stolen was its
    })
    void aJobIsDisturbedThatCouldNotHaveWhatItWanted(
            int wanted, long busy, long own, long stolen, double lost, boolean disturbed) {
        Surroundings job = job(2, wanted, 2000, busy, own, stolen);
        assertEquals(lost, job.lostShare(), 1e-12);
        assertEquals(disturbed, job.disturbed());
        assertEquals(stolen / 2000.0, job.stealShare(), 1e-12);
        assertEquals(own / 1000.0, job.ownCores(), 1e-12);
        assertEquals((busy - own) / 1000.0, job.otherCores(), 1e-12);
        assertEquals(2, job.load());
    }

    /// A fifth of two cores: 20 ticks of 100 are chance (15 + 5), 200 of 1000 are not.
    @Test
    void aShortJobIsNotDisturbedByAFewTicks() {
        assertFalse(job(2, 2, 100, 100, 80, 0).disturbed());
        assertTrue(job(2, 2, 1000, 1000, 800, 0).disturbed());
    }

    @Test
    void nothingIsKnownOfCountersThatStandStill() {
        assertEquals(Surroundings.UNKNOWN, job(2, 2, 0, 0, 0, 0));
        assertFalse(Surroundings.UNKNOWN.isKnown());
        assertNull(Surroundings.warning(List.of(Surroundings.UNKNOWN, job(2, 2, 2000, 2000, 2000, 0))));
    }

    @Test
    void theWarningNamesWhatWasFound() {
        Surroundings stolen = job(2, 2, 2000, 1760, 1760, 240);
        Surroundings crowded = job(2, 2, 2000, 2000, 400, 0);
        assertEquals(
                "1 of 2 jobs that count was disturbed: steal up to 12 %; the host gives its cores to other guests:"
                        + " measure again on a quiet machine, or a node of your own (sbatch --exclusive)",
                Surroundings.warning(List.of(stolen, Surroundings.UNKNOWN)));
        assertTrue(Surroundings.warning(List.of(stolen, crowded))
                .startsWith("2 of 2 jobs that count were disturbed: other processes kept up to 1.6 of 2 cores"
                        + " busy (load 2 on 2 cores), steal up to 12 %; stop what else runs here: "));
    }
}
