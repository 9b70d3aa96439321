package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Made-up studies whose limit is known.
class VerdictTest {
    private static String verdict(int cores, List<Integer> ranks, double[][] times) {
        ScalingPlan plan = Studies.plan(ranks, List.of(1), 6);
        List<Measurement> measurements = plan.runs().stream()
                .map(run -> {
                    double[] t = times[ranks.indexOf(run.point().ranks())];
                    return Studies.measurement(run, t[0], t[1], t[2], t[3], t[4]);
                })
                .toList();
        return Verdict.of(new Analysis(plan, measurements, cores), 0.7);
    }

    /// Start-up takes most of the time where a job was disturbed, communication where none was.
    @Test
    void disturbedRoundsTellNothing() {
        ScalingPlan plan = Studies.plan(List.of(1, 2), List.of(1), 6);
        for (int disturbed : new int[] {1, 2, 6}) {
            List<Measurement> measurements = plan.runs().stream()
                    .map(run -> {
                        boolean first = run.point().ranks() == 1;
                        if (run.repeat() > disturbed || run.repeat() == 0) {
                            return first
                                    ? Studies.measurement(run, 10, 9, 9, 9, 9)
                                    : Studies.measurement(run, 6.9, 4.5, 4.5, 6.4, 6.5);
                        }
                        return first
                                ? Studies.measurement(run, 10, 9, 9, 9, 9)
                                : Studies.disturbed(Studies.measurement(run, 99, 4.5, 4.5, 4.5, 4.6));
                    })
                    .toList();
            Analysis analysis = new Analysis(plan, measurements, 2);
            String verdict = Verdict.of(analysis, 0.7);
            assertTrue(
                    verdict.startsWith(
                            switch (disturbed) {
                                case 1 -> "Worth it: 2 ranks x 1 thread is 1.45 times";
                                case 2 -> "Cannot tell whether it is worth it: 4 undisturbed repeats, and";
                                default -> "Cannot tell whether it is worth it, nor what limits it: each of the 6";
                            }),
                    verdict);
            assertFalse(verdict.contains("start-up"), verdict);
            assertEquals(disturbed < 6, verdict.contains("what limits it is exchange and waiting"), verdict);
            assertEquals(
                    disturbed == 1, verdict.endsWith("; of 6 rounds 1, in which jobs were disturbed, is left out."));
            assertEquals(
                    disturbed == 6,
                    "a job was disturbed in each round"
                            .equals(Fits.of(plan, analysis, 2).getFirst().reason()));
        }
    }

    /// Of wall times alone, a row a number of ranks, a column a repeat; computing shared out and nothing lost in it.
    private static String verdict(List<Integer> ranks, double target, double[]... walls) {
        ScalingPlan plan = Studies.plan(ranks, List.of(1), walls[0].length);
        List<Measurement> measurements = plan.runs().stream()
                .map(run -> {
                    double[] own = walls[ranks.indexOf(run.point().ranks())];
                    double wall = own[Math.max(0, run.repeat() - 1)];
                    return Studies.measurement(run, wall, 0.1, 0.1, 0.1, 0.1);
                })
                .toList();
        return Verdict.of(new Analysis(plan, measurements, ranks.getLast()), target);
    }

