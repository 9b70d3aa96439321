package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// Draws from the binomial distribution of one success probability p, for any number of trials n up to 2³¹-1.
///
/// From n·p = 10 on by transformed rejection with squeeze, algorithm BTRS of Hörmann (1993), The generation of
/// binomial random variates, J. Stat. Comput. Simul. 46, 101; below by inversion, algorithm BINV of Kachitvichyanukul
/// & Schmeiser (1988), Commun. ACM 31, 216; p > 1/2 by symmetry.
///
/// Cost: BTRS takes two uniform numbers and a square root, and in one of three draws a logarithm and four short
/// series; BINV one uniform number, an exponential, and n·p divisions. Failures: none. Exact up to the rounding of
/// doubles: a uniform number has 53 bits, and the ratio of two probabilities that BTRS compares is right to 1e-13.
///
/// The draws depend on n, p and the generator alone, to the bit on every machine: logarithms are `StrictMath`'s.
public final class BinomialSampler {
    /// BTRS holds from this mean on.
    private static final double SMALLEST_MEAN = 10;

    /// With a mean below 10, more successes than this have a probability below 1e-90: the uniform number met the
    /// rounding errors of the sum, which ends at 1 - 1e-15 or so.
    private static final int LARGEST_INVERTED = 150;

    private final double p;
    private final boolean swapped;
    private final double odds;
    private final double logFailure;

    /// @param probability of a success, 0 to 1
    public BinomialSampler(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("A probability of " + probability);
        }
        swapped = probability > 0.5;
        p = swapped ? 1 - probability : probability; // exact
        odds = p / (1 - p);
        logFailure = StrictMath.log1p(-p);
    }

    /// How many of `trials` succeed.
    ///
    /// @param trials n, at least 0
    public int sample(int trials, UniformRandomProvider random) {
        if (trials < 0) {
            throw new IllegalArgumentException(trials + " trials");
        }
        if (trials == 0 || p == 0) {
            return swapped ? trials : 0;
        }
        int successes = trials * p < SMALLEST_MEAN ? invert(trials, random) : reject(trials, random);
        return swapped ? trials - successes : successes;
    }

    private int invert(int n, UniformRandomProvider random) {
        double none = StrictMath.exp(n * logFailure);
        while (true) {
            double u = random.nextDouble();
            double f = none;
            int k = 0;
            while (u >= f && k <= LARGEST_INVERTED) {
                u -= f;
                k++;
                f *= odds * ((double) n - k + 1) / k;
            }
            if (k <= Math.min(n, LARGEST_INVERTED)) {
                return k;
            }
        }
    }

    private int reject(int n, UniformRandomProvider random) {
        double deviation = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double squeeze = 0.92 * b - 4.2;
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((a * (2 / us) + b) * u + c); // -∞ at u = -1/2: rejected below
            if (us >= 0.07 && v * b <= squeeze) {
                return (int) k;
            }
            if (k >= 0 && k <= n && isBelow(n, k, v * (2.83 + 5.1 / b) * deviation / (a / (us * us) + b))) {
                return (int) k;
            }
        }
    }

    /// Whether `v` is at most the probability of `k` relative to that of the mode.
    ///
    /// The probabilities in the saddle-point form of Loader (2000), Fast and accurate computation of binomial
    /// probabilities: no large numbers cancel, however large n is, and one logarithm serves all.
    private boolean isBelow(int n, double k, double v) {
        double m = Math.floor((n + 1.0) * p);
        if (k == 0 || k == n) {
            return StrictMath.log(v) <= ratioAtTheEnd(n, k, m);
        }
        double mean = n * p;
        double rest = n * (1 - p);
        double bound = stirlingError(m)
                + stirlingError(n - m)
                - stirlingError(k)
                - stirlingError(n - k)
                + deviance(m, mean)
                + deviance(n - m, rest)
                - deviance(k, mean)
                - deviance(n - k, rest);
        return 0.5 * StrictMath.log(v * v * (k * (n - k)) / (m * (n - m))) <= bound;
    }

    /// ln of the probability of 0 or n relative to that of the mode m.
    private double ratioAtTheEnd(int n, double k, double m) {
        double mode = stirlingError(n)
                - stirlingError(m)
                - stirlingError(n - m)
                - deviance(m, n * p)
                - deviance(n - m, n * (1 - p))
                + 0.5 * StrictMath.log(n / (2 * Math.PI * m * (n - m)));
        return (k == 0 ? n * logFailure : n * StrictMath.log(p)) - mode;
    }

    private static final double[] STIRLING_ERRORS = {
        Double.NaN, // of 0, which is treated apart
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
        0.00833056343336287,
        0.007573675487951841,
        0.00694284010720953,
        0.006408994188004207,
        0.0059513701127588475,
        0.005554733551962801
    };

    /// ln x! - ln(√(2πx)·(x/e)ˣ) for x from 1 on: Stirling's series, to 1e-14.
    static double stirlingError(double x) {
        if (x < STIRLING_ERRORS.length) {
            return STIRLING_ERRORS[(int) x];
        }
        double r = 1 / x;
        double y = r * r;
        return r * (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188)))));
    }

    /// x ln(x/m) + m - x, which is small where x is near m, by Loader's series there.
    static double deviance(double x, double m) {
        double w = (x - m) / (x + m);
        double square = w * w;
        if (square > 0.01) {
            return x * StrictMath.log(x / m) + m - x;
        }
        double sum = 1.0 / 15;
        sum = sum * square + 1.0 / 13;
        sum = sum * square + 1.0 / 11;
        sum = sum * square + 1.0 / 9;
        sum = sum * square + 1.0 / 7;
        sum = sum * square + 1.0 / 5;
        sum = sum * square + 1.0 / 3;
        return (x - m) * w + 2 * x * w * square * sum;
    }
}
