package hyades.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Laws fitted to times made from known parameters.
class ScalingLawTest {
    private static final double[] CORES = {1, 2, 4, 8, 16, 32, 64};

    /// Gunther's own form of the law, not the sum of three parts that is fitted.
    private static double coreSeconds(double single, double alpha, double beta, double n) {
        double throughput = n / single / (1 + alpha * (n - 1) + beta * n * (n - 1));
        return n / throughput;
    }

    private static double[] coreSeconds(double single, double alpha, double beta) {
        return DoubleStream.of(CORES)
                .map(n -> coreSeconds(single, alpha, beta, n))
                .toArray();
    }

    /// Without noise the parameters come back, also on their bounds; rounding of times to 2^-53 moves them by less
    /// than 10^-12 of the condition of the basis here (below 10^3).
    @ParameterizedTest(name = "alpha {0}, beta {1}")
    @CsvSource({"0.05, 0.0001", "0.3, 0.01", "0, 0.002", "0.02, 0", "0, 0", "1, 0.01"})
    void parametersComeBack(double alpha, double beta) {
        ScalingLaw law = ScalingLaw.universal(CORES, coreSeconds(12.5, alpha, beta));
        assertEquals(12.5, law.singleCoreSeconds(), 1e-9);
        assertEquals(alpha, law.contention(), 1e-9);
        assertEquals(beta, law.coherency(), 1e-9);
    }

    /// Amdahl: T(N) = T1 (f + (1 - f)/N).
    @ParameterizedTest(name = "f {0}")
    @CsvSource({"0", "0.01", "0.5", "1"})
    void amdahlsSerialFractionComesBack(double f) {
        double[] y = DoubleStream.of(CORES).map(n -> n * 3 * (f + (1 - f) / n)).toArray();
        ScalingLaw law = ScalingLaw.amdahl(CORES, y);
        assertEquals(3, law.singleCoreSeconds(), 1e-9);
        assertEquals(f, law.contention(), 1e-9);
        assertEquals(0, law.coherency());
    }

    /// Superlinear times ask for a negative contention: it stays 0, never below.
    @Test
    void noParameterIsNegative() {
        double[] y = DoubleStream.of(CORES).map(n -> 10 * Math.pow(n, -0.1)).toArray();
        ScalingLaw law = ScalingLaw.universal(CORES, y);
        assertEquals(0, law.contention());
        assertEquals(0, law.coherency());
        // what is left is a constant, whose least squares of logarithms is the geometric mean
        double mean = Math.exp(DoubleStream.of(y).map(Math::log).average().orElseThrow());
        assertEquals(mean, law.singleCoreSeconds(), 1e-9);
    }

    /// The peak sqrt((1 - alpha)/beta), and that the law's times rise on both sides of it.
    @Test
    void theBestNumberOfCoresIsThePeak() {
        ScalingLaw law = ScalingLaw.universal(CORES, coreSeconds(10, 0.1, 0.001));
        assertEquals(30, law.bestCores(), 1e-6);
        double best = law.coreSeconds(30) / 30;
        assertTrue(law.coreSeconds(29) / 29 > best && law.coreSeconds(31) / 31 > best);
        assertEquals(Double.POSITIVE_INFINITY, new ScalingLaw(1, 0.1, 0).bestCores());
        assertEquals(1, new ScalingLaw(1, 0.1, 5).bestCores());
    }

    /// Times that scatter by 1 %: the errors of 400 fits are those that the curvature of the sum of squares at the
    /// true parameters predicts, here by an inverse written out. With the bounds 28 and more standard errors away,
    /// the mean square of error over standard error is chi-squared with 400 degrees of freedom over 400: its
    /// standard deviation is 0.071, and five of them are allowed, 6e-7 for each parameter. Fits to y instead of ln
    /// y fail: theirs are 1.7, 1.9 and 1.6.
    @Test
    void noiseMovesTheParametersAsFarAsItMust() {
        double[] truth = {9.5, 0.5, 0.01}; // parallel, serial, crosstalk [s]
        double sigma = 0.01;
        double[] model = DoubleStream.of(CORES)
                .map(n -> truth[0] + truth[1] * n + truth[2] * n * (n - 1))
                .toArray();
        double[] variance = variances(model, sigma);
        double[] meanSquare = new double[3];
        Random random = new Random(7);
        int fits = 400;
        for (int i = 0; i < fits; i++) {
            double[] y = DoubleStream.of(model)
                    .map(m -> m * Math.exp(sigma * random.nextGaussian()))
                    .toArray();
            ScalingLaw law = ScalingLaw.universal(CORES, y);
            double[] p = {law.parallel(), law.serial(), law.crosstalk()};
            for (int j = 0; j < 3; j++) {
                meanSquare[j] += (p[j] - truth[j]) * (p[j] - truth[j]) / variance[j] / fits;
            }
        }
        assertArrayEquals(new double[] {1, 1, 1}, meanSquare, 5 * Math.sqrt(2.0 / fits));
    }

    /// sigma² times the diagonal of (JᵀJ)⁻¹, J = basis/model, by cofactors.
    private static double[] variances(double[] model, double sigma) {
        double[][] a = new double[3][3];
        for (int k = 0; k < CORES.length; k++) {
            double n = CORES[k];
            double[] row = {1 / model[k], n / model[k], n * (n - 1) / model[k]};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    a[i][j] += row[i] * row[j];
                }
            }
        }
        double[] cofactors = {
            a[1][1] * a[2][2] - a[1][2] * a[2][1],
            a[0][0] * a[2][2] - a[0][2] * a[2][0],
            a[0][0] * a[1][1] - a[0][1] * a[1][0]
        };
        double determinant = a[0][0] * cofactors[0]
                - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
                + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
        return DoubleStream.of(cofactors)
                .map(c -> sigma * sigma * c / determinant)
                .toArray();
    }

    /// Whatever the data, no step from the fitted parameters that stays within their bounds makes the sum of
    /// squares of the logarithms smaller.
    @Test
    void noOtherParametersAreNearer() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            double[] y = DoubleStream.of(CORES)
                    .map(n -> Math.pow(n, random.nextDouble() - 0.2) * Math.exp(0.3 * random.nextGaussian()))
                    .toArray();
            ScalingLaw law = ScalingLaw.universal(CORES, y);
            double least = squares(law, y);
            double scale = law.singleCoreSeconds() + law.crosstalk();
            for (double step : new double[] {1e-2, 1e-3}) {
                for (int direction = 0; direction < 50; direction++) {
                    ScalingLaw other = new ScalingLaw(
                            Math.max(0, law.parallel() + step * scale * random.nextGaussian()),
                            Math.max(0, law.serial() + step * scale * random.nextGaussian()),
                            Math.max(0, law.crosstalk() + step * scale * random.nextGaussian()));
                    assertTrue(squares(other, y) >= least * (1 - 1e-12), () -> law + " " + other);
                }
            }
        }
    }

    private static double squares(ScalingLaw law, double[] y) {
        double sum = 0;
        for (int k = 0; k < y.length; k++) {
            double residual = Math.log(y[k] / law.coreSeconds(CORES[k]));
            sum += residual * residual;
        }
        return sum;
    }
}
