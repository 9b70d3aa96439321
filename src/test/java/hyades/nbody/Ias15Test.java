package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Units with G = 1.
class Ias15Test {
    @TempDir
    Path folder;

    private static DistributedNBody.Plan plan(double end, double tolerance, long every) {
        return new DistributedNBody.Plan(
                Scheme.IAS15, Math.copySign(1e-3, end), DistributedNBody.Plan.MOST_STEPS, 1, 0, every, end, tolerance);
    }

    /// What a run ended with.
    private record Ended(Checkpoint checkpoint, Moment at, long evaluations) {}

    /// @param stopAfter the steps after which rank 0 is asked to stop; -1: never
    private static List<Ended> run(int ranks, Checkpoint start, long stopAfter, List<Diagnostics> measured) {
        return run(ranks, start, stopAfter, measured, new ArrayList<>());
    }

    private static List<Ended> run(
            int ranks, Checkpoint start, long stopAfter, List<Diagnostics> measured, List<Moment> moments) {
        return TestRanks.run(ranks, world -> {
            long[] done = {0};
            TestRanks.stopWhen(world, () -> world.rank() == 0 && stopAfter >= 0 && done[0] >= stopAfter);
            boolean root = world.rank() == 0;
            try (DistributedNBody nbody = new DistributedNBody(
                    world,
                    root ? start.setup().plan() : null,
                    root ? Systems.copy(start.setup().bodies()) : null,
                    root ? start.step() : -1,
                    start.memory(),
                    DistributedForces.ofProcessor(world, KernelChoice.AUTO),
                    1)) {
                nbody.run(new DistributedNBody.Observer() {
                    @Override
                    public void measured(Moment at, Diagnostics diagnostics) {
                        measured.add(diagnostics);
                    }

                    @Override
                    public void stepped(Moment at, Bodies bodies) {
                        done[0] = at.step();
                        moments.add(at);
                    }
                });
                NBodySetup setup =
                        new NBodySetup("given", nbody.bodies(), start.setup().plan(), 1, 5L);
                return new Ended(
                        new Checkpoint(setup, nbody.step(), Map.of(), Written.NOTHING, nbody.memory()),
                        nbody.at(),
                        nbody.evaluations());
            }
        });
    }

    private static Checkpoint start(Bodies bodies, DistributedNBody.Plan plan) {
        return Checkpoint.start(new NBodySetup("given", bodies, plan, 1, 5L), Map.of());
    }

    /// e = 0.99, whose pericentre is a 20,000th of the orbit. Rounding walks at random, by about 1e-14 a passage,
    /// where both energies are 100 times their sum: below 1e-12 after a thousand, of which
    /// [KnownProblem#KEPLER] tells.
    @ParameterizedTest(name = "{0} periods")
    @CsvSource({"20, 2e-13", "-20, 2e-13"})
    void anEccentricOrbitKeepsItsEnergy(int periods, double tolerance) {
        double error = energyError(periods);
        assertTrue(error < tolerance, () -> "off by " + error);
    }

    private static double energyError(int periods) {
        Bodies bodies = Systems.create(InitialConditions.KEPLER, 2, 2, 0.99, 0);
        List<Diagnostics> measured = new ArrayList<>();
        Ended ended = run(1, start(bodies, plan(2 * Math.PI * periods, 1e-9, 100)), -1, measured)
                .getFirst();
        double first = measured.getFirst().total();
        return measured.stream()
                .mapToDouble(d -> Math.abs(d.total() / first - 1))
                .max()
                .orElseThrow();
    }

    /// Steps are chosen by ε^(1/7): 10^7 times the tolerance makes them 10 times as long. The end is within a step.
    @Test
    void theToleranceSetsTheSteps() {
        Bodies bodies = Systems.create(InitialConditions.KEPLER, 2, 2, 0, 0);
        long few = run(1, start(bodies, plan(40, 1e-7, 1000)), -1, new ArrayList<>())
                .getFirst()
                .at
                .step();
        long many = run(1, start(bodies, plan(40, 1e-14, 1000)), -1, new ArrayList<>())
                .getFirst()
                .at
                .step();
        assertEquals(10, (double) many / few, 0.8);
    }

    /// Two of them next to each other, and the end itself. The cuts move what rounding does: by some 1e-14 a period.
    @ParameterizedTest(name = "to {0}")
    @ValueSource(doubles = {20, -20})
    void stepsEndAtTheTimesOfSnapshots(double end) {
        double sign = Math.signum(end);
        List<Double> asked = List.of(sign * 1, Math.nextUp(1.0) * sign, sign * 7.5, end, 0.0);
        DistributedNBody.Plan plan = plan(end, 1e-9, 1000);
        Bodies bodies = Systems.create(InitialConditions.KEPLER, 2, 2, 0.5, 0);
        List<Moment> moments = new ArrayList<>();
        Ended whole = run(1, start(bodies, plan), -1, new ArrayList<>()).getFirst();
        DistributedNBody.Plan cut = plan.with(new SnapshotTimes(0, asked));
        Ended ended = run(1, start(bodies, cut), -1, new ArrayList<>(), moments).getFirst();
        assertEquals(
                asked.stream().sorted(Comparator.comparingDouble(Math::abs)).toList(),
                moments.stream()
                        .filter(at -> cut.snapshots().have(cut, at))
                        .map(Moment::time)
                        .toList());
        assertArrayEquals(
                whole.checkpoint.setup().bodies().pack(),
                ended.checkpoint.setup().bodies().pack(),
                1e-12);
        // no more steps than those that are cut, and one beside each that finds back
        assertTrue(ended.at.step() <= whole.at.step() + 2 * asked.size(), () -> ended.at + " after " + whole.at);
    }

    @ParameterizedTest(name = "{0} ranks, stopped after step {1}, then {2}")
    @CsvSource({"1, 1, 2", "2, 7, 3", "3, 12, 1"})
    void aStoppedRunGoesOnToTheSameBytes(int ranks, long stopAfter, int ranksLater) throws IOException {
        Bodies bodies = Systems.create(InitialConditions.UNIFORM, 3, 23, 0, 5);
        SnapshotTimes times = new SnapshotTimes(0, List.of(0.004, 0.1));
        Checkpoint start = start(bodies, plan(0.3, 1e-9, 5).with(times));
        List<Diagnostics> expected = new ArrayList<>();
        Checkpoint whole = run(1, start, -1, expected).getFirst().checkpoint;
        List<Diagnostics> measured = new ArrayList<>();
        List<Ended> stopped = run(ranks, start, stopAfter, measured);
        assertTrue(stopped.getFirst().at.step() >= stopAfter
                && !stopped.getFirst().at.isLast());
        stopped.getFirst().checkpoint.write(folder);
        for (Ended each : run(ranksLater, Checkpoint.read(folder), -1, measured)) {
            assertEquals(whole.step(), each.checkpoint.step());
            assertArrayEquals(
                    whole.setup().bodies().pack(),
                    each.checkpoint.setup().bodies().pack());
            assertArrayEquals(whole.memory(), each.checkpoint.memory());
        }
        List<Double> energies =
                measured.stream().map(Diagnostics::total).distinct().toList();
        assertEquals(expected.stream().map(Diagnostics::total).distinct().toList(), energies);
    }
}
