package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forces and potentials of a ball whose density is a cubic spline, in units with G = 1.
class SplineSofteningTest {
    private static final GravityKernel SCALAR = new ScalarSpline();
    private static final GravityKernel VECTOR = new VectorSpline();
    private static final double EPSILON = 0.1;
    private static final double H = 2.8 * EPSILON;

    /// The unit of rounding.
    private static final double ROUNDING = 0x1p-53;

    /// W₂ of Monaghan & Lattanzio (1985) for a radius of 1, in the form of Springel, Yoshida & White (2001),
    /// equation 4: what the formulas of the force and the potential were integrated from.
    private static double density(double u) {
        double part = u < 0.5 ? 1 - 6 * u * u + 6 * u * u * u : 2 * Math.pow(1 - u, 3);
        return u > 1 ? 0 : 8 / Math.PI * part;
    }

    /// The integral by Boole's rule on 64 parts of each polynomial piece: what is integrated is of the fifth
    /// power at most, for which the rule is exact.
    private static double integral(DoubleUnaryOperator f, double from, double to) {
        double sum = 0;
        for (double[] piece : new double[][] {{from, Math.min(to, 0.5)}, {Math.max(from, 0.5), to}}) {
            int parts = 64;
            double step = (piece[1] - piece[0]) / parts / 4;
            double[] weights = {7, 32, 12, 32, 7};
            for (int part = 0; step > 0 && part < parts; part++) {
                for (int k = 0; k < 5; k++) {
                    double u = piece[0] + (4 * part + k) * step;
                    // at the joint both pieces have the same value
                    sum += 2 * step / 45 * weights[k] * f.applyAsDouble(u);
                }
            }
        }
        return sum;
    }

    /// The mass of the ball within u.
    private static double massWithin(double u) {
        return integral(s -> 4 * Math.PI * s * s * density(s), 0, Math.min(u, 1));
    }

    /// Of a mass of 1 at the origin of a line.
    private static double pull(GravityKernel kernel, double r) {
        double[][] acceleration = new double[3][1];
        double[][] origin = new double[3][1];
        double[][] there = {{r}, {0}, {0}};
        kernel.accelerate(origin, new double[] {1}, EPSILON * EPSILON, there, new Subrange(0, 1), acceleration);
        return -acceleration[0][0];
    }

    private static double potential(double r) {
        double[] potential = new double[2];
        double[][] places = {{0, r}, {0, 0}, {0, 0}};
        SCALAR.potential(places, new double[] {1, 0}, EPSILON * EPSILON, new Subrange(0, 2), potential);
        return potential[1];
    }

