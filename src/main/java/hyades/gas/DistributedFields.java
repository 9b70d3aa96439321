package hyades.gas;

import hyades.comm.Communicator;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.List;

/// All cells, between rank 0 and the ranks that have them; quantity by quantity, since messages are
/// limited.
final class DistributedFields {
    private DistributedFields() {}

    /// Gives each rank its cells; collective.
    ///
    /// @param fields on rank 0; ignored elsewhere
    static void scatter(Communicator world, GasFields fields, Grid grid, GasBlocks blocks) {
        double[] room = world.rank() == 0 ? null : new double[Math.toIntExact(grid.cells())];
        for (int f = 0; f < Row.QUANTITIES; f++) {
            double[] all = world.rank() == 0 ? fields.values()[f] : room;
            world.broadcast(all, 0);
            for (Block block : blocks.blocks()) {
                take(block, f, all, grid);
            }
        }
    }

    /// Collects all cells on rank 0; collective.
    ///
    /// @param fields room for them on rank 0; ignored elsewhere
    static void gather(Communicator world, Grid grid, GasBlocks blocks, Layout layout, GasFields fields) {
        for (int f = 0; f < Row.QUANTITIES; f++) {
            List<byte[]> all = world.gather(bytes(blocks, f), 0);
            int number = 0;
            for (byte[] bytes : all) {
                DoubleBuffer values = ByteBuffer.wrap(bytes).asDoubleBuffer();
                while (values.hasRemaining()) {
                    place(layout.box(number++), values, fields.values()[f], grid);
                }
            }
        }
    }

    private static byte[] bytes(GasBlocks blocks, int quantity) {
        long cells = blocks.blocks().stream()
                .mapToLong(block -> block.cells().cells())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(cells * Double.BYTES));
        DoubleBuffer values = bytes.asDoubleBuffer();
        for (Block block : blocks.blocks()) {
            Box own = block.own();
            for (int z = own.z().start(); z < own.z().end(); z++) {
                for (int y = own.y().start(); y < own.y().end(); y++) {
                    Row row = block.row(own.x().start(), y, z);
                    values.put(row.data(), row.at(quantity), own.x().length());
                }
            }
        }
        return bytes.array();
    }

    private static void place(Box box, DoubleBuffer values, double[] all, Grid grid) {
        for (int z = box.z().start(); z < box.z().end(); z++) {
            for (int y = box.y().start(); y < box.y().end(); y++) {
                values.get(
                        all,
                        (z * grid.ny() + y) * grid.nx() + box.x().start(),
                        box.x().length());
            }
        }
    }

    private static void take(Block block, int quantity, double[] all, Grid grid) {
        Box own = block.own();
        for (int z = own.z().start(); z < own.z().end(); z++) {
            for (int y = own.y().start(); y < own.y().end(); y++) {
                Row row = block.row(own.x().start(), y, z);
                int at = (block.global(2, z) * grid.ny() + block.global(1, y)) * grid.nx()
                        + block.cells().x().start();
                System.arraycopy(all, at, row.data(), row.at(quantity), own.x().length());
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
