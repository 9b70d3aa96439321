package hyades.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedTestTest {
    /// The exact test of Wilcoxon, as Apache Commons Statistics computes it.
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 10, 16})
    void onePointIsTestedAsByWilcoxon(int rounds) {
        Random random = new Random(rounds);
        for (int i = 0; i < 20; i++) {
            double[] logs = random.doubles(rounds, -0.3, 0.7).toArray();
            double expected = WilcoxonSignedRankTest.withDefaults()
                    .with(AlternativeHypothesis.GREATER_THAN)
                    .with(PValueMethod.EXACT)
                    .test(logs)
                    .getPValue();
            double[][] speedups = {Arrays.stream(logs).map(Math::exp).toArray()};
            assertEquals(expected, PairedTest.faster(speedups)[0], 1e-12);
        }
    }

    /// Beyond 16 rounds ways are drawn: 65,536 of them, whose standard error is at most 0.002.
    @Test
    void manyRoundsAreSampled() {
        double[] logs = new Random(1).doubles(30, -0.3, 0.5).toArray();
        double expected = WilcoxonSignedRankTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .with(PValueMethod.EXACT)
                .test(logs)
                .getPValue();
        double[][] speedups = {Arrays.stream(logs).map(Math::exp).toArray()};
        assertEquals(expected, PairedTest.faster(speedups)[0], 0.01);
    }

    /// The same point twice is no choice, and a second point that is surely slower can't be chosen.
    @Test
    void onlyWhatCouldBeChosenIsPaidFor() {
        double[] faster = {1.5, 1.6, 1.4, 1.5, 1.7, 1.5};
        assertArrayEquals(new double[] {1.0 / 64}, PairedTest.faster(new double[][] {faster}));
        assertArrayEquals(new double[] {1.0 / 64, 1.0 / 64}, PairedTest.faster(new double[][] {faster, faster}));
    }

    /// Three points that are as fast as the first: some point is called faster in at most one of 20 studies. Of 2000
    /// the bound is 100, with a standard deviation of 9.7; four of these.
    @Test
    void theLevelHoldsForTheBestOfSeveral() {
        Random random = new Random(7);
        int errors = 0;
        for (int study = 0; study < 2000; study++) {
            double[][] speedups = new double[3][6];
            for (int round = 0; round < 6; round++) {
                double first = random.nextGaussian();
                for (double[] point : speedups) {
                    point[round] = Math.exp(0.1 * (first - random.nextGaussian()));
                }
            }
            errors += Arrays.stream(PairedTest.faster(speedups)).min().orElseThrow() <= 0.05 ? 1 : 0;
        }
        assertTrue(errors <= 139, () -> "called faster: more than 139 of 2000");
        assertTrue(errors > 20, "a test that never says yes");
    }
}