    /// By the theorems of Newton: what is within pulls as if it were at the centre, shells around have the potential
    /// of their radius. The quadrature sums 640 positive terms, an error of the mass of about 25 roundings in the
    /// mean; the outer piece of the formula adds terms of up to 48, whose roundings make 1e-14 together, of a pull
    /// that is at least 1.
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3, 0.49, 0.5, 0.51, 0.7, 0.9, 0.99, 1, 1.3, 20})
    void forceAndPotentialAreThoseOfTheDensity(double u) {
        assertEquals(massWithin(u) / (u * u) / (H * H), pull(SCALAR, u * H), 4e-14 * pull(SCALAR, u * H));
        double shells = integral(s -> 4 * Math.PI * s * density(s), Math.min(u, 1), 1);
        assertEquals(-(massWithin(u) / u + shells) / H, potential(u * H), 4e-14 / H);
    }

    @Test
    void theMassIsOneAndThePotentialAtTheCentreThatOfPlummer() {
        assertEquals(1, massWithin(1), 4e-14);
        assertEquals(-1 / EPSILON, potential(0), 4e-15 / EPSILON);
        assertEquals(0, Math.abs(pull(SCALAR, 0)));
    }

    /// Both pieces of each function, a step of 1e-9 beside each joint: the third derivative of the potential is
    /// continuous, so each differs by its slope times the step and rounding. Slopes over h are at most 77.
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1})
    void thePiecesMeet(double u) {
        double step = 1e-9;
        assertEquals(CubicSpline.pull(u - step), u < 1 ? CubicSpline.pull(u + step) : 1, 2 * 77 * step);
        assertEquals(CubicSpline.slope(u - step), u < 1 ? CubicSpline.slope(u + step) : -3, 2 * 400 * step);
        assertEquals(CubicSpline.depth(u - step), u < 1 ? CubicSpline.depth(u + step) : 1, 2 * 6 * step);
    }

    /// From the radius on nothing is softened, to the bit; the kernel without softening adds 1e-150 to squares.
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.0000000001, 1.7, 30})
    void fromTheRadiusOnForcesAreNewtons(double u) {
        double r = Math.nextUp(u * H);
        double[][] acceleration = new double[3][1];
        double[][] origin = new double[3][1];
        double[][] there = {{r}, {0}, {0}};
        new ScalarKernel()
                .accelerate(
                        origin, new double[] {1}, InverseCube.SMALLEST_SQUARE, there, new Subrange(0, 1), acceleration);
        assertEquals(-acceleration[0][0], pull(SCALAR, r));
        assertEquals(-1 / r, potential(r));
    }

    /// Central differences of step d = 1e-5 h of the potential: of third derivatives below 400/h⁴ they are off by
    /// d²/6 of that, 7e-9/h², and by rounding of 4 h/d, 4e-11 of 1/h².
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.25, 0.45, 0.55, 0.8, 0.95, 1.5})
    void theForceIsTheGradientOfThePotential(double u) {
        double d = 1e-5 * H;
        double slope = (potential(u * H + d) - potential(u * H - d)) / (2 * d);
        assertEquals(slope, pull(SCALAR, u * H), 1e-8 / (H * H));
    }

    private record Sources(double[][] position, double[][] velocity, double[] gm) {
        static Sources random(int dimensions, int n) {
            Random random = new Random(31L * n + dimensions);
            double[][] position = new double[dimensions][n];
            double[][] velocity = new double[dimensions][n];
            double[] gm = random.doubles(n).toArray();
            for (int i = 0; i < n; i++) {
                gm[i] = i % 5 == 3 ? 0 : gm[i];
                for (int d = 0; d < dimensions; d++) {
                    position[d][i] = n > 3 && i == n - 1 ? position[d][0] : 0.3 * random.nextGaussian();
                    velocity[d][i] = random.nextGaussian();
                }
            }
            return new Sources(position, velocity, gm);
        }

        int count() {
            return gm.length;
        }

        double[][] accelerations(GravityKernel kernel, Subrange targets) {
            double[][] acceleration = new double[position.length][count()];
            kernel.accelerate(position, gm, EPSILON * EPSILON, targets, acceleration);
            return acceleration;
        }

        /// Accelerations, then jerks.
        double[][] both(GravityKernel kernel, Subrange targets) {
            double[][] acceleration = new double[position.length][count()];
            double[][] jerk = new double[position.length][count()];
            kernel.accelerateWithJerk(position, velocity, gm, EPSILON * EPSILON, targets, acceleration, jerk);
            return Stream.of(acceleration, jerk).flatMap(Arrays::stream).toArray(double[][]::new);
        }

        double[] potentials(GravityKernel kernel, Subrange targets) {
            double[] potential = new double[count()];
            kernel.potential(position, gm, EPSILON * EPSILON, targets, potential);
            return potential;
        }

        Sources moved(double seconds) {
            double[][] places = IntStream.range(0, position.length)
                    .mapToObj(d -> IntStream.range(0, count())
                            .mapToDouble(i -> position[d][i] + seconds * velocity[d][i])
                            .toArray())
                    .toArray(double[][]::new);
            return new Sources(places, velocity, gm);
        }
    }

    static Stream<Sources> sources() {
        return IntStream.of(1, 2, 7, 8, 9, 16, 33, 100, 257)
                .boxed()
                .flatMap(n -> Stream.of(Sources.random(2, n), Sources.random(3, n)));
    }

    /// One sequence of IEEE operations for each target, in both kernels, in any range, in one pass with the jerks.
    @ParameterizedTest
    @MethodSource("sources")
    void theVectorKernelGivesTheScalarKernelsBits(Sources sources) {
        int n = sources.count();
        Subrange all = new Subrange(0, n);
        double[][] expected = sources.both(SCALAR, all);
        assertSameBits(expected, sources.both(VECTOR, all));
        assertSameBits(sources.accelerations(SCALAR, all), sources.accelerations(VECTOR, all));
        assertSameBits(Arrays.copyOf(expected, sources.position.length), sources.accelerations(SCALAR, all));
        double[] potentials = sources.potentials(SCALAR, all);
        assertSameBits(new double[][] {potentials}, new double[][] {sources.potentials(VECTOR, all)});
        for (double[] axis : expected) {
            assertTrue(Arrays.stream(axis).allMatch(Double::isFinite));
        }
        for (int start = 0; start < n; start += 13) {
            int end = Math.min(n, start + 13);
            double[][] part = sources.both(VECTOR, new Subrange(start, end));
            for (int k = 0; k < part.length; k++) {
                double[] wanted = new double[n];
                System.arraycopy(expected[k], start, wanted, start, end - start);
                assertSameBits(new double[][] {wanted}, new double[][] {part[k]});
            }
        }
    }

    private static void assertSameBits(double[][] expected, double[][] actual) {
        assertEquals(expected.length, actual.length);
        for (int d = 0; d < expected.length; d++) {
            for (int i = 0; i < expected[d].length; i++) {
                assertEquals(
                        Double.doubleToRawLongBits(expected[d][i]),
                        Double.doubleToRawLongBits(actual[d][i]),
                        "axis " + d + ", body " + i);
            }
        }
    }

    /// Against central differences over ±t = 1e-6: relative to the largest jerk off by about the square of t times
    /// speeds of up to 8 over the spline's radius of 0.28, 1e-9, where no joint is passed, which none of these
    /// pairs does; and by rounding of 1e-16/t.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theJerkIsHowTheAccelerationChanges(int dimensions) {
        Sources sources = Sources.random(dimensions, 100);
        Subrange all = new Subrange(0, 100);
        double t = 1e-6;
        double[][] later = sources.moved(t).accelerations(SCALAR, all);
        double[][] before = sources.moved(-t).accelerations(SCALAR, all);
        double[][] both = sources.both(SCALAR, all);
        double largest = Arrays.stream(both)
                .skip(dimensions)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < 100; i++) {
                assertEquals((later[d][i] - before[d][i]) / (2 * t), both[dimensions + d][i], 1e-8 * largest);
            }
        }
    }

    /// What moves on a circle there does so as fast as at the softened distance: ω² = pull/r = 1/softened³.
    /// Plummer's is the root of r² + ε².
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 0.2, 0.28, 0.5})
    void theSoftenedDistanceHasThePeriodOfACircle(double r) {
        double softened = SofteningKernel.SPLINE.softened(r, EPSILON);
        assertEquals(pull(SCALAR, r) / r, Math.pow(softened, -3), 1e-14 * pull(SCALAR, r) / r);
        for (SofteningKernel kernel : SofteningKernel.values()) {
            assertTrue(kernel.reach(kernel.softened(r, EPSILON), EPSILON) >= r * (1 - 1e-9), kernel.toString());
        }
        assertEquals(0, SofteningKernel.SPLINE.reach(EPSILON, EPSILON));
        assertEquals(Math.sqrt(r * r + 0.01), SofteningKernel.PLUMMER.softened(r, EPSILON), 4 * ROUNDING);
    }

    private static DistributedNBody.Plan plan(Scheme scheme, double dt, long steps, SofteningKernel kernel) {
        boolean isAdaptive = scheme.isAdaptive();
        return new DistributedNBody.Plan(
                scheme,
                dt,
                isAdaptive ? DistributedNBody.Plan.MOST_STEPS : steps,
                1,
                EPSILON,
                20,
                isAdaptive ? dt * steps : Double.NaN,
                isAdaptive ? 1e-9 : Double.NaN,
                Units.NBODY,
                SnapshotTimes.NONE,
                List.of(),
                kernel);
    }

    /// What a run ends with, and how its energy was.
    private record Ended(double[] packed, double[] memory, List<Diagnostics> measured) {}

    private static Ended run(
            int ranks, DistributedNBody.Plan plan, Bodies bodies, long done, double[] memory, KernelChoice choice) {
        return TestRanks.run(ranks, world -> {
                    List<Diagnostics> measured = new ArrayList<>();
                    Bodies start = world.rank() == 0 ? Systems.copy(bodies) : null;
                    DistributedForces forces = DistributedForces.ofProcessor(world, choice);
                    try (DistributedNBody nbody = new DistributedNBody(world, plan, start, done, memory, forces, 1)) {
                        nbody.run(new Systems.Recorder(measured));
                        return new Ended(nbody.bodies().pack(), nbody.memory(), measured);
                    }
                })
                .getFirst();
    }

    private static Bodies cluster() {
        return Systems.create(InitialConditions.PLUMMER, 3, 60, 0, 5);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void theBitsAreTheSameOnAnyNumberOfRanksAndKernels(Scheme scheme) {
        DistributedNBody.Plan plan = plan(scheme, 2e-3, 25, SofteningKernel.SPLINE);
        double[] alone = run(1, plan, cluster(), 0, new double[0], KernelChoice.SCALAR).packed;
        for (int ranks : new int[] {2, 3, 5}) {
            assertArrayEquals(alone, run(ranks, plan, cluster(), 0, new double[0], KernelChoice.VECTOR).packed);
        }
        DistributedNBody.Plan other = plan(scheme, 2e-3, 25, SofteningKernel.PLUMMER);
        assertNotEquals(alone[60], run(1, other, cluster(), 0, new double[0], KernelChoice.SCALAR).packed[60]);
    }

    @TempDir
    Path folder;

    /// By way of a checkpoint after 12 steps, on another number of ranks.
    @ParameterizedTest
    @EnumSource(names = {"LEAPFROG", "HERMITE4"})
    void aRunGoesOnToTheSameBits(Scheme scheme) throws IOException {
        DistributedNBody.Plan plan = plan(scheme, 2e-3, 25, SofteningKernel.SPLINE);
        Ended through = run(1, plan, cluster(), 0, new double[0], KernelChoice.SCALAR);
        Ended half = run(2, plan.to(12), cluster(), 0, new double[0], KernelChoice.VECTOR);
        Bodies bodies = cluster();
        bodies.unpack(half.packed);
        NBodySetup setup = new NBodySetup("given", bodies, plan, 1, 5L);
        new Checkpoint(setup, 12, Map.of(), Written.NOTHING, half.memory).write(folder);
        Checkpoint read = Checkpoint.read(folder);
        assertEquals(SofteningKernel.SPLINE, read.setup().plan().softeningKernel());
        Ended on = run(3, read.setup().plan(), read.setup().bodies(), 12, read.memory(), KernelChoice.VECTOR);
        assertArrayEquals(through.packed, on.packed);
    }

    /// Forces and potential belong together: the leapfrog's error is (ω dt)²/8 of the deepest orbits' energies, ω²
    /// being below M/ε³, so of 1.25e-4 at most.
    @Test
    void theEnergyIsConserved() {
        List<Diagnostics> measured = run(
                        2,
                        plan(Scheme.LEAPFROG, 1e-3, 2000, SofteningKernel.SPLINE),
                        cluster(),
                        0,
                        new double[0],
                        KernelChoice.VECTOR)
                .measured;
        double first = measured.getFirst().total();
        for (Diagnostics each : measured) {
            assertEquals(first, each.total(), 1.25e-4 * Math.abs(first));
        }
    }

    @Test
    void filesSayHowItSoftens() throws IOException {
        DistributedNBody.Plan spline = plan(Scheme.LEAPFROG, 2e-3, 25, SofteningKernel.SPLINE);
        DistributedNBody.Plan plummer = plan(Scheme.LEAPFROG, 2e-3, 25, SofteningKernel.PLUMMER);
        Path csv = folder.resolve("final.csv");
        BodiesFile.write(csv, cluster(), spline, Moment.of(spline, 3));
        assertEquals(SofteningKernel.SPLINE, BodiesFile.read(csv).softeningKernel());
        Files.writeString(csv, Files.readString(csv).replace("softeningKernel: spline", "softeningKernel: cubic"));
        String said = assertThrows(IllegalArgumentException.class, () -> BodiesFile.read(csv))
                .getMessage();
        assertTrue(said.endsWith("softeningKernel 'cubic': expected one of plummer, spline"), said);
        BodiesFile.write(csv, cluster(), plummer, Moment.of(plummer, 3));
        assertEquals(null, BodiesFile.read(csv).softeningKernel());
        Path fits = folder.resolve("a.fits");
        SnapshotFile.write(fits, cluster(), spline, Moment.of(spline, 3));
        Snapshot read = SnapshotFile.read(fits);
        assertEquals(SofteningKernel.SPLINE, read.softeningKernel());
        assertTrue(TipsyFile.loss(read).contains("softening kernel"));
        assertTrue(GadgetFile.loss(read).contains("softening kernel"));
    }

    /// With ε = 1 that of Plummer's potential at 3 is 10^(-1/2), and the spline's Newton's, whose own depth is 1/ε.
    @Test
    void theDepthIsThatOfThePotential() {
        assertEquals(1 / Math.sqrt(10), SofteningKernel.PLUMMER.depth(9, 1), 1e-15);
        assertEquals(1.0 / 3, SofteningKernel.SPLINE.depth(9, 1), 1e-15);
        assertEquals(1, SofteningKernel.SPLINE.depth(0, 1), 1e-15);
        assertEquals(1 / 0.9, SofteningKernel.PLUMMER.depth(0.81, 0), 1e-15);
    }
}
