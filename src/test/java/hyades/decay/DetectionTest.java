package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a detector counts of an experiment.
class DetectionTest {
    private static final int RUNS = 20_000;

    private static int[][] counts(Plan plan) {
        Experiment experiment = plan.method().experiment(plan);
        int[][] counts = new int[RUNS][plan.slots()];
        for (int run = 0; run < RUNS; run++) {
            experiment.run(run, counts[run]);
        }
        return counts;
    }

    /// A nucleus decays and is recorded in a step with the probability q = E·(early - late): the counts are
    /// Binomial(N, q) and Poisson(B·dt) together. Mean and variance within five standard errors, 6e-7 each.
    @Test
    void countsAreThinnedDecaysAndBackground() {
        Plan plan = Plans.of(Method.BINOMIAL, 1000, 8, 0.25, 5, RUNS, 0).with(new Detector(0.3, 40, 0, false));
        int[][] counts = counts(plan);
        for (int step = 1; step <= 8; step++) {
            double q = 0.3 * (Math.pow(0.5, 0.25 * (step - 1)) - Math.pow(0.5, 0.25 * step));
            double expected = 1000 * q + 10;
            double variance = 1000 * q * (1 - q) + 10;
            int slot = plan.memberSlots() + step;
            double mean =
                    Arrays.stream(counts).mapToInt(run -> run[slot]).average().orElseThrow();
            double scatter = Arrays.stream(counts)
                    .mapToDouble(run -> (run[slot] - expected) * (run[slot] - expected))
                    .average()
                    .orElseThrow();
            assertEquals(expected, plan.expectedCounts()[step], 1e-9);
            assertEquals(expected, mean, 5 * Math.sqrt(variance / RUNS), "mean of step " + step);
            assertEquals(variance, scatter, 5 * variance * Math.sqrt((2 + 1 / variance) / RUNS), "variance");
        }
    }

    /// Events at a rate n: a non-paralyzable detector has counted k by the time t if the k-th of as many gaps, each
    /// dead time and an exponential wait, is over: the sum of k waits, of a gamma distribution, is below
    /// t - (k-1)τ. So the mean is known exactly, over three steps into which dead time goes on, however long; five
    /// standard errors, as the variance is below the mean.
    @ParameterizedTest(name = "{0} events and a dead time of {1} steps")
    @CsvSource({"5, 0.3", "5, 1.7", "40, 0.01", "0.5, 0.9"})
    void deadTimeLosesWhatComesMeanwhile(double events, double dead) {
        Plan plan = longLived(new Detector(1, events, dead, false));
        double expected = 0;
        for (int k = 1; 3 - (k - 1) * dead > 0; k++) {
            expected += atLeast(k, events * (3 - (k - 1) * dead));
        }
        assertEquals(expected, meanOfAll(plan), 5 * Math.sqrt(expected / RUNS));
    }

    /// An event at s is counted by a paralyzable detector if none came within τ before it: the mean is the integral of
    /// n·exp(-n·min(s, τ)).
    @ParameterizedTest(name = "{0} events and a dead time of {1} steps")
    @CsvSource({"5, 0.3", "5, 1.7", "40, 0.01", "0.5, 0.9"})
    @Tag("long")
    void deadTimeBeginsAnewWithEachEvent(double events, double dead) {
        Plan plan = longLived(new Detector(1, events, dead, true));
        double lost = Math.exp(-events * dead);
        double expected = 1 - lost + events * lost * (3 - dead);
        assertEquals(expected, meanOfAll(plan), 5 * Math.sqrt(expected / RUNS));
    }

    /// Nothing decays within three steps of a second.
    private static Plan longLived(Detector detector) {
        return new Plan(DecayChain.alone(Isotope.unnamed(1e30)), 1, 3, 1, Method.BINOMIAL, 7, RUNS, 0).with(detector);
    }

    private static double meanOfAll(Plan plan) {
        return Arrays.stream(counts(plan))
                .mapToInt(
                        run -> run[plan.memberSlots() + 1] + run[plan.memberSlots() + 2] + run[plan.memberSlots() + 3])
                .average()
                .orElseThrow();
    }

    /// The probability of k or more events where `mean` are expected.
    private static double atLeast(int k, double mean) {
        double term = Math.exp(-mean);
        double fewer = 0;
        for (int j = 0; j < k; j++) {
            fewer += term;
            term *= mean / (j + 1);
        }
        return 1 - fewer;
    }

    /// Each nucleus of 90Sr decays twice, whatever the steps are: with a perfect detector the counts are the decays.
    @Test
    void aChainsDecaysFollowFromItsNuclei() {
        Plan plan = Plans.chain("90Sr", 500, 40, 1e8, 3, 1, 0).with(new Detector(1, 0, 0, false));
        int[] counts = new int[plan.slots()];
        plan.method().experiment(plan).run(0, counts);
        int stride = plan.steps() + 1;
        int detected = Arrays.stream(counts, 3 * stride, 4 * stride).sum();
        assertEquals(2 * counts[3 * stride - 1] + counts[2 * stride - 1], detected);
        assertArrayEquals(new int[] {0, 1, 2}, plan.chain().paths().decays());
        assertEquals(
                Arrays.stream(plan.expectedCounts()).sum(),
                2 * plan.expected()[3 * stride - 1] + plan.expected()[2 * stride - 1],
                1e-9);
    }

