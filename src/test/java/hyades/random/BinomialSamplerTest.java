package hyades.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialSamplerTest {
    private static final int DRAWS = 1_000_000;

    /// χ² of a million draws against Loader's probabilities, written here anew. 92 tests at 1e-5
    /// each: together a false alarm in 9e-4 of all seeds; this seed is fixed.
    private static void check(int n, double p, IntUnaryOperator draw) {
        double deviation = Math.sqrt(n * p * (1 - p));
        long low = Math.max(0, (long) (n * p - 8 * deviation - 20));
        long high = Math.min(n, (long) (n * p + 8 * deviation + 20));
        int width = (int) Math.max(1, (high - low + 1) / 2000); // some 2000 cells at most
        int cells = (int) ((high - low) / width) + 1;
        long[] observed = new long[cells];
        for (int i = 0; i < DRAWS; i++) {
            observed[(int) ((draw.applyAsInt(n) - low) / width)]++;
        }
        double[] expected = new double[cells];
        for (long k = low; k <= high; k++) {
            expected[(int) ((k - low) / width)] += DRAWS * Math.exp(ChiSquared.logBinomial(n, k, p));
        }
        double pValue = ChiSquared.pValue(observed, expected);
        assertTrue(pValue > 1e-5, () -> "n = %d, p = %s: p-value %s".formatted(n, p, pValue));
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {1, 2, 10, 19, 100, 1000, 65_535, 65_536, 100_000, 10_000_000, Integer.MAX_VALUE})
    @Tag("long")
    void drawsHaveTheBinomialDistribution(int n) {
        for (double p : new double[] {1e-12, 1e-4, 8e-4, 0.1, 0.5, 0.7, 1 - 1e-4}) {
            UniformRandomProvider random = new RandomStreams(42).stream(n, Double.doubleToLongBits(p));
            BinomialSampler sampler = new BinomialSampler(p);
            check(n, p, trials -> sampler.sample(trials, random));
        }
    }

    /// Both sides of n·p = 10, where inversion hands over to rejection: the rejection's weakest place.
    @ParameterizedTest(name = "n = {0}, p = {1}")
    @CsvSource({
        "20, 0.5",
        "21, 0.5",
        "100, 0.0999999",
        "100, 0.1",
        "1000, 0.01",
        "100000, 1e-4",
        "2147483647, 4.7e-9",
        "33, 0.31"
    })
    @Tag("long")
    void theTwoAlgorithmsMeet(int n, double p) {
        UniformRandomProvider random = new RandomStreams(7).stream(n, 0);
        BinomialSampler sampler = new BinomialSampler(p);
        check(n, p, trials -> sampler.sample(trials, random));
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(ints = {0, 1, 10, 1000, Integer.MAX_VALUE})
    void certainOutcomesAreCertain(int n) {
        UniformRandomProvider random = new RandomStreams(1).stream(0, 0);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, new BinomialSampler(0).sample(n, random));
            assertEquals(n, new BinomialSampler(1).sample(n, random));
            assertEquals(0, new BinomialSampler(0.3).sample(0, random));
        }
    }

    /// The same p and the same numbers give the same draws, whatever was drawn before.
    @Test
    void drawsDependOnTheGeneratorAlone() {
        BinomialSampler used = new BinomialSampler(8e-4);
        used.sample(500, new RandomStreams(9).stream(0, 0));
        UniformRandomProvider one = new RandomStreams(3).stream(0, 0);
        UniformRandomProvider other = new RandomStreams(3).stream(0, 0);
        for (int n = 100_000; n > 0; n -= 97) {
            assertEquals(new BinomialSampler(8e-4).sample(n, one), used.sample(n, other));
        }
    }

    @Test
    void refusesWhatIsNoProbabilityOrNumberOfTrials() {
        assertThrows(IllegalArgumentException.class, () -> new BinomialSampler(-1e-9));
        assertThrows(IllegalArgumentException.class, () -> new BinomialSampler(1.1));
        assertThrows(IllegalArgumentException.class, () -> new BinomialSampler(Double.NaN));
        UniformRandomProvider random = new RandomStreams(1).stream(0, 0);
        assertThrows(IllegalArgumentException.class, () -> new BinomialSampler(0.5).sample(-1, random));
    }

    /// Successes of trial by trial against the same probabilities: 10⁶ draws of up to 130 trials, at 1e-5.
    @ParameterizedTest(name = "n = {0}, p = {1}")
    @CsvSource({"1, 0.3", "63, 8e-4", "64, 0.5", "65, 0.75", "130, 8e-4", "130, 0.999", "130, 0.1"})
    @Tag("long")
    void trialsSucceedIndependently(int n, double p) {
        UniformRandomProvider random = new RandomStreams(5).stream(n, 0);
        BernoulliTrials trials = new BernoulliTrials(p);
        check(n, p, count -> trials.successes(count, random));
    }

    @Test
    void trialsWithoutDoubtTakeNoRandomNumbers() {
        UniformRandomProvider random = new RandomStreams(5).stream(0, 0);
        long next = new RandomStreams(5).stream(0, 0).nextLong();
        assertEquals(0, new BernoulliTrials(0).successes(1000, random));
        assertEquals(1000, new BernoulliTrials(1).successes(1000, random));
        assertEquals(0, new BernoulliTrials(0.5).successes(0, random));
        assertEquals(next, random.nextLong());
    }
}
