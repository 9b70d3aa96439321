package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Bodies without mass, in units with G = 1.
class TestParticlesTest {
    private static final int MASSIVE = 7;
    private static final int MASSLESS = 24;

    private static final List<ExternalField> SUN = List.of(ExternalField.of("point", List.of(1.0)));

    /// What the ranks end with, and rank 0 measures.
    private record Ended(Bodies bodies, List<Diagnostics> measured, int sources) {}

    /// Counts the pairs of bodies that a kernel is asked for.
    private record Counting(GravityKernel kernel, AtomicLong forces, AtomicLong potentials) implements GravityKernel {
        Counting() {
            this(new ScalarKernel(), new AtomicLong(), new AtomicLong());
        }

        @Override
        public void accelerate(
                double[][] s, double[] gm, double softening, double[][] x, Subrange targets, double[][] a) {
            forces.addAndGet((long) gm.length * targets.length());
            kernel.accelerate(s, gm, softening, x, targets, a);
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
            forces.addAndGet((long) gm.length * targets.length());
            kernel.accelerateWithJerk(s, u, gm, softening, x, v, targets, a, j);
        }

        @Override
        public void potential(double[][] x, double[] gm, double softening, Subrange targets, double[] phi) {
            potentials.addAndGet((long) gm.length * targets.length());
            kernel.potential(x, gm, softening, targets, phi);
        }

        @Override
        public String description() {
            return "counting";
        }
    }

    private static Bodies massive(int dimensions) {
        return Systems.create(InitialConditions.UNIFORM, dimensions, MASSIVE, 0, 3);
    }

    /// The same bodies in their order, among others without mass.
    private static Bodies among(Bodies massive) {
        Bodies others = Systems.create(InitialConditions.UNIFORM, massive.dimensions(), MASSLESS, 0, 4);
        Bodies all = Bodies.empty(massive.dimensions(), MASSIVE + MASSLESS);
        for (int i = 0; i < all.count(); i++) {
            Bodies from = isMassive(i) ? massive : others;
            int index = isMassive(i) ? i / 4 : i - Math.min(i / 4 + 1, MASSIVE);
            all.mass[i] = isMassive(i) ? massive.mass[index] : 0;
            for (int d = 0; d < all.dimensions(); d++) {
                all.position[d][i] = from.position[d][index];
                all.velocity[d][i] = isMassive(i) ? from.velocity[d][index] : 0.1 * d - 0.02 * i;
            }
        }
        return all;
    }

    private static boolean isMassive(int i) {
        return i % 4 == 0 && i / 4 < MASSIVE;
    }

