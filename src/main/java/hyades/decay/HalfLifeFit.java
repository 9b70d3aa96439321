package hyades.decay;

import java.math.BigInteger;

/// The half-life that makes the counts most likely, and how far it may be off.
///
/// With D decays in E exposures (a nucleus at risk for a step), each of probability p = 1 - exp(-λ dt), the
/// likelihood pᴰ (1 - p)ᴱ⁻ᴰ is greatest at p = D/E. Nuclei that are left at the end count with their exposures, as
/// they should.
///
/// The interval is the one that few decays need, where the likelihood is no parabola: central and exact, of Clopper
/// & Pearson (1934), Biometrika 26, 404, and for short steps of Garwood (1936), Biometrika 28, 437. Its ends are
/// 15.9 % tails of the likelihood itself, of the lower rate over ln p, of the higher one over λ. It holds the truth
/// in at least 68.3 % of all experiments; one that ends where Δ ln L = 1/2 holds it in 50 % of those with one
/// nucleus.
///
/// @param decays D, at least 0
/// @param exposures E, at least D and above 0
/// @param timeStep [s]
public record HalfLifeFit(double decays, double exposures, double timeStep) {
    /// What lies beyond one standard deviation of a normal distribution, on one side.
    public static final double TAIL = 0.15865525393145705;

    /// Below this the logarithm of the likelihood, relative to its maximum, adds nothing to an integral.
    private static final double LEAST = -40;

    /// An even number of intervals.
    private static final int INTERVALS = 1024;

    /// Fits counted decays.
    ///
    /// @param timeStep [s]
    public static HalfLifeFit of(BigInteger decays, BigInteger exposures, double timeStep) {
        return new HalfLifeFit(decays.doubleValue(), exposures.doubleValue(), timeStep);
    }

    /// Fits the counts of one run.
    ///
    /// @param exposures sum of the nuclei at the beginning of each step
    public static HalfLifeFit of(Plan plan, int finalCount, long exposures) {
        return new HalfLifeFit((double) plan.particles() - finalCount, exposures, plan.timeStep());
    }

    /// The most likely half-life [s]; infinite where nothing decayed, 0 where all did within one step.
    public double halfLife() {
        return halfLife(-StrictMath.log1p(-decays / exposures));
    }

    /// The lower end of the interval [s]; 0 where all decayed within one step.
    public double low() {
        if (decays == exposures) {
            return 0;
        }
        if (decays == 0) {
            return halfLife(-StrictMath.log(TAIL) / exposures);
        }
        double survival = StrictMath.log1p(-decays / exposures);
        return halfLife(-survival - lowerTail(exposures - decays, decays));
    }

    /// The upper end of the interval [s]; infinite where nothing decayed.
    public double high() {
        if (decays == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double p = decays == exposures
                ? StrictMath.exp(StrictMath.log(TAIL) / exposures)
                : decays / exposures * StrictMath.exp(lowerTail(decays, exposures - decays));
        return halfLife(-StrictMath.log1p(-p));
    }

    /// How far the fit lies above the truth, in standard deviations: the signed root of twice what the logarithm of
    /// the likelihood loses, which is normal where there are many decays.
    ///
    /// @param truth [s]
    public double pull(double truth) {
        double rate = StrictMath.log(2) / truth * timeStep;
        double p = -StrictMath.expm1(-rate);
        double most = decays / exposures;
        double left = exposures - decays;
        double lost = (decays == 0 ? 0 : decays * StrictMath.log1p((most - p) / p))
                + (left == 0 ? 0 : left * (StrictMath.log1p(-most) + rate));
        return Math.copySign(Math.sqrt(2 * Math.max(0, lost)), halfLife() - truth);
    }

    /// @param rate λ dt
    private double halfLife(double rate) {
        return StrictMath.log(2) * timeStep / rate;
    }

    /// Where the lower tail of the likelihood ends, over the logarithm of the probability of what happened `a`
    /// times while it did not `b` times, from the most likely value on: negative.
    ///
    /// @param a above 0
    /// @param b above 0
    private static double lowerTail(double a, double b) {
        double step = Math.sqrt(b / a / (a + b));
        double end = StrictMath.log1p(b / a);
        double from = 0;
        while (logLikelihood(a, b, from) > LEAST) {
            from -= step;
        }
        double to = 0;
        while (to < end && logLikelihood(a, b, to) > LEAST) {
            to += step;
        }
        to = Math.min(to, end);
        double width = (to - from) / INTERVALS;
        double[] density = new double[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            density[i] = StrictMath.exp(logLikelihood(a, b, from + i * width));
        }
        double all = 0;
        for (int i = 0; i < INTERVALS; i += 2) {
            all += simpson(density, i, 1);
        }
        double left = TAIL * all;
        int i = 0;
        while (left > simpson(density, i, 1)) {
            left -= simpson(density, i, 1);
            i += 2;
        }
        double low = 0;
        double high = 1;
        while (high - low > 1e-12) {
            double middle = 0.5 * (low + high);
            if (simpson(density, i, middle) > left) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return from + (i + 2 * low) * width;
    }

    /// The integral of the parabola through three values over a part of their interval, in units of the distance.
    private static double simpson(double[] y, int i, double part) {
        double slope = -3 * y[i] + 4 * y[i + 1] - y[i + 2];
        double curvature = y[i] - 2 * y[i + 1] + y[i + 2];
        double t = 2 * part;
        return t * (y[i] + t * (slope / 4 + t * curvature / 6));
    }

    /// Relative to its maximum, where the probability of `a` is its most likely one times `exp(shift)`.
    private static double logLikelihood(double a, double b, double shift) {
        return a * shift + b * StrictMath.log1p(Math.max(-1, -a / b * StrictMath.expm1(shift)));
    }
}
