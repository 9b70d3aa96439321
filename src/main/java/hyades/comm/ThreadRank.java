package hyades.comm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/// One of P ranks that are threads of this process and share arrays instead of sending them: the backend of tests.
final class ThreadRank extends Communicator {
    /// What the ranks of one group share.
    private static final class Group {
        final CyclicBarrier barrier;
        final Object[] slots;

        Group(int size) {
            barrier = new CyclicBarrier(size);
            slots = new Object[size];
        }
    }

    private final Group group;
    private final int rank;

    private ThreadRank(Group group, int rank) {
        this.group = group;
        this.rank = rank;
    }

    /// The communicators of `size` ranks, each to be used by a thread of its own.
    static List<Communicator> group(int size) {
        Group group = new Group(size);
        List<Communicator> ranks = new ArrayList<>();
        for (int r = 0; r < size; r++) {
            ranks.add(new ThreadRank(group, r));
        }
        return ranks;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return group.slots.length;
    }

    @Override
    public String engine() {
        return "threads";
    }

    @Override
    public void close() {
        await("close");
    }

    @Override
    void doBroadcast(double[] values, int root) {
        Object[] slots = exchange("broadcast", values);
        if (rank != root) {
            double[] source = (double[]) slots[root];
            System.arraycopy(source, 0, values, 0, source.length);
        }
        await("broadcast");
    }

    @Override
    byte[] doBroadcast(byte[] values, int root) {
        byte[] result = ((byte[]) exchange("broadcast", values)[root]).clone();
        await("broadcast");
        return result;
    }

    @Override
    void doAllgather(double[] whole, int[] lengths, int[] offsets) {
        Object[] slots = exchange("allgather", Arrays.copyOfRange(whole, offsets[rank], offsets[rank] + lengths[rank]));
        for (int r = 0; r < lengths.length; r++) {
            System.arraycopy(slots[r], 0, whole, offsets[r], lengths[r]);
        }
        await("allgather");
    }

    @Override
    List<byte[]> doGather(byte[] mine, int root) {
        Object[] slots = exchange("gather", mine);
        List<byte[]> all = new ArrayList<>();
        for (int r = 0; rank == root && r < slots.length; r++) {
            all.add(((byte[]) slots[r]).clone());
        }
        await("gather");
        return all;
    }

    @Override
    void doBarrier() {
        await("barrier");
    }

    private Object[] exchange(String operation, Object mine) {
        group.slots[rank] = mine;
        await(operation);
        return group.slots;
    }

    private void await(String operation) {
        try {
            group.barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new CommunicationException(operation, rank, e);
        }
    }
}
