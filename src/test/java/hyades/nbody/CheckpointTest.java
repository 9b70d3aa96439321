package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.storage.CheckpointFile;
import hyades.storage.LineLog;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final DistributedNBody.Plan PLAN = plan(Scheme.YOSHIDA4);

    @TempDir
    Path folder;

    private static DistributedNBody.Plan plan(Scheme scheme) {
        return new DistributedNBody.Plan(scheme, 2e-3, 40, 1, 0.05, 7);
    }

    private static Checkpoint checkpoint(int step, int dimensions) {
        Bodies bodies = Systems.create(InitialConditions.UNIFORM, dimensions, 33, 0, step)
                .with(new double[33]);
        bodies.radius[5] = 1.0 / 3;
        bodies.velocity[0][3] = -0.0;
        bodies.velocity[1][4] = Double.MIN_VALUE;
        NBodySetup setup = new NBodySetup("uniform", bodies, PLAN, 1.5, 4L);
        Written written = new Written(
                new LineLog.Mark(1L << 40, 77),
                EnergyScale.of(3, -3.5),
                1e-9,
                "too long",
                new LineLog.Mark(1L << 33, 78),
                List.of(3L, 1L << 40, 0L));
        return new Checkpoint(setup, step, Map.of("--dt", "0.002"), written, new double[0]);
    }

    @Test
    void textsComeBackHoweverLong() throws IOException {
        Labels labels = new Labels(List.of("7", "3"), List.of("Sun", ""));
        Bodies bodies = Bodies.empty(2, 2).called(labels);
        Map<String, String> options = Map.of("--snapshot-at", "0.0010227121650537077,".repeat(5000));
        Checkpoint.start(new NBodySetup("here.csv", bodies, PLAN, 1.5, null), options)
                .write(folder);
        assertEquals(options, Checkpoint.read(folder).options());
        assertEquals(labels, Checkpoint.read(folder).setup().bodies().labels());
        checkpoint(4, 2).write(folder);
        assertEquals(Labels.NUMBERS, Checkpoint.read(folder).setup().bodies().labels());
    }

    /// Every bit comes back, those of -0 and of subnormal numbers too.
    @ParameterizedTest(name = "{0}-D")
    @ValueSource(ints = {2, 3})
    void comesBackAsItWas(int dimensions) throws IOException {
        Checkpoint written = checkpoint(5, dimensions);
        written.write(folder);
        Checkpoint read = Checkpoint.read(folder);
        assertEquals(written.setup().initial(), read.setup().initial());
        assertEquals(written.setup().seed(), read.setup().seed());
        assertEquals(written.options(), read.options());
        assertEquals(written.written(), read.written());
        assertEquals(PLAN, read.setup().plan());
        assertEquals(1.5, read.setup().timeScale());
        assertEquals(5, read.step());
        assertArrayEquals(written.setup().bodies().pack(), read.setup().bodies().pack());
    }

    @Test
    void theOneBeforeIsKept() throws IOException {
        checkpoint(5, 2).write(folder);
        checkpoint(6, 2).write(folder);
        checkpoint(7, 2).write(folder);
        assertEquals(7, Checkpoint.read(folder).step());
        assertEquals(6, Checkpoint.read(folder.resolve(CheckpointFile.PREVIOUS)).step());
        Files.delete(folder.resolve(CheckpointFile.LATEST)); // as between the two renames
        assertEquals(6, Checkpoint.read(folder).step());
    }

    /// One bit anywhere, the last bytes lost, nothing left: refused by name, and the one before is offered.
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"flip, 0", "flip, 100", "flip, 1000", "flip, -1", "cut, 1", "cut, 32", "cut, 1000", "cut, -1"})
    void aDamagedOneIsRefusedAndTheOneBeforeOffered(String damage, int at) throws IOException {
        checkpoint(5, 2).write(folder);
        checkpoint(6, 2).write(folder);
        Path file = folder.resolve(CheckpointFile.LATEST);
        byte[] bytes = Files.readAllBytes(file);
        int place = at < 0 ? bytes.length + at : at;
        if (damage.equals("flip")) {
            bytes[place] ^= 4;
        } else {
            bytes = java.util.Arrays.copyOf(bytes, bytes.length - place);
        }
        Files.write(file, bytes);
        String complaint =
                assertThrows(IOException.class, () -> Checkpoint.read(folder)).getMessage();
        assertTrue(complaint.startsWith(file + ": damaged"), complaint);
        assertTrue(complaint.contains(folder.resolve(CheckpointFile.PREVIOUS).toString()), complaint);
        assertEquals(5, Checkpoint.read(folder.resolve(CheckpointFile.PREVIOUS)).step());
    }

    @Test
    void whereThereIsNoneItSaysSo() {
        String complaint =
                assertThrows(IOException.class, () -> Checkpoint.read(folder)).getMessage();
        assertEquals(folder.resolve(CheckpointFile.LATEST) + ": there is no such checkpoint", complaint);
    }

    /// A run that is stopped by one rank alone, and goes on with another number of ranks, ends with the bits of one
    /// that was never stopped; both measure the same.
    @ParameterizedTest(name = "{0}: {2} ranks, stopped by rank {3}, then {4}")
    @CsvSource({
        "LEAPFROG, 1, 2, 1, 3",
        "YOSHIDA4, 3, 1, 0, 2",
        "YOSHIDA4, 3, 3, 2, 1",
        "YOSHIDA4, 3, 3, 0, 5",
        "YOSHIDA4, 3, 8, 7, 3",
        "YOSHIDA6, 7, 3, 1, 2",
        "HERMITE4, 1, 1, 0, 2",
        "HERMITE4, 1, 3, 2, 1",
        "HERMITE4, 1, 8, 7, 3"
    })
    void aStoppedRunGoesOnToTheSameBits(Scheme scheme, int evaluations, int ranks, int stopping, int ranksLater)
            throws IOException {
        List<Diagnostics> uninterrupted = new ArrayList<>();
        double[] expected = run(1, -1, 0, start(scheme), uninterrupted)
                .getFirst()
                .setup()
                .bodies()
                .pack();
        List<Diagnostics> measured = new ArrayList<>();
        List<Checkpoint> stopped = run(ranks, stopping, 20 * evaluations, start(scheme), measured);
        for (Checkpoint each : stopped) {
            assertTrue(each.step() > 0 && each.step() < PLAN.steps(), "stopped after " + each.step());
            assertEquals(stopped.getFirst().step(), each.step());
        }
        stopped.getFirst().write(folder);
        List<Checkpoint> ended = run(ranksLater, -1, 0, Checkpoint.read(folder), measured);
        for (Checkpoint each : ended) {
            assertEquals(PLAN.steps(), each.step());
            assertArrayEquals(expected, each.setup().bodies().pack());
        }
        assertEquals(
                uninterrupted.stream().map(Diagnostics::total).toList(),
                measured.stream().map(Diagnostics::total).toList());
    }

    private static Checkpoint start(Scheme scheme) {
        Bodies bodies = Systems.create(InitialConditions.UNIFORM, 2, 33, 0, 5);
        return Checkpoint.start(new NBodySetup("uniform", bodies, plan(scheme), 1, 5L), Map.of());
    }

    /// @param stopping the rank that is asked to stop once it has asked itself `moment` times; -1: none
    private static List<Checkpoint> run(
            int ranks, int stopping, int moment, Checkpoint start, List<Diagnostics> measured) {
        return TestRanks.run(ranks, world -> {
            int[] asked = {0};
            TestRanks.stopWhen(world, () -> world.rank() == stopping && ++asked[0] > moment);
            boolean root = world.rank() == 0;
            try (DistributedNBody nbody = new DistributedNBody(
                    world,
                    root ? start.setup().plan() : null,
                    root ? start.setup().bodies() : null,
                    root ? start.step() : -1,
                    start.memory(),
                    DistributedForces.ofProcessor(world, KernelChoice.AUTO),
                    1)) {
                long step = nbody.run(new Systems.Recorder(measured));
                NBodySetup setup =
                        new NBodySetup("uniform", nbody.bodies(), start.setup().plan(), 1, 5L);
                return new Checkpoint(setup, step, Map.of(), Written.NOTHING, nbody.memory());
            }
        });
    }

    /// A step that takes long is left, wherever it is: before the first one, between the accelerations of one, while
    /// potentials are measured. The bodies are then those of a step's end, and the run goes on to the bits of one
    /// that was never stopped. Only one rank is asked; all agree.
    @ParameterizedTest(name = "{0}: {1} ranks, stopped by rank {2} when it asks itself for the {3}. time")
    @CsvSource({
        "YOSHIDA4, 1, 0, 1",
        "YOSHIDA4, 1, 0, 20",
        "YOSHIDA4, 2, 1, 33",
        "YOSHIDA4, 2, 0, 34",
        "YOSHIDA4, 3, 2, 90",
        "YOSHIDA4, 3, 1, 131",
        "YOSHIDA4, 2, 1, 777",
        "YOSHIDA4, 2, 0, 2800",
        "HERMITE4, 1, 0, 20",
        "HERMITE4, 1, 0, 50",
        "HERMITE4, 3, 2, 90",
        "HERMITE4, 2, 1, 444"
    })
    @Tag("long")
    void aStepThatTakesLongIsLeft(Scheme scheme, int ranks, int stopping, int moment) {
        NavigableMap<Long, double[]> expected = new TreeMap<>();
        NavigableMap<Long, Double> energies = new TreeMap<>();
        run(1, -1, 0, start(scheme), new Told(expected, energies), 0.5);
        NavigableMap<Long, double[]> told = new TreeMap<>();
        NavigableMap<Long, Double> measured = new TreeMap<>();
        List<Checkpoint> left = run(ranks, stopping, moment, start(scheme), new Told(told, measured), 1e-9);
        for (Checkpoint each : left) {
            assertEquals(left.getFirst().step(), each.step());
            assertArrayEquals(expected.get(each.step()), each.setup().bodies().pack());
        }
        assertTrue(left.getFirst().step() < PLAN.steps());
        run(2, -1, 0, left.getFirst(), new Told(told, measured), 1e-9);
        assertEquals(energies, measured);
        assertEquals(expected.keySet(), told.keySet());
        assertArrayEquals(expected.lastEntry().getValue(), told.lastEntry().getValue());
    }

    private record Told(NavigableMap<Long, double[]> states, NavigableMap<Long, Double> energies)
            implements DistributedNBody.Observer {
        @Override
        public void measured(Moment at, Diagnostics diagnostics) {
            energies.put(at.step(), diagnostics.total());
        }

        @Override
        public void stepped(Moment at, Bodies bodies) {
            states.put(at.step(), bodies.pack());
        }
    }

    /// @param longest the ranks ask each other so often [s]
    private static List<Checkpoint> run(
            int ranks, int stopping, int moment, Checkpoint start, Told told, double longest) {
        return TestRanks.run(ranks, world -> {
            int[] asked = {0};
            TestRanks.stopWhen(world, () -> world.rank() == stopping && ++asked[0] >= moment);
            boolean root = world.rank() == 0;
            try (DistributedNBody nbody = new DistributedNBody(
                    world,
                    root ? start.setup().plan() : null,
                    root ? Systems.copy(start.setup().bodies()) : null,
                    root ? start.step() : -1,
                    start.memory(),
                    DistributedForces.ofProcessor(world, KernelChoice.SCALAR),
                    1,
                    longest)) {
                long step = nbody.run(told);
                assertEquals(stopping < 0, nbody.isDone());
                NBodySetup setup =
                        new NBodySetup("uniform", nbody.bodies(), start.setup().plan(), 1, 5L);
                return new Checkpoint(setup, step, Map.of(), Written.NOTHING, nbody.memory());
            }
        });
    }
}
