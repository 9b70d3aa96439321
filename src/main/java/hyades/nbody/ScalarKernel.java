package hyades.nbody;

import static hyades.nbody.InverseCube.A;
import static hyades.nbody.InverseCube.B;
import static hyades.nbody.InverseCube.C;
import static hyades.nbody.InverseCube.SCALE;
import static hyades.nbody.InverseCube.SEED;
import static hyades.nbody.InverseCube.T;
import static hyades.nbody.InverseCube.U;

import hyades.partition.Subrange;

/// Gravity one target and one source at a time, for machines without the incubating Vector API.
final class ScalarKernel implements GravityKernel {
    @Override
    public void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        if (position.length == 2) {
            accelerate2(source, gm, softeningSquared, position, targets, acceleration);
        } else {
            accelerate3(source, gm, softeningSquared, position, targets, acceleration);
        }
    }

    private static void accelerate2(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        double[] x = source[0];
        double[] y = source[1];
        for (int i = targets.start(); i < targets.end(); i++) {
            double xi = position[0][i];
            double yi = position[1][i];
            double ax = 0;
            double ay = 0;
            for (int j = 0; j < gm.length; j++) {
                double dx = x[j] - xi;
                double dy = y[j] - yi;
                double w = weight(Math.fma(dx, dx, Math.fma(dy, dy, softeningSquared)), gm[j]);
                ax = Math.fma(w, dx, ax);
                ay = Math.fma(w, dy, ay);
            }
            acceleration[0][i] = ax * SCALE;
            acceleration[1][i] = ay * SCALE;
        }
    }

    private static void accelerate3(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        double[] x = source[0];
        double[] y = source[1];
        double[] z = source[2];
        for (int i = targets.start(); i < targets.end(); i++) {
            double xi = position[0][i];
            double yi = position[1][i];
            double zi = position[2][i];
            double ax = 0;
            double ay = 0;
            double az = 0;
            for (int j = 0; j < gm.length; j++) {
                double dx = x[j] - xi;
                double dy = y[j] - yi;
                double dz = z[j] - zi;
                double r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, softeningSquared)));
                double w = weight(r2, gm[j]);
                ax = Math.fma(w, dx, ax);
                ay = Math.fma(w, dy, ay);
                az = Math.fma(w, dz, az);
            }
            acceleration[0][i] = ax * SCALE;
            acceleration[1][i] = ay * SCALE;
            acceleration[2][i] = az * SCALE;
        }
    }

    @Override
    public void accelerateWithJerk(
            double[][] source,
            double[][] sourceVelocity,
            double[] gm,
            double softeningSquared,
            double[][] position,
            double[][] velocity,
            Subrange targets,
            double[][] acceleration,
            double[][] jerk) {
        double[] none = position.length == 2 ? new double[gm.length] : null;
        double[] x = source[0];
        double[] y = source[1];
        double[] z = none == null ? source[2] : none;
        double[] u = sourceVelocity[0];
        double[] v = sourceVelocity[1];
        double[] w = none == null ? sourceVelocity[2] : none;
        for (int i = targets.start(); i < targets.end(); i++) {
            double xi = position[0][i];
            double yi = position[1][i];
            double zi = none == null ? position[2][i] : 0;
            double ui = velocity[0][i];
            double vi = velocity[1][i];
            double wi = none == null ? velocity[2][i] : 0;
            double ax = 0;
            double ay = 0;
            double az = 0;
            double jx = 0;
            double jy = 0;
            double jz = 0;
            for (int j = 0; j < gm.length; j++) {
                double dx = x[j] - xi;
                double dy = y[j] - yi;
                double dz = z[j] - zi;
                double du = u[j] - ui;
                double dv = v[j] - vi;
                double dw = w[j] - wi;
                double r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, softeningSquared)));
                double q = Math.fma(dx, du, Math.fma(dy, dv, dz * dw)) * -3 / r2;
                double weight = weight(r2, gm[j]);
                ax = Math.fma(weight, dx, ax);
                ay = Math.fma(weight, dy, ay);
                az = Math.fma(weight, dz, az);
                jx = Math.fma(weight, Math.fma(q, dx, du), jx);
                jy = Math.fma(weight, Math.fma(q, dy, dv), jy);
                jz = Math.fma(weight, Math.fma(q, dz, dw), jz);
            }
            acceleration[0][i] = ax * SCALE;
            acceleration[1][i] = ay * SCALE;
            jerk[0][i] = jx * SCALE;
            jerk[1][i] = jy * SCALE;
            if (none == null) {
                acceleration[2][i] = az * SCALE;
                jerk[2][i] = jz * SCALE;
            }
        }
    }

    /// gm r⁻³ / SCALE, derived in [InverseCube].
    static double weight(double r2, double gm) {
        double seed = Double.longBitsToDouble(SEED - (Double.doubleToRawLongBits(r2) >>> 1));
        double t = Math.fma(seed * seed, r2, -T);
        double root = Math.fma(t, t, A) * seed;
        double square = root * root;
        double s = Math.fma(r2, square, -U);
        return gm * root * square * Math.fma(s, Math.fma(s, s, B), C);
    }

    @Override
    public void potential(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential) {
        double[] x = position[0];
        double[] y = position[1];
        double[] z = position.length == 2 ? new double[gm.length] : position[2];
        for (int i = targets.start(); i < targets.end(); i++) {
            double phi = 0;
            for (int j = 0; j < gm.length; j++) {
                if (j != i) {
                    double dx = x[j] - x[i];
                    double dy = y[j] - y[i];
                    double dz = z[j] - z[i];
                    double r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, softeningSquared)));
                    phi -= gm[j] / Math.sqrt(r2);
                }
            }
            potential[i] = phi;
        }
    }

    @Override
    public String description() {
        return "scalar";
    }
}