    /// One core: 10 s, 9 of them computing. Two cores: as `wall, mean C, max C, T, T and files`.
    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "6.9, 4.5, 4.5, 6.4, 6.5, Worth it: , what limits it is exchange and waiting",
        "6.9, 4.5, 6.4, 6.5, 6.5, Worth it: , what limits it is load imbalance",
        "6.9, 4.5, 4.5, 4.5, 6.4, Worth it: , what limits it is the serial part",
        "6.9, 4.5, 4.5, 4.5, 4.6, Worth it: , what limits it is start-up",
        "6.9, 6.4, 6.4, 6.4, 6.4, Worth it: , what limits it is computing",
        "5.1, 4.5, 4.5, 4.6, 4.6, Worth it: , nothing limits it up to 2 cores",
        "9.9, 4.5, 4.5, 9.8, 9.8, Hardly worth it: , what limits it is exchange and waiting",
        "11, 4.5, 4.5, 9.8, 9.8, Not worth it: , what limits it is exchange and waiting"
    })
    void itNamesWhatTookTheTime(
            double wall, double mean, double max, double parallel, double busy, String worth, String limit) {
        String verdict =
                verdict(2, List.of(1, 2), new double[][] {{10, 9, 9, 9, 9}, {wall, mean, max, parallel, busy}});
        assertTrue(verdict.startsWith(worth.strip()), verdict);
        assertTrue(verdict.contains("; " + limit), verdict);
        assertTrue(verdict.endsWith(".") && !verdict.contains(". "), verdict);
    }

    /// Faster on eight cores, but more than half of their time is lost.
    @Test
    void lowEfficiencyIsHardlyWorthIt() {
        String verdict = verdict(8, List.of(1, 8), new double[][] {{10, 9, 9, 9, 9}, {4, 1.1, 1.2, 3.5, 3.5}});
        assertTrue(verdict.startsWith("Hardly worth it: 8 ranks x 1 thread is 2.50 times as fast"), verdict);
        assertTrue(verdict.contains("an efficiency of 31 %"), verdict);
    }

    @Test
    void oversubscriptionIsNamed() {
        double[][] times = {{10, 9, 9, 9, 9}, {5.5, 4.5, 4.6, 4.9, 5}, {11, 4.5, 4.6, 9, 9}};
        String verdict = verdict(2, List.of(1, 2, 4), times);
        assertTrue(verdict.startsWith("Worth it: 2 ranks x 1 thread"), verdict);
        assertTrue(
                verdict.endsWith("oversubscription costs: on 2 cores 4 ranks x 1 thread takes 2.00 times as long as"
                        + " 2 ranks x 1 thread."),
                verdict);
        assertTrue(verdict(1, List.of(1, 2, 4), times).startsWith("Whether it is worth it cannot be said"), verdict);
    }

    /// The fastest of three is not sure because of one disturbed job; the other is, and is chosen.
    @Test
    void oneDisturbedJobDoesNotSpoilTheOtherPoints() {
        String verdict = verdict(
                List.of(1, 2, 4),
                0.7,
                new double[] {10, 10.1, 9.9, 10, 10, 10.1},
                new double[] {5.2, 5.2, 5.3, 5.2, 5.1, 5.2},
                new double[] {2.9, 3, 2.9, 60, 2.9, 3});
        assertTrue(
                verdict.startsWith("Worth it: 2 ranks x 1 thread is 1.93 times as fast as 1 rank x 1 thread"), verdict);
    }

    /// 2⁻⁴ is above the level: four repeats can show nothing.
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void fewRepeatsTellNothing(int repeats) {
        double[] one = new double[repeats];
        double[] two = new double[repeats];
        Arrays.fill(one, 10);
        Arrays.fill(two, 5);
        String verdict = verdict(List.of(1, 2), 0.7, one, two);
        assertTrue(verdict.startsWith("Cannot tell whether it is worth it: " + repeats + " repeat"), verdict);
    }

    /// Faster in four rounds of six; and always slower than what was wanted, were that an efficiency of 0.7.
    @Test
    void whatIsNotSureIsSaidSo() {
        double[] one = {10, 10, 10, 10, 10, 10};
        double[] two = {6, 11, 6, 6.5, 12, 6};
        String verdict = verdict(List.of(1, 2), 0.7, one, two);
        assertTrue(
                verdict.startsWith("Cannot tell whether it is worth it: at best 2 ranks x 1 thread is 1.60 [0.83, 1.67]"
                        + " times as fast"),
                verdict);
        String slower = verdict(List.of(1, 2), 0.9, one, new double[] {10, 10.5, 9.8, 10.2, 10, 9.9});
        assertTrue(slower.startsWith("Not worth it: at best 2 ranks x 1 thread is 1.00 [0.95, 1.02] times"), slower);
    }

    /// 1.08 times on two cores; what is wanted is the user's.
    @Test
    void coresHaveToBeUsed() {
        double[] one = {10.8, 10.8, 10.8, 10.8, 10.8, 10.8};
        double[] two = {10, 10, 10, 10, 10, 10};
        String verdict = verdict(List.of(1, 2), 0.7, one, two);
        assertTrue(
                verdict.startsWith(
                        "Hardly worth it: 2 ranks x 1 thread is 1.08 times as fast as 1 rank x 1 thread, with"
                                + " an efficiency of 54 %, of which 70 % was wanted"),
                verdict);
        assertTrue(verdict(List.of(1, 2), 0.5, one, two).startsWith("Worth it: 2 ranks"), verdict);
    }

    @Test
    void theLargestEfficientPointAndTheFastestAreBothNamed() {
        double[][] walls = new double[4][6];
        double[] seconds = {8, 4.2, 2.5, 2};
        for (int i = 0; i < 4; i++) {
            Arrays.fill(walls[i], seconds[i]);
        }
        String verdict = verdict(List.of(1, 2, 4, 8), 0.7, walls);
        assertTrue(
                verdict.startsWith("Worth it: 4 ranks x 1 thread is 3.20 times as fast as 1 rank x 1 thread, with an"
                        + " efficiency of 80 %; the fastest is 8 ranks x 1 thread, 4.00 times with 50 %"),
                verdict);
    }

    @Test
    void moreThanLinearIsNamed() {
        double[] one = {10, 10, 10, 10, 10, 10};
        double[] two = {4.5, 4.5, 4.6, 4.5, 4.5, 4.5};
        String verdict = verdict(List.of(1, 2), 0.7, one, two);
        assertTrue(verdict.contains("; more than linear at 2 ranks x 1 thread: "), verdict);
    }
}
