package hyades.images;

import java.util.Locale;

/// What becomes of the values that a pixel has in several frames.
///
/// Uncertainties are those of ccdproc's `Combiner`, from the scatter of the values used: the standard deviation
/// over √n for a mean, times √n for a sum, and for a median 1.4826 times the median absolute deviation over √n.
/// Those of a minimum or maximum are NaN.
///
/// @param rejection what is left out first
public record Combination(Method method, Rejection rejection) {
    /// How values are combined.
    public enum Method {
        MEAN,
        MEDIAN,
        SUM,
        MIN,
        MAX
    }

    /// The standard deviation of a normal distribution in its median absolute deviations, 1/Φ⁻¹(¾).
    private static final double NORMAL = 1.482602218505602;

    /// @param low how far below values are kept, in the measure of the rule; NaN for its own
    /// @param high the same above
    public static Combination of(
            Method method, Rejection.Rule rule, double low, double high, Rejection.Center center, int iterations) {
        double[] usual = switch (rule) {
            case NONE -> new double[] {0, 0};
            case SIGMA -> new double[] {3, 3};
            case MINMAX -> new double[] {1, 1};
            case PERCENTILE -> new double[] {0.2, 0.1};
        };
        return new Combination(
                method,
                new Rejection(
                        rule,
                        Double.isNaN(low) ? usual[0] : low,
                        Double.isNaN(high) ? usual[1] : high,
                        center,
                        iterations));
    }

    /// What it is, for people: such as `mean, sigma 3 3 from the median, 1 iteration at most`.
    @Override
    public String toString() {
        return method.name().toLowerCase(Locale.ROOT) + rejection;
    }

    /// Combines the values of one pixel.
    ///
    /// @param values in ascending order, none missing
    /// @param count how many there are
    /// @param kept room for two places
    /// @param pixel receives the value, its uncertainty and the number of values used; NaN, NaN and 0 without any
    void combine(double[] values, int count, int[] kept, double[] pixel) {
        kept[0] = 0;
        kept[1] = 0;
        if (count > 0) {
            rejection.keep(values, count, kept);
        }
        int start = kept[0];
        int end = kept[1];
        int n = end - start;
        pixel[2] = n;
        pixel[0] = Double.NaN;
        pixel[1] = Double.NaN;
        if (n == 0) {
            return;
        }
        switch (method) {
            case MEAN, SUM -> {
                double sum = Rejection.sum(values, start, end);
                double deviation = Rejection.deviation(values, start, end, sum / n);
                pixel[0] = method == Method.SUM ? sum : sum / n;
                pixel[1] = method == Method.SUM ? deviation * Math.sqrt(n) : deviation / Math.sqrt(n);
            }
            case MEDIAN -> {
                double median = Rejection.median(values, start, end);
                pixel[0] = median;
                pixel[1] = NORMAL * medianDeviation(values, start, end, median) / Math.sqrt(n);
            }
            case MIN -> pixel[0] = values[start];
            case MAX -> pixel[0] = values[end - 1];
        }
    }

    /// The median of the distances from the median: the sorted values have them in order on both sides of it.
    private static double medianDeviation(double[] values, int start, int end, double median) {
        int n = end - start;
        int below = start + (n - 1) / 2;
        int above = below + 1;
        double last = 0;
        double beforeLast = 0;
        for (int i = 0; i <= n / 2; i++) {
            beforeLast = last;
            boolean isBelow = above == end || below >= start && median - values[below] <= values[above] - median;
            last = isBelow ? median - values[below--] : values[above++] - median;
        }
        return n % 2 == 1 ? last : (beforeLast + last) / 2;
    }
}
