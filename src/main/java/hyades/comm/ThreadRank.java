package hyades.comm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// One of P ranks that are threads of this process and share its memory.
///
/// An allgather waits once: each rank puts its block where the others find it, and copies theirs after all have
/// arrived. There are two such places, used in turn: a rank that comes to use the first again has met the others in
/// between, so all have read what was there.
final class ThreadRank extends Communicator {
    /// What the ranks of one group share.
    private static final class Group {
        final RankBarrier barrier;
        final Object[] published;
        final double[][][] blocks;
        final List<Mailbox> mailboxes;
        final List<Parcels> parcels;
        final Map<Object, Object> ofProcess = new ConcurrentHashMap<>();

        Group(int size) {
            barrier = new RankBarrier(size);
            published = new Object[size];
            blocks = new double[2][size][0];
            parcels = Stream.generate(() -> new Parcels(size)).limit(size).toList();
            mailboxes = Stream.generate(() -> new Mailbox(size)).limit(size).toList();
        }
    }

    private final Group group;
    private final int rank;
    private int turn;

    private ThreadRank(Group group, int rank) {
        super(group.ofProcess);
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
        return group.published.length;
    }

    @Override
    public String engine() {
        return "threads (shared memory)";
    }

    @Override
    public void close() {
        await("close");
    }

    @Override
    void doBroadcast(double[] values, int root) {
        double[] source = (double[]) publish("broadcast", values, root);
        if (rank != root) {
            System.arraycopy(source, 0, values, 0, source.length);
        }
        await("broadcast");
    }

    @Override
    byte[] doBroadcast(byte[] values, int root) {
        byte[] result = ((byte[]) publish("broadcast", values, root)).clone();
        await("broadcast");
        return result;
    }

    @Override
    void doAllgather(double[] whole, int[] lengths, int[] offsets) {
        double[][] blocks = group.blocks[turn];
        turn = 1 - turn;
        if (blocks[rank].length < lengths[rank]) {
            blocks[rank] = new double[lengths[rank]];
        }
        System.arraycopy(whole, offsets[rank], blocks[rank], 0, lengths[rank]);
        await("allgather");
        for (int r = 0; r < lengths.length; r++) {
            if (r != rank) {
                System.arraycopy(blocks[r], 0, whole, offsets[r], lengths[r]);
            }
        }
    }

    @Override
    List<byte[]> doGather(byte[] mine, int root) {
        publish("gather", mine, root);
        List<byte[]> all = new ArrayList<>();
        for (int r = 0; rank == root && r < size(); r++) {
            all.add(((byte[]) group.published[r]).clone());
        }
        await("gather");
        return all;
    }

    @Override
    void doBarrier() {
        await("barrier");
    }

    @Override
    Arrival doExchange(List<Neighbour> neighbours) {
        for (Neighbour neighbour : neighbours) {
            group.parcels.get(neighbour.rank()).put(rank, neighbour.out());
        }
        return () -> {
            int[] lengths = new int[neighbours.size()];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = take(neighbours.get(i));
            }
            return lengths;
        };
    }

    private int take(Neighbour neighbour) {
        try {
            return group.parcels.get(rank).take(neighbour.rank(), neighbour.in());
        } catch (InterruptedException e) {
            throw new CommunicationException("exchange", rank, e);
        }
    }

    @Override
    void doSend(byte[] message, int to) {
        group.mailboxes.get(to).put(new Message(rank, message.clone()));
    }

    @Override
    Message doReceive(long nanos) {
        try {
            return group.mailboxes.get(rank).take(nanos);
        } catch (InterruptedException e) {
            throw new CommunicationException("receive", rank, e);
        }
    }

    @Override
    void doWake() {
        group.mailboxes.get(rank).wake();
    }

    /// Shows the others this rank's array, which nobody may change before they have met again.
    ///
    /// @return what the root shows
    private Object publish(String operation, Object mine, int root) {
        group.published[rank] = mine;
        await(operation);
        return group.published[root];
    }

    private void await(String operation) {
        try {
            group.barrier.await(rank);
        } catch (InterruptedException e) {
            throw new CommunicationException(operation, rank, e);
        }
    }
}
