package hyades.nbody;

import static hyades.nbody.InverseCube.SCALE;

import hyades.partition.Subrange;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Gravity softened by a [CubicSpline], one target per lane, to the bits of [ScalarSpline].
///
/// Most sources are farther from all targets of a vector than the spline's radius: a comparison tells. Of the others
/// both pieces of the spline are computed, and chosen by lane.
final class VectorSpline implements GravityKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();

    private final GravityKernel shortRange = new ScalarSpline();

    @Override
    public void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        if (targets.length() < LANES) {
            shortRange.accelerate(source, gm, softeningSquared, position, targets, acceleration);
            return;
        }
        CubicSpline spline = CubicSpline.of(softeningSquared);
        double[][] from = VectorKernel.inSpace(source);
        double[][] to = VectorKernel.inSpace(position);
        double[][] result = VectorKernel.inSpace(acceleration);
        for (int i = targets.start(); i < targets.end(); i += LANES) {
            pass(from, gm, spline, to, Math.min(i, targets.end() - LANES), result);
        }
    }

    private static void pass(
            double[][] source, double[] gm, CubicSpline spline, double[][] position, int i, double[][] acceleration) {
        double[] x = source[0];
        double[] y = source[1];
        double[] z = source[2];
        double square = spline.square();
        double inverse = spline.inverse();
        DoubleVector xi = DoubleVector.fromArray(DOUBLES, position[0], i);
        DoubleVector yi = DoubleVector.fromArray(DOUBLES, position[1], i);
        DoubleVector zi = DoubleVector.fromArray(DOUBLES, position[2], i);
        DoubleVector ax = DoubleVector.zero(DOUBLES);
        DoubleVector ay = DoubleVector.zero(DOUBLES);
        DoubleVector az = DoubleVector.zero(DOUBLES);
        for (int j = 0; j < gm.length; j++) {
            DoubleVector dx = DoubleVector.broadcast(DOUBLES, x[j]).sub(xi);
            DoubleVector dy = DoubleVector.broadcast(DOUBLES, y[j]).sub(yi);
            DoubleVector dz = DoubleVector.broadcast(DOUBLES, z[j]).sub(zi);
            DoubleVector r2 = dx.fma(dx, dy.fma(dy, dz.mul(dz)));
            DoubleVector w = VectorKernel.weight(r2, DoubleVector.broadcast(DOUBLES, gm[j]));
            VectorMask<Double> isNear = r2.compare(VectorOperators.LT, square);
            if (isNear.anyTrue()) {
                w = w.blend(weight(r2.sqrt().mul(inverse), gm[j], inverse), isNear);
            }
            ax = w.fma(dx, ax);
            ay = w.fma(dy, ay);
            az = w.fma(dz, az);
        }
        ax.mul(SCALE).intoArray(acceleration[0], i);
        ay.mul(SCALE).intoArray(acceleration[1], i);
        az.mul(SCALE).intoArray(acceleration[2], i);
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
        CubicSpline spline = CubicSpline.of(softeningSquared);
        double[][] from = VectorKernel.inSpace(source);
        double[][] speedFrom = VectorKernel.inSpace(sourceVelocity);
        double[][] to = VectorKernel.inSpace(position);
        double[][] speedTo = VectorKernel.inSpace(velocity);
        double[][] pulls = VectorKernel.inSpace(acceleration);
        double[][] changes = VectorKernel.inSpace(jerk);
        for (int i = targets.start(); i < targets.end(); i += LANES) {
            int first = Math.min(i, targets.end() - LANES);
            jerkPass(from, speedFrom, gm, spline, to, speedTo, first, pulls, changes);
        }
    }

    private static void jerkPass(
            double[][] source,
            double[][] sourceVelocity,
            double[] gm,
            CubicSpline spline,
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
        double square = spline.square();
        double inverse = spline.inverse();
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
            DoubleVector r2 = dx.fma(dx, dy.fma(dy, dz.mul(dz)));
            DoubleVector change = DoubleVector.broadcast(DOUBLES, -3).div(r2);
            DoubleVector weight = VectorKernel.weight(r2, DoubleVector.broadcast(DOUBLES, gm[j]));
            VectorMask<Double> isNear = r2.compare(VectorOperators.LT, square);
            if (isNear.anyTrue()) {
                DoubleVector part = r2.sqrt().mul(inverse);
                change = change.blend(change(part, inverse), isNear);
                weight = weight.blend(weight(part, gm[j], inverse), isNear);
            }
            DoubleVector q = dx.fma(du, dy.fma(dv, dz.mul(dw))).mul(change);
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

    /// gm pull(u) / h³ / SCALE.
    private static DoubleVector weight(DoubleVector u, double gm, double inverse) {
        return pull(u).div(SCALE).mul(gm * inverse * (inverse * inverse));
    }

    /// slope(u) / pull(u) / h².
    private static DoubleVector change(DoubleVector u, double inverse) {
        return slope(u).div(pull(u)).mul(inverse * inverse);
    }

    private static VectorMask<Double> isInner(DoubleVector u) {
        return u.compare(VectorOperators.LT, 0.5);
    }

    private static DoubleVector constant(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    private static DoubleVector pull(DoubleVector u) {
        DoubleVector inner = u.mul(u)
                .fma(u.fma(constant(CubicSpline.PULL_3), constant(CubicSpline.PULL_2)), constant(CubicSpline.PULL_0));
        DoubleVector inverse = constant(1).div(u);
        DoubleVector polynomial = u.fma(
                u.fma(
                        u.fma(constant(CubicSpline.OUTER_PULL_3), constant(CubicSpline.OUTER_PULL_2)),
                        constant(CubicSpline.OUTER_PULL_1)),
                constant(CubicSpline.OUTER_PULL_0));
        DoubleVector outer =
                inverse.mul(inverse).mul(inverse).fma(constant(CubicSpline.OUTER_PULL_INVERSE_3), polynomial);
        return outer.blend(inner, isInner(u));
    }

    private static DoubleVector slope(DoubleVector u) {
        DoubleVector inner = u.fma(constant(CubicSpline.SLOPE_1), constant(CubicSpline.SLOPE_0));
        DoubleVector inverse = constant(1).div(u);
        DoubleVector square = inverse.mul(inverse);
        DoubleVector polynomial = u.fma(constant(CubicSpline.OUTER_SLOPE_1), constant(CubicSpline.OUTER_SLOPE_0));
        DoubleVector outer = inverse.fma(
                square.mul(square)
                        .fma(constant(CubicSpline.OUTER_SLOPE_INVERSE_5), constant(CubicSpline.OUTER_SLOPE_INVERSE_1)),
                polynomial);
        return outer.blend(inner, isInner(u));
    }

    private static DoubleVector depth(DoubleVector u) {
        DoubleVector square = u.mul(u);
        DoubleVector inner = square.fma(
                square.fma(
                        u.fma(constant(CubicSpline.DEPTH_5), constant(CubicSpline.DEPTH_4)),
                        constant(CubicSpline.DEPTH_2)),
                constant(CubicSpline.DEPTH_0));
        DoubleVector polynomial = u.fma(
                u.fma(
                        u.fma(constant(CubicSpline.OUTER_DEPTH_5), constant(CubicSpline.OUTER_DEPTH_4)),
                        constant(CubicSpline.OUTER_DEPTH_3)),
                constant(CubicSpline.OUTER_DEPTH_2));
        DoubleVector outer = constant(1)
                .div(u)
                .fma(
                        constant(CubicSpline.OUTER_DEPTH_INVERSE_1),
                        square.fma(polynomial, constant(CubicSpline.OUTER_DEPTH_0)));
        return outer.blend(inner, isInner(u));
    }

    @Override
    public void potential(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential) {
        if (targets.length() < LANES) {
            shortRange.potential(position, gm, softeningSquared, targets, potential);
            return;
        }
        CubicSpline spline = CubicSpline.of(softeningSquared);
        double[][] places = VectorKernel.inSpace(position);
        for (int i = targets.start(); i < targets.end(); i += LANES) {
            potentialPass(places, gm, spline, Math.min(i, targets.end() - LANES), potential);
        }
    }

    private static void potentialPass(double[][] position, double[] gm, CubicSpline spline, int i, double[] potential) {
        double[] x = position[0];
        double[] y = position[1];
        double[] z = position[2];
        double square = spline.square();
        double inverse = spline.inverse();
        DoubleVector xi = DoubleVector.fromArray(DOUBLES, x, i);
        DoubleVector yi = DoubleVector.fromArray(DOUBLES, y, i);
        DoubleVector zi = DoubleVector.fromArray(DOUBLES, z, i);
        DoubleVector phi = DoubleVector.zero(DOUBLES);
        for (int j = 0; j < gm.length; j++) {
            DoubleVector dx = DoubleVector.broadcast(DOUBLES, x[j]).sub(xi);
            DoubleVector dy = DoubleVector.broadcast(DOUBLES, y[j]).sub(yi);
            DoubleVector dz = DoubleVector.broadcast(DOUBLES, z[j]).sub(zi);
            DoubleVector r2 = dx.fma(dx, dy.fma(dy, dz.mul(dz)));
            DoubleVector r = r2.sqrt();
            DoubleVector term = DoubleVector.broadcast(DOUBLES, gm[j]).div(r);
            VectorMask<Double> isNear = r2.compare(VectorOperators.LT, square);
            if (isNear.anyTrue()) {
                term = term.blend(depth(r.mul(inverse)).mul(gm[j] * inverse), isNear);
            }
            int lane = Math.max(-1, Math.min(LANES, j - i)); // of the source among the targets
            phi = phi.sub(term.mul(DoubleVector.fromArray(DOUBLES, VectorKernel.KEEP, LANES - lane)));
        }
        phi.intoArray(potential, i);
    }

    @Override
    public String description() {
        return "vector, %d lanes".formatted(LANES);
    }
}
