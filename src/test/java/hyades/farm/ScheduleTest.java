package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static List<Item> items(long... sizes) {
        return IntStream.range(0, sizes.length)
                .mapToObj(i -> new Item("i" + i, sizes[i]))
                .toList();
    }

    @Test
    void dynamicBeginsTheLargestFirstAndEqualOnesAsTheyCome() {
        List<Item> items = items(1, 4, 1, 3, 1, 2);
        assertEquals(List.of(1, 3, 5, 0, 2, 4), Schedule.DYNAMIC.order(items));
        assertEquals(List.of(0, 1, 2, 3, 4, 5), Schedule.BLOCK.order(items));
        assertTrue(Arrays.stream(Schedule.DYNAMIC.owners(6, 3)).allMatch(owner -> owner < 0));
    }

    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void blocksAreContiguousAndEquallyLong(int ranks) {
        int[] owners = Schedule.BLOCK.owners(13, ranks);
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
