package hyades.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockPartitionTest {
    /// The laws that define the partition: blocks follow on each other, cover everything once, differ by at most
    /// one, and the longer ones come first, `total % parts` of them.
    @ParameterizedTest(name = "{0} items over {1}")
    @CsvSource({"0, 1", "0, 5", "1, 1", "1, 8", "7, 3", "8, 4", "1000, 7", "1000, 12", "2147483647, 8", "5, 12"})
    void blocksCoverAllItemsOnceInOrder(int total, int parts) {
        BlockPartition partition = new BlockPartition(total, parts);
        int end = 0;
        for (int part = 0; part < parts; part++) {
            Subrange block = partition.block(part);
            assertEquals(end, block.start());
            assertEquals(total / parts + (part < total % parts ? 1 : 0), block.length());
            end = block.end();
        }
        assertEquals(total, end);
        assertEquals(total, Arrays.stream(partition.lengths()).asLongStream().sum());
    }

    /// Worked by hand.
    @Test
    void tenItemsOverFourRanks() {
        assertArrayEquals(new int[] {3, 3, 2, 2}, new BlockPartition(10, 4).lengths());
        assertEquals(new Subrange(6, 8), new BlockPartition(10, 4).block(2));
    }

    /// Worked by hand: 10 to 17 in three blocks is 10-12, 13-15, 16-17 (half-open: 10-13, 13-16, 16-18).
    @Test
    void aSubrangeSplitsWithinItself() {
        Subrange range = new Subrange(10, 18);
        assertEquals(new Subrange(10, 13), range.block(0, 3));
        assertEquals(new Subrange(13, 16), range.block(1, 3));
        assertEquals(new Subrange(16, 18), range.block(2, 3));
    }

    @Test
    void refusesWhatIsNoPartition() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new BlockPartition(-1, 2))
                .getMessage()
                .contains("-1"));
        assertThrows(IllegalArgumentException.class, () -> new BlockPartition(3, 0));
        assertThrows(IllegalArgumentException.class, () -> new BlockPartition(3, 2).block(2));
        assertThrows(IllegalArgumentException.class, () -> new BlockPartition(3, 2).block(-1));
        assertThrows(IllegalArgumentException.class, () -> new Subrange(3, 2));
    }
}
