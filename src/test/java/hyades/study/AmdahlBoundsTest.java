package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.run.RunRecord.RankTimes;
import hyades.study.ScalingRecord.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Amdahl's law by hand: a part f shared out over N cores makes a job 1/(1 - f + f/N) times as fast.
class AmdahlBoundsTest {
    private static AmdahlBounds.Job job(double wall, double force, double update, double exchange, double files) {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("force", force);
        parts.put("update", update);
        return new AmdahlBounds.Job(
                wall,
                new RankTimes(0, "h", 1, force + update, exchange, files, null, null, null, null, null, null, parts));
    }

    /// 8 of 10 s, so 5 times at most; and 1.25 times if all but it took no time. Of three jobs the median counts.
    @Test
    void eachPartHasItsShareAndItsBounds() {
        List<Part> parts = AmdahlBounds.of(
                List.of(job(10, 8, 0.5, 0.25, 0.25), job(100, 99, 0.5, 0.25, 0.25), job(20, 16, 1, 0.5, 0.5)));
        assertEquals(
                List.of("force", "update", "exchange", "files", "start-up and the rest"),
                parts.stream().map(Part::name).toList());
        Part force = parts.getFirst();
        assertEquals(0.8, force.share(), 1e-15);
        assertEquals(16, force.seconds());
        assertEquals(5, force.onlyIt(), 1e-12);
        assertEquals(1.25, force.allButIt(), 1e-12);
        assertEquals(0.1, parts.getLast().share(), 1e-12);
    }

    /// 80 % and, all but starting, 90 %: on 2 cores 1/0.6 and 1/0.55, 9.1 % more. Of 98 and 99 % nothing is to be had.
    @Test
    void whetherTheOtherPartsAreWorthItIsAnswered() {
        String worth = AmdahlBounds.answer(AmdahlBounds.of(List.of(job(10, 8, 0.5, 0.25, 0.25))), 2);
        assertTrue(
                worth.startsWith(
                        "Of one core's time 80 % is force: that alone shared out, the job is at most 1.67 times as"
                                + " fast on 2 cores, 5.00 times on any number."),
                worth);
        assertTrue(worth.endsWith("could gain another 9.1 % on 2 cores: worthwhile."), worth);
        String not = AmdahlBounds.answer(AmdahlBounds.of(List.of(job(10, 9.8, 0.05, 0.025, 0.025))), 2);
        assertTrue(not.endsWith("could gain another 1.0 % on 2 cores: not worthwhile."), not);
        assertEquals("", AmdahlBounds.answer(AmdahlBounds.of(List.of(job(10, 8, 1, 0, 0))), 1));
    }

    /// Records of earlier versions know no parts.
    @Test
    void whatIsNotKnownHasNoBounds() {
        RankTimes old = new RankTimes(0, "h", 1, 1, 0, 0, null, null, null, null, null, null, null);
        assertEquals(List.of(), AmdahlBounds.of(List.of(new AmdahlBounds.Job(2, old))));
        assertEquals(List.of(), AmdahlBounds.of(List.of()));
        assertEquals("", AmdahlBounds.answer(List.of(), 2));
    }
}
