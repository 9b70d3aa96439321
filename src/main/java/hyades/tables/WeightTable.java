package hyades.tables;

import java.util.function.IntToDoubleFunction;

/// What whole numbers weigh beside each other, those of which nobody will see one left out.
///
/// From the heaviest on, each weight follows from its neighbour by multiplication and division, so it
/// is the same to the bit everywhere; the k-th from there is off by at most 4 k units of rounding.
///
/// @param low the lowest number
/// @param weights of it and those above, the heaviest 1; shape (numbers)
record WeightTable(int low, double[] weights) {
    /// A number that weighs less is left out: of 2⁶⁴ draws none would be expected.
    private static final double LEAST = 0x1p-80;

    /// @param mode the heaviest number
    /// @param highest that can be, at least the mode
    /// @param ratio of the weight of a number, at least 1, to that of the one below it
    static WeightTable around(int mode, int highest, IntToDoubleFunction ratio) {
        int low = mode;
        for (double weight = 1; low > 0 && (weight /= ratio.applyAsDouble(low)) >= LEAST; ) {
            low--;
        }
        int high = mode;
        for (double weight = 1; high < highest && (weight *= ratio.applyAsDouble(high + 1)) >= LEAST; ) {
            high++;
        }
        double[] weights = new double[high - low + 1];
        weights[mode - low] = 1;
        for (int k = mode; k > low; k--) {
            weights[k - 1 - low] = weights[k - low] / ratio.applyAsDouble(k);
        }
        for (int k = mode; k < high; k++) {
            weights[k + 1 - low] = weights[k - low] * ratio.applyAsDouble(k + 1);
        }
        return new WeightTable(low, weights);
    }

    int high() {
        return low + weights.length - 1;
    }
}
