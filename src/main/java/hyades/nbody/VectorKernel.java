package hyades.nbody;

import static hyades.nbody.InverseCube.A;
import static hyades.nbody.InverseCube.B;
import static hyades.nbody.InverseCube.C;
import static hyades.nbody.InverseCube.SCALE;
import static hyades.nbody.InverseCube.SEED;
import static hyades.nbody.InverseCube.T;
import static hyades.nbody.InverseCube.U;

import hyades.partition.Subrange;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Gravity with one target per lane and two vectors of targets per pass, which share the broadcast of each source
/// and hide each other's latency.
///
/// A pass and the weight are methods of their own, and there are no masks: the C1 compiler runs out of registers
/// on one large method, C2 keeps the slower code it made inside a running loop, and a mask's untaken branches cost
/// two recompilations, together a second of warm-up, or now and then a kernel that stays eight times slower. So the
/// last pass of a range steps back to end with it and computes some targets twice, to the same bits, a potential's
/// own body is left out by a factor of 0, and a range shorter than a pass goes to `ScalarKernel`.
final class VectorKernel implements GravityKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = DOUBLES.vectorShape().withLanes(long.class);
    private static final int LANES = DOUBLES.length();
    private static final int PASS = 2 * LANES;

    /// Ones around a zero: times the vector that begins at LANES - l, lane l is 0; for l = -1 and LANES none is.
    static final double[] KEEP = new double[2 * LANES + 1];

    static {
        Arrays.fill(KEEP, 1);
        KEEP[LANES] = 0;
    }

    private final GravityKernel shortRange = new ScalarKernel();

    @Override
    public void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        if (targets.length() < PASS) {
            shortRange.accelerate(source, gm, softeningSquared, position, targets, acceleration);
            return;
        }
        for (int i = targets.start(); i < targets.end(); i += PASS) {
            int first = Math.min(i, targets.end() - PASS);
            if (position.length == 2) {
                pass2(source, gm, softeningSquared, position, first, acceleration);
            } else {
                pass3(source, gm, softeningSquared, position, first, acceleration);
            }
        }
    }

    private static void pass2(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            int i,
            double[][] acceleration) {
        double[] x = source[0];
        double[] y = source[1];
        DoubleVector softening = DoubleVector.broadcast(DOUBLES, softeningSquared);
        DoubleVector x0 = DoubleVector.fromArray(DOUBLES, position[0], i);
        DoubleVector y0 = DoubleVector.fromArray(DOUBLES, position[1], i);
        DoubleVector ax0 = DoubleVector.zero(DOUBLES);
        DoubleVector ay0 = DoubleVector.zero(DOUBLES);
        DoubleVector x1 = DoubleVector.fromArray(DOUBLES, position[0], i + LANES);
        DoubleVector y1 = DoubleVector.fromArray(DOUBLES, position[1], i + LANES);
        DoubleVector ax1 = DoubleVector.zero(DOUBLES);
        DoubleVector ay1 = DoubleVector.zero(DOUBLES);
        for (int j = 0; j < gm.length; j++) {
            DoubleVector xj = DoubleVector.broadcast(DOUBLES, x[j]);
            DoubleVector yj = DoubleVector.broadcast(DOUBLES, y[j]);
            DoubleVector m = DoubleVector.broadcast(DOUBLES, gm[j]);
            DoubleVector dx0 = xj.sub(x0);
            DoubleVector dy0 = yj.sub(y0);
            DoubleVector rr0 = dx0.fma(dx0, dy0.fma(dy0, softening));
            DoubleVector w0 = weight(rr0, m);
            ax0 = w0.fma(dx0, ax0);
            ay0 = w0.fma(dy0, ay0);

            DoubleVector dx1 = xj.sub(x1);
            DoubleVector dy1 = yj.sub(y1);
            DoubleVector rr1 = dx1.fma(dx1, dy1.fma(dy1, softening));
            DoubleVector w1 = weight(rr1, m);
            ax1 = w1.fma(dx1, ax1);
            ay1 = w1.fma(dy1, ay1);
        }
        ax0.mul(SCALE).intoArray(acceleration[0], i);
        ay0.mul(SCALE).intoArray(acceleration[1], i);
        ax1.mul(SCALE).intoArray(acceleration[0], i + LANES);
        ay1.mul(SCALE).intoArray(acceleration[1], i + LANES);
    }

    private static void pass3(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            int i,
            double[][] acceleration) {
        double[] x = source[0];
        double[] y = source[1];
        double[] z = source[2];
        DoubleVector softening = DoubleVector.broadcast(DOUBLES, softeningSquared);
        DoubleVector x0 = DoubleVector.fromArray(DOUBLES, position[0], i);
        DoubleVector y0 = DoubleVector.fromArray(DOUBLES, position[1], i);
        DoubleVector z0 = DoubleVector.fromArray(DOUBLES, position[2], i);
        DoubleVector ax0 = DoubleVector.zero(DOUBLES);
        DoubleVector ay0 = DoubleVector.zero(DOUBLES);
        DoubleVector az0 = DoubleVector.zero(DOUBLES);
        DoubleVector x1 = DoubleVector.fromArray(DOUBLES, position[0], i + LANES);
        DoubleVector y1 = DoubleVector.fromArray(DOUBLES, position[1], i + LANES);
        DoubleVector z1 = DoubleVector.fromArray(DOUBLES, position[2], i + LANES);
        DoubleVector ax1 = DoubleVector.zero(DOUBLES);
        DoubleVector ay1 = DoubleVector.zero(DOUBLES);
        DoubleVector az1 = DoubleVector.zero(DOUBLES);
        for (int j = 0; j < gm.length; j++) {
            DoubleVector xj = DoubleVector.broadcast(DOUBLES, x[j]);
            DoubleVector yj = DoubleVector.broadcast(DOUBLES, y[j]);
            DoubleVector zj = DoubleVector.broadcast(DOUBLES, z[j]);
            DoubleVector m = DoubleVector.broadcast(DOUBLES, gm[j]);
            DoubleVector dx0 = xj.sub(x0);
            DoubleVector dy0 = yj.sub(y0);
            DoubleVector dz0 = zj.sub(z0);
            DoubleVector rr0 = dx0.fma(dx0, dy0.fma(dy0, dz0.fma(dz0, softening)));
            DoubleVector w0 = weight(rr0, m);
            ax0 = w0.fma(dx0, ax0);
            ay0 = w0.fma(dy0, ay0);
            az0 = w0.fma(dz0, az0);

            DoubleVector dx1 = xj.sub(x1);
            DoubleVector dy1 = yj.sub(y1);
            DoubleVector dz1 = zj.sub(z1);
            DoubleVector rr1 = dx1.fma(dx1, dy1.fma(dy1, dz1.fma(dz1, softening)));
            DoubleVector w1 = weight(rr1, m);
            ax1 = w1.fma(dx1, ax1);
            ay1 = w1.fma(dy1, ay1);
            az1 = w1.fma(dz1, az1);
        }
        ax0.mul(SCALE).intoArray(acceleration[0], i);
        ay0.mul(SCALE).intoArray(acceleration[1], i);
        az0.mul(SCALE).intoArray(acceleration[2], i);
        ax1.mul(SCALE).intoArray(acceleration[0], i + LANES);
        ay1.mul(SCALE).intoArray(acceleration[1], i + LANES);
        az1.mul(SCALE).intoArray(acceleration[2], i + LANES);
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
        if (targets.length() < LANES) {
            shortRange.accelerateWithJerk(
                    source, sourceVelocity, gm, softeningSquared, position, velocity, targets, acceleration, jerk);
            return;
        }
        double[][] from = inSpace(source);
        double[][] speedFrom = inSpace(sourceVelocity);
        double[][] to = inSpace(position);
        double[][] speedTo = inSpace(velocity);
        double[][] pulls = inSpace(acceleration);
        double[][] changes = inSpace(jerk);
        for (int i = targets.start(); i < targets.end(); i += LANES) {
            int first = Math.min(i, targets.end() - LANES);
            jerkPass(from, speedFrom, gm, softeningSquared, to, speedTo, first, pulls, changes);
        }
    }

    /// With zeros along z where there are only two axes.
    static double[][] inSpace(double[][] axes) {
        return axes.length == 3 ? axes : new double[][] {axes[0], axes[1], new double[axes[0].length]};
    }

    private static void jerkPass(
            double[][] source,
            double[][] sourceVelocity,
            double[] gm,
            double softeningSquared,
            double[][] position,
            double[][] velocity,
            int i,
            double[][] acceleration,
            double[][] jerk) {
        double[] x = source[0];
        double[] y = source[1];
        double[] z = source[2];
        double[] u = sourceVelocity[0];
        double[] v = sourceVelocity[1];
        double[] w = sourceVelocity[2];
        DoubleVector softening = DoubleVector.broadcast(DOUBLES, softeningSquared);
        DoubleVector xi = DoubleVector.fromArray(DOUBLES, position[0], i);
        DoubleVector yi = DoubleVector.fromArray(DOUBLES, position[1], i);
        DoubleVector zi = DoubleVector.fromArray(DOUBLES, position[2], i);
        DoubleVector ui = DoubleVector.fromArray(DOUBLES, velocity[0], i);
        DoubleVector vi = DoubleVector.fromArray(DOUBLES, velocity[1], i);
        DoubleVector wi = DoubleVector.fromArray(DOUBLES, velocity[2], i);
        DoubleVector ax = DoubleVector.zero(DOUBLES);
        DoubleVector ay = DoubleVector.zero(DOUBLES);
        DoubleVector az = DoubleVector.zero(DOUBLES);
        DoubleVector jx = DoubleVector.zero(DOUBLES);
        DoubleVector jy = DoubleVector.zero(DOUBLES);
        DoubleVector jz = DoubleVector.zero(DOUBLES);
        for (int j = 0; j < gm.length; j++) {
            DoubleVector dx = DoubleVector.broadcast(DOUBLES, x[j]).sub(xi);
            DoubleVector dy = DoubleVector.broadcast(DOUBLES, y[j]).sub(yi);
            DoubleVector dz = DoubleVector.broadcast(DOUBLES, z[j]).sub(zi);
            DoubleVector du = DoubleVector.broadcast(DOUBLES, u[j]).sub(ui);
            DoubleVector dv = DoubleVector.broadcast(DOUBLES, v[j]).sub(vi);
            DoubleVector dw = DoubleVector.broadcast(DOUBLES, w[j]).sub(wi);
            DoubleVector r2 = dx.fma(dx, dy.fma(dy, dz.fma(dz, softening)));
            DoubleVector q = dx.fma(du, dy.fma(dv, dz.mul(dw))).mul(-3).div(r2);
            DoubleVector weight = weight(r2, DoubleVector.broadcast(DOUBLES, gm[j]));
            ax = weight.fma(dx, ax);
            ay = weight.fma(dy, ay);
            az = weight.fma(dz, az);
            jx = weight.fma(q.fma(dx, du), jx);
            jy = weight.fma(q.fma(dy, dv), jy);
            jz = weight.fma(q.fma(dz, dw), jz);
        }
        ax.mul(SCALE).intoArray(acceleration[0], i);
        ay.mul(SCALE).intoArray(acceleration[1], i);
        az.mul(SCALE).intoArray(acceleration[2], i);
        jx.mul(SCALE).intoArray(jerk[0], i);
        jy.mul(SCALE).intoArray(jerk[1], i);
        jz.mul(SCALE).intoArray(jerk[2], i);
    }

    /// gm r⁻³ / SCALE, derived in [InverseCube].
    static DoubleVector weight(DoubleVector r2, DoubleVector m) {
        LongVector half = r2.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1);
        DoubleVector seed = LongVector.broadcast(LONGS, SEED).sub(half).reinterpretAsDoubles();
        DoubleVector t = seed.mul(seed).fma(r2, DoubleVector.broadcast(DOUBLES, -T));
        DoubleVector root = t.fma(t, DoubleVector.broadcast(DOUBLES, A)).mul(seed);
        DoubleVector square = root.mul(root);
        DoubleVector s = r2.fma(square, DoubleVector.broadcast(DOUBLES, -U));
        DoubleVector inner = s.fma(s, DoubleVector.broadcast(DOUBLES, B));
        return m.mul(root).mul(square).mul(s.fma(inner, DoubleVector.broadcast(DOUBLES, C)));
    }

    @Override
    public void potential(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential) {
        if (targets.length() < LANES) {
            shortRange.potential(position, gm, softeningSquared, targets, potential);
            return;
        }
        double[] z = position.length == 2 ? new double[gm.length] : position[2];
        for (int i = targets.start(); i < targets.end(); i += LANES) {
            int first = Math.min(i, targets.end() - LANES);
            potentialPass(position[0], position[1], z, gm, softeningSquared, first, potential);
        }
    }

    private static void potentialPass(
            double[] x, double[] y, double[] z, double[] gm, double softeningSquared, int i, double[] potential) {
        DoubleVector softening = DoubleVector.broadcast(DOUBLES, softeningSquared);
        DoubleVector xi = DoubleVector.fromArray(DOUBLES, x, i);
        DoubleVector yi = DoubleVector.fromArray(DOUBLES, y, i);
        DoubleVector zi = DoubleVector.fromArray(DOUBLES, z, i);
        DoubleVector phi = DoubleVector.zero(DOUBLES);
        for (int j = 0; j < gm.length; j++) {
            DoubleVector dx = DoubleVector.broadcast(DOUBLES, x[j]).sub(xi);
            DoubleVector dy = DoubleVector.broadcast(DOUBLES, y[j]).sub(yi);
            DoubleVector dz = DoubleVector.broadcast(DOUBLES, z[j]).sub(zi);
            DoubleVector r2 = dx.fma(dx, dy.fma(dy, dz.fma(dz, softening)));
            DoubleVector term = DoubleVector.broadcast(DOUBLES, gm[j]).div(r2.sqrt());
            int lane = Math.max(-1, Math.min(LANES, j - i)); // of the source among the targets
            phi = phi.sub(term.mul(DoubleVector.fromArray(DOUBLES, KEEP, LANES - lane)));
        }
        phi.intoArray(potential, i);
    }

    @Override
    public String description() {
        return "vector, %d lanes".formatted(LANES);
    }
}
