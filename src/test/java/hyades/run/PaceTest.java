package hyades.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Pace pace = new Pace();

    /// A thousandth of a second for each of `steps`, from `start` [s].
    private void run(double start, long from, int steps, double seconds) {
        for (int i = 0; i <= steps; i++) {
            pace.at((long) ((start + i * seconds / steps) * SECOND), from + i);
        }
    }

    /// 10 steps in the first second, 1000 in each of those after it.
    @Test
    void theFirstSecondDoesNotCount() {
        run(100, 0, 10, 0.999);
        assertTrue(pace.perSecond().isEmpty());
        run(101, 11, 500, 0.5);
        assertTrue(pace.perSecond().isEmpty(), "half a second");
        run(101.5, 511, 700, 0.7);
        assertEquals(1000, pace.perSecond().orElseThrow(), 10);
    }

    /// 3831 steps in the first seconds of an earlier process are none of this one.
    @Test
    void whatWasDoneBeforeDoesNotCount() {
        run(0, 1_000_000, 300, 3);
        assertEquals(100, pace.perSecond().orElseThrow(), 1);
    }

    @Test
    void thePaceIsThatOfTheLastSeconds() {
        run(0, 0, 1000, 10);
        run(10, 1000, 100, 10);
        assertEquals(10, pace.perSecond().orElseThrow(), 0.5);
    }

    /// Two steps that take 20 s each, the second no longer.
    @Test
    void slowStepsHaveAPaceAfterTheFirst() {
        pace.at(0, 0);
        assertTrue(pace.perSecond().isEmpty());
        pace.at(20 * SECOND, 1);
        assertEquals(0.05, pace.perSecond().orElseThrow(), 1e-12);
        pace.at(30 * SECOND, 2);
        assertEquals(0.1, pace.perSecond().orElseThrow(), 1e-12);
    }

    @Test
    void nothingDoneIsNoPace() {
        pace.at(0, 5);
        pace.at(7 * SECOND, 5);
        assertTrue(pace.perSecond().isEmpty());
    }
}
