package hyades.figure;

import java.util.Arrays;
import java.util.Locale;

/// How pixels become brightness from 0 to 1.
public enum Stretch {
    /// From the least to the greatest.
    LINEAR {
        @Override
        double[] limits(double[] finite) {
            return new double[] {
                Arrays.stream(finite).min().orElseThrow(),
                Arrays.stream(finite).max().orElseThrow()
            };
        }
    },

    /// The same, `asinh(10 t) / asinh(10)`: faint structure is lifted; Lupton et al. (1999), AJ 118, 1406.
    ASINH {
        @Override
        double[] limits(double[] finite) {
            return LINEAR.limits(finite);
        }

        @Override
        double bend(double t) {
            double x = 10 * Math.clamp(t, 0, 1);
            return Math.log(x + Math.sqrt(x * x + 1)) / Math.log(10 + Math.sqrt(101));
        }
    },

    /// The sky, and not its few brightest pixels: [ZScale].
    ZSCALE {
        @Override
        double[] limits(double[] finite) {
            return ZScale.limits(finite);
        }
    },

    /// From the half percent of the faintest to that of the brightest.
    PERCENTILE {
        @Override
        double[] limits(double[] finite) {
            // a few ten thousand pixels say where these are
            int step = Math.max(1, finite.length / 50000);
            double[] sorted = new double[Math.ceilDiv(finite.length, step)];
            Arrays.setAll(sorted, i -> finite[i * step]);
            Arrays.sort(sorted);
            int cut = sorted.length / 200;
            return new double[] {sorted[cut], sorted[sorted.length - 1 - cut]};
        }
    };

    /// @param finite pixels in the image's order, at least one
    abstract double[] limits(double[] finite);

    double bend(double t) {
        return t;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
