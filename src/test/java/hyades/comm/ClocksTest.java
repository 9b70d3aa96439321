package hyades.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClocksTest {
    /// The ranks of a test have one clock: the difference is 0, and the bound above 0, since messages take time.
    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 5})
    void ranksOfOneProcessHaveOneClock(int ranks) {
        List<List<Clocks.Conversion>> all = TestRanks.run(ranks, world -> {
            Clocks clocks = Clocks.measure(world);
            return clocks.measureAgain(world);
        });
        assertEquals(ranks, all.getFirst().size());
        for (int rank = 0; rank < ranks; rank++) {
            Clocks.Conversion conversion = all.getFirst().get(rank);
            assertEquals(123_456, conversion.toRankZero(123_456));
            assertTrue(rank == 0 ? conversion.errorNanos() == 0 : conversion.errorNanos() > 0);
            assertTrue(rank == 0 || all.get(rank).isEmpty());
        }
    }

    /// Another machine, whose clock is 5 s ahead and gains 1 µs a second: within the bound at both ends and between.
    @Test
    void aClockThatIsAheadAndDriftsIsFollowed() {
        Clocks.Conversion conversion = Clocks.Conversion.of(bounds(0), bounds(100_000_000_000L));
        assertEquals(30_000, conversion.errorNanos());
        for (long time = 0; time <= 100_000_000_000L; time += 10_000_000_000L) {
            assertEquals(time, conversion.toRankZero(other(time)), conversion.errorNanos());
        }
    }

    private static long other(long time) {
        return time + 5_000_000_000L + time / 1_000_000;
    }

    private static Clocks.Bounds bounds(long time) {
        long ahead = time - other(time);
        return new Clocks.Bounds(other(time), ahead - 20_000, ahead + 40_000);
    }
}
