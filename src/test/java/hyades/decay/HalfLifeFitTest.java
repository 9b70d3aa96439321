package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class HalfLifeFitTest {
    private static double halfLife(double p, double dt) {
        return Math.log(2) * dt / -Math.log1p(-p);
    }

    /// Clopper & Pearson's limits of a binomial probability are quantiles of beta distributions, here those of
    /// Commons Statistics: within 1e-6 of the interval's half-width.
    @ParameterizedTest(name = "{0} decays in {1} exposures")
    @CsvSource({
        "1, 2",
        "1, 500",
        "1, 1e9",
        "2, 3",
        "4, 5000",
        "5, 5",
        "75, 54000",
        "7500, 5410000",
        "3, 4",
        "1000000, 721000000"
    })
    void intervalsAreThoseOfClopperAndPearson(double decays, double exposures) {
        HalfLifeFit fit = new HalfLifeFit(decays, exposures, 0.1);
        double low = BetaDistribution.of(decays, exposures - decays + 1).inverseCumulativeProbability(HalfLifeFit.TAIL);
        double longest = halfLife(low, 0.1);
        double tolerance = 1e-6 * (longest - fit.halfLife());
        assertEquals(longest, fit.high(), tolerance);
        if (decays < exposures) {
            double high =
                    BetaDistribution.of(decays + 1, exposures - decays).inverseSurvivalProbability(HalfLifeFit.TAIL);
            assertEquals(halfLife(high, 0.1), fit.low(), tolerance);
        }
    }

    /// With none decayed, the chance of that is 15.9 % at the lower end: (1 - p)ᴱ; with all decayed within a step,
    /// pᴱ at the upper end.
    @ParameterizedTest(name = "{0} nuclei")
    @ValueSource(ints = {1, 5, 1000})
    void noneAndAllAreLimitsOnOneSide(int nuclei) {
        HalfLifeFit none = new HalfLifeFit(0, 10.0 * nuclei, 2);
        assertEquals(Double.POSITIVE_INFINITY, none.halfLife());
        assertEquals(Double.POSITIVE_INFINITY, none.high());
        assertEquals(HalfLifeFit.TAIL, Math.pow(0.5, 10 * nuclei * 2 / none.low()), 1e-12);
        HalfLifeFit all = new HalfLifeFit(nuclei, nuclei, 2);
        assertEquals(0, all.halfLife());
        assertEquals(0, all.low());
        assertEquals(HalfLifeFit.TAIL, Math.pow(1 - Math.pow(0.5, 2 / all.high()), nuclei), 1e-12);
    }

    /// Experiments over two half-lives of 1 s in 200 steps: how often the interval lies above the truth, and below.
    ///
    /// Either happens in at most 15.9 % of them; and as single nuclei are counted, in at most one count's share
    /// less: the likeliest of Binomial(N, 3/4) has a probability below 1/√(2π·N·3/16) = 0.92/√N. Of 5000
    /// experiments within 4.5 standard errors, 7e-6 for each of 12 tails. The standard error alone covered 36 % at
    /// N = 1, where this covers 84 %.
    @ParameterizedTest(name = "{0} nuclei")
    @ValueSource(ints = {1, 2, 5, 10, 100, 1000})
    @Tag("long")
    void intervalsHoldTheTruthAsOftenAsTheySay(int nuclei) {
        int runs = 5000;
        Plan plan = Plans.of(Method.BINOMIAL, nuclei, 200, 0.01, 5, runs, 0);
        Experiment experiment = plan.method().experiment(plan);
        int[] counts = new int[plan.slots()];
        int tooLow = 0;
        int tooHigh = 0;
        for (int run = 0; run < runs; run++) {
            experiment.run(run, counts);
            long exposures =
                    Arrays.stream(counts, 0, plan.steps()).asLongStream().sum();
            HalfLifeFit fit = HalfLifeFit.of(plan, counts[plan.steps()], exposures);
            tooLow += fit.high() < 1 ? 1 : 0;
            tooHigh += fit.low() > 1 ? 1 : 0;
        }
        double error = 4.5 * Math.sqrt(HalfLifeFit.TAIL * (1 - HalfLifeFit.TAIL) / runs);
        double least = HalfLifeFit.TAIL - 0.92 / Math.sqrt(nuclei);
        for (double tail : new double[] {(double) tooLow / runs, (double) tooHigh / runs}) {
            assertTrue(
                    tail <= HalfLifeFit.TAIL + error && tail >= least - error, "tails of " + tooLow + ", " + tooHigh);
        }
        double covered = 1 - (double) (tooLow + tooHigh) / runs;
        assertTrue(covered >= 1 - 2 * HalfLifeFit.TAIL - error, "covered " + covered);
    }

    /// Steps of one half-life, p = 1/2. With one decay in one exposure the likelihood is 1 at p = 1 and 1/2 at the
    /// truth: √(2·ln 2) below it; with none in four 1 at p = 0 and 1/16: √(8·ln 2) above.
    @ParameterizedTest(name = "{0} decays in {1}")
    @CsvSource({"1, 1, -1.1774100225154747", "0, 1, 1.1774100225154747", "1, 2, 0", "0, 4, 2.3548200450309493"})
    void pullsAreRootsOfTheLikelihoodRatio(double decays, double exposures, double pull) {
        assertEquals(pull, new HalfLifeFit(decays, exposures, 1).pull(1), 1e-12);
    }
}
