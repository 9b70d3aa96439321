package hyades.nbody;

import static hyades.nbody.InverseCube.SCALE;

import hyades.partition.Subrange;

/// Gravity softened by a [CubicSpline], one target and one source at a time: from its radius on the operations,
/// and so the bits, of [ScalarKernel] without softening.
final class ScalarSpline implements GravityKernel {
    @Override
    public void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        CubicSpline spline = CubicSpline.of(softeningSquared);
        boolean isFlat = position.length == 2;
        double[] x = source[0];
        double[] y = source[1];
        double[] z = isFlat ? new double[gm.length] : source[2];
        for (int i = targets.start(); i < targets.end(); i++) {
            double xi = position[0][i];
            double yi = position[1][i];
            double zi = isFlat ? 0 : position[2][i];
            double ax = 0;
            double ay = 0;
            double az = 0;
            for (int j = 0; j < gm.length; j++) {
                double dx = x[j] - xi;
                double dy = y[j] - yi;
                double dz = z[j] - zi;
                double r2 = Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
                double w = weight(spline, r2, gm[j]);
                ax = Math.fma(w, dx, ax);
                ay = Math.fma(w, dy, ay);
                az = Math.fma(w, dz, az);
            }
            acceleration[0][i] = ax * SCALE;
            acceleration[1][i] = ay * SCALE;
            if (!isFlat) {
                acceleration[2][i] = az * SCALE;
            }
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
        CubicSpline spline = CubicSpline.of(softeningSquared);
        boolean isFlat = position.length == 2;
        double[] none = isFlat ? new double[gm.length] : null;
        double[] x = source[0];
        double[] y = source[1];
        double[] z = isFlat ? none : source[2];
        double[] u = sourceVelocity[0];
        double[] v = sourceVelocity[1];
        double[] w = isFlat ? none : sourceVelocity[2];
        for (int i = targets.start(); i < targets.end(); i++) {
            double xi = position[0][i];
            double yi = position[1][i];
            double zi = isFlat ? 0 : position[2][i];
            double ui = velocity[0][i];
            double vi = velocity[1][i];
            double wi = isFlat ? 0 : velocity[2][i];
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
                double r2 = Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
                double q = Math.fma(dx, du, Math.fma(dy, dv, dz * dw)) * change(spline, r2);
                double weight = weight(spline, r2, gm[j]);
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
            if (!isFlat) {
                acceleration[2][i] = az * SCALE;
                jerk[2][i] = jz * SCALE;
            }
        }
    }

    /// gm pull(u) / h³ / SCALE, or gm r⁻³ / SCALE.
    private static double weight(CubicSpline spline, double r2, double gm) {
        if (r2 < spline.square()) {
            double inverse = spline.inverse();
            double pull = CubicSpline.pull(Math.sqrt(r2) * inverse) / SCALE;
            return gm * inverse * (inverse * inverse) * pull;
        }
        return ScalarKernel.weight(r2, gm);
    }

    /// By how much of itself the weight changes, over r dr: slope(u) / pull(u) / h², or -3/r².
    private static double change(CubicSpline spline, double r2) {
        if (r2 < spline.square()) {
            double inverse = spline.inverse();
            double u = Math.sqrt(r2) * inverse;
            return CubicSpline.slope(u) / CubicSpline.pull(u) * (inverse * inverse);
        }
        return -3 / r2;
    }

    @Override
    public void potential(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential) {
        CubicSpline spline = CubicSpline.of(softeningSquared);
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
                    double r2 = Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
                    phi -= term(spline, r2, gm[j]);
                }
            }
            potential[i] = phi;
        }
    }

    private static double term(CubicSpline spline, double r2, double gm) {
        double r = Math.sqrt(r2);
        return r2 < spline.square() ? gm * spline.inverse() * CubicSpline.depth(r * spline.inverse()) : gm / r;
    }

    @Override
    public String description() {
        return "scalar";
    }
}
