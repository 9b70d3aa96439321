package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    /// Counts near the law and some anywhere from 0 to all, against sorting and two passes over doubles.
    @ParameterizedTest(name = "{0} % far off")
    @ValueSource(ints = {0, 10, 100})
    void agreesWithSortingAllCounts(int percentFarOff) {
        Plan plan = Plans.of(Method.BINOMIAL, 1_000_000, 3, 0.5, 1, 1, 0);
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
    /// 23,170, and a cell stays below 1/100 of it.
    @Test
    void cellsGrowWhereMemoryWouldNot() {
        Plan plan = Plans.of(Method.BINOMIAL, Integer.MAX_VALUE, 1000, 0.001, 1, 1, 0);
        Tally tally = new Tally(plan);
        assertTrue(tally.cellWidth() > 1 && tally.cellWidth() <= 128, () -> "cells of " + tally.cellWidth());
    }
}
