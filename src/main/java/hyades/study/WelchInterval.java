package hyades.study;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// How far the means of two samples are apart, with an interval that holds the true difference in 95 % of all cases,
/// whatever the two variances are: Welch (1947), Biometrika 34, 28, with the degrees of freedom of Satterthwaite
/// (1946), Biometrics Bulletin 2, 110. Samples of six need not be normal for it, but an outlier widens it.
///
/// @param difference mean of the first less mean of the second
/// @param low NaN, as is `high`, where a sample has fewer than two values
record WelchInterval(double difference, double low, double high) {
    static final double CONFIDENCE = 0.95;

    static WelchInterval of(double[] first, double[] second) {
        double difference = mean(first) - mean(second);
        if (first.length < 2 || second.length < 2) {
            return new WelchInterval(difference, Double.NaN, Double.NaN);
        }
        double a = squaredError(first);
        double b = squaredError(second);
        if (a + b == 0) {
            return new WelchInterval(difference, difference, difference);
        }
        double freedom = (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        double half = TDistribution.of(freedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2) * Math.sqrt(a + b);
        return new WelchInterval(difference, difference - half, difference + half);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /// Of the mean.
    private static double squaredError(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return squares / (values.length - 1) / values.length;
    }
}
