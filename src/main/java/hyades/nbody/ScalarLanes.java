package hyades.nbody;

import static hyades.nbody.InverseCube.A;
import static hyades.nbody.InverseCube.B;
import static hyades.nbody.InverseCube.C;
import static hyades.nbody.InverseCube.SCALE;
import static hyades.nbody.InverseCube.SEED;
import static hyades.nbody.InverseCube.T;
import static hyades.nbody.InverseCube.U;

import java.util.Arrays;

/// Gravity in several systems one pair and one system at a time, for machines without the incubating Vector API.
final class ScalarLanes implements LaneKernel {
    @Override
    public void accelerate(
            double[][] position, double[] gm, double[] softeningSquared, double[][] acceleration, double[] smallest) {
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        for (double[] axis : acceleration) {
            Arrays.fill(axis, 0);
        }
        for (int i = 0; i < gm.length; i += LANES) {
            for (int d = 0; d < acceleration.length; d++) {
                for (int p = i; p < i + LANES; p++) {
                    acceleration[d][p] += position[d][p] - position[d][p]; // its pull on itself: 0, or NaN
                }
            }
            for (int j = i + LANES; j < gm.length; j += LANES) {
                pull(position[0], position[1], position[2], gm, softeningSquared, i, j, acceleration, smallest);
            }
        }
        for (double[] axis : acceleration) {
            for (int p = 0; p < axis.length; p++) {
                axis[p] *= SCALE;
            }
        }
    }

    /// Of two bodies of each system on each other; the weights are derived in [InverseCube].
    private static void pull(
            double[] x,
            double[] y,
            double[] z,
            double[] gm,
            double[] softeningSquared,
            int i,
            int j,
            double[][] acceleration,
            double[] smallest) {
        double[] ax = acceleration[0];
        double[] ay = acceleration[1];
        double[] az = acceleration[2];
        for (int s = 0; s < LANES; s++) {
            int p = i + s;
            int q = j + s;
            double dx = x[q] - x[p];
            double dy = y[q] - y[p];
            double dz = z[q] - z[p];
            double r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, softeningSquared[s])));
            double seed = Double.longBitsToDouble(SEED - (Double.doubleToRawLongBits(r2) >>> 1));
            double t = Math.fma(seed * seed, r2, -T);
            double root = Math.fma(t, t, A) * seed;
            double square = root * root;
            double u = Math.fma(r2, square, -U);
            double correction = Math.fma(u, Math.fma(u, u, B), C);
            double onFirst = gm[q] * root * square * correction;
            double onSecond = gm[p] * root * square * correction;
            ax[p] = Math.fma(onFirst, dx, ax[p]);
            ay[p] = Math.fma(onFirst, dy, ay[p]);
            az[p] = Math.fma(onFirst, dz, az[p]);
            ax[q] = Math.fma(onSecond, x[p] - x[q], ax[q]);
            ay[q] = Math.fma(onSecond, y[p] - y[q], ay[q]);
            az[q] = Math.fma(onSecond, z[p] - z[q], az[q]);
            smallest[s] = Math.min(smallest[s], r2);
        }
    }
}
