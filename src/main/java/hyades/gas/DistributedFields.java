package hyades.gas;

import hyades.comm.Communicator;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// All cells, between rank 0 and the ranks that have them: quantity by quantity, and of each in pieces of
/// the grid, since messages are limited.
final class DistributedFields {
    /// The most cells of a piece, 128 MB of a quantity.
    private static final int PIECE = 1 << 24;

    /// Is given cells that are side by side in a block as in the grid.
    private interface Cells {
        /// @param x, y, z the first, as the grid numbers them
        /// @param index of the first among all
        void at(int x, int y, int z, int index, int length);
    }

    private DistributedFields() {}

    /// Gives each rank its cells; collective.
    ///
    /// @param fields on rank 0; ignored elsewhere
    static void scatter(Communicator world, GasFields fields, Grid grid, GasBlocks blocks) {
        scatter(world, fields, grid, blocks, PIECE);
    }

    /// @param most cells of a piece
    static void scatter(Communicator world, GasFields fields, Grid grid, GasBlocks blocks, int most) {
        for (int f = 0; f < Row.QUANTITIES; f++) {
            int quantity = f;
            for (Subrange piece : pieces(grid, most)) {
                double[] cells = world.rank() == 0
                        ? Arrays.copyOfRange(fields.values()[f], piece.start(), piece.end())
                        : new double[piece.length()];
                world.broadcast(cells, 0);
                for (Block block : blocks.blocks()) {
                    within(piece, block.cells(), grid, (x, y, z, index, length) -> {
                        Row row = row(block, x, y, z);
                        System.arraycopy(cells, index - piece.start(), row.data(), row.at(quantity), length);
                    });
                }
            }
        }
    }

    /// Collects all cells on rank 0; collective.
    ///
    /// @param fields room for them on rank 0; ignored elsewhere
    static void gather(Communicator world, Grid grid, GasBlocks blocks, Layout layout, GasFields fields) {
        gather(world, grid, blocks, layout, fields, PIECE);
    }

    /// @param most cells of a piece
    static void gather(Communicator world, Grid grid, GasBlocks blocks, Layout layout, GasFields fields, int most) {
        for (int f = 0; f < Row.QUANTITIES; f++) {
            for (Subrange piece : pieces(grid, most)) {
                List<byte[]> all = world.gather(bytes(blocks, f, grid, piece), 0);
                int number = 0;
                for (int rank = 0; rank < all.size(); rank++) {
                    double[] cells = fields.values()[f];
                    DoubleBuffer values = ByteBuffer.wrap(all.get(rank)).asDoubleBuffer();
                    for (; number < layout.group(rank, all.size()).end(); number++) {
                        within(
                                piece,
                                layout.box(number),
                                grid,
                                (x, y, z, index, length) -> values.get(cells, index, length));
                    }
                }
            }
        }
    }

    private static List<Subrange> pieces(Grid grid, int most) {
        int cells = Math.toIntExact(grid.cells());
        BlockPartition pieces = new BlockPartition(cells, (cells - 1) / most + 1);
        return IntStream.range(0, pieces.parts()).mapToObj(pieces::block).toList();
    }

    private static byte[] bytes(GasBlocks blocks, int quantity, Grid grid, Subrange piece) {
        long own = blocks.blocks().stream()
                .mapToLong(block -> block.cells().cells())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * (int) Math.min(own, piece.length()));
        DoubleBuffer values = bytes.asDoubleBuffer();
        for (Block block : blocks.blocks()) {
            within(piece, block.cells(), grid, (x, y, z, index, length) -> {
                Row row = row(block, x, y, z);
                values.put(row.data(), row.at(quantity), length);
            });
        }
        return Arrays.copyOf(bytes.array(), Double.BYTES * values.position());
    }

    private static Row row(Block block, int x, int y, int z) {
        return block.row(block.local(0, x), block.local(1, y), block.local(2, z));
    }

    /// Goes through the cells of a box that are in a piece of the grid, in the order of the grid.
    private static void within(Subrange piece, Box box, Grid grid, Cells action) {
        int plane = grid.nx() * grid.ny();
        int end = Math.min(box.z().end(), (piece.end() - 1) / plane + 1);
        for (int z = Math.max(box.z().start(), piece.start() / plane); z < end; z++) {
            for (int y = box.y().start(); y < box.y().end(); y++) {
                int index = z * plane + y * grid.nx() + box.x().start();
                int from = Math.max(index, piece.start());
                int to = Math.min(index + box.x().length(), piece.end());
                if (from < to) {
                    action.at(box.x().start() + from - index, y, z, from, to - from);
                }
            }
        }
    }

    /// The first of the ranks' cells; collective.
    ///
    /// @param mine null for none
    /// @return on rank 0; elsewhere null
    static UnphysicalCell first(Communicator world, UnphysicalCell mine) {
        List<byte[]> all = world.gather(mine == null ? new byte[0] : mine.toBytes(), 0);
        UnphysicalCell first = null;
        for (byte[] bytes : all) {
            if (bytes.length > 0) {
                UnphysicalCell cell = UnphysicalCell.of(bytes);
                first = first == null || cell.isBefore(first) ? cell : first;
            }
        }
        return first;
    }
}
