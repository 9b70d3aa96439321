package hyades.images;

import java.util.Arrays;
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

    /// The median of the distances from the median. The nearest values are neighbours in their order: a search
    /// by halves finds the first of them.
    private static double medianDeviation(double[] values, int start, int end, double median) {
        int n = end - start;
        int near = n / 2 + 1; // the middle distance is the largest of so many, or the mean of the two largest
        int least = start;
        int most = end - near;
        while (least < most) {
            int first = (least + most) >>> 1;
            if (median - values[first] > values[first + near] - median) {
                least = first + 1;
            } else {
                most = first;
            }
        }
        double below = median - values[least];
        double above = values[least + near - 1] - median;
        double largest = Math.max(below, above);
        if (n % 2 == 1) {
            return largest;
        }
        double next = below > above
                ? Math.max(median - values[least + 1], above)
                : Math.max(below, values[least + near - 2] - median);
        return (next + largest) / 2;
    }

    /// Combines the values of many pixels: those that have all values and lose none together, in loops that become
    /// vector code, the others one by one; to the same bits.
    ///
    /// @param sorted values in ascending order, the missing ones NaN and last, shape (values, at least length)
    /// @param room   for the values of one pixel, shape (values)
    /// @param pixels receives values, uncertainties and numbers, shape (3, at least length)
    void combine(double[][] sorted, int length, double[] room, double[][] pixels) {
        int count = sorted.length;
        boolean sums = method == Method.MEAN || method == Method.SUM;
        double[] sum = pixels[0];
        double[] deviation = pixels[1];
        if (sums) {
            moments(sorted, length, sum, deviation);
        }
        int[] kept = new int[2];
        double[] pixel = new double[3];
        double root = Math.sqrt(count);
        for (int k = 0; k < length; k++) {
            double smallest = sorted[0][k];
            double largest = sorted[count - 1][k];
            boolean isWhole = largest == largest && (method == Method.MEAN || method == Method.SUM);
            if (isWhole && rejection.rule() == Rejection.Rule.SIGMA) {
                double center = rejection.center() == Rejection.Center.MEAN
                        ? sum[k] / count
                        : Rejection.middle(sorted[(count - 1) / 2][k], sorted[count / 2][k]);
                isWhole = !(smallest < center - rejection.low() * deviation[k])
                        && !(largest > center + rejection.high() * deviation[k]);
            } else {
                isWhole &= rejection.rule() == Rejection.Rule.NONE;
            }
            if (isWhole) {
                pixels[0][k] = method == Method.SUM ? sum[k] : sum[k] / count;
                pixels[1][k] = method == Method.SUM ? deviation[k] * root : deviation[k] / root;
                pixels[2][k] = count;
            } else {
                combine(room, present(sorted, k, room), kept, pixel);
                pixels[0][k] = pixel[0];
                pixels[1][k] = pixel[1];
                pixels[2][k] = pixel[2];
            }
        }
    }

    /// The means of pixels with weights, such as inverse variances, in the order of the frames, which the result's last
    /// bits depend on. What is rejected does not depend on weights; uncertainties do alone: 1/√(sum of those used).
    ///
    /// @param sorted  as for the others
    /// @param room    for the values of one pixel, shape (values)
    /// @param values  of the frames, NaN where missing, shape (frames, at least length)
    /// @param weights of the values, above 0 where these are not missing, shape (frames, at least first + length)
    /// @param first   where the pixels begin in `weights`
    /// @param pixels  receives values, uncertainties and numbers, shape (3, at least length)
    void combine(
            double[][] sorted,
            int length,
            double[] room,
            double[][] values,
            double[][] weights,
            int first,
            double[][] pixels) {
        int[] kept = new int[2];
        for (int k = 0; k < length; k++) {
            int has = present(sorted, k, room);
            kept[0] = 0;
            kept[1] = 0;
            if (has > 0) {
                rejection.keep(room, has, kept);
            }
            double sum = 0;
            double weight = 0;
            for (int frame = 0; frame < values.length && kept[0] < kept[1]; frame++) {
                double value = values[frame][k];
                if (value >= room[kept[0]] && value <= room[kept[1] - 1]) {
                    sum += weights[frame][first + k] * value;
                    weight += weights[frame][first + k];
                }
            }
            pixels[0][k] = sum / weight;
            pixels[1][k] = weight > 0 ? 1 / Math.sqrt(weight) : Double.NaN;
            pixels[2][k] = kept[1] - kept[0];
        }
    }

    /// The values that a pixel has.
    private static int present(double[][] sorted, int k, double[] room) {
        int has = 0;
        while (has < sorted.length && sorted[has][k] == sorted[has][k]) {
            room[has] = sorted[has][k];
            has++;
        }
        return has;
    }

    /// Sums and standard deviations of pixels, as [Rejection] computes them of one.
    private static void moments(double[][] sorted, int length, double[] sum, double[] deviation) {
        int count = sorted.length;
        double[] mean = new double[length];
        Arrays.fill(sum, 0, length, 0);
        for (double[] row : sorted) {
            add(row, sum, length);
        }
        for (int k = 0; k < length; k++) {
            mean[k] = sum[k] / count;
        }
        Arrays.fill(deviation, 0, length, 0);
        for (double[] row : sorted) {
            addSquares(row, mean, deviation, length);
        }
        for (int k = 0; k < length; k++) {
            deviation[k] = Math.sqrt(deviation[k] / count);
        }
    }

    private static void add(double[] row, double[] sum, int length) {
        for (int k = 0; k < length; k++) {
            sum[k] += row[k];
        }
    }

    private static void addSquares(double[] row, double[] mean, double[] squares, int length) {
        for (int k = 0; k < length; k++) {
            double d = row[k] - mean[k];
            squares[k] += d * d;
        }
    }
}
