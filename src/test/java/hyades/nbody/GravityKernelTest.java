package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.partition.Subrange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GravityKernelTest {
    private static final GravityKernel SCALAR = new ScalarKernel();
    private static final GravityKernel VECTOR = new VectorKernel();

    /// The unit of rounding.
    private static final double H = 0x1p-53;

    private static final MathContext DIGITS = new MathContext(40);

    /// Random sources with what is awkward: bodies without mass, and two at the same place.
    private record Sources(double[][] position, double[] gm, double softeningSquared) {
        static Sources random(int dimensions, int n, double scale, long seed) {
            Random random = new Random(seed);
            double[][] position = new double[dimensions][n];
            double[] gm = new double[n];
            for (int i = 0; i < n; i++) {
                gm[i] = i % 5 == 3 ? 0 : random.nextDouble();
                for (double[] axis : position) {
                    axis[i] = n > 3 && i == n - 1 ? axis[0] : random.nextGaussian() * scale;
                }
            }
            double softening = Math.max(1e-4 * scale * scale, InverseCube.SMALLEST_SQUARE);
            return new Sources(position, gm, softening);
        }

        int count() {
            return gm.length;
        }

        Sources atHeight(double z) {
            double[] heights = new double[count()];
            Arrays.fill(heights, z);
            return new Sources(new double[][] {position[0], position[1], heights}, gm, softeningSquared);
        }

        double[][] accelerations(GravityKernel kernel) {
            double[][] acceleration = new double[position.length][count()];
            accelerate(kernel, new Subrange(0, count()), acceleration);
            return acceleration;
        }

        void accelerate(GravityKernel kernel, Subrange targets, double[][] acceleration) {
            kernel.accelerate(position, gm, softeningSquared, targets, acceleration);
        }

        double[][] jerks(GravityKernel kernel) {
            double[][] jerk = new double[position.length][count()];
            double[][] acceleration = new double[position.length][count()];
            accelerateWithJerk(kernel, new Subrange(0, count()), acceleration, jerk);
            assertSameBits(accelerations(kernel), acceleration);
            return jerk;
        }

        void accelerateWithJerk(GravityKernel kernel, Subrange targets, double[][] acceleration, double[][] jerk) {
            kernel.accelerateWithJerk(position, velocity(), gm, softeningSquared, targets, acceleration, jerk);
        }

        /// As large as the places: they change by as much as they are in a second.
        double[][] velocity() {
            Random random = new Random(count());
            double scale = Math.sqrt(softeningSquared) * 100;
            return Arrays.stream(position)
                    .map(axis -> random.doubles(count(), -scale, scale).toArray())
                    .toArray(double[][]::new);
        }

        Sources moved(double seconds) {
            double[][] velocity = velocity();
            double[][] places = IntStream.range(0, position.length)
                    .mapToObj(d -> IntStream.range(0, count())
                            .mapToDouble(i -> position[d][i] + seconds * velocity[d][i])
                            .toArray())
                    .toArray(double[][]::new);
            return new Sources(places, gm, softeningSquared);
        }

        double[] potentials(GravityKernel kernel) {
            double[] potential = new double[count()];
            kernel.potential(position, gm, softeningSquared, new Subrange(0, count()), potential);
            return potential;
        }
    }

    static Stream<Sources> sources() {
        return IntStream.of(1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 100, 257, 1000)
                .boxed()
                .flatMap(n -> IntStream.of(2, 3)
                        .boxed()
                        .flatMap(dim -> Stream.of(1e-70, 1.0, 1e28)
                                .map(scale -> Sources.random(dim, n, scale, 100L * n + dim))));
    }

    /// Both do one sequence of IEEE operations for each target; the width of the vectors cannot show. A signed zero
    /// counts as different, hence the comparison of raw bits.
    @ParameterizedTest
    @MethodSource("sources")
    void theVectorKernelGivesTheScalarKernelsBits(Sources sources) {
        assertSameBits(sources.accelerations(SCALAR), sources.accelerations(VECTOR));
        assertSameBits(new double[][] {sources.potentials(SCALAR)}, new double[][] {sources.potentials(VECTOR)});
        assertSameBits(sources.jerks(SCALAR), sources.jerks(VECTOR));
        for (double[][] fields : List.of(sources.accelerations(VECTOR), sources.jerks(VECTOR))) {
            for (double[] axis : fields) {
                assertTrue(Arrays.stream(axis).allMatch(Double::isFinite));
            }
        }
    }

    /// Every fifth body has no mass, so that it adds nothing but zeros.
    @ParameterizedTest
    @MethodSource("sources")
    void sourcesWithoutMassMakeNoDifference(Sources sources) {
        int n = sources.count();
        Massive massive = new Massive(new Bodies(sources.gm, sources.position, sources.position), 1);
        double[][] places = massive.of(sources.position);
        assertTrue(n < 4 || places[0].length < n);
        for (GravityKernel kernel : List.of(SCALAR, VECTOR)) {
            Subrange all = new Subrange(0, n);
            double[][] acceleration = new double[places.length][n];
            double[][] again = new double[places.length][n];
            double[][] jerk = new double[places.length][n];
            double[][] velocity = sources.velocity();
            kernel.accelerate(places, massive.gm(), sources.softeningSquared, sources.position, all, acceleration);
            kernel.accelerateWithJerk(
                    places,
                    massive.of(velocity),
                    massive.gm(),
                    sources.softeningSquared,
                    sources.position,
                    velocity,
                    all,
                    again,
                    jerk);
            assertSameBits(sources.accelerations(kernel), acceleration);
            assertSameBits(acceleration, again);
            assertSameBits(sources.jerks(kernel), jerk);
            double[] potential = new double[massive.count()];
            Subrange these = new Subrange(0, massive.count());
            kernel.potential(places, massive.gm(), sources.softeningSquared, these, potential);
            assertSameBits(massive.of(new double[][] {sources.potentials(kernel)}), new double[][] {potential});
        }
    }

    /// The jerk against central differences over ±h = 1e-7. Softening is 0.01 and speeds are up to 1, so their
    /// own error is (h/0.01)² = 1e-10 of the largest change; places of up to 4, rounded by 4e-16, are off by 4e-9
    /// of what they move.
    @ParameterizedTest
    @CsvSource({"2, 9", "3, 9", "2, 100", "3, 100"})
    void theJerkIsHowTheAccelerationChanges(int dimensions, int n) {
        Sources sources = Sources.random(dimensions, n, 1, 7);
        double h = 1e-7;
        double[][] later = sources.moved(h).accelerations(SCALAR);
        double[][] before = sources.moved(-h).accelerations(SCALAR);
        double[][] jerk = sources.jerks(SCALAR);
        double largest = Arrays.stream(jerk)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < n; i++) {
                assertEquals((later[d][i] - before[d][i]) / (2 * h), jerk[d][i], 1e-8 * largest);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bitsDoNotDependOnTheOtherTargetsAndNothingElseIsWritten(Sources sources) {
        int n = sources.count();
        Random random = new Random(n);
        double[][] whole = sources.accelerations(VECTOR);
        for (int repeat = 0; repeat < 10; repeat++) {
            double[][] pieces = new double[whole.length][n];
            double[][] moving = new double[whole.length][n];
            double[][] jerks = new double[whole.length][n];
            Stream.of(pieces, moving, jerks).flatMap(Stream::of).forEach(axis -> Arrays.fill(axis, Double.NaN));
            int longest = repeat < 5 ? n : Math.min(n, 40);
            for (int start = 0; start < n; ) {
                int end = Math.min(n, start + 1 + random.nextInt(longest));
                sources.accelerate(VECTOR, new Subrange(start, end), pieces);
                sources.accelerateWithJerk(VECTOR, new Subrange(start, end), moving, jerks);
                int rest = end;
                assertTrue(Stream.of(pieces, moving, jerks)
                        .flatMap(Stream::of)
                        .allMatch(axis -> Arrays.stream(axis, rest, n).allMatch(Double::isNaN)));
                start = end;
            }
            assertSameBits(whole, pieces);
            assertSameBits(whole, moving);
            assertSameBits(sources.jerks(VECTOR), jerks);
        }
    }

    /// With all bodies at one height nothing pulls across it.
    @ParameterizedTest
    @MethodSource("sources")
    void twoDimensionsAreThreeAtOneHeight(Sources sources) {
        if (sources.position.length == 3) {
            return;
        }
        for (double z : new double[] {0, 0.3}) {
            for (GravityKernel kernel : List.of(SCALAR, VECTOR)) {
                double[][] plane = sources.accelerations(kernel);
                double[][] space = sources.atHeight(z).accelerations(kernel);
                assertSameBits(plane, Arrays.copyOf(space, 2));
                double[][] changes = new double[3][sources.count()];
                Sources high = sources.atHeight(z);
                double[][] velocity = Arrays.copyOf(sources.velocity(), 3);
                velocity[2] = new double[sources.count()];
                double[][] pulls = new double[3][sources.count()];
                kernel.accelerateWithJerk(
                        high.position,
                        velocity,
                        sources.gm,
                        sources.softeningSquared,
                        new Subrange(0, sources.count()),
                        pulls,
                        changes);
                assertSameBits(space, pulls);
                assertSameBits(sources.jerks(kernel), Arrays.copyOf(changes, 2));
                assertSameBits(new double[][] {new double[sources.count()]}, new double[][] {space[2]});
            }
        }
    }

    /// One pair against 40 decimal digits, over the whole range of separations. The bound is that derived in
    /// [GravityKernel]: 5.3 h of the weight, and 1.5 h of r², h of the product with dx, 0.25 h of SCALE's digits
    /// and h of the product with it, in all 9.05 h. The worst of these pairs is at 5.6 h; a change of C by 7e-16
    /// shows.
    @Test
    void onePairIsRightToTheDerivedBound() {
        Random random = new Random(42);
        double worst = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            double dx = Math.pow(10, -75 + 105 * random.nextDouble());
            double softening =
                    Math.max(InverseCube.SMALLEST_SQUARE, dx * dx * Math.pow(10, -3 + 4 * random.nextDouble()));
            double gm = random.nextDouble() + 0.1;
            Sources pair = new Sources(new double[][] {{0, dx}, {0, 0}}, new double[] {gm, gm}, softening);
            double computed = pair.accelerations(SCALAR)[0][0];
            BigDecimal distance = new BigDecimal(dx);
            BigDecimal square = distance.multiply(distance).add(new BigDecimal(softening));
            BigDecimal exact =
                    new BigDecimal(gm).multiply(distance).divide(square.multiply(square.sqrt(DIGITS)), DIGITS);
            double error = new BigDecimal(computed)
                    .subtract(exact)
                    .divide(exact, DIGITS)
                    .doubleValue();
            worst = Math.max(worst, Math.abs(error));
        }
        assertTrue(worst < 9.05 * H, "worst error " + worst / H + " h");
        assertTrue(worst > H, "an oracle that rounds as the kernel does proves nothing");
    }

    /// Whole sums of 16 targets against 40 decimal digits, relative to the sum of the magnitudes. Each term is
    /// right to 9 h; adding n terms in a row adds at most n h of the magnitudes, in the mean of random signs about
    /// n^(1/2) h. The bound is 9 h + 4 n^(1/2) h.
    @ParameterizedTest(name = "{0} bodies in {1} dimensions")
    @CsvSource({"1024, 2", "1024, 3", "8192, 2", "8192, 3"})
    @Tag("long")
    void sumsAreRightToTheirRounding(int n, int dimensions) {
        Sources sources = Sources.random(dimensions, n, 1, 7);
        double[][] acceleration = sources.accelerations(VECTOR);
        double[] potential = sources.potentials(VECTOR);
        for (int i = 0; i < n; i += n / 16) {
            Exact exact = exact(sources, i);
            for (int d = 0; d < dimensions; d++) {
                double error = new BigDecimal(acceleration[d][i])
                                .subtract(exact.sum[d])
                                .doubleValue()
                        / exact.magnitude;
                assertTrue(Math.abs(error) < (9 + 4 * Math.sqrt(n)) * H, "acceleration off by " + error / H + " h");
            }
            // All terms have one sign, and their sum is rounded n times, up to n/2 h in the mean of a growing sum.
            double error =
                    new BigDecimal(potential[i]).subtract(exact.potential).doubleValue() / potential[i];
            assertTrue(Math.abs(error) < 0.5 * n * H, "potential off by " + error / H + " h");
        }
    }

    private record Exact(BigDecimal[] sum, double magnitude, BigDecimal potential) {}

    private static Exact exact(Sources sources, int i) {
        int dimensions = sources.position.length;
        BigDecimal[] sum = new BigDecimal[dimensions];
        Arrays.fill(sum, BigDecimal.ZERO);
        BigDecimal potential = BigDecimal.ZERO;
        double magnitude = 0;
        for (int j = 0; j < sources.count(); j++) {
            if (j == i) {
                continue;
            }
            BigDecimal square = new BigDecimal(sources.softeningSquared);
            BigDecimal[] way = new BigDecimal[dimensions];
            for (int d = 0; d < dimensions; d++) {
                way[d] = new BigDecimal(sources.position[d][j]).subtract(new BigDecimal(sources.position[d][i]));
                square = square.add(way[d].multiply(way[d]));
            }
            square = square.round(DIGITS);
            BigDecimal root = square.sqrt(DIGITS);
            BigDecimal gm = new BigDecimal(sources.gm[j]);
            BigDecimal weight = gm.divide(square.multiply(root), DIGITS);
            potential = potential.subtract(gm.divide(root, DIGITS));
            double squares = 0;
            for (int d = 0; d < dimensions; d++) {
                BigDecimal part = weight.multiply(way[d]);
                sum[d] = sum[d].add(part);
                squares += Math.pow(part.doubleValue(), 2);
            }
            magnitude += Math.sqrt(squares);
        }
        return new Exact(sum, magnitude, potential);
    }

    /// The pull of bodies at one place on each other, at the least softening: nothing, not NaN.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bodiesAtOnePlaceDoNotPull(int dimensions) {
        double[] gm = new double[20];
        Arrays.fill(gm, 1e60);
        Sources heap = new Sources(new double[dimensions][20], gm, InverseCube.SMALLEST_SQUARE);
        for (GravityKernel kernel : List.of(SCALAR, VECTOR)) {
            assertSameBits(new double[dimensions][20], heap.accelerations(kernel));
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
}
