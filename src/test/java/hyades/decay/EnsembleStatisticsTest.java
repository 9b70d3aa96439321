package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.random.ChiSquared;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each method against theory, with fixed seeds. The half-life is 1 s, so λ = ln 2.
@Execution(ExecutionMode.CONCURRENT)
class EnsembleStatisticsTest {
    private static final int RUNS = 20_000;

    /// The counts of some runs at all slots, shape (runs, slots).
    private static int[][] counts(Plan plan) {
        Experiment experiment = plan.method().experiment(plan);
        int[][] counts = new int[plan.runs()][plan.slots()];
        for (int run = 0; run < plan.runs(); run++) {
            experiment.run(run, counts[run]);
        }
        return counts;
    }

    private static double pValue(int[][] counts, int slot, int particles, double survival) {
        long[] observed = new long[particles + 1];
        double[] expected = new double[particles + 1];
        for (int[] run : counts) {
            observed[run[slot]]++;
        }
        for (int k = 0; k <= particles; k++) {
            expected[k] = counts.length * Math.exp(ChiSquared.logBinomial(particles, k, survival));
        }
        return ChiSquared.pValue(observed, expected);
    }

    /// Binomial(N₀, exp(-λt)) by χ² over 20,000 runs, at the first, a middle and the last step: 36 tests at 1e-5, so a
    /// false alarm in 4e-4 of all seeds. The steps are short, long (a third decays), and very short.
    @ParameterizedTest(name = "{0}, {1} particles, dt = {2}")
    @CsvSource({
        "TRIALS, 1000, 0.01", "LIFETIMES, 1000, 0.01", "BINOMIAL, 1000, 0.01",
        "TRIALS, 100, 0.6", "LIFETIMES, 100, 0.6", "BINOMIAL, 100, 0.6",
        "TRIALS, 5000, 0.0002", "LIFETIMES, 5000, 0.0002", "BINOMIAL, 5000, 0.0002",
        "TRIALS, 1, 0.1", "LIFETIMES, 1, 0.1", "BINOMIAL, 1, 0.1"
    })
    @Tag("long")
    void countsAreBinomial(Method method, int particles, double dt) {
        int[][] counts = counts(Plans.of(method, particles, 20, dt, 11, RUNS, 0));
        for (int step : new int[] {1, 8, 20}) {
            double survival = Math.pow(0.5, step * dt);
            double p = pValue(counts, step, particles, survival);
            assertTrue(p > 1e-5, () -> "step %d: p-value %s".formatted(step, p));
        }
    }

    /// Over 1000 seeds the p-values of such a test are uniform: Kolmogorov-Smirnov at 1e-4 a method (D = 0.0703), so a
    /// false alarm in 3e-4. χ² of 1000 runs in cells of 10 and more is uniform itself to 0.01.
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("long")
    void pValuesOverSeedsAreUniform(Method method) {
        int seeds = 1000;
        double[] p = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            p[seed] = pValue(counts(Plans.of(method, 100, 5, 0.2, seed, 1000, 0)), 5, 100, 0.5);
        }
        Arrays.sort(p);
        double distance = 0;
        for (int i = 0; i < seeds; i++) {
            distance = Math.max(distance, Math.max(p[i] - (double) i / seeds, (i + 1.0) / seeds - p[i]));
        }
        double d = distance;
        assertTrue(d < 0.0703, () -> "Kolmogorov-Smirnov distance " + d);
    }

    /// E N(t) = N₀s(t), Var N(t) = N₀s(1-s), and for s < t Cov(N(s), N(t)) = N₀ exp(-λt)(1 - exp(-λs)): each sample
    /// moment within five of its standard errors, 12 comparisons a method, a false alarm in 2e-5.
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("long")
    void momentsAreThoseOfTheory(Method method) {
        int particles = 1000;
        double dt = 0.1;
        int[][] counts = counts(Plans.of(method, particles, 20, dt, 5, RUNS, 0));
        int[] steps = {2, 7, 20};
        for (int a = 0; a < steps.length; a++) {
            double early = Math.pow(0.5, steps[a] * dt);
            double variance = particles * early * (1 - early);
            double mean = mean(counts, steps[a]);
            assertEquals(particles * early, mean, 5 * Math.sqrt(variance / RUNS), "mean");
            for (int b = a; b < steps.length; b++) {
                double late = Math.pow(0.5, steps[b] * dt);
                double expected = particles * late * (1 - early);
                double error = Math.sqrt((variance * particles * late * (1 - late) + expected * expected) / RUNS);
                assertEquals(expected, covariance(counts, steps[a], steps[b]), 5 * error, "covariance");
            }
        }
    }

    /// A chain's members are Binomial(N₀, Bateman's probability) each; χ² at 1e-5 for some 20 members and times.
    @ParameterizedTest(name = "{0}, steps of {1} s")
    @CsvSource({"222Rn, 3000", "40K, 1e16", "90Sr, 2e7", "99mTc, 7200"})
    void membersOfAChainAreBinomial(String isotope, double dt) {
        Plan plan = Plans.chain(isotope, 500, 12, dt, 8, 10_000, 0);
        int[][] counts = counts(plan);
        double[] law = plan.law();
        for (int member = 0; member < plan.chain().size(); member++) {
            for (int step : new int[] {1, 12}) {
                int slot = member * (plan.steps() + 1) + step;
                if (law[slot] > 0 && law[slot] < 1) {
                    double p = pValue(counts, slot, 500, law[slot]);
                    assertTrue(p > 1e-5, () -> "slot %d: p-value %s".formatted(slot, p));
                }
            }
        }
        for (int[] run : counts) {
            for (int step = 0; step <= plan.steps(); step++) {
                int sum = 0;
                for (int member = 0; member < plan.chain().size(); member++) {
                    sum += run[member * (plan.steps() + 1) + step];
                }
                assertEquals(500, sum);
            }
        }
    }

    /// The fitted half-lives of 20,000 runs: their pulls have mean 0 and variance 1 within five standard errors; what
    /// the fit is biased by, 1/(2D) with D = 8000 decays, is far below that.
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Tag("long")
    void pullsOfTheFitAreStandard(Method method) {
        Plan plan = Plans.of(method, 10_000, 23, 0.1, 21, RUNS, 0);
        Experiment experiment = method.experiment(plan);
        int[] counts = new int[plan.slots()];
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < RUNS; run++) {
            experiment.run(run, counts);
            long exposures =
                    Arrays.stream(counts, 0, plan.steps()).asLongStream().sum();
            double pull = HalfLifeFit.of(plan, counts[plan.steps()], exposures).pull(1);
            sum += pull;
            squares += pull * pull;
        }
        assertEquals(0, sum / RUNS, 5 / Math.sqrt(RUNS));
        assertEquals(1, squares / RUNS, 5 * Math.sqrt(2.0 / RUNS));
    }

    private static double mean(int[][] counts, int slot) {
        return Arrays.stream(counts).mapToDouble(run -> run[slot]).average().orElseThrow();
    }

    private static double covariance(int[][] counts, int a, int b) {
        double meanA = mean(counts, a);
        double meanB = mean(counts, b);
        return Arrays.stream(counts)
                        .mapToDouble(run -> (run[a] - meanA) * (run[b] - meanB))
                        .sum()
                / (counts.length - 1);
    }
}
