package hyades.comm;

import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The ranks of a job, the collective operations among them, and messages from one to another. An operation is
/// collective unless it says otherwise: all ranks call it, in the same order and with matching arguments; it blocks
/// until this rank's part is done. Results are the same for every backend. A rank calls it from its own thread only.
///
/// Arguments are checked here, once for all backends; the time spent inside is kept for the run record, and each
/// operation told to the rank's timeline. Nothing is allocated on the way to an allgather: it may take microseconds.
public abstract sealed class Communicator implements AutoCloseable
        permits SingleRank, ThreadRank, TransportCommunicator {
    private final Timeline timeline = new Timeline();
    private final Map<Object, Object> ofProcess;
    private int[] offsets;
    private StopWish stop = () -> false;

    /// @param ofProcess the same map for all ranks of this process
    Communicator(Map<Object, Object> ofProcess) {
        this.ofProcess = ofProcess;
    }

    /// A rank alone in its process.
    Communicator() {
        this(new ConcurrentHashMap<>());
    }

    /// This rank, 0 to `size() - 1`.
    public abstract int rank();

    /// The number of ranks, at least 1.
    public abstract int size();

    /// What carries the messages, for people: such as `MPJ Express 0.44 (multicore)`.
    public abstract String engine();

    /// Copies `values` of the root to all ranks.
    ///
    /// @param values the same length on every rank; overwritten everywhere but on the root
    /// @throws CommunicationException if the engine fails
    public final void broadcast(double[] values, int root) {
        checkRoot(root);
        long start = System.nanoTime();
        try {
            doBroadcast(values, root);
        } finally {
            ended("broadcast", start);
        }
    }

    /// Copies the root's bytes to all ranks.
    ///
    /// @param values any number of bytes on the root; ignored elsewhere, may be null
    /// @return the root's bytes, on every rank
    /// @throws CommunicationException if the engine fails
    public final byte[] broadcast(byte[] values, int root) {
        checkRoot(root);
        long start = System.nanoTime();
        try {
            return doBroadcast(values, root);
        } finally {
            ended("broadcast", start);
        }
    }

    /// Joins the blocks of all ranks, in rank order, on every rank.
    ///
    /// @param whole shape (sum of lengths); on entry this rank's own block is in its place, on return all are
    /// @param lengths the length of each rank's block, shape (size), the same on every rank; 0 is allowed
    /// @throws CommunicationException if the engine fails
    public final void allgather(double[] whole, int[] lengths) {
        if (lengths.length != size()) {
            throw new IllegalArgumentException("%d lengths for %d ranks".formatted(lengths.length, size()));
        }
        if (offsets == null) {
            offsets = new int[lengths.length];
        }
        int total = 0;
        for (int r = 0; r < lengths.length; r++) {
            offsets[r] = total;
            total += lengths[r];
        }
        if (total != whole.length) {
            throw new IllegalArgumentException("Blocks of %d values for an array of %d".formatted(total, whole.length));
        }
        long start = System.nanoTime();
        try {
            doAllgather(whole, lengths, offsets);
        } finally {
            ended("allgather", start);
        }
    }

    /// Collects every rank's bytes on the root.
    ///
    /// @param mine any number of bytes
    /// @return on the root all ranks' bytes in rank order, elsewhere an empty list
    /// @throws CommunicationException if the engine fails
    public final List<byte[]> gather(byte[] mine, int root) {
        checkRoot(root);
        long start = System.nanoTime();
        try {
            return doGather(mine, root);
        } finally {
            ended("gather", start);
        }
    }

    /// Returns once all ranks have called it.
    ///
    /// @throws CommunicationException if the engine fails
    public final void barrier() {
        long start = System.nanoTime();
        try {
            doBarrier();
        } finally {
            ended("barrier", start);
        }
    }

    /// Begins an exchange with neighbours: sends what goes out and returns; the rank may compute until it awaits
    /// what comes in. Not collective: those take part that name each other, with the same lengths. A rank may begin
    /// others meanwhile, and call collective operations; it awaits them in the order in which it has begun them.
    ///
    /// @param neighbours other ranks, each once; none is allowed
    /// @throws CommunicationException if the engine fails
    public final Exchange exchange(List<Neighbour> neighbours) {
        Set<Integer> ranks = new HashSet<>();
        for (Neighbour neighbour : neighbours) {
            checkRoot(neighbour.rank());
            if (neighbour.rank() == rank() || !ranks.add(neighbour.rank())) {
                throw new IllegalArgumentException("Rank %d exchanges with rank %d: expected other ranks, each once"
                        .formatted(rank(), neighbour.rank()));
            }
        }
        long begin = System.nanoTime();
        Arrival arrival = doExchange(neighbours);
        ended("post", begin);
        return new Exchange() {
            private boolean isAwaited;

            @Override
            public void await() {
                if (isAwaited) {
                    throw new IllegalStateException("Rank %d awaits an exchange twice".formatted(rank()));
                }
                isAwaited = true;
                Communicator.this.await(arrival, neighbours);
            }
        };
    }

    private void await(Arrival arrival, List<Neighbour> neighbours) {
        long start = System.nanoTime();
        try {
            int[] lengths = arrival.await();
            for (int i = 0; i < lengths.length; i++) {
                Neighbour neighbour = neighbours.get(i);
                if (lengths[i] != neighbour.in().length) {
                    throw new CommunicationException(
                            "exchange",
                            rank(),
                            "%d values came from rank %d, expected %d"
                                    .formatted(lengths[i], neighbour.rank(), neighbour.in().length));
                }
            }
        } finally {
            ended("exchange", start);
        }
    }

    /// Sends bytes to one rank, which may be this one, and never waits for it. Not collective. Messages of one rank to
    /// another are received in the order in which they were sent, whatever collective operations come between.
    ///
    /// The timeline is not told, nor by [#receive]: a rank that waits for messages may compute meanwhile, on other
    /// threads.
    ///
    /// @param message may be changed when the call has returned
    /// @throws CommunicationException if the engine fails
    public final void send(byte[] message, int to) {
        checkRoot(to);
        doSend(message, to);
    }

    /// Waits for the next message of whichever rank. Not collective.
    ///
    /// @param patience how long, at most; zero only looks
    /// @return null if none came meanwhile, or somebody has called [#wake] since the last time
    /// @throws CommunicationException if the engine fails
    public final Message receive(Duration patience) {
        return doReceive(patience.toNanos());
    }

    /// Lets this rank return from [#receive], if need be the next time that it waits. From any thread of the process.
    public final void wake() {
        doWake();
    }

    /// What the ranks of this process have in common: made by the first of them that asks. Not collective.
    ///
    /// @param key equal on all ranks that want the same
    /// @param maker makes what may be used by several threads at once
    @SuppressWarnings("unchecked")
    public final <T> T shared(Object key, Supplier<T> maker) {
        return (T) ofProcess.computeIfAbsent(key, _ -> maker.get());
    }

    /// What this rank was doing when, told by whoever knows it.
    public final Timeline timeline() {
        return timeline;
    }

    /// Whether somebody asked this process to stop in good order, by SIGTERM, SIGINT, SIGHUP or SIGUSR1. Not
    /// collective: ranks of other processes may not know of it. Who asks must follow.
    public final boolean stopRequested() {
        return stop.isMade();
    }

    /// Says that this rank's work begins, which it must before it leaves anything behind. Not collective.
    ///
    /// @param listens whether it asks [#stopRequested] now and then; if not, such a signal ends the process at once
    /// @param keeps whether what is done by then is kept where a rank is lost, so that the job can go on later
    public final void begin(boolean listens, boolean keeps) {
        stop.begin(listens, keeps);
    }

    public final void stopWhen(StopWish wish) {
        stop = wish;
    }

    /// Ends the message passing; collective.
    @Override
    public abstract void close();

    /// Ends all processes of the job, this one among them, where the engine can; else returns. Not
    /// collective: for a rank that has failed.
    ///
    /// @param code that who started the job is told as its exit code
    public void abort(int code) {}

    abstract void doBroadcast(double[] values, int root);

    abstract byte[] doBroadcast(byte[] values, int root);

    abstract void doAllgather(double[] whole, int[] lengths, int[] offsets);

    abstract List<byte[]> doGather(byte[] mine, int root);

    abstract void doBarrier();

    /// What comes in.
    interface Arrival {
        /// Waits for it, once.
        ///
        /// @return how many values each of the neighbours has sent; where they do not fit, what is in
        ///     their place does not matter
        int[] await();
    }

    abstract Arrival doExchange(List<Neighbour> neighbours);

    abstract void doSend(byte[] message, int to);

    abstract Message doReceive(long nanos);

    abstract void doWake();

    private void checkRoot(int root) {
        if (root < 0 || root >= size()) {
            throw new IllegalArgumentException("No rank %d among %d".formatted(root, size()));
        }
    }

    private void ended(String operation, long start) {
        timeline.ended(Activity.COMMUNICATION, operation, start);
    }
}