    @Test
    void aStepHasNoMoreCountsThanAnIntHolds() {
        Plan most = Plans.of(Method.BINOMIAL, Integer.MAX_VALUE, 1, 1, 1, 1, 0);
        assertThrows(IllegalArgumentException.class, () -> most.with(new Detector(1, 0, 0, false)));
    }

    /// One decay of 99Mo in eight leads to 99Tc at once, the others to its isomer.
    @Test
    void membersAreReachedByAllTheirPaths() {
        DecayChain.Paths strontium =
                Plans.chain("90Sr", 1, 1, 1, 1, 1, 0).chain().paths();
        assertArrayEquals(new int[] {0, 1, 2}, strontium.member());
        DecayChain molybdenum = Plans.chain("99Mo", 1, 1, 1, 1, 1, 0).chain();
        DecayChain.Paths paths = molybdenum.paths();
        assertEquals(List.of("99Mo", "99mTc", "99Tc", "99Ru"), molybdenum.names());
        assertArrayEquals(new int[] {0, 1, 2, 2, 3, 3}, paths.member());
        assertArrayEquals(new int[] {0, 1, 1, 2, 2, 3}, paths.decays());
        double[][] transition = paths.chain().transition(3600);
        assertEquals(molybdenum.transition(3600)[0][2], transition[0][2] + transition[0][3], 1e-15);
    }

    /// 99Mo becomes 99Tc by one decay or, with the probability f, by two: in a step as long as the isomer lives,
    /// what the nuclei are leaves that open. By Bateman f·(1 - (λ₂e^(-λ₁t) - λ₁e^(-λ₂t))/(λ₂-λ₁)) have decayed
    /// twice after one step, (1-f)·(1-e^(-λ₁t)) have come at once, so of the C nuclei of 99Tc those by two are
    /// Binomial(C, q). Mean and variance within five standard errors, 6e-7 each; 99Ru moves the mean by a
    /// twentieth of one.
    @Test
    void decaysThatPassByAnIsomerAreDrawn() {
        double time = 6 * 3600;
        Plan plan = new Plan(Plans.chain("99Mo", 1, 1, 1, 1, 1, 0).chain(), 3000, 1, time, Method.BINOMIAL, 5, RUNS, 0)
                .with(new Detector(1, 0, 0, false));
        double f = 1 - byOne(plan.chain());
        double molybdenum = Math.exp(-plan.chain().rate(0) * time);
        double technetium = Math.exp(-plan.chain().rate(1) * time);
        double ratio =
                plan.chain().rate(0) / (plan.chain().rate(1) - plan.chain().rate(0));
        double two = f * (1 - (1 + ratio) * molybdenum + ratio * technetium);
        double q = two / (two + (1 - f) * (1 - molybdenum));
        double sum = 0;
        double squares = 0;
        double nuclei = 0;
        for (int[] run : counts(plan)) {
            int byTwo = run[plan.memberSlots() + 1] - (3000 - run[1]);
            double pull = byTwo - q * run[5];
            sum += pull;
            squares += pull * pull;
            nuclei += run[5];
        }
        double variance = q * (1 - q) * nuclei / RUNS;
        assertEquals(0, sum / RUNS, 5 * Math.sqrt(variance / RUNS));
        assertEquals(variance, squares / RUNS, 5 * variance * Math.sqrt(2.0 / RUNS));
        assertEquals(3000 * (1 - molybdenum + two), plan.expectedCounts()[1], 3000 * 1e-8);
    }

    /// The part of 99Mo that becomes 99Tc at once.
    private static double byOne(DecayChain chain) {
        double[][] transition = chain.transition(1e-3);
        return transition[0][2] / (transition[0][1] + transition[0][2]);
    }

    /// The decays are those without a detector; another detector has other random numbers.
    @ParameterizedTest
    @ValueSource(strings = {"222Rn", "99Mo"})
    void theDetectorChangesNoDecay(String isotope) {
        Plan bare = Plans.chain(isotope, 5000, 20, 3600, 3, 1, 0);
        Plan one = bare.with(new Detector(0.2, 0.01, 1e-6, false));
        Plan other = bare.with(new Detector(0.2, 0.01, 1e-6, true));
        int[] decays = new int[bare.slots()];
        int[] counts = new int[one.slots()];
        bare.method().experiment(bare).run(4, decays);
        one.method().experiment(one).run(4, counts);
        assertArrayEquals(decays, Arrays.copyOf(counts, decays.length));
        assertEquals(bare.streams(), one.streams());
        assertNotEquals(one.detectionStreams(), other.detectionStreams());
        assertNotEquals(one.detectionStreams(), one.streams());
    }

    /// Knoll's relations at nτ = 1: half of the events, and 1/e of them.
    @Test
    void theExpectedLossIsThatOfTheModel() {
        assertEquals(50, new Detector(1, 0, 0.01, false).expected(100, 1), 1e-12);
        assertEquals(100 / Math.E, new Detector(1, 0, 0.01, true).expected(100, 1), 1e-12);
    }
}
