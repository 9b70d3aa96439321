package hyades.figure;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;

/// A line or a set of dots in one panel.
///
/// @param name     what the legend calls it; no two of a panel are the same
/// @param diameter of the dots [px]; 0 for a line
/// @param x        in the units of the axis, shape (n)
/// @param y        in the units of the axis, shape (n); NaN is a gap, also where `x` is NaN
public record Curve(String name, Color color, double diameter, double[] x, double[] y) {
    /// Parts of a long line, each drawn by two points: more than a plot area has pixels across.
    private static final int BUCKETS = 2000;

    public Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException("%s has %d x but %d y".formatted(name, x.length, y.length));
        }
        y = y.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] = Double.isNaN(x[i]) ? Double.NaN : y[i];
        }
    }

    boolean isLine() {
        return diameter == 0;
    }

    /// The values between two gaps, of which a line shows nothing, as dots.
    Optional<Curve> loneValues() {
        int n = y.length;
        double[] lone = new double[n];
        for (int i = 0; i < n; i++) {
            boolean before = i > 0 && !Double.isNaN(y[i - 1]);
            boolean after = i < n - 1 && !Double.isNaN(y[i + 1]);
            lone[i] = before || after ? Double.NaN : y[i];
        }
        boolean none = Arrays.stream(lone).allMatch(Double::isNaN);
        return none ? Optional.empty() : Optional.of(new Curve(name + ", lone values", color, 6, x, lone));
    }

    /// The same picture of fewer points: the least and the greatest value of each part of a long line.
    Curve thinned() {
        int n = y.length;
        if (n <= 2 * BUCKETS) {
            return this;
        }
        int[] kept = new int[2 * BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int start = (int) ((long) bucket * n / BUCKETS);
            int end = (int) ((bucket + 1L) * n / BUCKETS);
            int least = start;
            int greatest = start;
            for (int i = start + 1; i < end; i++) {
                least = y[i] < y[least] || Double.isNaN(y[least]) ? i : least;
                greatest = y[i] > y[greatest] || Double.isNaN(y[greatest]) ? i : greatest;
            }
            kept[2 * bucket] = Math.min(least, greatest);
            kept[2 * bucket + 1] = Math.max(least, greatest);
        }
        return new Curve(name, color, diameter, at(kept, x), at(kept, y));
    }

    private static double[] at(int[] indices, double[] values) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}
