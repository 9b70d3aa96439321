package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import hyades.comm.TestRanks;
import hyades.partition.Workers;
import hyades.vector.KernelChoice;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedFieldsTest {
    private static final Grid GRID = new Grid(7, 5, 6, 1);

    /// Pieces that end within a row, with a row, within a plane, with one, and that are all there is.
    @ParameterizedTest(name = "{0} ranks, {1} cells a piece")
    @CsvSource({"1, 1", "1, 4", "2, 7", "3, 10", "3, 35", "4, 64", "8, 11", "2, 209", "3, 210", "3, 1000"})
    void cellsComeBackToTheirPlacesInPiecesOfAnySize(int ranks, int most) throws Exception {
        double[][] begun = new double[Row.QUANTITIES][];
        for (int f = 0; f < begun.length; f++) {
            int quantity = f;
            begun[f] = new double[(int) GRID.cells()];
            Arrays.setAll(begun[f], i -> 1000 * quantity + i);
        }
        GasFields there = GasFields.of(GRID);
        TestRanks.run(ranks, world -> {
            Layout layout = new Layout(GRID, 2, 2, 2);
            try (Workers workers = new Workers(1, "test")) {
                GasBlocks blocks = new GasBlocks(
                        layout,
                        layout.group(world.rank(), world.size()),
                        Boundaries.all(Boundary.PERIODIC),
                        new Medium(1.4, null),
                        GasKernel.of(KernelChoice.SCALAR),
                        workers);
                boolean isRoot = world.rank() == 0;
                DistributedFields.scatter(world, isRoot ? new GasFields(GRID, begun) : null, GRID, blocks, most);
                DistributedFields.gather(world, GRID, blocks, layout, isRoot ? there : null, most);
                return layout;
            }
        });
        for (int f = 0; f < begun.length; f++) {
            assertArrayEquals(begun[f], there.values()[f]);
        }
    }
}
