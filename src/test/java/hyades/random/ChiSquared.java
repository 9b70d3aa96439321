package hyades.random;

import java.util.ArrayList;
import java.util.List;

/// Pearson's χ² test of counted integers against a distribution.
public final class ChiSquared {
    private static final double LEAST_EXPECTED = 10;

    private ChiSquared() {}

    /// The probability to be as far or farther from the expectation by chance.
    ///
    /// @param observed how often each value occurred, shape (n)
    /// @param expected how often each should, shape (n); neighbours are joined until each has 10
    public static double pValue(long[] observed, double[] expected) {
        List<double[]> cells = new ArrayList<>();
        double seen = 0;
        double due = 0;
        for (int i = 0; i < observed.length; i++) {
            seen += observed[i];
            due += expected[i];
            if (due >= LEAST_EXPECTED) {
                cells.add(new double[] {seen, due});
                seen = 0;
                due = 0;
            }
        }
        if (cells.isEmpty()) {
            return 1; // too few draws to tell
        }
        cells.getLast()[0] += seen;
        cells.getLast()[1] += due;
        double sum = cells.stream()
                .mapToDouble(cell -> (cell[0] - cell[1]) * (cell[0] - cell[1]) / cell[1])
                .sum();
        return cells.size() == 1 ? 1 : upperTail(sum, cells.size() - 1);
    }

    /// P(χ² ≥ x) with `degrees` of freedom: the regularised incomplete gamma function Q(degrees/2, x/2), by its
    /// series or its continued fraction (Lentz); Numerical Recipes, chapter 6.2.
    public static double upperTail(double x, int degrees) {
        double a = degrees / 2.0;
        double z = x / 2;
        if (z <= 0) {
            return 1;
        }
        double front = Math.exp(-z + a * Math.log(z) - logGamma(a));
        if (z < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int n = 1; term > sum * 1e-16; n++) {
                term *= z / (a + n);
                sum += term;
            }
            return 1 - sum * front;
        }
        double b = z + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 100_000; i++) {
            double an = -i * (i - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            h *= d * c;
            if (Math.abs(d * c - 1) < 1e-15) {
                break;
            }
        }
        return front * h;
    }

    /// ln Γ(x) for x > 0: Stirling's series after shifting x above 15.
    public static double logGamma(double x) {
        double shift = 0;
        double y = x;
        for (; y < 15; y++) {
            shift += Math.log(y);
        }
        double inverse = 1 / (y * y);
        double series =
                (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - inverse / 1188) * inverse) * inverse) * inverse)
                        / y;
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }

    /// ln P(k) of the binomial distribution, by Loader's saddle-point expansion (2000), Fast and accurate computation
    /// of binomial probabilities: no cancellation for large n. 0 < p < 1.
    public static double logBinomial(int n, long k, double p) {
        if (k < 0 || k > n) {
            return Double.NEGATIVE_INFINITY;
        }
        if (k == 0) {
            return n * Math.log1p(-p);
        }
        if (k == n) {
            return n * Math.log(p);
        }
        double mean = n * p;
        double rest = n * (1 - p);
        return stirlingError(n)
                - stirlingError(k)
                - stirlingError(n - k)
                - deviance(k, mean)
                - deviance(n - k, rest)
                + 0.5 * Math.log(n / (2 * Math.PI * k * (double) (n - k)));
    }

    private static double stirlingError(double n) {
        if (n < 15) {
            return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
        }
        double s = 1 / (n * n);
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - s / 1680) * s) * s) / n;
    }

    /// x ln(x/m) + m - x.
    private static double deviance(double x, double m) {
        if (Math.abs(x - m) < 0.1 * (x + m)) {
            double v = (x - m) / (x + m);
            double sum = (x - m) * v;
            double term = 2 * x * v;
            for (int j = 1; j < 1000; j++) {
                term *= v * v;
                double next = sum + term / (2 * j + 1);
                if (next == sum) {
                    break;
                }
                sum = next;
            }
            return sum;
        }
        return x * Math.log(x / m) + m - x;
    }
}
