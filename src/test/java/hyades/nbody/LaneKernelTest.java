package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Systems side by side. Oracle: the kernel of one system, bit for bit.
class LaneKernelTest {
    private static final int LANES = LaneKernel.LANES;

    private final SplittableRandom random = new SplittableRandom(5);

    /// Systems of other softening lengths, sizes and masses, some without mass and some with places of their own alike;
    /// also in a plane.
    @ParameterizedTest(name = "{0}, {1} bodies, {2} dimensions")
    @CsvSource({
        "SCALAR, 1, 3",
        "SCALAR, 2, 3",
        "SCALAR, 3, 2",
        "SCALAR, 17, 3",
        "SCALAR, 40, 2",
        "VECTOR, 1, 2",
        "VECTOR, 2, 3",
        "VECTOR, 3, 2",
        "VECTOR, 17, 3",
        "VECTOR, 40, 3",
        "AUTO, 5, 3",
    })
    void eachSystemHasItsOwnBits(KernelChoice choice, int bodies, int dimensions) {
        double[][] position = new double[3][bodies * LANES];
        double[] gm = new double[bodies * LANES];
        double[] softening = new double[LANES];
        for (int s = 0; s < LANES; s++) {
            softening[s] = s == 0 ? InverseCube.SMALLEST_SQUARE : Math.pow(10, -s);
            double size = Math.pow(10, 3 * s - 9);
            for (int i = 0; i < bodies; i++) {
                gm[i * LANES + s] = i == 1 ? 0 : size * random.nextDouble();
                for (int d = 0; d < dimensions; d++) {
                    position[d][i * LANES + s] = size * random.nextDouble(-1, 1);
                }
            }
        }
        double[][] acceleration = new double[3][bodies * LANES];
        double[] smallest = new double[LANES];
        LaneKernel.of(choice).accelerate(position, gm, softening, acceleration, smallest);
        for (int s = 0; s < LANES; s++) {
            double[][] expected = new double[dimensions][bodies];
            double[][] alone = alone(position, s, bodies, dimensions);
            new ScalarKernel()
                    .accelerate(
                            alone,
                            alone(new double[][] {gm}, s, bodies, 1)[0],
                            softening[s],
                            alone,
                            new Subrange(0, bodies),
                            expected);
            double[][] found = alone(acceleration, s, bodies, dimensions);
            for (int d = 0; d < dimensions; d++) {
                assertArrayEquals(expected[d], found[d]);
            }
            assertEquals(smallestSquare(alone, softening[s]), smallest[s], 1e-15 * smallest[s]);
        }
    }

    private static double[][] alone(double[][] all, int system, int bodies, int dimensions) {
        double[][] alone = new double[dimensions][bodies];
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < bodies; i++) {
                alone[d][i] = all[d][i * LANES + system];
            }
        }
        return alone;
    }

    /// To rounding.
    private static double smallestSquare(double[][] position, double softeningSquared) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < position[0].length; i++) {
            for (int j = 0; j < i; j++) {
                double square = softeningSquared;
                for (double[] axis : position) {
                    square += (axis[i] - axis[j]) * (axis[i] - axis[j]);
                }
                smallest = Math.min(smallest, square);
            }
        }
        return smallest;
    }
}
