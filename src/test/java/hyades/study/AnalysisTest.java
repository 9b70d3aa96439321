package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.study.ScalingRecord.Point;
import hyades.study.ScalingRecord.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The numbers of a point, against values worked out by hand from the definitions of REFERENCES: load balance
/// mean(C)/max(C), communication efficiency max(C)/T, parallel efficiency mean(C)/T, Karp-Flatt.
class AnalysisTest {
    /// One core: 10 s, of which 9 are computing and 1 is start-up; two: 6, 6.25 and 8 s.
    private static List<Point> points() {
        ScalingPlan plan = Studies.plan(List.of(1, 2), List.of(1), 3);
        double[] walls = {6, 6.25, 8};
        List<Measurement> measurements = new ArrayList<>();
        for (ScalingPlan.Run run : plan.runs()) {
            measurements.add(
                    run.repeat() == 0
                            ? Studies.measurement(run, 1e6, 1, 2, 3, 4)
                            : run.point().ranks() == 1
                                    ? Studies.measurement(run, 10, 9, 9, 9, 9)
                                    : Studies.measurement(run, walls[run.repeat() - 1], 4, 4.5, 5, 5.25));
        }
        return new Analysis(plan, measurements, 2).points();
    }

    @Test
    void speedupIsMadeRepeatByRepeat() {
        assertEquals(
                new Spread(10 / 6.25, 10.0 / 8, 10.0 / 6), points().getLast().speedup());
        assertEquals(new Spread(0.8, 0.625, 10.0 / 12), points().getLast().efficiency());
        assertEquals(new Spread(1, 1, 1), points().getFirst().speedup());
    }

    /// (1/S - 1/P)/(1 - 1/P) = 2/S - 1 for P = 2.
    @Test
    void theSerialPartIsKarpAndFlatts() {
        Spread e = points().getLast().serialPart();
        assertEquals(0.25, e.median(), 1e-15);
        assertEquals(0.2, e.minimum(), 1e-15);
        assertEquals(0.6, e.maximum(), 1e-15);
        assertTrue(Double.isNaN(points().getFirst().serialPart().median()));
    }

    @Test
    void efficienciesAreThoseOfTheDefinitions() {
        Point two = points().getLast();
        assertEquals(4 / 4.5, two.loadBalance().median());
        assertEquals(4.5 / 5, two.communicationEfficiency().median());
        assertEquals(4.0 / 5, two.parallelEfficiency().median());
        assertEquals(1.5, two.cpuShare().median(), 1e-15);
        assertEquals(0.01, two.gcShare().median(), 1e-15);
    }

    /// Ideal on two cores: 4.5 s computing and 0.5 s start-up.
    @Test
    void whatIsLostAddsUp() {
        Point two = points().getLast();
        assertEquals(-0.5, two.lost().computing());
        assertEquals(0.5, two.lost().imbalance());
        assertEquals(0.5, two.lost().communication());
        assertEquals(0.25, two.lost().inputOutput());
        assertEquals(6.25 - 5.25 - 0.5, two.lost().startUp());
        assertEquals(6.25 - 10.0 / 2, two.lost().total());
    }

    /// Four times the work on two cores in twice the time: speedup 2, efficiency 1, no serial part.
    @Test
    void aGrowingProblemIsMeasuredByItsWork() {
        ScalingPlan strong = Studies.plan(List.of(1, 2), List.of(1), 2);
        List<ScalingPlan.Point> points = List.of(
                new ScalingPlan.Point(1, 1, "100", 1, List.of()), new ScalingPlan.Point(2, 1, "200", 4, List.of()));
        ScalingPlan plan = new ScalingPlan(
                strong.command(), strong.ranks(), strong.threads(), 2, strong.mode(), null, "grows", points, Map.of());
        Point two = new Analysis(plan, Studies.measurements(plan, p -> p.ranks() == 1 ? 5 : 10), 2)
                .points()
                .getLast();
        assertEquals(2, two.speedup().median());
        assertEquals(1, two.efficiency().median());
        assertEquals(0, two.serialPart().median());
        assertEquals(0, two.lost().total(), 1e-12);
    }

    /// Threads use cores as ranks do: four times as fast on 2 ranks of 2 threads is all that four cores can give.
    @Test
    void threadsCountAsCores() {
        ScalingPlan plan = Studies.plan(List.of(1, 2), List.of(1, 2), 2);
        List<Point> points = new Analysis(plan, Studies.measurements(plan, p -> 8.0 / p.cores()), 2).points();
        assertEquals(List.of(1, 2, 2, 4), points.stream().map(Point::cores).toList());
        assertEquals(4, points.getLast().speedup().median());
        assertEquals(1, points.getLast().efficiency().median());
        assertEquals(0, points.getLast().serialPart().median());
        assertTrue(points.getLast().oversubscribed() && !points.get(2).oversubscribed());
    }

    /// What one repeat does not tell is not told at all, rather than from the others.
    @Test
    void theUnknownStaysUnknown() {
        assertTrue(Double.isNaN(Spread.of(1, Double.NaN, 3).median()));
        assertEquals(new Spread(2.5, 1, 4), Spread.of(4, 1, 2, 3));
    }
}
