package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.Communicator;
import hyades.comm.TestRanks;
import hyades.trace.Event;
import hyades.vector.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedGasTest {
    private static final Grid GRID = Grid.of(40, 12, 12, 6);

    private static GasPlan plan(double end, double every, Integer... blocks) {
        Boundaries boundaries = new Boundaries(List.of(
                Boundary.PERIODIC,
                Boundary.PERIODIC,
                Boundary.OUTFLOW,
                Boundary.REFLECTING,
                Boundary.REFLECTING,
                Boundary.OUTFLOW));
        return plan(GRID, boundaries, end, every, blocks);
    }

    private static GasPlan plan(Grid grid, Boundaries boundaries, double end, double every, Integer... blocks) {
        Medium medium = new Medium(1.4, Problem.DISC.gravity());
        return new GasPlan("test", grid, List.of(blocks), boundaries, medium, 0.6, end, every, 3, Set.of());
    }

    private static GasFields start() {
        return start(GRID);
    }

    private static GasFields start(Grid grid) {
        return GasFields.of(
                grid,
                (x, y, z) -> new GasState(
                        1 + 0.5 * Math.sin(0.3 * x + 0.7 * y + 0.3 * z),
                        0.8 * Math.cos(0.4 * x - y),
                        0.6 * Math.sin(0.9 * z + 0.5 * x),
                        -0.5 * Math.cos(0.5 * y * z),
                        0.6 + 0.5 * Math.cos(0.8 * x + z)));
    }

    /// What an observer has seen.
    private static final class Seen implements DistributedGas.Observer {
        private final List<String> told = new ArrayList<>();
        private final List<double[][]> outputs = new ArrayList<>();
        private GasMoment checkpointed;
        private GasFields checkpoint;
        private long checkpointAfter = -1;

        @Override
        public void measured(GasMoment moment, double timeStep, Totals totals) {
            told.add("%d %s %s %s %s"
                    .formatted(moment.step(), moment.time(), timeStep, totals.energy(), totals.largestSpeed()));
        }

        @Override
        public void output(GasMoment moment, GasFields fields) {
            told.add("output %d at %s".formatted(moment.outputs(), moment.time()));
            outputs.add(copy(fields).values());
        }

        @Override
        public boolean stepped(GasMoment moment) {
            return moment.step() == checkpointAfter;
        }

        @Override
        public void checkpoint(GasMoment moment, GasFields fields) {
            checkpointed = moment;
            checkpoint = copy(fields);
        }
    }

    private static GasFields copy(GasFields fields) {
        return new GasFields(
                fields.grid(),
                Arrays.stream(fields.values()).map(double[]::clone).toArray(double[][]::new));
    }

    private static Seen run(Communicator world, GasPlan plan, GasMoment from, GasFields fields, int threads) {
        Seen seen = new Seen();
        try (DistributedGas gas = new DistributedGas(world, plan, from, fields, KernelChoice.VECTOR, threads)) {
            assertTrue(gas.run(seen));
        }
        return seen;
    }

    private static final double END = 0.8;

    /// Measurements and outputs, compared with those of one rank and one block.
    @ParameterizedTest(name = "{0} ranks, {1} threads, {2} x {3} x {4} blocks")
    @CsvSource({
        "1, 2, 2, 2, 2",
        "1, 3, 1, 1, 1",
        "2, 1, 1, 1, 2",
        "2, 3, 4, 4, 4",
        "3, 1, 4, 2, 2",
        "3, 2, 4, 4, 4",
        "4, 3, 2, 2, 2",
        "5, 2, 2, 3, 1",
        "8, 1, 4, 4, 4",
        "8, 3, 2, 2, 2"
    })
    void ranksBlocksAndThreadsDoNotShow(int ranks, int threads, int x, int y, int z) {
        Seen alone = TestRanks.alone(world -> run(world, plan(END, 0.3, 1, 1, 1), GasMoment.START, start(), 1));
        assertEquals(4, alone.outputs.size());
        Seen shared = TestRanks.run(
                        ranks,
                        world -> run(
                                world,
                                world.rank() == 0 ? plan(END, 0.3, x, y, z) : null,
                                GasMoment.START,
                                start(),
                                threads))
                .getFirst();
        assertEquals(alone.told, shared.told);
        for (int i = 0; i < alone.outputs.size(); i++) {
            assertArrayEquals(alone.outputs.get(i), shared.outputs.get(i));
        }
    }

    /// Tubes and planes along all axes, grids as small as may be, blocks of two cells, every kind of boundary in turn
    /// before every face: compared with one rank and one block.
    @ParameterizedTest(name = "{0} ranks, {1} threads, {2} cells, {3} blocks")
    @CsvSource({
        "1, 2, 2x2x2, 1x1x1",
        "2, 1, 9x1x1, 4x1x1",
        "3, 2, 1x9x1, 1x4x1",
        "3, 1, 1x1x9, 1x1x4",
        "3, 2, 13x5x1, 6x2x1",
        "2, 1, 1x7x11, 1x3x5",
        "2, 2, 5x1x4, 2x1x2",
        "2, 1, 4x2x3, 2x1x1",
        "3, 2, 5x5x5, 2x2x2",
        "2, 1, 20x6x8, 10x3x4",
    })
    void smallGridsAndThinBlocksDoNotShow(int ranks, int threads, String cells, String blocks) {
        Integer[] n = numbers(cells);
        Grid grid = Grid.of(n[0], n[1], n[2], 1);
        List<Boundary> sides = List.of(
                Boundary.PERIODIC,
                Boundary.PERIODIC,
                Boundary.OUTFLOW,
                Boundary.REFLECTING,
                Boundary.REFLECTING,
                Boundary.REFLECTING,
                Boundary.REFLECTING,
                Boundary.OUTFLOW);
        for (int turn = 0; turn < sides.size(); turn += 2) {
            List<Boundary> faces = new ArrayList<>(sides);
            Collections.rotate(faces, turn);
            Boundaries boundaries = new Boundaries(faces.subList(0, 2 * Grid.AXES));
            GasPlan whole = plan(grid, boundaries, 0.2, 0.07, 1, 1, 1);
            GasPlan cut = plan(grid, boundaries, 0.2, 0.07, numbers(blocks));
            Seen alone = TestRanks.alone(world -> run(world, whole, GasMoment.START, start(grid), 1));
            Seen shared = TestRanks.run(ranks, world -> run(world, cut, GasMoment.START, start(grid), threads))
                    .getFirst();
            assertEquals(4, alone.outputs.size());
            assertEquals(alone.told, shared.told, faces::toString);
            for (int i = 0; i < alone.outputs.size(); i++) {
                assertArrayEquals(alone.outputs.get(i), shared.outputs.get(i), faces::toString);
            }
        }
    }

    /// Halos are on their way while the inner cells are computed: what a trace shows of each step.
    @Test
    void halosTravelWhileInnerCellsAreComputed() {
        List<List<String>> names = TestRanks.run(2, world -> {
            world.timeline().start();
            run(world, plan(0.1, 0, 1, 1, 2), GasMoment.START, start(), 1);
            return world.timeline().events().stream().map(Event::name).toList();
        });
        List<String> step = List.of("post", "halos", "inner cells", "exchange", "outer cells", "allgather");
        for (List<String> ofRank : names) {
            int steps = Collections.frequency(ofRank, "inner cells");
            assertTrue(steps > 3);
            int at = -1;
            for (int i = 0; i < steps; i++) {
                int begin = at + 1 + ofRank.subList(at + 1, ofRank.size()).indexOf("post");
                at = begin + step.size() - 1;
                assertEquals(step, ofRank.subList(begin, at + 1));
            }
        }
    }

    private static Integer[] numbers(String extent) {
        return Stream.of(extent.split("x")).map(Integer::valueOf).toArray(Integer[]::new);
    }

    /// From a checkpoint in the middle, on other ranks and in other blocks, a run goes on to the same
    /// end, and tells what comes after it.
    @Test
    void aRunGoesOnFromACheckpointToTheSameBits() {
        Seen whole = TestRanks.run(3, world -> {
                    Seen seen = new Seen();
                    seen.checkpointAfter = 8; // one is measured after the next
                    GasPlan plan = plan(END, 0.3, 2, 2, 1);
                    try (DistributedGas gas =
                            new DistributedGas(world, plan, GasMoment.START, start(), KernelChoice.VECTOR, 1)) {
                        assertTrue(gas.run(seen));
                    }
                    return seen;
                })
                .getFirst();
        assertEquals(9, whole.checkpointed.step());
        Seen rest = TestRanks.run(
                        2, world -> run(world, plan(END, 0.3, 1, 3, 1), whole.checkpointed, whole.checkpoint, 1))
                .getFirst();
        List<String> last = whole.told.subList(whole.told.size() - rest.told.size(), whole.told.size());
        assertEquals(last, rest.told);
        assertTrue(rest.told.size() > 2 && rest.told.size() < whole.told.size());
        assertArrayEquals(whole.outputs.getLast(), rest.outputs.getLast());
    }

    /// One of the ranks is asked to stop: all do, after the same step, and the gas is as it was then.
    @Test
    void allRanksStopWhereOneIsAsked() {
        List<GasMoment> moments = TestRanks.run(3, world -> {
            try (DistributedGas gas = new DistributedGas(
                    world, plan(END, 0, 3, 1, 1), GasMoment.START, start(), KernelChoice.VECTOR, 1)) {
                TestRanks.stopWhen(
                        world, () -> world.rank() == 2 && gas.moment().step() == 4);
                assertFalse(gas.run(new Seen()));
                return gas.moment();
            }
        });
        for (GasMoment moment : moments) {
            assertEquals(4, moment.step());
            assertEquals(moments.getFirst(), moment);
        }
    }

    /// Of several cells without pressure the first is named, whoever has it.
    @Test
    void theFirstCellWithoutPressureIsNamed() {
        for (int ranks : new int[] {1, 2, 4}) {
            List<String> said = TestRanks.run(ranks, world -> {
                GasFields fields = start();
                fields.values()[4][fields.index(33, 2, 9)] = -1;
                fields.values()[4][fields.index(5, 7, 9)] = Double.NaN;
                try (DistributedGas gas = new DistributedGas(
                        world, plan(END, 0, 4, 1, 1), GasMoment.START, fields, KernelChoice.VECTOR, 1)) {
                    assertFalse(gas.run(new Seen()));
                    return "";
                } catch (UnphysicalGas e) {
                    return e.getMessage();
                }
            });
            assertTrue(said.getFirst().contains("after step 0, at 0.0 s: cell (33, 2, 9)"), said.getFirst());
        }
    }
}
