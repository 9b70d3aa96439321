package hyades.tables;

/// How many numbers there were, and how they lie.
///
/// @param count of numbers
/// @param mean NaN without any
/// @param squares sum of squared deviations from the mean, infinite where that is beyond what a double holds
/// @param smallest infinite without any
/// @param largest infinite without any
public record Moments(long count, double mean, double squares, double smallest, double largest) {
    /// Of no numbers.
    public static final Moments NONE =
            new Moments(0, Double.NaN, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /// Of two sets of numbers together; Chan, Golub & LeVeque (1983), Am. Stat. 37, 242.
    public Moments and(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long both = count + other.count;
        double delta = other.mean - mean;
        return new Moments(
                both,
                Double.isInfinite(delta) // numbers near the largest there are
                        ? mean * ((double) count / both) + other.mean * ((double) other.count / both)
                        : mean + delta * ((double) other.count / both),
                squares + other.squares + delta * delta * ((double) count * other.count / both),
                Math.min(smallest, other.smallest),
                Math.max(largest, other.largest));
    }

    /// Of some numbers: two passes, so that nothing cancels.
    ///
    /// @param values the first `length` are taken, all finite
    static Moments of(double[] values, int length) {
        if (length == 0) {
            return NONE;
        }
        double sum = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            sum += values[i];
            smallest = Math.min(smallest, values[i]);
            largest = Math.max(largest, values[i]);
        }
        double mean = sum / length;
        if (Double.isInfinite(sum) || Double.isNaN(sum)) { // though all are finite
            mean = 0;
            for (int i = 0; i < length; i++) {
                mean += values[i] / length;
            }
        }
        double squares = 0;
        for (int i = 0; i < length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return new Moments(length, mean, squares, smallest, largest);
    }

    /// The unbiased variance; NaN for fewer than two numbers.
    public double variance() {
        return count < 2 ? Double.NaN : squares / (count - 1);
    }
}
