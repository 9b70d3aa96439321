package hyades.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonSamplerTest {
    private static final int DRAWS = 1_000_000;

    /// χ² of a million draws at 1e-5 against e⁻ᵐ mᵏ/k!, ln k! as a sum of logarithms; on both sides of 10, where
    /// inversion hands over to rejection, too.
    @ParameterizedTest(name = "mean {0}")
    @ValueSource(doubles = {1e-3, 0.5, 3, 9.999, 10, 17.3, 200, 5000})
    void drawsHaveThePoissonDistribution(double mean) {
        int low = (int) Math.max(0, mean - 8 * Math.sqrt(mean) - 20);
        int high = (int) (mean + 8 * Math.sqrt(mean) + 20);
        long[] observed = new long[high - low + 1];
        UniformRandomProvider random = new RandomStreams(42).stream(Double.doubleToLongBits(mean), 0);
        PoissonSampler sampler = new PoissonSampler(mean);
        for (int i = 0; i < DRAWS; i++) {
            observed[sampler.sample(random) - low]++;
        }
        double[] expected = new double[observed.length];
        double logFactorial = 0;
        for (int k = 0; k <= high; k++) {
            logFactorial += k == 0 ? 0 : Math.log(k);
            if (k >= low) {
                expected[k - low] = DRAWS * Math.exp(k * Math.log(mean) - mean - logFactorial);
            }
        }
        double pValue = ChiSquared.pValue(observed, expected);
        assertTrue(pValue > 1e-5, () -> "p-value " + pValue);
    }

    /// Where the distribution is normal: mean and variance of 100,000 draws within five standard errors.
    @ParameterizedTest(name = "mean {0}")
    @ValueSource(doubles = {1e6, 1e9})
    void greatMeansAreNormal(double mean) {
        int draws = 100_000;
        UniformRandomProvider random = new RandomStreams(6).stream(Double.doubleToLongBits(mean), 0);
        PoissonSampler sampler = new PoissonSampler(mean);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double distance = (sampler.sample(random) - mean) / Math.sqrt(mean);
            sum += distance;
            squares += distance * distance;
        }
        assertEquals(0, sum / draws, 5 / Math.sqrt(draws));
        assertEquals(1, squares / draws, 5 * Math.sqrt(2.0 / draws));
    }

    @Test
    void noMeanIsNoEventAndOthersAreRefused() {
        assertEquals(0, new PoissonSampler(0).sample(new RandomStreams(1).stream(0, 0)));
        assertThrows(IllegalArgumentException.class, () -> new PoissonSampler(-1e-9));
        assertThrows(IllegalArgumentException.class, () -> new PoissonSampler(2e9));
        assertThrows(IllegalArgumentException.class, () -> new PoissonSampler(Double.NaN));
    }
}
