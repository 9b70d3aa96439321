package hyades.matrix;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/// What a symmetric matrix comes to, by sums whose order neither blocks nor threads have a part in: over
/// each row of the upper half, in four parts, and then over the rows.
///
/// @param sum of all elements
/// @param trace the sum of the diagonal
/// @param frobeniusNorm the root of the sum of all squares
public record ProductSummary(double sum, double trace, double frobeniusNorm) {
    /// Beyond these the squares lose digits, or leave the range of doubles.
    private static final double SMALLEST = 0x1p-400;

    private static final double LARGEST = 0x1p400;

    /// What is found of the elements of a row beyond the diagonal.
    private interface OfRow {
        /// @param start, end in the data of the matrix
        double value(int start, int end);
    }

    /// @param symmetric shape (n, n); the half below the diagonal is not read
    public static ProductSummary of(DMatrixRMaj symmetric, Workers workers) {
        double[] data = symmetric.data;
        int n = symmetric.numRows;
        double[] diagonal = new double[n];
        Arrays.setAll(diagonal, i -> data[i * n + i]);
        double beyond = sum(ofRows(n, workers, (start, end) -> sum(data, start, end)));
        double largest = Math.max(
                largest(diagonal, 0, n), largest(ofRows(n, workers, (start, end) -> largest(data, start, end)), 0, n));
        double scale = largest < SMALLEST || largest > LARGEST ? scale(largest) : 1;
        double squares = squares(diagonal, 0, n, scale)
                + 2 * sum(ofRows(n, workers, (start, end) -> squares(data, start, end, scale)));
        double trace = sum(diagonal);
        return new ProductSummary(trace + 2 * beyond, trace, Math.sqrt(squares) / scale);
    }

    /// A power of two that brings a number near 1, as far as there is one.
    private static double scale(double number) {
        return number == 0 ? 1 : Math.scalb(1.0, -Math.max(-1000, Math.getExponent(number)));
    }

    private static double[] ofRows(int n, Workers workers, OfRow found) {
        double[] values = new double[n];
        int threads = workers.threads();
        workers.share(new Subrange(0, threads), (thread, _) -> {
            for (int row = thread; row < n; row += threads) { // in turn: they become shorter
                values[row] = found.value(row * n + row + 1, row * n + n);
            }
        });
        return values;
    }

    /// With the rounding errors carried along: Neumaier (1974), ZAMM 54, 39.
    private static double sum(double[] terms) {
        double sum = 0;
        double error = 0;
        for (double term : terms) {
            double next = sum + term;
            error += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }
        return Double.isFinite(sum) ? sum + error : sum;
    }

    private static double sum(double[] data, int start, int end) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = start;
        for (; i <= end - 4; i += 4) {
            sum0 += data[i];
            sum1 += data[i + 1];
            sum2 += data[i + 2];
            sum3 += data[i + 3];
        }
        for (; i < end; i++) {
            sum0 += data[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static double squares(double[] data, int start, int end, double scale) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = start;
        for (; i <= end - 4; i += 4) {
            sum0 += square(data[i] * scale);
            sum1 += square(data[i + 1] * scale);
            sum2 += square(data[i + 2] * scale);
            sum3 += square(data[i + 3] * scale);
        }
        for (; i < end; i++) {
            sum0 += square(data[i] * scale);
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static double square(double number) {
        return number * number;
    }

    private static double largest(double[] data, int start, int end) {
        double largest = 0;
        for (int i = start; i < end; i++) {
            largest = Math.max(largest, Math.abs(data[i]));
        }
        return largest;
    }
}
