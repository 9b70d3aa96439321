package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mixtures at the start.
class InventoryTest {
    private static final IsotopeTable TABLE = new IsotopeTable();

    private static Plan plan(String inventory, int steps, double timeStep, int runs) {
        Inventory parsed = Inventory.parse(inventory, TABLE);
        return new Plan(parsed.chain(), parsed.initial(), steps, timeStep, Method.BINOMIAL, 5, 0, runs, 0);
    }

    /// Names and counts as people type them, in any order; a stable member may be there too.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "90Sr=1e6,90Y=1e3       | 90Sr=1000000,90Y=1000",
                "y-90=1e3 , Sr-90=1e6   | 90Sr=1000000,90Y=1000",
                "90Zr=3,90Sr=2147483644 | 90Sr=2147483644,90Zr=3",
                "90Y=7                  | 90Y=7"
            })
    void theParentIsWhatAllOthersComeFrom(String typed, String inventory) {
        assertEquals(inventory, plan(typed, 1, 1, 1).inventory());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "90Sr               | '90Sr': expected NAME=COUNT, as 90Sr=1e6,90Y=1e3",
                "90Sr=1,            | '': expected NAME=COUNT, as 90Sr=1e6,90Y=1e3",
                "=5                 | '=5': expected NAME=COUNT, as 90Sr=1e6,90Y=1e3",
                "90Sr=1.5           | '90Sr=1.5': expected a whole number",
                "90Sr=0             | '90Sr=0': expected 1 to 2147483647",
                "90Sr=-1            | '90Sr=-1': expected 1 to 2147483647",
                "90Sr=2147483647,90Y=1 | expected 2147483647 nuclei at most",
                "90Sr=1,sr-90=2     | 'sr-90=2': expected each isotope once",
                "8Lu=1              | 8Lu: unknown; did you mean 8Li, ",
                "90Sr=1,206Pb=1     | 206Pb: unknown; did you mean ",
                "90Sr=1,137Cs=1     | 137Cs: expected what 90Sr decays into, or comes from"
            })
    void whatNoChainHasIsRefused(String typed, String words) {
        String refused = assertThrows(IllegalArgumentException.class, () -> Inventory.parse(typed, TABLE))
                .getMessage();
        assertTrue(refused.startsWith(words), refused);
    }

    /// Bateman's solution of two members with nuclei of both at the start, written out; relative 1e-12, as of
    /// [DecayChain#transition].
    @Test
    void theLawIsTheSumOfTheLawsOfTheParts() {
        Plan plan = plan("90Sr=1000000,90Y=5000", 40, 86_400, 1);
        double strontium = TABLE.find("90Sr").orElseThrow().rate();
        double yttrium = TABLE.find("90Y").orElseThrow().rate();
        double[] expected = plan.expected();
        for (int step = 0; step <= 40; step++) {
            double t = plan.time(step);
            double own = 5000 * Math.exp(-yttrium * t);
            double grown =
                    1e6 * strontium / (yttrium - strontium) * (Math.exp(-strontium * t) - Math.exp(-yttrium * t));
            assertEquals(own + grown, expected[41 + step], 1e-10 * (own + grown));
        }
    }

    /// The counts of 10,000 runs against the law's mean and variance, each slot within five standard errors (those of
    /// a variance of nearly normal counts: √(2/n)): 6e-7 a number, 4e-5 for all here.
    @Test
    void countsAreDrawnFromTheLaw() {
        int runs = 10_000;
        Plan plan = plan("99Mo=5000,99mTc=3000,99Tc=100", 6, 7200, runs);
        Experiment experiment = plan.method().experiment(plan);
        int[] counts = new int[plan.slots()];
        double[] sum = new double[plan.slots()];
        double[] squares = new double[plan.slots()];
        double[] expected = plan.expected();
        double[] variance = plan.variance();
        for (int run = 0; run < runs; run++) {
            experiment.run(run, counts);
            assertEquals(8100, LongStream.of(sums(counts, plan)).sum() / 7);
            for (int slot = 0; slot < counts.length; slot++) {
                double distance = counts[slot] - expected[slot];
                sum[slot] += distance;
                squares[slot] += distance * distance;
            }
        }
        int checked = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            if (variance[slot] > 30) {
                assertEquals(0, sum[slot] / runs, 5 * Math.sqrt(variance[slot] / runs), "mean of slot " + slot);
                assertEquals(1, squares[slot] / runs / variance[slot], 5 * Math.sqrt(2.0 / runs), "slot " + slot);
                checked++;
            }
        }
        assertTrue(checked >= 12, () -> "too few");
    }

    private static long[] sums(int[] counts, Plan plan) {
        long[] sums = new long[plan.steps() + 1];
        for (int slot = 0; slot < counts.length; slot++) {
            sums[slot % sums.length] += counts[slot];
        }
        return sums;
    }

    /// What is in the mixture is a part of the experiment; nuclei of the parent alone are the experiment they always
    /// were, whose key is written out here.
    @Test
    void theMixtureIsAPartOfTheKey() {
        Plan mixed = plan("90Sr=1000,90Y=10", 5, 3600, 1);
        Plan other = plan("90Sr=1000,90Y=11", 5, 3600, 1);
        Plan pure = plan("90Sr=1000", 5, 3600, 1);
        assertNotEquals(mixed.streams(), other.streams());
        assertNotEquals(mixed.streams(), pure.streams());
        assertFalse(pure.isMixed());
        LongStream law = LongStream.of(1000, Double.doubleToLongBits(3600), 3);
        long[] key = LongStream.concat(
                        LongStream.concat(law, Arrays.stream(pure.chain().numbers())),
                        "BINOMIAL".chars().asLongStream())
                .toArray();
        assertEquals(RandomStreams.of(5, key), pure.streams());
        assertEquals(Plans.chain("90Sr", 1000, 5, 3600, 5, 1, 0).streams(), pure.streams());
    }

    @Test
    void aMixtureSaysWhatItIs() {
        assertTrue(plan("90Sr=1000,90Y=10", 5, 3600, 2)
                .describe()
                .startsWith("2 runs of 90Sr=1000,90Y=10 of 90Sr, 90Y, 90Zr (half-lives "));
        assertEquals(List.of(1000, 10, 0), plan("90Sr=1000,90Y=10", 5, 3600, 2).initial());
    }
}
