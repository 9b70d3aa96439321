package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void everyPairOfBlocksIsOneTask(int blocks) {
        Plan plan = new Plan(1000, 10, 1, null, blocks);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            for (int j = i; j < blocks; j++) {
                pairs.add(new int[] {i, j});
            }
        }
        assertEquals(pairs.size(), plan.pairs());
        for (int pair = 0; pair < pairs.size(); pair++) {
            assertArrayEquals(pairs.get(pair), plan.pair(pair));
        }
    }

    @ParameterizedTest(name = "{0} rows in {1} blocks")
    @CsvSource({"5, 10, 5", "0, 10, 1", "1, 1, 1", "10, 10, 10"})
    void noBlockIsEmptyWhereThereAreRows(int rows, int asked, int blocks) {
        assertEquals(blocks, new Plan(rows, 3, 1, null, asked).blocks());
    }

    /// One block of 3 rows of 4: the product has 9 numbers, its panel 8 rows of 4, the rows themselves 12, and
    /// three copies of 9 are under way; results that are placed together are all there at once.
    @Test
    void memoryIsCounted() {
        assertEquals(8 * (9 + 32 + 12 + 27), new Plan(3, 4, 1, null, 1).bytes(Mode.ASYNC));
        assertEquals(8 * (9 + 32 + 12 + 27 + 9), new Plan(3, 4, 1, null, 1).bytes(Mode.SYNC));
        assertEquals(8 * (9 + 32 + 12 + 27) * 3 / 2, new Plan(3, 4, 1, null, 1).heapBytes(Mode.ASYNC));
        assertEquals(2 * 6 * 4, new Plan(3, 4, 1, null, 1).flops());
        assertEquals(2 * 3 * 3 * 4, new Plan(3, 4, 1, null, 1).wholeFlops());
    }

    @Test
    void whatNoArrayHoldsIsKnown() {
        assertTrue(new Plan(46_340, 10, 1, null, 100).fitsArrays());
        assertFalse(new Plan(46_341, 10, 1, null, 100).fitsArrays());
        assertFalse(new Plan(40_000, 100_000, 1, null, 1).fitsArrays());
        assertTrue(new Plan(40_000, 100_000, 1, null, 100).fitsArrays());
    }
}
