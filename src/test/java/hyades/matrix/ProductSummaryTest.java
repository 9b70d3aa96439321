package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.partition.Workers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductSummaryTest {
    private static ProductSummary summary(DMatrixRMaj matrix, int threads) {
        try (Workers workers = new Workers(threads, "test")) {
            return ProductSummary.of(matrix, workers);
        }
    }

    private static DMatrixRMaj symmetric(int n, double scale) {
        DMatrixRMaj matrix = RandomMatrices_DDRM.symmetric(n, 0, 1, new Random(n));
        CommonOps_DDRM.scale(scale, matrix);
        return matrix;
    }

    /// Exact sums are the oracle. Of numbers above 0 a sum of n terms in four parts is right within n/4 +
    /// 3 roundings: of 100 terms 1e-14.
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 17, 100})
    void sumsAreRight(int n) {
        DMatrixRMaj matrix = symmetric(n, 1);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal trace = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < n * n; i++) {
            BigDecimal element = new BigDecimal(matrix.data[i]);
            sum = sum.add(element);
            trace = i % (n + 1) == 0 ? trace.add(element) : trace;
            squares = squares.add(element.pow(2));
        }
        ProductSummary found = summary(matrix, 1);
        assertEquals(sum.doubleValue(), found.sum(), 1e-14 * sum.doubleValue());
        assertEquals(trace.doubleValue(), found.trace(), 1e-14 * trace.doubleValue());
        double norm = squares.sqrt(MathContext.DECIMAL64).doubleValue();
        assertEquals(norm, found.frobeniusNorm(), 1e-14 * norm);
    }

    /// Whose squares doubles do not hold: the same digits by a power of two.
    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0x1p900, 0x1p-900, 0x1p-1000})
    void theNormOfTheLargeAndTheSmallIsRight(double scale) {
        ProductSummary one = summary(symmetric(20, 1), 1);
        ProductSummary other = summary(symmetric(20, scale), 1);
        assertEquals(one.frobeniusNorm() * scale, other.frobeniusNorm(), 1e-14 * other.frobeniusNorm());
    }

    @Test
    void threadsDoNotChangeABit() {
        DMatrixRMaj matrix = symmetric(333, 1);
        ProductSummary alone = summary(matrix, 1);
        for (int threads : new int[] {2, 3, 8}) {
            assertEquals(alone, summary(matrix, threads));
        }
    }

    @Test
    void nothingComesToNothing() {
        assertEquals(new ProductSummary(0, 0, 0), summary(new DMatrixRMaj(0, 0), 1));
        assertEquals(new ProductSummary(0, 0, 0), summary(new DMatrixRMaj(3, 3), 2));
    }

    @Test
    void whatIsBeyondDoublesIsInfinite() {
        DMatrixRMaj matrix = new DMatrixRMaj(2, 2, true, 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
        assertEquals(Double.POSITIVE_INFINITY, summary(matrix, 1).sum());
        assertEquals(Double.POSITIVE_INFINITY, summary(matrix, 1).frobeniusNorm());
        matrix.set(0, 1, Double.NaN);
        assertTrue(Double.isNaN(summary(matrix, 1).sum()));
        assertTrue(Double.isNaN(summary(matrix, 1).frobeniusNorm()));
    }
}
