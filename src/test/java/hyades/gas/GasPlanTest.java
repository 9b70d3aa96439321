package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasPlanTest {
    private static final Grid GRID = new Grid(10, 11, 1, 1);

    private static GasPlan plan(double end, double every, Gravity gravity) {
        Boundaries walls = Boundaries.all(Boundary.REFLECTING);
        return new GasPlan(
                "test", GRID, List.of(2, 1, 1), walls, new Medium(1.4, gravity), 0.8, end, every, 10, Set.of());
    }

    /// Multiples of hundredths, which are none to the bit once they are doubles: as many outputs as people count, the
    /// first at the start, all before the end, and the last at the end.
    @Test
    void outputsAreAsManyAsPeopleCount() {
        for (int hundredths = 1; hundredths <= 100; hundredths++) {
            BigDecimal every = BigDecimal.valueOf(hundredths, 2);
            for (int count = 1; count <= 300; count++) {
                double end = every.multiply(BigDecimal.valueOf(count)).doubleValue();
                GasPlan plan = plan(end, every.doubleValue(), null);
                assertEquals(count, plan.outputs(), () -> every + " until " + end);
                assertEquals(0, plan.outputTime(0));
                assertTrue(plan.outputTime(count - 1) < end - 0.5 * every.doubleValue());
                assertEquals(end, plan.outputTime(count));
                assertEquals(
                        count + 1, plan(end + 0.001, every.doubleValue(), null).outputs());
            }
        }
        assertEquals(1, plan(0.1, 5, null).outputs());
        assertEquals(0, plan(0, 5, null).outputs());
        assertEquals(0, plan(0.1, 0, null).outputs());
        assertEquals(0.1, plan(0.1, 0, null).outputTime(1));
    }

    /// Two numbers of five quantities in each of 9 x 15 cells, and five of all 110 without their halos; what pulls has
    /// three more.
    @Test
    void theHeapIsThatOfTheStatesAndTheWhole() {
        assertEquals(8 * (5 * 110 + 10 * 2 * 9 * 15), plan(1, 0, null).heapBytes(2, true));
        assertEquals(8 * (5 * 110 + 10 * 9 * 15), plan(1, 0, null).heapBytes(2, false));
        assertEquals(8 * (5 * 110 + 13 * 9 * 15), plan(1, 0, new Gravity(1, 1)).heapBytes(2, false));
    }

    /// The longest sides are halved; where that does not go on, blocks of two cells and of three are the most.
    @ParameterizedTest(name = "{0} x {1} x {2} cells, {3} ranks")
    @CsvSource({
        "64, 64, 64, 1, 1x1x1",
        "64, 64, 64, 2, 1x1x2",
        "64, 64, 64, 8, 2x2x2",
        "64, 64, 64, 9, 2x2x4",
        "200, 1, 1, 3, 4x1x1",
        "100, 1, 1, 40, 50x1x1",
        "7, 1, 1, 3, 3x1x1",
        "7, 1, 1, 100, 3x1x1",
        "6, 5, 4, 12, 3x2x2",
        "1, 1, 1, 5, 1x1x1",
    })
    void blocksAreAsFewAsRanksOrSomewhatMore(int nx, int ny, int nz, int ranks, String blocks) {
        List<Integer> counts = GasPlan.blocksFor(new Grid(nx, ny, nz, 1), ranks);
        assertEquals(blocks, "%dx%dx%d".formatted(counts.get(0), counts.get(1), counts.get(2)));
    }
}
