package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.comm.TestRanks;
import hyades.vector.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedNBodyTest {
    private static final DistributedNBody.Plan PLAN = new DistributedNBody.Plan(Scheme.LEAPFROG, 2e-3, 50, 1, 0.05, 7);

    /// Everything a rank ends with, and what rank 0 measured.
    private record Result(double[] state, List<double[]> measured) {}

    private static List<Result> run(int ranks, int threads, KernelChoice kernel, int bodies, int dimensions) {
        return TestRanks.run(ranks, world -> {
            Bodies initial =
                    world.rank() == 0 ? Systems.create(InitialConditions.UNIFORM, dimensions, bodies, 0, 5) : null;
            List<Diagnostics> measured = new ArrayList<>();
            try (DistributedNBody nbody =
                    new DistributedNBody(world, world.rank() == 0 ? PLAN : null, initial, 0, kernel, threads)) {
                nbody.run(new Systems.Recorder(measured));
                return new Result(
                        nbody.bodies().pack(),
                        measured.stream().map(DistributedNBodyTest::numbers).toList());
            }
        });
    }

    private static double[] numbers(Diagnostics d) {
        return new double[] {
            d.kinetic(),
            d.potential(),
            d.momentum()[0],
            d.angularMomentum()[0],
            d.centreOfMass()[1],
            d.lagrangianRadii()[1]
        };
    }

    /// The same bits on every rank, for any number of ranks and threads, with more ranks than bodies too.
    @ParameterizedTest(name = "{0} ranks x {1} threads, {2} bodies, {3}-D")
    @CsvSource({
        "2, 1, 101, 2",
        "3, 1, 101, 2",
        "5, 1, 101, 3",
        "8, 1, 101, 2",
        "1, 3, 101, 2",
        "2, 2, 101, 3",
        "3, 3, 101, 2",
        "7, 1, 5, 2",
        "8, 2, 5, 3",
        "5, 1, 1, 2"
    })
    void bitsDoNotDependOnRanksOrThreads(int ranks, int threads, int bodies, int dimensions) {
        Result alone = run(1, 1, KernelChoice.AUTO, bodies, dimensions).getFirst();
        List<Result> together = run(ranks, threads, KernelChoice.AUTO, bodies, dimensions);
        for (Result result : together) {
            assertArrayEquals(alone.state, result.state);
        }
        assertEquals(9, alone.measured.size()); // steps 0, 7, ..., 49 and the last, 50
        for (int i = 0; i < alone.measured.size(); i++) {
            assertArrayEquals(
                    alone.measured.get(i), together.getFirst().measured.get(i));
        }
    }

    @Test
    void bitsDoNotDependOnTheKernel() {
        assertArrayEquals(
                run(1, 1, KernelChoice.SCALAR, 101, 3).getFirst().state,
                run(1, 1, KernelChoice.VECTOR, 101, 3).getFirst().state);
    }

    /// A body alone moves on in a straight line: 50 steps of 2e-3 from rest are no way at all.
    @Test
    void oneBodyAloneStaysWhereItIs() {
        double[] state = run(2, 1, KernelChoice.AUTO, 1, 2).getFirst().state;
        assertArrayEquals(new double[] {1, 0, 0, 0, 0}, state);
    }
}
