package hyades.images;

import hyades.comm.Communicator;
import hyades.fits.Image;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import hyades.trace.Activity;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The medians of one image by all ranks: rank 0's rows are broadcast, each rank computes its block of the
/// targets, and these are gathered.
///
/// Rank 0 asks for medians with [#median] and at last calls [#close]; the others [#serve] meanwhile. So what
/// fails on the way, such as the reading of a file, concerns rank 0 alone.
public final class DistributedMedian implements HighPass.Medians, AutoCloseable {
    private final Communicator world;
    private final MedianHighPass filter;

    /// @param threads that compute on this rank, at least 1
    public DistributedMedian(Communicator world, MedianWindow window, int threads) {
        this.world = world;
        filter = new MedianHighPass(window, threads);
    }

    /// Asks from now on, several times a second, whether this rank is to leave its medians; rank 0 then does so,
    /// too.
    public void leaveWhen(BooleanSupplier unwanted) {
        filter.leaveWhen(unwanted);
    }

    @Override
    public double[] median(Image rows, int start, int end, int height) {
        world.broadcast(new double[] {rows.width(), rows.height(), start, end, height}, 0);
        world.broadcast(rows.pixels(), 0);
        double[] medians = new double[(end - start) * rows.width()];
        DoubleBuffer whole = DoubleBuffer.wrap(medians);
        for (byte[] part : world.gather(block(rows, start, end, height), 0)) {
            whole.put(ByteBuffer.wrap(part).asDoubleBuffer());
        }
        if (whole.hasRemaining()) {
            throw new CancellationException(); // a rank has left its block
        }
        return medians;
    }

    /// Computes for rank 0 until that closes; returns at once on rank 0 itself.
    public void serve() {
        while (world.rank() > 0) {
            double[] shape = new double[5];
            world.broadcast(shape, 0);
            if (shape[0] == 0) {
                return;
            }
            int[] n = Arrays.stream(shape).mapToInt(value -> (int) value).toArray();
            double[] pixels = new double[n[0] * n[1]];
            world.broadcast(pixels, 0);
            List<byte[]> nothing = world.gather(block(new Image(n[0], n[1], pixels), n[2], n[3], n[4]), 0);
            assert nothing.isEmpty();
        }
    }

    /// On rank 0: lets the others go on.
    @Override
    public void close() {
        if (world.rank() == 0) {
            world.broadcast(new double[5], 0);
        }
    }

    /// This rank's medians, as bytes; none if it left them.
    private byte[] block(Image rows, int start, int end, int height) {
        Subrange targets = new BlockPartition(end - start, world.size()).block(world.rank());
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * targets.length() * rows.width());
        if (targets.length() > 0) {
            int[] held = filter.rowsFor(start, end, height);
            int first = start + targets.start();
            int[] needed = filter.rowsFor(first, start + targets.end(), height);
            double[] pixels = new double[needed.length * rows.width()];
            for (int i = 0; i < needed.length; i++) {
                int from = Arrays.binarySearch(held, needed[i]) * rows.width();
                System.arraycopy(rows.pixels(), from, pixels, i * rows.width(), rows.width());
            }
            Image own = new Image(rows.width(), needed.length, pixels);
            long before = System.nanoTime();
            try {
                double[] medians = filter.median(own, first, start + targets.end(), height);
                bytes.asDoubleBuffer().put(medians);
            } catch (CancellationException e) {
                return new byte[0];
            } finally {
                world.timeline().ended(Activity.COMPUTE, "median", before);
            }
        }
        return bytes.array();
    }
}
