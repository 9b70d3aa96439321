package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.partition.Subrange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileTest {
    /// Each cell is in one tile; where there are enough cells every thread has as many as the others, to a
    /// plane or row of the grid for each cut; what is too little to share is one tile.
    @ParameterizedTest(name = "{0} boxes of {1} x {2} x {3} for {4} threads: {5} tiles")
    @CsvSource({
        "1, 200, 1, 1, 2, 1", // a tube that is stepped before another thread is awake
        "1, 6000, 1, 1, 3, 3",
        "1, 400, 3, 3, 3, 3",
        "1, 1, 6000, 1, 2, 188",
        "1, 3, 3, 400, 3, 3",
        "1, 100, 20, 2, 2, 2", // a block of one tile's rows
        "1, 64, 64, 64, 3, 6",
        "1, 128, 128, 128, 2, 4", // already the same for both
        "2, 32, 32, 32, 3, 3",
        "64, 32, 32, 32, 3, 1", // 21 or 22 blocks each
        "1, 8, 128, 128, 2, 4",
        "1, 40, 40, 1, 5, 2",
        "1, 10, 1, 600, 64, 1",
        "1, 200, 1, 600, 64, 64",
        "1, 70000, 1, 1, 64, 64",
    })
    void threadsHaveTheSameToDo(int boxes, int nx, int ny, int nz, int threads, int count) {
        Box box = new Box(new Subrange(2, 2 + nx), new Subrange(3, 3 + ny), new Subrange(0, nz));
        List<Tile> tiles = Tile.of(null, box, boxes, threads);
        assertEquals(count, tiles.size());
        Set<List<Integer>> cells = new HashSet<>();
        for (Tile tile : tiles) {
            Box part = tile.box();
            for (int z = part.z().start(); z < part.z().end(); z++) {
                for (int y = part.y().start(); y < part.y().end(); y++) {
                    assertTrue(cells.add(List.of(part.x().start(), part.x().end(), y, z)), tile::toString);
                }
            }
        }
        assertEquals(box.cells(), tiles.stream().mapToLong(t -> t.box().cells()).sum());
        if (boxes * count % threads == 0) {
            long least = tiles.stream().mapToLong(t -> t.box().cells()).min().orElseThrow();
            long most = tiles.stream().mapToLong(t -> t.box().cells()).max().orElseThrow();
            long layer = box.cells() / Math.max(nx, Math.max(ny, nz));
            assertTrue(most - least <= layer, "%d and %d cells".formatted(least, most));
        }
    }

    /// Shared along each axis, the gas is the same to the bit; the sums that are measured, too.
    @ParameterizedTest(name = "{0} x {1} x {2} cells, {3} threads")
    @CsvSource({"4100, 1, 1, 4", "400, 3, 3, 3", "3, 3, 400, 3", "70, 50, 1, 3", "1, 70, 60, 4"})
    void threadsDoNotShow(int nx, int ny, int nz, int threads) {
        TestGas gas = TestGas.of(Problem.BLAST, nx, ny, nz);
        TestGas.Result alone = gas.run(1, 5);
        TestGas.Result shared = gas.threads(threads).run(1, 5);
        assertArrayEquals(alone.states(), shared.states());
        assertEquals(alone.after().mass(), shared.after().mass());
        assertEquals(alone.after().energy(), shared.after().energy());
        assertEquals(alone.after().largestSpeed(), shared.after().largestSpeed());
    }
}
