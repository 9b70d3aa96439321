package hyades.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
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

    /// One clock at first, 100 µs apart later: that it was one once is no reason to take it for one.
    @Test
    void aClockThatWasRightAndDriftsIsFollowed() {
        Clocks.Bounds before = new Clocks.Bounds(0, -20_000, 40_000);
        Clocks.Bounds after = new Clocks.Bounds(1_000_000_000, 60_000, 140_000);
        Clocks.Conversion conversion = Clocks.Conversion.of(before, after);
        assertEquals(10_000, conversion.toRankZero(0));
        assertEquals(1_000_100_000, conversion.toRankZero(1_000_000_000));
        assertEquals(500_055_000, conversion.toRankZero(500_000_000));
        assertEquals(40_000, conversion.errorNanos());
    }

    /// Where both measurements allow that the clocks are one, they are, and wrong by what both allow at the most.
    @Test
    void whatBothMeasurementsAllowIsTheError() {
        Clocks.Bounds wide = new Clocks.Bounds(7, -50_000, 40_000);
        assertEquals(
                40_000,
                Clocks.Conversion.of(wide, new Clocks.Bounds(9, -30_000, 60_000))
                        .errorNanos());
        assertEquals(
                50_000,
                Clocks.Conversion.of(wide, new Clocks.Bounds(9, -70_000, 60_000))
                        .errorNanos());
    }

    /// Rank 1's clock is 5 s ahead, and 3 ms more when it is measured again 10 s later. Of the ten exchanges of a
    /// measurement all but two are slow; these two, whose answers came at either end of the exchange, leave 2 µs.
    @Test
    void theFastestExchangesOfBothMeasurementsCount() {
        List<Long> zero = new ArrayList<>();
        List<Long> one = new ArrayList<>();
        for (long start : new long[] {0, 10_000_000_000L}) {
            long ahead = 5_000_000_000L + (start == 0 ? 0 : 3_000_000);
            for (int i = 0; i < 10; i++) {
                long before = start + 1_000_000 * i;
                long answer = before + (i == 3 ? 1_000 : i == 6 ? 40_000 : 30_000);
                zero.addAll(List.of(before, before, before + (i == 6 ? 41_000 : 900_000)));
                one.addAll(List.of(0L, answer + ahead, 0L)); // what it reads before and after is of no use
            }
        }
        List<List<Clocks.Conversion>> all = TestRanks.run(2, world -> {
            Iterator<Long> readings = (world.rank() == 0 ? zero : one).iterator();
            return Clocks.measure(world, readings::next).measureAgain(world);
        });
        Clocks.Conversion conversion = all.getFirst().get(1);
        assertEquals(1_000, conversion.errorNanos());
        for (int answer : new int[] {3, 6, 13, 16}) {
            long expected = zero.get(3 * answer) + (answer % 10 == 3 ? 1_000 : 40_000);
            assertEquals(expected, conversion.toRankZero(one.get(3 * answer + 1)), 3_000, "answer " + answer);
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
