package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CombinationTest {
    /// Against numpy and astropy's `sigma_clip` (`combine-golden.py` beside the file): extremes to the bit, the
    /// deviation of a median to 1e-13 (three roundings of up to 500), means, sums and deviations to 1e-12, some
    /// ten roundings (4.5e-13 / 8 each) of sums up to 4000 by up to 11 values.
    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {6}")
    @CsvFileSource(resources = "combine-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void valuesAreThoseOfAstropy(
            Rejection.Rule rule,
            double low,
            double high,
            Rejection.Center center,
            int iterations,
            int used,
            String typed,
            double mean,
            double meanError,
            double median,
            double medianError,
            double sum,
            double sumError,
            double min,
            double max) {
        double[] values = Stream.of(typed.split(" "))
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        Rejection rejection = new Rejection(rule, low, high, center, iterations);
        assertCombines(new double[] {mean, meanError, used}, Combination.Method.MEAN, rejection, values, 1e-12);
        assertCombines(new double[] {sum, sumError, used}, Combination.Method.SUM, rejection, values, 1e-12);
        assertCombines(new double[] {median, medianError, used}, Combination.Method.MEDIAN, rejection, values, 1e-13);
        assertCombines(new double[] {min, Double.NaN, used}, Combination.Method.MIN, rejection, values, 0);
        assertCombines(new double[] {max, Double.NaN, used}, Combination.Method.MAX, rejection, values, 0);
    }

    private static void assertCombines(
            double[] expected, Combination.Method method, Rejection rejection, double[] values, double tolerance) {
        double[] pixel = combine(new Combination(method, rejection), values);
        for (int i = 0; i < expected.length; i++) {
            if (tolerance == 0) {
                assertEquals(expected[i], pixel[i], method.name());
            } else {
                assertEquals(expected[i], pixel[i], tolerance, method.name());
            }
        }
    }

    private static double[] combine(Combination how, double... sorted) {
        double[] pixel = new double[3];
        how.combine(Arrays.copyOf(sorted, sorted.length + 2), sorted.length, new int[2], pixel);
        return pixel;
    }

    /// Against numpy's `average` of what astropy's `sigma_clip` keeps (`weights-golden.py` beside the file):
    /// to 1e-13 of them, the roundings of two sums of up to 11 terms and of a quotient, some thirty of
    /// 1.1e-16. A frame without the value, and another pixel before it, are left out.
    @ParameterizedTest(name = "{0} {1} {2} {3}: {8}")
    @CsvFileSource(resources = "weights-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void weightedMeansAreThoseOfNumpy(
            Rejection.Rule rule,
            double low,
            double high,
            int iterations,
            String values,
            String weights,
            double mean,
            double error,
            int used) {
        String[] value = (values + " NaN").split(" ");
        String[] weight = (weights + " NaN").split(" ");
        double[][] frames = new double[value.length][];
        double[][] weightOf = new double[value.length][];
        for (int i = 0; i < value.length; i++) {
            frames[i] = new double[] {Double.parseDouble(value[i])};
            weightOf[i] = new double[] {1e9, Double.parseDouble(weight[i])};
        }
        double[][] sorted = Stream.of(frames)
                .sorted(Comparator.comparingDouble(each -> each[0]))
                .map(double[]::clone)
                .toArray(double[][]::new);
        double[][] pixels = new double[3][1];
        Rejection rejection = new Rejection(rule, low, high, Rejection.Center.MEDIAN, iterations);
        new Combination(Combination.Method.MEAN, rejection)
                .combine(sorted, 1, new double[value.length], frames, weightOf, 1, pixels);
        assertEquals(mean, pixels[0][0], 1e-13 * mean);
        assertEquals(error, pixels[1][0], 1e-13 * error);
        assertEquals(used, pixels[2][0]);
    }

    /// The usual bounds of the rules, as the help says.
    @Test
    void rulesHaveTheirUsualBounds() {
        for (Rejection.Rule rule : Rejection.Rule.values()) {
            Rejection usual = Combination.of(
                            Combination.Method.MEAN, rule, Double.NaN, Double.NaN, Rejection.Center.MEDIAN, 1)
                    .rejection();
            double[] expected = switch (rule) {
                case NONE -> new double[] {0, 0};
                case SIGMA -> new double[] {3, 3};
                case MINMAX -> new double[] {1, 1};
                case PERCENTILE -> new double[] {0.2, 0.1};
            };
            assertEquals(expected[0], usual.low());
            assertEquals(expected[1], usual.high());
        }
    }

    /// Without a value left there is none to tell.
    @Test
    void aPixelWithoutValuesIsMissing() {
        Combination trimmed =
                Combination.of(Combination.Method.SUM, Rejection.Rule.MINMAX, 1, 1, Rejection.Center.MEDIAN, 1);
        for (double[] pixel : new double[][] {combine(trimmed), combine(trimmed, 1, 2)}) {
            assertEquals(Double.NaN, pixel[0]);
            assertEquals(Double.NaN, pixel[1]);
            assertEquals(0, pixel[2]);
        }
    }
}
