package hyades.nbody;

import static hyades.nbody.InverseCube.A;
import static hyades.nbody.InverseCube.B;
import static hyades.nbody.InverseCube.C;
import static hyades.nbody.InverseCube.SCALE;
import static hyades.nbody.InverseCube.SEED;
import static hyades.nbody.InverseCube.T;
import static hyades.nbody.InverseCube.U;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Gravity in several systems, one a lane: no lane ever needs another's numbers.
///
/// What one body and those behind it do to each other is a method of its own, as [VectorKernel] has its passes.
final class VectorLanes implements LaneKernel {
    private static final VectorSpecies<Double> DOUBLES =
            DoubleVector.SPECIES_PREFERRED.length() < LANES ? DoubleVector.SPECIES_PREFERRED : DoubleVector.SPECIES_512;
    private static final VectorSpecies<Long> LONGS = DOUBLES.vectorShape().withLanes(long.class);
    private static final int WIDTH = DOUBLES.length();

    @Override
    public void accelerate(
            double[][] position, double[] gm, double[] softeningSquared, double[][] acceleration, double[] smallest) {
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        for (double[] axis : acceleration) {
            Arrays.fill(axis, 0);
        }
        for (int first = 0; first < LANES; first += WIDTH) {
            for (int i = first; i < gm.length; i += LANES) {
                row(
                        position[0],
                        position[1],
                        position[2],
                        gm,
                        softeningSquared,
                        first,
                        i,
                        acceleration[0],
                        acceleration[1],
                        acceleration[2],
                        smallest);
            }
        }
    }

    /// Of the body at `i` of some systems and all that come behind it.
    private static void row(
            double[] x,
            double[] y,
            double[] z,
            double[] gm,
            double[] softeningSquared,
            int first,
            int i,
            double[] ax,
            double[] ay,
            double[] az,
            double[] smallest) {
        DoubleVector softening = DoubleVector.fromArray(DOUBLES, softeningSquared, first);
        DoubleVector least = DoubleVector.fromArray(DOUBLES, smallest, first);
        DoubleVector xi = DoubleVector.fromArray(DOUBLES, x, i);
        DoubleVector yi = DoubleVector.fromArray(DOUBLES, y, i);
        DoubleVector zi = DoubleVector.fromArray(DOUBLES, z, i);
        DoubleVector mi = DoubleVector.fromArray(DOUBLES, gm, i);
        // Its pull on itself: 0, or NaN.
        DoubleVector axi = DoubleVector.fromArray(DOUBLES, ax, i).add(xi.sub(xi));
        DoubleVector ayi = DoubleVector.fromArray(DOUBLES, ay, i).add(yi.sub(yi));
        DoubleVector azi = DoubleVector.fromArray(DOUBLES, az, i).add(zi.sub(zi));
        for (int j = i + LANES; j < gm.length; j += LANES) {
            DoubleVector xj = DoubleVector.fromArray(DOUBLES, x, j);
            DoubleVector dx = xj.sub(xi);
            DoubleVector yj = DoubleVector.fromArray(DOUBLES, y, j);
            DoubleVector dy = yj.sub(yi);
            DoubleVector zj = DoubleVector.fromArray(DOUBLES, z, j);
            DoubleVector dz = zj.sub(zi);
            DoubleVector r2 = dx.fma(dx, dy.fma(dy, dz.fma(dz, softening)));
            least = least.min(r2);
            LongVector half = r2.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1);
            DoubleVector seed = LongVector.broadcast(LONGS, SEED).sub(half).reinterpretAsDoubles();
            DoubleVector t = seed.mul(seed).fma(r2, DoubleVector.broadcast(DOUBLES, -T));
            DoubleVector root = t.fma(t, DoubleVector.broadcast(DOUBLES, A)).mul(seed);
            DoubleVector square = root.mul(root);
            DoubleVector u = r2.fma(square, DoubleVector.broadcast(DOUBLES, -U));
            DoubleVector correction =
                    u.fma(u.fma(u, DoubleVector.broadcast(DOUBLES, B)), DoubleVector.broadcast(DOUBLES, C));
            DoubleVector onFirst =
                    DoubleVector.fromArray(DOUBLES, gm, j).mul(root).mul(square).mul(correction);
            DoubleVector onSecond = mi.mul(root).mul(square).mul(correction);
            axi = onFirst.fma(dx, axi);
            ayi = onFirst.fma(dy, ayi);
            azi = onFirst.fma(dz, azi);
            onSecond.fma(xi.sub(xj), DoubleVector.fromArray(DOUBLES, ax, j)).intoArray(ax, j);
            onSecond.fma(yi.sub(yj), DoubleVector.fromArray(DOUBLES, ay, j)).intoArray(ay, j);
            onSecond.fma(zi.sub(zj), DoubleVector.fromArray(DOUBLES, az, j)).intoArray(az, j);
        }
        axi.mul(SCALE).intoArray(ax, i); // those before it have added theirs
        ayi.mul(SCALE).intoArray(ay, i);
        azi.mul(SCALE).intoArray(az, i);
        least.intoArray(smallest, first);
    }
}
