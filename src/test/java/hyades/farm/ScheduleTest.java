package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static List<Item> items(long... sizes) {
        return IntStream.range(0, sizes.length)
                .mapToObj(i -> new Item("i" + i, sizes[i]))
                .toList();
    }

    private static long[] loads(List<Item> items, int[] owners, int ranks) {
        long[] loads = new long[ranks];
        for (int i = 0; i < owners.length; i++) {
            loads[owners[i]] += items.get(i).size();
        }
        return loads;
    }

    /// 3 ranks can share 12 as 4, 4, 4.
    @Test
    void dynamicBalancesSizes() {
        List<Item> items = items(1, 4, 1, 3, 1, 2);
        assertArrayEquals(new long[] {4, 4, 4}, loads(items, Schedule.DYNAMIC.owners(items, 3), 3));
    }

    /// Graham (1969): the greatest load is at most 4/3 - 1/(3 ranks) of the best, which all 3^8 ways to share tell.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void dynamicIsWithinGrahamsBound(long seed) {
        int ranks = 3;
        List<Item> items = items(new SplittableRandom(seed).longs(8, 1, 30).toArray());
        long best = Long.MAX_VALUE;
        for (int way = 0; way < 6561; way++) {
            int[] owners = new int[8];
            for (int i = 0, left = way; i < 8; i++, left /= ranks) {
                owners[i] = left % ranks;
            }
            best = Math.min(
                    best, LongStream.of(loads(items, owners, ranks)).max().orElseThrow());
        }
        long greatest = LongStream.of(loads(items, Schedule.DYNAMIC.owners(items, ranks), ranks))
                .max()
                .orElseThrow();
        assertTrue(9 * greatest <= 11 * best, greatest + " of " + best);
    }

    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void blocksAreContiguousAndEquallyLong(int ranks) {
        List<Item> items = items(new long[13]);
        int[] owners = Schedule.BLOCK.owners(items, ranks);
        int[] sorted = owners.clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, owners);
        for (int rank = 0; rank < ranks; rank++) {
            int owner = rank;
            long count = Arrays.stream(owners).filter(each -> each == owner).count();
            assertTrue(count == 13 / ranks || count == (13 + ranks - 1) / ranks, rank + ": " + count);
        }
    }

    @Test
    void namesAreThoseOfTheOption() {
        assertEquals("block dynamic", Schedule.BLOCK + " " + Schedule.DYNAMIC);
    }
}
