package hyades.nbody;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The bodies of a system that have mass: they alone are sources of its forces, in their order. Those without, test
/// particles, are pulled at and pull at nothing, so that n bodies of which m have mass cost n times m interactions.
final class Massive {
    private final int[] indices; // null where all bodies have mass
    private final double[] gm;

    /// @param gravitationalConstant G [m³/(kg s²)]
    Massive(Bodies bodies, double gravitationalConstant) {
        double[] mass = bodies.mass;
        int[] some = IntStream.range(0, mass.length).filter(i -> mass[i] != 0).toArray();
        indices = some.length == mass.length ? null : some;
        gm = Arrays.stream(of(mass)).map(each -> gravitationalConstant * each).toArray();
    }

    /// How many there are.
    int count() {
        return gm.length;
    }

    /// Gravitational constant times their masses [m³/s²], shape (m).
    double[] gm() {
        return gm;
    }

    /// Of a field of all bodies, shape (dim, n), that of those with mass, shape (dim, m): the same arrays where all
    /// have, else copies.
    double[][] of(double[][] field) {
        return indices == null ? field : Arrays.stream(field).map(this::of).toArray(double[][]::new);
    }

    private double[] of(double[] values) {
        return indices == null
                ? values
                : Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    /// The inverse of [#of], with 0 for the others.
    ///
    /// @param values shape (m)
    /// @param n number of all bodies
    /// @return shape (n); the same array where all have mass
    double[] spread(double[] values, int n) {
        if (indices == null) {
            return values;
        }
        double[] all = new double[n];
        for (int k = 0; k < indices.length; k++) {
            all[indices[k]] = values[k];
        }
        return all;
    }
}
