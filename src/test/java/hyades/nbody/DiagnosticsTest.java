package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    /// Worked by hand: masses 1, 2, 1 at x = -1, 0.5, 3 with momentum in y.
    @Test
    void ofThreeBodiesInThePlane() {
        Bodies bodies = new Bodies(
                new double[] {1, 2, 1}, new double[][] {{-1, 0.5, 3}, {0, 0, 0}}, new double[][] {{0, 0, 2}, {4, -1, 0}
                });
        Diagnostics d = Diagnostics.of(bodies, new double[] {-1, -3, -2});
        assertEquals(0.5 * (16 + 2 + 4), d.kinetic());
        assertEquals(0.5 * (-1 - 6 - 2), d.potential());
        assertEquals(11 - 4.5, d.total());
        assertEquals(11 / 4.5, d.virialRatio());
        assertArrayEquals(new double[] {2, 2}, d.momentum());
        assertArrayEquals(new double[] {-4 - 1}, d.angularMomentum());
        assertArrayEquals(new double[] {0.75, 0}, d.centreOfMass());
        // Distances 1.75, 0.25, 2.25: the middle body alone holds half of the mass.
        assertArrayEquals(new double[] {0.25, 0.25, 2.25}, d.lagrangianRadii());
    }

    /// Angular momentum in space is Σ m x × v, worked by hand.
    @Test
    void angularMomentumInSpace() {
        Bodies bodies = new Bodies(new double[] {2}, new double[][] {{1}, {2}, {3}}, new double[][] {{4}, {5}, {7}});
        assertArrayEquals(
                new double[] {2 * (14 - 15), 2 * (12 - 7), 2 * (5 - 8)},
                Diagnostics.of(bodies, new double[1]).angularMomentum());
    }

    /// A uniform disc holds mass as r², a ball as r³; 20,000 bodies, a quantile of the mass scatters by about
    /// (f(1-f)/N)^(1/2) over the mass per
    /// radius, below 2 % of the radius each: 4 % is over two of these, and the seed is fixed.
    @Test
    void uniformMeansUniform() {
        for (int dim : new int[] {2, 3}) {
            Bodies bodies = Systems.create(InitialConditions.UNIFORM, dim, 20_000, 0, 1);
            double[] radii = Diagnostics.of(bodies, new double[20_000]).lagrangianRadii();
            for (int i = 0; i < 3; i++) {
                double expected = Math.pow(Diagnostics.FRACTIONS[i], 1.0 / dim);
                assertEquals(expected, radii[i], 0.04 * expected);
            }
            assertEquals(
                    0, Arrays.stream(bodies.velocity[0]).map(Math::abs).max().orElseThrow());
        }
    }

    /// Sums of terms that cancel: in plain summation 1 would be lost beside 1e100.
    @Test
    void theCompensatedSumKeepsWhatCancels() {
        CompensatedSum sum = new CompensatedSum();
        for (double term : new double[] {1, 1e100, 1, -1e100}) {
            sum.add(term);
        }
        assertEquals(2, sum.value());
    }
}
