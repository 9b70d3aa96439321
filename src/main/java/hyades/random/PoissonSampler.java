package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// Draws from the Poisson distribution of one mean.
///
/// From a mean of 10 on by transformed rejection with squeeze, algorithm PTRS of Hörmann (1993), The transformed
/// rejection method for generating Poisson random variables, Insur. Math. Econ. 12, 39; below by inversion.
///
/// Exact up to the rounding of doubles, as [BinomialSampler] is, and to the bit the same on every machine.
public final class PoissonSampler {
    /// PTRS holds from this mean on.
    private static final double SMALLEST_MEAN = 10;

    /// With a mean below 10, more have a probability below 1e-90.
    private static final int LARGEST_INVERTED = 150;

    private static final double LARGEST_MEAN = 1e9;

    private final double mean;
    private final double none;

    /// @param mean 0 to 10⁹, of which no draw is beyond an `int`
    public PoissonSampler(double mean) {
        if (!(mean >= 0 && mean <= LARGEST_MEAN)) {
            throw new IllegalArgumentException("A mean of " + mean);
        }
        this.mean = mean;
        none = StrictMath.exp(-mean);
    }

    public int sample(UniformRandomProvider random) {
        return mean == 0 ? 0 : mean < SMALLEST_MEAN ? invert(random) : reject(random);
    }

    private int invert(UniformRandomProvider random) {
        while (true) {
            double u = random.nextDouble();
            double f = none;
            int k = 0;
            while (u >= f && k <= LARGEST_INVERTED) {
                u -= f;
                k++;
                f *= mean / k;
            }
            if (k <= LARGEST_INVERTED) {
                return k;
            }
        }
    }

    private int reject(UniformRandomProvider random) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43); // -∞ at u = -1/2: rejected below
            if (us >= 0.07 && v <= squeeze) {
                return (int) k;
            }
            if (k >= 0
                    && (us >= 0.013 || v <= us)
                    && StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= logProbability(k)) {
                return (int) k;
            }
        }
    }

    /// In Loader's form, as [BinomialSampler] has it.
    private double logProbability(double k) {
        return k == 0
                ? -mean
                : -BinomialSampler.deviance(k, mean)
                        - BinomialSampler.stirlingError(k)
                        - 0.5 * StrictMath.log(2 * Math.PI * k);
    }
}
