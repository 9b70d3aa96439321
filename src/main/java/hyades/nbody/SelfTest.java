package hyades.nbody;

import hyades.partition.Subrange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Whether a kernel gives the bits of the scalar one: asked of each device before it is used.
final class SelfTest {
    private static final int FEW = 70;
    private static final int MANY = 613;
    private static final long SEED = 17;

    /// What the numbers are like; every one leads to finite results.
    enum Values {
        /// About 1; every fifth body has no mass.
        PLAIN(1e-4),
        /// Places from 1e-150 to 1e100, masses from denormal ones to 1e60.
        WIDE(InverseCube.SMALLEST_SQUARE),
        /// Places that are denormal numbers.
        NEAR(InverseCube.SMALLEST_SQUARE),
        /// Masses that are denormal numbers, whose weights are, too.
        FAINT(1e-4);

        private final double softeningSquared;

        Values(double softeningSquared) {
            this.softeningSquared = softeningSquared;
        }

        private double place(RandomGenerator random) {
            return switch (this) {
                case PLAIN, FAINT -> random.nextGaussian();
                case WIDE -> (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-150, 100));
                case NEAR -> random.nextGaussian() * 1e-310;
            };
        }

        private double gm(RandomGenerator random) {
            return switch (this) {
                case PLAIN, NEAR -> random.nextInt(5) == 0 ? 0 : random.nextDouble();
                case WIDE -> Math.pow(10, random.nextDouble(-320, 60));
                case FAINT -> random.nextDouble() * 1e-310;
            };
        }
    }

    /// Bodies, as kernels take them.
    record Sources(Values values, double[][] position, double[] gm, double softeningSquared) {
        static Sources of(Values values, int dimensions, int n) {
            RandomGenerator random = new SplittableRandom(SEED + 100L * n + dimensions);
            double[][] position = new double[dimensions][n];
            double[] gm = new double[n];
            for (int i = 0; i < n; i++) {
                gm[i] = values.gm(random);
                for (double[] axis : position) {
                    axis[i] = values.place(random);
                }
            }
            return new Sources(values, position, gm, values.softeningSquared);
        }

        /// Accelerations, axis by axis, and potentials: in two ranges, the second of which begins anywhere; of the
        /// first
        /// all bodies are sources, of the second those with mass, to the same bits.
        private double[][] results(GravityKernel kernel) {
            int n = gm.length;
            double[][] acceleration = new double[position.length][n];
            double[] potential = new double[n];
            for (Subrange targets : List.of(new Subrange(0, n / 3), new Subrange(n / 3, n))) {
                kernel.potential(position, gm, softeningSquared, targets, potential);
            }
            kernel.accelerate(position, gm, softeningSquared, new Subrange(0, n / 3), acceleration);
            Massive massive = new Massive(new Bodies(gm, position, position), 1);
            kernel.accelerate(
                    massive.of(position),
                    massive.gm(),
                    softeningSquared,
                    position,
                    new Subrange(n / 3, n),
                    acceleration);
            List<double[]> all = new ArrayList<>(List.of(acceleration));
            all.add(potential);
            return all.toArray(double[][]::new);
        }

        /// Where a kernel differs first from the scalar one, in words.
        Optional<String> difference(GravityKernel kernel) {
            double[][] expected = results(new ScalarKernel());
            double[][] found = results(kernel);
            for (int k = 0; k < expected.length; k++) {
                for (int i = 0; i < gm.length; i++) {
                    double right = expected[k][i];
                    double its = found[k][i];
                    if (Double.doubleToRawLongBits(right) != Double.doubleToRawLongBits(its)) {
                        return Optional.of("%s of body %d of %d (%s values, %d-D): %s, expected %s"
                                .formatted(
                                        k < position.length ? "acceleration along " + "xyz".charAt(k) : "potential",
                                        i,
                                        gm.length,
                                        values.name().toLowerCase(Locale.ROOT),
                                        position.length,
                                        Double.toHexString(its),
                                        Double.toHexString(right)));
                    }
                }
            }
            return Optional.empty();
        }
    }

    private SelfTest() {}

    /// Where a kernel differs first from the scalar one, in words; empty if it does not.
    ///
    /// @throws DeviceFailure if it cannot compute
    static Optional<String> difference(GravityKernel kernel) {
        for (int dimensions = 2; dimensions <= 3; dimensions++) {
            for (Values values : Values.values()) {
                for (int n : new int[] {FEW, MANY}) {
                    Optional<String> difference =
                            Sources.of(values, dimensions, n).difference(kernel);
                    if (difference.isPresent()) {
                        return difference;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
