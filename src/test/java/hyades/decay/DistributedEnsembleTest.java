package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DistributedEnsembleTest {
    /// All that rank 0 is told, as text, and its tally.
    private record Result(List<String> rows, byte[] tally) {}

    private static Result run(int ranks, int threads, Plan plan) {
        return TestRanks.run(ranks, world -> {
                    List<String> rows = new ArrayList<>();
                    try (DistributedEnsemble ensemble = new DistributedEnsemble(world, plan, threads)) {
                        Tally tally = ensemble.run(new Recorder(rows));
                        return new Result(rows, tally.pack());
                    }
                })
                .getFirst();
    }

    private record Recorder(List<String> rows) implements DistributedEnsemble.Observer {
        @Override
        public void progressed(long runs) {}

        @Override
        public void finished(int run, int finalCount, long exposures, int[] curve) {
            assertEquals(rows.size(), run);
            rows.add(run + " " + finalCount + " " + exposures + " " + Arrays.toString(curve));
        }

        @Override
        public void checkpoint(int runs, Tally tally) {
            assertEquals(rows.size(), runs);
            assertEquals(runs, tally.runs());
        }
    }

    /// An ensemble that one rank alone stops, and that goes on with other ranks, ends with the rows and the tally
    /// of one that was never stopped.
    @ParameterizedTest(name = "{0} ranks, stopped by rank {1}, then {2}")
    @CsvSource({"1, 0, 2", "3, 2, 1", "2, 0, 5", "8, 7, 3"})
    void aStoppedEnsembleGoesOnToTheSameBits(int ranks, int stopping, int ranksLater) {
        Plan plan = Plans.of(Method.BINOMIAL, 70_000, 20, 0.1, 3, 3000, 4);
        Result alone = run(1, 1, plan);
        Result stopped = TestRanks.run(ranks, world -> {
                    TestRanks.stopWhen(world, () -> world.rank() == stopping);
                    List<String> rows = new ArrayList<>();
                    try (DistributedEnsemble ensemble = new DistributedEnsemble(world, plan, 1)) {
                        Tally tally = ensemble.run(new Recorder(rows));
                        assertTrue(ensemble.runsDone() > 0 && ensemble.runsDone() < plan.runs());
                        return new Result(rows, tally.pack());
                    }
                })
                .getFirst();
        assertGoesOnTo(alone, stopped, ranksLater, plan);
    }

    private static void assertGoesOnTo(Result alone, Result stopped, int ranks, Plan plan) {
        Result ended = TestRanks.run(ranks, world -> {
                    List<String> rows = new ArrayList<>(stopped.rows);
                    try (DistributedEnsemble ensemble = new DistributedEnsemble(world, plan, 2)) {
                        if (world.rank() == 0) {
                            ensemble.goOnAfter(rows.size(), stopped.tally);
                        }
                        return new Result(rows, ensemble.run(new Recorder(rows)).pack());
                    }
                })
                .getFirst();
        assertEquals(alone.rows, ended.rows);
        assertArrayEquals(alone.tally, ended.tally);
    }

    /// Runs that take long are left when one rank alone is asked to stop, and drawn again: rows and tally are those of
    /// an ensemble that was never stopped. Ranks have drawn their part or not yet, and one has more than another.
    @ParameterizedTest(name = "{0}: {1} ranks x {2} threads, stopped by rank {3} when it asks for the {4}. time")
    @CsvSource({
        "LIFETIMES, 1, 1, 0, 1, 0",
        "LIFETIMES, 2, 1, 1, 3, 0",
        "LIFETIMES, 3, 2, 0, 9, 0",
        "TRIALS, 2, 2, 0, 2, 0",
        "TRIALS, 3, 1, 2, 4, 0",
        "LIFETIMES, 2, 1, 0, 700, 7",
        "TRIALS, 2, 1, 1, 1500, 7"
    })
    @Tag("long")
    void aRunThatTakesLongIsLeft(Method method, int ranks, int threads, int stopping, int moment, int most) {
        Plan plan = Plans.of(method, 5_000_000, 20, 0.1, 3, 7, 2);
        Result alone = run(1, 1, plan);
        int[] done = new int[ranks];
        Result stopped = TestRanks.run(ranks, world -> {
                    int[] asked = {0};
                    TestRanks.stopWhen(world, () -> world.rank() == stopping && ++asked[0] >= moment);
                    List<String> rows = new ArrayList<>();
                    try (DistributedEnsemble ensemble = new DistributedEnsemble(world, plan, threads, 0)) {
                        Tally tally = ensemble.run(new Recorder(rows));
                        done[world.rank()] = ensemble.runsDone();
                        return new Result(rows, tally.pack());
                    }
                })
                .getFirst();
        assertEquals(1, Arrays.stream(done).distinct().count());
        assertTrue(done[0] <= most, () -> done[0] + " runs are done");
        assertGoesOnTo(alone, stopped, 2, plan);
    }

    /// The same rows and the same tally to the last bit, for any number of ranks and threads, with more ranks than
    /// runs too; 70,000 particles are two blocks of lifetimes.
    @ParameterizedTest(name = "{0}: {1} ranks x {2} threads, {3} runs")
    @CsvSource({
        "BINOMIAL, 2, 1, 101",
        "BINOMIAL, 3, 2, 101",
        "BINOMIAL, 8, 1, 5",
        "LIFETIMES, 2, 1, 11",
        "LIFETIMES, 3, 2, 11",
        "LIFETIMES, 8, 1, 11",
        "TRIALS, 2, 2, 7",
        "TRIALS, 5, 1, 7",
        "TRIALS, 8, 1, 7"
    })
    void bitsDoNotDependOnRanksOrThreads(Method method, int ranks, int threads, int runs) {
        Plan plan = Plans.of(method, 70_000, 20, 0.1, 3, runs, 4);
        Result alone = run(1, 1, plan);
        Result together = run(ranks, threads, plan);
        assertEquals(runs, alone.rows.size());
        assertEquals(alone.rows, together.rows);
        assertArrayEquals(alone.tally, together.tally);
        assertArrayEquals(Ensemble.alone(plan, () -> false).orElseThrow().pack(), alone.tally);
    }

    @ParameterizedTest(name = "{0} ranks x {1} threads")
    @CsvSource({"2, 1", "3, 2", "8, 1"})
    void bitsOfAChainDoNotDependOnRanksOrThreads(int ranks, int threads) {
        Plan plan = Plans.chain("222Rn", 10_000, 30, 3600, 3, 20, 20);
        Result alone = run(1, 1, plan);
        Result together = run(ranks, threads, plan);
        assertEquals(alone.rows, together.rows);
        assertArrayEquals(alone.tally, together.tally);
    }

    @ParameterizedTest(name = "{0} ranks x {1} threads")
    @CsvSource({"2, 1", "3, 2", "8, 1"})
    void bitsOfAMixtureDoNotDependOnRanksOrThreads(int ranks, int threads) {
        Inventory start = Inventory.parse("222Rn=9000,214Bi=500,210Pb=7", new IsotopeTable());
        Plan plan = new Plan(start.chain(), start.initial(), 30, 600, Method.BINOMIAL, 3, 2, 20, 20);
        Result alone = run(1, 1, plan);
        Result together = run(ranks, threads, plan);
        assertEquals(alone.rows, together.rows);
        assertArrayEquals(alone.tally, together.tally);
    }

    /// With a detector too, and the decays are those without one.
    @ParameterizedTest(name = "{0} ranks x {1} threads")
    @CsvSource({"2, 1", "3, 2"})
    void bitsOfADetectorDoNotDependOnRanksOrThreads(int ranks, int threads) {
        Plan bare = Plans.of(Method.LIFETIMES, 10_000, 30, 0.1, 3, 20, 20);
        Plan plan = bare.with(new Detector(0.5, 100, 1e-4, true));
        Result alone = run(1, 1, plan);
        Result together = run(ranks, threads, plan);
        assertEquals(alone.rows, together.rows);
        assertArrayEquals(alone.tally, together.tally);
        List<String> decays = run(1, 1, bare).rows;
        for (int run = 0; run < decays.size(); run++) {
            String counts = decays.get(run);
            assertTrue(alone.rows.get(run).startsWith(counts.substring(0, counts.length() - 1) + ", "));
        }
    }

    @ParameterizedTest(name = "{0} ranks x {1} threads")
    @CsvSource({"2, 1", "3, 2"})
    void bitsOfHalfLivesThatAreDrawnDoNotDependOnRanksOrThreads(int ranks, int threads) {
        Plan plan = Plans.chain("222Rn", 10_000, 30, 3600, 3, 20, 20).uncertain();
        Result alone = run(1, 1, plan);
        Result together = run(ranks, threads, plan);
        assertEquals(alone.rows, together.rows);
        assertArrayEquals(alone.tally, together.tally);
    }

    /// Ten thousand runs take more than one round.
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void moreRunsLeaveTheFirstAsTheyWere(Method method) {
        List<String> few = run(2, 1, Plans.of(method, 1000, 5, 0.1, 1, 100, 0)).rows;
        List<String> many = run(3, 1, Plans.of(method, 1000, 5, 0.1, 1, 10_000, 0)).rows;
        assertEquals(10_000, many.size());
        assertEquals(few, many.subList(0, 100));
    }
}
