package hyades.tables;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Pearson's test of counts against probabilities; Pearson (1900), Phil. Mag. 50, 157.
///
/// @param statistic χ², infinite where something was seen that cannot be
/// @param degrees of freedom, cells less one
/// @param probability of a χ² at least as large, if the counts follow; 1 where there is nothing to
///     compare
public record ChiSquare(double statistic, int degrees, double probability) {
    /// In every cell that is compared at least so many are expected; Cochran (1952), Ann. Math. Stat.
    /// 23, 315.
    private static final double LEAST_EXPECTED = 5;

    /// Neighbouring cells of which less is expected are taken together.
    ///
    /// @param counts shape (cells + 1), the last of what cannot be
    /// @param probabilities shape (cells)
    static ChiSquare of(long[] counts, double[] probabilities) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        if (counts[probabilities.length] > 0) {
            return new ChiSquare(Double.POSITIVE_INFINITY, probabilities.length, 0);
        }
        double statistic = 0;
        int cells = 0;
        double expected = 0; // of the cells that are open
        double observed = 0;
        double left = total; // of those from the open ones on
        for (int i = 0; i < probabilities.length; i++) {
            expected += total * probabilities[i];
            observed += counts[i];
            boolean closes = expected >= LEAST_EXPECTED && left - expected >= LEAST_EXPECTED;
            if (closes || i == probabilities.length - 1) {
                statistic += expected > 0 ? (observed - expected) * (observed - expected) / expected : 0;
                cells++;
                left -= expected;
                expected = 0;
                observed = 0;
            }
        }
        return cells < 2
                ? new ChiSquare(0, 0, 1)
                : new ChiSquare(
                        statistic,
                        cells - 1,
                        ChiSquaredDistribution.of(cells - 1).survivalProbability(statistic));
    }
}
