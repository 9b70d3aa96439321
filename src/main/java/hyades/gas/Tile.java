package hyades.gas;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Cells of a block that a thread steps together.
///
/// @param box as the block numbers them
record Tile(Block block, Box box) {
    /// Cells below which they are done before another thread is awake: some 50 µs.
    static final int LEAST_CELLS = 1024;

    /// Along y: what a thread keeps of them is to stay near the processor.
    private static final int MOST_ROWS = 32;

    /// So many a thread, and it matters little whether one has one more than another.
    private static final int MANY = 4;

    /// Cuts a box into tiles of few rows and, where the threads would have few of these, or some none, along
    /// its longest side, too, so that each has the same to do.
    ///
    /// @param boxes of this size that the threads share
    /// @param threads at least 1
    static List<Tile> of(Block block, Box box, int boxes, int threads) {
        int[] cuts = {1, Math.ceilDiv(box.y().length(), MOST_ROWS), 1};
        int parts = parts(box, boxes * cuts[1], threads);
        int axis = box.z().length() >= 2 * parts || box.z().length() >= box.y().length() ? 2 : 1;
        cuts[box.along(axis).length() >= 2 * parts ? axis : 0] *= parts;
        List<Tile> tiles = new ArrayList<>();
        for (int z = 0; z < cuts[2]; z++) {
            for (int y = 0; y < cuts[1]; y++) {
                for (int x = 0; x < cuts[0]; x++) {
                    Box part = new Box(
                            box.x().block(x, cuts[0]),
                            box.y().block(y, cuts[1]),
                            box.z().block(z, cuts[2]));
                    if (!part.isEmpty()) {
                        tiles.add(new Tile(block, part));
                    }
                }
            }
        }
        return tiles;
    }

    /// Into how many parts each of the tiles that there are anyway is to be cut.
    private static int parts(Box box, int tiles, int threads) {
        int common = BigInteger.valueOf(threads).gcd(BigInteger.valueOf(tiles)).intValue();
        int parts = threads / common;
        return tiles >= MANY * threads || box.cells() < (long) LEAST_CELLS * threads ? 1 : parts;
    }
}
