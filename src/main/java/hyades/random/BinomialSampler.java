package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// Draws from the binomial distribution of one success probability p, for any number of trials n up to 2³¹-1.
///
/// From n·p = 10 on by transformed rejection with squeeze, algorithm BTRS of Hörmann (1993), The generation of
/// binomial random variates, J. Stat. Comput. Simul. 46, 101; below by inversion, algorithm BINV of Kachitvichyanukul
/// & Schmeiser (1988), Commun. ACM 31, 216; p > 1/2 by symmetry.
///
/// Cost: BTRS takes two uniform numbers and a square root, and in one of six draws five logarithms; BINV one uniform
/// number, an exponential, and n·p divisions. Failures: none. Exact up to the rounding of doubles: a uniform number
/// has 53 bits, and the ratio of two probabilities that BTRS compares is off by 1e-15·n·p at most in relative terms
/// (2e-6 in the worst case, n = 2³¹-1 and p = 1/2).
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
        double vr = 0.92 - 4.2 / b;
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + c); // -∞ at u = -1/2: rejected below
            if (us >= 0.07 && v <= vr) {
                return (int) k;
            }
            if (k >= 0 && k <= n && isBelow(n, k, v * (2.83 + 5.1 / b) * deviation / (a / (us * us) + b))) {
                return (int) k;
            }
        }
    }

    /// Whether `v` is at most the probability of `k` relative to that of the mode.
    private boolean isBelow(int n, double k, double v) {
        double m = Math.floor((n + 1.0) * p);
        double bound = (m + 0.5) * StrictMath.log((m + 1) / (odds * (n - m + 1)))
                + (n + 1.0) * StrictMath.log1p((k - m) / (n - k + 1))
                + (k + 0.5) * StrictMath.log(odds * (n - k + 1) / (k + 1))
                + correction(m)
                + correction(n - m)
                - correction(k)
                - correction(n - k);
        return StrictMath.log(v) <= bound;
    }

    private static final double[] CORRECTIONS = {
        0.08106146679532726,
        0.04134069595540929,
        0.02767792568499834,
        0.02079067210376509,
        0.01664469118982119,
        0.01387612882307075,
        0.01189670994589177,
        0.01041126526197209,
        0.009255462182712733,
        0.008330563433362871
    };

    /// ln k! - [½ ln 2π + (k + ½) ln(k + 1) - (k + 1)]: Stirling's series, to 1e-12.
    private static double correction(double k) {
        if (k < CORRECTIONS.length) {
            return CORRECTIONS[(int) k];
        }
        double x = k + 1;
        double y = 1 / (x * x);
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - y / 1680) * y) * y) / x;
    }
}
