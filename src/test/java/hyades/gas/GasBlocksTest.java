package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.partition.Workers;
import hyades.vector.KernelChoice;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasBlocksTest {
    /// What waits for other ranks can't be computed while halos are under way: two layers beside each face between
    /// ranks, eight along x, and nothing at the sides of blocks that only an edge has in common with another rank.
    @ParameterizedTest
    @CsvSource({
        "1, 4 4 4, 0",
        "2, 4 4 4, 2048", // 32 x 32 x 2, the upper half along z is of rank 1
        "2, 1 1 2, 2048",
        "2, 2 1 1, 8192", // 8 x 32 x 32
        "4, 4 4 4, 1920", // of a quarter 32 x 16 x 2, and below that 32 x 2 x 14
        "64, 4 4 4, 512" // all of a block of eight cells each way
    })
    void onlyCellsBesideOtherRanksWait(int ranks, String cut, long expected) {
        int[] counts = Stream.of(cut.split(" ")).mapToInt(Integer::parseInt).toArray();
        Layout layout = new Layout(new Grid(32, 32, 32, 1), counts);
        try (Workers workers = new Workers(1, "test")) {
            GasBlocks blocks = new GasBlocks(
                    layout,
                    layout.group(0, ranks),
                    Boundaries.all(Boundary.OUTFLOW),
                    new Medium(1.4, null),
                    GasKernel.of(KernelChoice.SCALAR),
                    workers);
            assertEquals(expected, blocks.waitingCells());
        }
    }
}
