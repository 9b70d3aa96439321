package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.comm.TestRanks;
import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DistributedNBodyTest {
    private static final DistributedNBody.Plan PLAN = plan(Scheme.LEAPFROG);

    private static DistributedNBody.Plan plan(Scheme scheme) {
        return new DistributedNBody.Plan(scheme, 2e-3, 50, 1, 0.05, 7);
    }

    /// Everything a rank ends with, and what rank 0 measured.
    private record Result(double[] state, List<double[]> measured) {}

    private static List<Result> run(
            Scheme scheme, int ranks, int threads, KernelChoice kernel, int bodies, int dimensions) {
        return TestRanks.run(ranks, world -> {
            Bodies initial =
                    world.rank() == 0 ? Systems.create(InitialConditions.UNIFORM, dimensions, bodies, 0, 5) : null;
            List<Diagnostics> measured = new ArrayList<>();
            try (DistributedNBody nbody =
                    new DistributedNBody(world, world.rank() == 0 ? plan(scheme) : null, initial, 0, kernel, threads)) {
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
    @ParameterizedTest(name = "{0}: {1} ranks x {2} threads, {3} bodies, {4}-D")
    @CsvSource({
        "LEAPFROG, 2, 1, 101, 2",
        "LEAPFROG, 3, 1, 101, 2",
        "LEAPFROG, 5, 1, 101, 3",
        "LEAPFROG, 8, 1, 101, 2",
        "LEAPFROG, 1, 3, 101, 2",
        "LEAPFROG, 2, 2, 101, 3",
        "LEAPFROG, 3, 3, 101, 2",
        "LEAPFROG, 7, 1, 5, 2",
        "LEAPFROG, 8, 2, 5, 3",
        "LEAPFROG, 5, 1, 1, 2",
        "HERMITE4, 2, 1, 101, 2",
        "HERMITE4, 5, 1, 101, 3",
        "HERMITE4, 2, 2, 101, 3",
        "HERMITE4, 7, 1, 5, 2",
        "HERMITE4, 5, 1, 1, 2"
    })
    void bitsDoNotDependOnRanksOrThreads(Scheme scheme, int ranks, int threads, int bodies, int dimensions) {
        Result alone = run(scheme, 1, 1, KernelChoice.AUTO, bodies, dimensions).getFirst();
        List<Result> together = run(scheme, ranks, threads, KernelChoice.AUTO, bodies, dimensions);
        for (Result result : together) {
            assertArrayEquals(alone.state, result.state);
        }
        assertEquals(9, alone.measured.size()); // steps 0, 7, ..., 49 and the last, 50
        for (int i = 0; i < alone.measured.size(); i++) {
            assertArrayEquals(
                    alone.measured.get(i), together.getFirst().measured.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LEAPFROG", "HERMITE4"})
    void bitsDoNotDependOnTheKernel(Scheme scheme) {
        assertArrayEquals(
                run(scheme, 1, 1, KernelChoice.SCALAR, 101, 3).getFirst().state,
                run(scheme, 1, 1, KernelChoice.VECTOR, 101, 3).getFirst().state);
    }

    /// A body alone moves on in a straight line: 50 steps of 2e-3 from rest are no way at all.
    @Test
    void oneBodyAloneStaysWhereItIs() {
        double[] state = run(Scheme.LEAPFROG, 2, 1, KernelChoice.AUTO, 1, 2).getFirst().state;
        assertArrayEquals(new double[] {1, 0, 0, 0, 0}, state);
    }

    /// A device that fails at its `calls`-th call, from 0.
    private static GravityKernel lostAfter(int calls) {
        return new GravityKernel() {
            private final GravityKernel scalar = new ScalarKernel();
            private int done;

            private void call() {
                if (done++ >= calls) {
                    throw new DeviceFailure("device 0: gone");
                }
            }

            @Override
            public void accelerate(
                    double[][] s, double[] gm, double softening, double[][] x, Subrange targets, double[][] a) {
                call();
                scalar.accelerate(s, gm, softening, x, targets, a);
            }

            @Override
            public void accelerateWithJerk(
                    double[][] s,
                    double[][] u,
                    double[] gm,
                    double softening,
                    double[][] x,
                    double[][] v,
                    Subrange targets,
                    double[][] a,
                    double[][] j) {
                call();
                scalar.accelerateWithJerk(s, u, gm, softening, x, v, targets, a, j);
            }

            @Override
            public void potential(double[][] x, double[] gm, double softening, Subrange targets, double[] phi) {
                call();
                scalar.potential(x, gm, softening, targets, phi);
            }

            @Override
            public boolean sharesItsWork() {
                return true;
            }

            @Override
            public String description() {
                return "lost";
            }
        };
    }

    private record Lost(String message, long step, double[] state) {}

    /// Evaluations 0 and 1 are of the state before the first step, 2 to 8 of the steps 1 to 7, 9 of the
    /// measurement after these, 10 to 16 of the next steps. Each is one call, or 80 in pieces of a body.
    @ParameterizedTest(name = "rank {1} of {0}, call {2}")
    @CsvSource({
        "1, 0, 0, 10, 0",
        "1, 0, 1, 10, 0",
        "1, 0, 2, 10, 0",
        "2, 1, 0, 10, 0",
        "3, 2, 3, 10, 1",
        "3, 1, 8, 10, 6",
        "3, 1, 9, 10, 7",
        "3, 0, 9, 10, 7",
        "1, 0, 100, 1e-12, 0",
        "2, 1, 0, 1e-12, 0",
        "2, 1, 79, 1e-12, 0",
        "2, 1, 200, 1e-12, 0",
        "3, 1, 1000, 1e-12, 9"
    })
    void aDeviceThatIsLostEndsEveryRankAfterTheSameStep(int ranks, int losing, int calls, double longest, long step) {
        List<Lost> all = TestRanks.run(ranks, world -> {
            Bodies initial = world.rank() == 0 ? Systems.create(InitialConditions.UNIFORM, 3, 80, 0, 5) : null;
            GravityKernel kernel = world.rank() == losing ? lostAfter(calls) : new ScalarKernel();
            DistributedForces forces = new DistributedForces(kernel, true, "");
            try (DistributedNBody nbody = new DistributedNBody(
                    world, world.rank() == 0 ? PLAN : null, initial, 0, new double[0], forces, 1, longest)) {
                DeviceFailure failure =
                        assertThrows(DeviceFailure.class, () -> nbody.run(new Systems.Recorder(new ArrayList<>())));
                return new Lost(
                        failure.getMessage(), nbody.step(), nbody.bodies().pack());
            }
        });
        String expected = (losing == 0 ? "" : "on rank %d: ".formatted(losing)) + "device 0: gone";
        double[] undisturbed = after(all.getFirst().step);
        for (Lost each : all) {
            assertEquals(expected, each.message);
            assertEquals(step, each.step);
            assertArrayEquals(undisturbed, each.state);
        }
    }

    private static double[] after(long steps) {
        return TestRanks.run(1, world -> {
                    Bodies initial = Systems.create(InitialConditions.UNIFORM, 3, 80, 0, 5);
                    try (DistributedNBody nbody =
                            new DistributedNBody(world, PLAN.to(steps), initial, 0, KernelChoice.SCALAR, 1)) {
                        nbody.run(new Systems.Recorder(new ArrayList<>()));
                        return nbody.bodies().pack();
                    }
                })
                .getFirst();
    }
}
