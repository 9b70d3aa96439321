package hyades.matrix;

import hyades.comm.Communicator;
import hyades.farm.Completed;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.partition.Workers;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// A·Aᵀ over the ranks: a task is a pair of blocks of rows i ≤ j, whose product comes to rank 0, which
/// puts it where it belongs, and its transpose on the other side of the diagonal.
///
/// The bits of the result depend on neither ranks, threads nor blocks: an element is one sum in one order
/// ([TileKernel]).
public final class DistributedProduct implements AutoCloseable {
    private final Communicator world;
    private final Plan plan;
    private final TileKernel kernel;
    private final RowBlocks blocks;
    private final Workers workers;

    /// Not collective.
    ///
    /// @param plan the same on every rank
    /// @param kernel the same on every rank
    /// @param threads that compute on this rank, at least 1
    public DistributedProduct(Communicator world, Plan plan, KernelChoice kernel, int threads) {
        this.world = world;
        this.plan = plan;
        this.kernel = world.shared(kernel, () -> TileKernel.of(kernel));
        long start = System.nanoTime();
        blocks = world.shared(plan, () -> new RowBlocks(plan));
        if (plan.input() != null) {
            world.timeline().ended(Activity.READING, "read", start);
        }
        workers = new Workers(threads, "rank " + world.rank());
    }

    /// Multiplies; collective.
    ///
    /// @param arrived is told on rank 0 how many results are there
    /// @return on rank 0 the product, shape (rows, rows); elsewhere null
    public DMatrixRMaj multiply(Mode mode, IntConsumer arrived) {
        List<Item> items = IntStream.range(0, plan.pairs()).mapToObj(this::item).toList();
        try (TaskFarm<DMatrixRMaj> farm = TaskFarm.open(world, new DistributedTask(), Rules.DEFAULT, null)) {
            if (world.rank() != 0) {
                farm.serve();
                return null;
            }
            DMatrixRMaj product = new DMatrixRMaj(plan.rows(), plan.rows());
            switch (mode) {
                case SYNC -> together(farm, items, product, arrived);
                case ASYNC -> asTheyCome(farm, items, product, arrived);
            }
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The larger ones come first, whose end would keep the ranks waiting.
    private Item item(int pair) {
        int[] which = plan.pair(pair);
        long elements =
                (long) plan.block(which[0]).length() * plan.block(which[1]).length();
        return new Item(Integer.toString(pair), which[0] == which[1] ? elements / 2 : elements);
    }

    private void together(TaskFarm<DMatrixRMaj> farm, List<Item> items, DMatrixRMaj product, IntConsumer arrived)
            throws IOException {
        int[] count = new int[1];
        List<Outcome<DMatrixRMaj>> outcomes = farm.map(items, _ -> arrived.accept(++count[0]));
        for (int pair = 0; pair < outcomes.size(); pair++) {
            place(pair, outcomes.get(pair), product);
        }
    }

    private void asTheyCome(TaskFarm<DMatrixRMaj> farm, List<Item> items, DMatrixRMaj product, IntConsumer arrived)
            throws IOException {
        for (Item item : items) {
            farm.submit(item);
        }
        int count = 0;
        for (Completed<DMatrixRMaj> next = farm.take(); next != null; next = farm.take()) {
            place(next.index(), next.outcome(), product);
            arrived.accept(++count);
        }
        if (count != items.size()) {
            throw new IllegalStateException("%d of %d results have come".formatted(count, items.size()));
        }
    }

    private void place(int pair, Outcome<DMatrixRMaj> outcome, DMatrixRMaj product) {
        if (!(outcome instanceof Outcome.Done<DMatrixRMaj> done)) {
            throw new IllegalStateException("Pair %d of blocks: %s".formatted(pair, outcome)); // nothing may fail
        }
        int[] which = plan.pair(pair);
        int row = plan.block(which[0]).start();
        int column = plan.block(which[1]).start();
        CommonOps_DDRM.insert(done.result(), product, row, column);
        if (row != column) {
            CommonOps_DDRM.insert(CommonOps_DDRM.transpose(done.result(), null), product, column, row);
        }
    }

    /// What the product comes to; on the rank that has it.
    public ProductSummary summary(DMatrixRMaj product) {
        long start = System.nanoTime();
        ProductSummary summary = ProductSummary.of(product, workers);
        world.timeline().ended(Activity.COMPUTE, "summary", start);
        return summary;
    }

    /// What multiplies, for people.
    public String kernel() {
        return kernel.description();
    }

    @Override
    public void close() {
        workers.close();
    }

    /// Multiplies a pair of blocks.
    private final class DistributedTask implements Work<DMatrixRMaj> {
        private final BlockProduct product = new BlockProduct(kernel);

        @Override
        public DMatrixRMaj process(String name) {
            int[] pair = plan.pair(Integer.parseInt(name));
            RowPanels left = blocks.block(pair[0], world.timeline());
            RowPanels right = pair[0] == pair[1] ? left : blocks.block(pair[1], world.timeline());
            long start = System.nanoTime();
            DMatrixRMaj block = product.of(left, right, workers);
            world.timeline().ended(Activity.COMPUTE, "product", start);
            return block;
        }

        @Override
        public void write(DMatrixRMaj block, DataOutputStream out) throws IOException {
            out.writeInt(block.numRows);
            out.writeInt(block.numCols);
            ByteBuffer bytes = ByteBuffer.allocate(block.getNumElements() * Double.BYTES);
            bytes.asDoubleBuffer().put(block.data, 0, block.getNumElements());
            out.write(bytes.array());
        }

        @Override
        public DMatrixRMaj read(DataInputStream in) throws IOException {
            DMatrixRMaj block = new DMatrixRMaj(in.readInt(), in.readInt());
            ByteBuffer.wrap(in.readNBytes(block.getNumElements() * Double.BYTES))
                    .asDoubleBuffer()
                    .get(block.data, 0, block.getNumElements());
            return block;
        }
    }
}