    private static double[] ofMassive(double[] values) {
        return IntStream.range(0, values.length)
                .filter(TestParticlesTest::isMassive)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static DistributedNBody.Plan plan(Scheme scheme, List<ExternalField> fields) {
        return new DistributedNBody.Plan(
                scheme,
                2e-3,
                scheme.isAdaptive() ? DistributedNBody.Plan.MOST_STEPS : 50,
                1,
                0.05,
                7,
                scheme.isAdaptive() ? 0.1 : Double.NaN,
                scheme.isAdaptive() ? 1e-9 : Double.NaN,
                Units.NBODY,
                SnapshotTimes.NONE,
                fields,
                SofteningKernel.PLUMMER);
    }

    private static List<Ended> run(int ranks, DistributedNBody.Plan plan, Bodies bodies, DistributedForces forces) {
        return TestRanks.run(ranks, world -> {
            List<Diagnostics> measured = new ArrayList<>();
            Bodies start = world.rank() == 0 ? Systems.copy(bodies) : null;
            DistributedForces used =
                    forces == null ? DistributedForces.ofProcessor(world, KernelChoice.VECTOR) : forces;
            try (DistributedNBody nbody = new DistributedNBody(world, plan, start, 0, new double[0], used, 1)) {
                nbody.run(new Systems.Recorder(measured));
                return new Ended(nbody.bodies(), measured, nbody.sources());
            }
        });
    }

    /// A massive body's sum has the same terms in the same order, and a step moves each body by itself. IAS15
    /// chooses its steps by all bodies, so it may take others.
    @ParameterizedTest(name = "{0}, {1}-D")
    @CsvSource({"LEAPFROG, 2", "LEAPFROG, 3", "YOSHIDA4, 3", "YOSHIDA6, 2", "HERMITE4, 2", "HERMITE4, 3"})
    void theOthersMoveAsIfTheyWereAloneToTheBit(Scheme scheme, int dimensions) {
        Bodies massive = massive(dimensions);
        Ended alone = run(1, plan(scheme, List.of()), massive, null).getFirst();
        Ended among = run(1, plan(scheme, List.of()), among(massive), null).getFirst();
        assertEquals(MASSIVE, alone.sources);
        assertEquals(MASSIVE, among.sources);
        for (int d = 0; d < dimensions; d++) {
            assertArrayEquals(alone.bodies.position[d], ofMassive(among.bodies.position[d]));
            assertArrayEquals(alone.bodies.velocity[d], ofMassive(among.bodies.velocity[d]));
        }
        for (int i = 0; i < alone.measured.size(); i++) {
            assertEquals(alone.measured.get(i).total(), among.measured.get(i).total());
            assertArrayEquals(
                    alone.measured.get(i).centreOfMass(), among.measured.get(i).centreOfMass());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Scheme.class)
    void theBitsAreTheSameOnAnyNumberOfRanks(Scheme scheme) {
        for (Bodies bodies : List.of(among(massive(3)), Bodies.empty(3, 5))) {
            for (int i = 0; i < bodies.count(); i++) {
                bodies.position[0][i] += 1 + i;
            }
            DistributedNBody.Plan plan = plan(scheme, SUN);
            double[] alone = run(1, plan, bodies, null).getFirst().bodies.pack();
            for (int ranks : new int[] {2, 3, 9}) {
                for (Ended each : run(ranks, plan, bodies, null)) {
                    assertArrayEquals(alone, each.bodies.pack());
                }
            }
        }
    }

    /// 50 steps and the start, each once; potentials at steps 0, 7, ..., 49 and 50.
    @ParameterizedTest(name = "{0}, {1} ranks")
    @CsvSource({"LEAPFROG, 1", "LEAPFROG, 3", "HERMITE4, 2"})
    void anEvaluationCostsBodiesTimesBodiesWithMass(Scheme scheme, int ranks) {
        Counting counting = new Counting();
        DistributedForces forces = new DistributedForces(counting, false, "");
        run(ranks, plan(scheme, List.of()), among(massive(2)), forces);
        long pairs = (MASSIVE + MASSLESS) * MASSIVE;
        assertEquals(51 * pairs, counting.forces.get());
        assertEquals(9 * MASSIVE * MASSIVE, counting.potentials.get());
    }

    /// In the field of a point each body keeps v²/2 - 1/r and its angular momentum: IAS15 to rounding, 1e-15 a step.
    /// What belongs to masses is 0; place and size are those of all bodies alike, here of four in a square of side
    /// 2 around (3, 0), whose distances from there are 2^(1/2).
    @Test
    void bodiesWithoutMassMoveInAField() {
        Bodies bodies = Bodies.empty(2, 4);
        for (int i = 0; i < 4; i++) {
            bodies.position[0][i] = 2 + 2 * (i % 2);
            bodies.position[1][i] = 2 * (i / 2) - 1;
            bodies.velocity[1][i] = 0.3 + 0.1 * i;
        }
        Ended ended = run(2, plan(Scheme.IAS15, SUN), bodies, null).getFirst();
        for (int i = 0; i < 4; i++) {
            assertEquals(energy(bodies, i), energy(ended.bodies, i), 1e-14);
            assertEquals(turning(bodies, i), turning(ended.bodies, i), 1e-14);
            assertNotEquals(bodies.velocity[0][i], ended.bodies.velocity[0][i], 1e-3);
        }
        assertEquals(0, ended.sources);
        Diagnostics first = ended.measured.getFirst();
        assertArrayEquals(new double[] {3, 0}, first.centreOfMass());
        for (double radius : first.lagrangianRadii()) {
            assertEquals(Math.sqrt(2), radius, 1e-15);
        }
        for (Diagnostics each : ended.measured) {
            double[] none = {each.kinetic(), each.potential(), each.virial(), each.virialRatio()};
            assertArrayEquals(new double[4], Arrays.stream(none).map(Math::abs).toArray());
            assertArrayEquals(new double[2], each.momentum());
        }
    }

    private static double energy(Bodies bodies, int i) {
        double speed = Math.hypot(bodies.velocity[0][i], bodies.velocity[1][i]);
        return speed * speed / 2 - 1 / Math.hypot(bodies.position[0][i], bodies.position[1][i]);
    }

    private static double turning(Bodies bodies, int i) {
        return bodies.position[0][i] * bodies.velocity[1][i] - bodies.position[1][i] * bodies.velocity[0][i];
    }

    /// The shortest circle, around a mass of 1 at r = 2: 2π 2^(3/2), of which a step is a 2000th part. Without a field
    /// nothing pulls.
    @Test
    void theStepOfBodiesWithoutMassFollowsFromTheField() {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.position[0][0] = 2;
        bodies.position[0][1] = 3;
        NBodySetup setup = NBodySetup.of("none.csv", bodies, 1, asked(SUN));
        Computable.require(bodies, setup.plan(), i -> "body " + i);
        double circle = 2 * Math.PI * Math.sqrt(8);
        assertEquals(circle, setup.timeScale(), 1e-14 * circle);
        assertEquals(circle / 2000, setup.plan().timeStep(), 1e-17 * circle);
        NBodySetup alone = NBodySetup.of("none.csv", bodies, 1, asked(List.of()));
        assertEquals(
                "expected bodies with mass, or a --field that pulls at them, found neither",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Computable.require(bodies, alone.plan(), i -> "body " + i))
                        .getMessage());
        assertTrue(Checkpoint.start(setup, Map.of()).snapshot().bodies().totalMass() == 0);
    }

    private static NBodySetup.Asked asked(List<ExternalField> fields) {
        return new NBodySetup.Asked(Scheme.LEAPFROG, null, false, 10, 0.0, null, null, null, Units.NBODY, fields, null);
    }
}
