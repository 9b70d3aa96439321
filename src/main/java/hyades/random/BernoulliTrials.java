package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// Independent trials of one success probability p, each with a uniform number of its own that is compared with p.
///
/// The numbers are drawn bit by bit from the highest on, and only as far as the comparison is open: a trial whose bit
/// differs from that of p is decided, half of those open with each bit. So a trial takes two random bits on average,
/// and 64 of them two words. As trials do not differ, only how many are open is kept, not which.
///
/// Exact for p rounded to a multiple of 2⁻⁶⁴.
public final class BernoulliTrials {
    private static final double TWO_POW_63 = 0x1p63;

    private final boolean certain;
    private final long threshold;

    /// @param probability of a success, 0 to 1
    public BernoulliTrials(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("A probability of " + probability);
        }
        certain = probability == 1;
        threshold = unsigned(probability);
    }

    /// The first 64 binary digits of `probability`, which is below 1 where it matters.
    private static long unsigned(double probability) {
        double scaled = probability * 2 * TWO_POW_63;
        return scaled < TWO_POW_63 ? (long) StrictMath.rint(scaled) : (long) (scaled - TWO_POW_63) + Long.MIN_VALUE;
    }

    /// How many of `trials` succeed.
    ///
    /// @param trials at least 0
    public int successes(int trials, UniformRandomProvider random) {
        if (certain) {
            return trials;
        }
        int successes = 0;
        int open = trials;
        // Once the digits of p that are left are all 0, no number still open can be below p.
        for (long digits = threshold; open > 0 && digits != 0; digits <<= 1) {
            int ones = ones(open, random);
            if (digits < 0) {
                successes += open - ones;
                open = ones;
            } else {
                open -= ones;
            }
        }
        return successes;
    }

    /// How many of `bits` random bits are set.
    private static int ones(int bits, UniformRandomProvider random) {
        int ones = 0;
        int left = bits;
        for (; left >= Long.SIZE; left -= Long.SIZE) {
            ones += Long.bitCount(random.nextLong());
        }
        return left == 0 ? ones : ones + Long.bitCount(random.nextLong() >>> (Long.SIZE - left));
    }
}
