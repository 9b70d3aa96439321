package hyades.study;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.study.ScalingRecord.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        List<Point> points = new Analysis(plan, measurements, cores).points();
        return Verdict.of(points, false, cores);
    }

    /// One core: 10 s, 9 of them computing. Two cores: as `wall, mean C, max C, T, T and files`.
    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "7, 4.5, 4.5, 6.4, 6.5, Worth it: , what limits it is communication",
        "7, 4.5, 6.4, 6.5, 6.5, Worth it: , what limits it is load imbalance",
        "7, 4.5, 4.5, 4.5, 6.4, Worth it: , what limits it is the serial part",
        "7, 4.5, 4.5, 4.5, 4.6, Worth it: , what limits it is start-up",
        "7, 6.4, 6.4, 6.4, 6.4, Worth it: , what limits it is computing",
        "5.1, 4.5, 4.5, 4.6, 4.6, Worth it: , nothing limits it up to 2 cores",
        "9.9, 4.5, 4.5, 9.8, 9.8, Worth it: , what limits it is communication",
        "11, 4.5, 4.5, 9.8, 9.8, Not worth it: , what limits it is communication"
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

    /// One repeat that was slower on more cores is enough not to be sure.
    @Test
    void aSpeedupThatIsNotSureIsNoSpeedup() {
        ScalingPlan plan = Studies.plan(List.of(1, 2), List.of(1), 6);
        List<Measurement> measurements = plan.runs().stream()
                .map(run -> {
                    double wall = run.point().ranks() == 1 ? 10 : run.repeat() == 3 ? 10.5 : 9;
                    return Studies.measurement(run, wall, 4, 4, 4, 4);
                })
                .toList();
        String verdict = Verdict.of(new Analysis(plan, measurements, 2).points(), false, 2);
        assertTrue(verdict.startsWith("Not worth it: 2 ranks x 1 thread is not surely faster"), verdict);
    }
}
