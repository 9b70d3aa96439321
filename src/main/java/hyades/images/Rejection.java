package hyades.images;

import hyades.text.Digits;
import java.math.BigDecimal;
import java.util.Locale;

/// Which of the sorted values of a pixel are left out before they are combined.
///
/// @param low        how far below the centre a value may lie, in the rule's own measure
/// @param high       how far above
/// @param center     what [Rule#SIGMA] measures from
/// @param iterations of [Rule#SIGMA], at most
public record Rejection(Rule rule, double low, double high, Center center, int iterations) {
    /// Rules of rejection.
    public enum Rule {
        /// Nothing is.
        NONE,
        /// What lies more than `low` and `high` standard deviations (of all values left, divided by their number)
        /// from the centre; again with what is left until nothing more is: `astropy.stats.sigma_clip`.
        SIGMA,
        /// The `low` smallest and the `high` largest: `ccdproc.Combiner.clip_extrema`.
        MINMAX,
        /// What lies further below or above the median than the fractions `low` and `high` of it.
        PERCENTILE
    }

    /// Centres of a distribution.
    public enum Center {
        MEDIAN,
        MEAN
    }

    /// What it is, for people, after what is done with the values; nothing where it rejects nothing.
    @Override
    public String toString() {
        String bounds = ", %s %s %s".formatted(rule.name().toLowerCase(Locale.ROOT), plain(low), plain(high));
        return switch (rule) {
            case NONE -> "";
            case MINMAX, PERCENTILE -> bounds;
            case SIGMA ->
                "%s from the %s, %s at most"
                        .formatted(
                                bounds,
                                center.name().toLowerCase(Locale.ROOT),
                                Digits.counted(iterations, "iteration"));
        };
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    /// The values that are kept, as their places.
    ///
    /// @param values in ascending order
    /// @param count how many there are, at least 1
    /// @param kept receives the first place and the one past the last
    void keep(double[] values, int count, int[] kept) {
        kept[0] = 0;
        kept[1] = count;
        switch (rule) {
            case NONE -> {}
            case SIGMA -> clip(values, kept);
            case MINMAX -> {
                kept[0] = (int) Math.min(low, count);
                kept[1] = (int) Math.max(kept[0], count - high);
            }
            case PERCENTILE -> {
                double median = median(values, 0, count);
                narrow(values, kept, median - low * Math.abs(median), median + high * Math.abs(median));
            }
        }
    }

    private void clip(double[] values, int[] kept) {
        for (int i = 0; i < iterations && kept[0] < kept[1]; i++) {
            double mean = mean(values, kept[0], kept[1]);
            double deviation = deviation(values, kept[0], kept[1], mean);
            double middle = center == Center.MEAN ? mean : median(values, kept[0], kept[1]);
            if (!narrow(values, kept, middle - low * deviation, middle + high * deviation)) {
                return;
            }
        }
    }

    /// @return whether a value fell out; none does by bounds that are NaN
    private static boolean narrow(double[] values, int[] kept, double least, double most) {
        int before = kept[1] - kept[0];
        while (kept[0] < kept[1] && values[kept[0]] < least) {
            kept[0]++;
        }
        while (kept[0] < kept[1] && values[kept[1] - 1] > most) {
            kept[1]--;
        }
        return kept[1] - kept[0] < before;
    }

    static double median(double[] values, int start, int end) {
        return middle(values[start + (end - start - 1) / 2], values[start + (end - start) / 2]);
    }

    /// The median of a number of values from the middle ones, which of an odd number are the same.
    static double middle(double lower, double upper) {
        return lower == upper && lower != 0 ? lower : (lower + upper) / 2; // of -0 and 0 it is 0
    }

    static double mean(double[] values, int start, int end) {
        return sum(values, start, end) / (end - start);
    }

    static double sum(double[] values, int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += values[i];
        }
        return sum;
    }

    /// The standard deviation of the values themselves, not of a population they were drawn from.
    static double deviation(double[] values, int start, int end, double mean) {
        double squares = 0;
        for (int i = start; i < end; i++) {
            double d = values[i] - mean;
            squares += d * d;
        }
        return Math.sqrt(squares / (end - start));
    }
}
