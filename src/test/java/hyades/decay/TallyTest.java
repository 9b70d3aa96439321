package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {
    /// Counts near the law and some anywhere from 0 to all, against sorting and two passes over doubles: where all
    /// counts are kept (12,000,000 cells), and by histograms of single counts (none is kept in 40,000 cells).
    @ParameterizedTest(name = "{0} % far off, runs of {1}")
    @CsvSource({"0, 3", "10, 3", "100, 3", "0, 2000000000", "10, 2000000000", "100, 2000000000"})
    void agreesWithSortingAllCounts(int percentFarOff, int planned) {
        Plan plan = Plans.of(Method.BINOMIAL, 1_000_000, 3, 0.5, 1, planned, 0);
        double[] expected = plan.expected();
        SplittableRandom random = new SplittableRandom(4);
        Tally whole = new Tally(plan);
        Tally first = new Tally(plan);
        Tally second = new Tally(plan);
        int runs = 1003;
        int[][] bySlot = new int[plan.slots()][runs];
        for (int run = 0; run < runs; run++) {
            int[] counts = new int[plan.slots()];
            for (int slot = 0; slot < counts.length; slot++) {
                counts[slot] = random.nextInt(100) < percentFarOff
                        ? random.nextInt(plan.particles() + 1)
                        : Math.clamp((long) expected[slot] + random.nextInt(-50, 50), 0, plan.particles());
                bySlot[slot][run] = counts[slot];
            }
            whole.add(counts);
            (run % 3 == 0 ? first : second).add(counts);
        }
        second.merge(first.pack());
        assertArrayEquals(whole.pack(), second.pack());
        for (int slot = 0; slot < plan.slots(); slot++) {
            int[] sorted = bySlot[slot].clone();
            Arrays.sort(sorted);
            for (double q : new double[] {0.001, 0.05, 0.5, 0.95, 1}) {
                assertEquals(sorted[(int) Math.ceil(q * runs) - 1], whole.quantile(slot, q), "quantile " + q);
            }
            double mean = Arrays.stream(sorted).average().orElseThrow();
            double squares = Arrays.stream(sorted)
                    .mapToDouble(c -> (c - mean) * (c - mean))
                    .sum();
            assertEquals(mean, whole.mean(slot), 1e-9 * mean);
            assertEquals(Math.sqrt(squares / (runs - 1)), whole.standardDeviation(slot), 1e-6);
        }
        assertEquals(1, whole.cellWidth());
    }

    /// The largest deviations there can be, often enough that a sum of squares passes 2⁶³.
    @Test
    void sumsDoNotOverflow() {
        Plan plan = Plans.of(Method.BINOMIAL, Integer.MAX_VALUE, 1, 1e-9, 1, 1, 0);
        Tally tally = new Tally(plan);
        for (int run = 0; run < 100; run++) {
            tally.add(run % 2 == 0 ? new int[2] : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE});
        }
        assertEquals(Integer.MAX_VALUE / 2.0, tally.mean(1), 1e-6);
        assertEquals(Integer.MAX_VALUE / 2.0 * Math.sqrt(100 / 99.0), tally.standardDeviation(1), 1e-3);
        assertEquals(0, tally.quantile(1, 0.5));
        assertEquals(Integer.MAX_VALUE, tally.quantile(1, 0.51));
    }

    /// Where single counts would need too much memory, cells hold several: 2³¹-1 particles have a standard deviation of
    /// 23,170, and a cell stays below 1/100 of it. Step 0, whose counts are all the same, keeps single counts.
    @Test
    void cellsGrowWhereMemoryWouldNot() {
        Plan plan = Plans.of(Method.BINOMIAL, Integer.MAX_VALUE, 1000, 0.001, 1, 100_000, 0);
        Tally tally = new Tally(plan);
        assertTrue(tally.cellWidth() > 1 && tally.cellWidth() <= 128, () -> "cells of " + tally.cellWidth());
        assertEquals(1, tally.cellWidth(0));
    }

    /// The counts of all members of a chain at all steps, as `curves.csv` has them, sorted: a quantile is exact in
    /// a slot whose cells hold one count, and elsewhere within half a cell, and never beyond what was counted.
    @ParameterizedTest(name = "{0} cells, up to {1} counts wide")
    @CsvSource({"12000000, 1", "550000, 2", "25000, 64"})
    void quantilesAreThoseOfTheCountsWhateverTheCells(int cells, int widest) {
        Plan drawn = Plans.chain("222Rn", Integer.MAX_VALUE, 3, 1800, 1, 200, 0);
        Plan planned = Plans.chain("222Rn", Integer.MAX_VALUE, 3, 1800, 1, Integer.MAX_VALUE, 0);
        Tally tally = new Tally(planned, cells);
        Tally other = new Tally(planned, cells);
        int[][] bySlot = new int[drawn.slots()][drawn.runs()];
        Experiment experiment = drawn.method().experiment(drawn);
        for (int run = 0; run < drawn.runs(); run++) {
            int[] counts = new int[drawn.slots()];
            experiment.run(run, counts);
            (run % 3 == 0 ? tally : other).add(counts);
            for (int slot = 0; slot < counts.length; slot++) {
                bySlot[slot][run] = counts[slot];
            }
        }
        tally.merge(other.pack());
        assertEquals(widest, tally.cellWidth());
        for (int slot = 0; slot < bySlot.length; slot++) {
            Arrays.sort(bySlot[slot]);
            for (double fraction : new double[] {0.001, 0.05, 0.5, 0.95, 1}) {
                long exact = bySlot[slot][(int) Math.ceil(fraction * drawn.runs()) - 1];
                long quantile = tally.quantile(slot, fraction);
                assertEquals((double) exact, (double) quantile, tally.cellWidth(slot) >> 1, "slot " + slot);
                assertTrue(quantile >= bySlot[slot][0] && quantile <= bySlot[slot][drawn.runs() - 1], "slot " + slot);
            }
        }
    }

    /// What 12,000,000 counts hold is kept whole: 20 runs of any size have the quantiles of their sorted counts. At
    /// the start all counts are the same, of 234Th 0.
    @Test
    void fewRunsOfManyNucleiHaveExactQuantiles() {
        Plan plan = Plans.chain("238U", Integer.MAX_VALUE, 10, 1e16, 1, 20, 0);
        Tally tally = Ensemble.alone(plan, () -> false).orElseThrow();
        assertEquals(1, tally.cellWidth());
        int second = plan.steps() + 1;
        for (double fraction : new double[] {0.05, 0.5, 0.95}) {
            assertEquals(Integer.MAX_VALUE, tally.quantile(0, fraction));
            assertEquals(0, tally.quantile(second, fraction));
        }
    }
}
