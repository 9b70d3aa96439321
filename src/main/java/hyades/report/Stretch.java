package hyades.report;

import java.util.Arrays;
import java.util.Locale;

/// How pixels become brightness from 0 to 1.
public enum Stretch {
    /// From the least to the greatest.
    LINEAR {
        @Override
        double[] limits(double[] sorted) {
            return new double[] {sorted[0], sorted[sorted.length - 1]};
        }
    },

    /// The same, `asinh(10 t) / asinh(10)`: faint structure is lifted; Lupton et al. (1999), AJ 118, 1406.
    ASINH {
        @Override
        double[] limits(double[] sorted) {
            return LINEAR.limits(sorted);
        }

        @Override
        double bend(double t) {
            double x = 10 * Math.clamp(t, 0, 1);
            return Math.log(x + Math.sqrt(x * x + 1)) / Math.log(10 + Math.sqrt(101));
        }
    },

    /// Around the median as far as a line through the middle of the sorted pixels goes, with contrast 0.25:
    /// IRAF's.
    ZSCALE {
        @Override
        double[] limits(double[] sorted) {
            int n = sorted.length;
            int from = n / 4;
            int to = Math.max(from + 1, 3 * n / 4);
            double[] middle = Arrays.copyOfRange(sorted, from, Math.min(n, to));
            double slope = middle.length < 2 ? 0 : (middle[middle.length - 1] - middle[0]) / (middle.length - 1) / 0.25;
            double median = sorted[n / 2];
            return new double[] {
                Math.max(sorted[0], median - slope * (n / 2.0)), Math.min(sorted[n - 1], median + slope * (n / 2.0))
            };
        }
    },

    /// From the half percent of the faintest to that of the brightest.
    PERCENTILE {
        @Override
        double[] limits(double[] sorted) {
            int cut = sorted.length / 200;
            return new double[] {sorted[cut], sorted[sorted.length - 1 - cut]};
        }
    };

    /// @param sorted finite pixels, at least one
    abstract double[] limits(double[] sorted);

    double bend(double t) {
        return t;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
