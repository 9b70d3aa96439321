package hyades.comm;

import hyades.ffi.Mpi;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Ranks joined by a library that passes messages: MPJ Express, or a native MPI.
public final class TransportCommunicator extends Communicator {
    /// So long whoever waits for a message does nothing but look.
    private static final long EAGER_NANOS = 10_000;

    /// So long it looks without sleeping, and lets others have the core: a sleep takes 50 µs at least. A message of the
    /// last one's length takes longer by a nanosecond a byte, at most.
    private static final long AWAKE_NANOS = 40_000;

    /// The same of a native MPI, which has no threads of its own that want the core, and whose calls spin anyway:
    /// longer
    /// than two sleeps, or two ranks that answer each other sleep in turns once one has been late.
    private static final long AWAKE_NATIVE_NANOS = 500_000;

    /// The same where what it has sent is under way yet.
    private static final long PUSHING_NANOS = 2_000_000;

    private static final long SHORTEST_SLEEP_NANOS = 20_000;

    /// A thousand looks a second take about a hundredth of a core.
    private static final long LONGEST_SLEEP_NANOS = 1_000_000;

    private final Transport transport;
    private final int rank;
    private final int size;
    private final RankBarrier meeting;
    private final long awakeNanos;
    private final Queue<Message> own = new ArrayDeque<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Thread waiting;
    private int lastBytes;

    /// @param meeting where ranks that are threads meet before an operation in which all wait for each other: one
    ///     that waits inside MPJ Express sleeps, and waking it costs more than a small allgather (50 µs, against
    ///     15, on a virtual machine); null for none
    /// @param ofProcess the same map for all ranks of this process
    TransportCommunicator(Transport transport, RankBarrier meeting, Map<Object, Object> ofProcess) {
        this(transport, meeting, AWAKE_NANOS, ofProcess);
    }

    private TransportCommunicator(
            Transport transport, RankBarrier meeting, long awakeNanos, Map<Object, Object> ofProcess) {
        super(ofProcess);
        this.transport = transport;
        this.meeting = meeting;
        this.awakeNanos = awakeNanos;
        rank = transport.rank();
        size = transport.size();
    }

    /// Joins the job that MPJ Express, or who does as it does, has started this rank for.
    ///
    /// @param arguments as MPJ Express starts a rank: rank, configuration, device and what the device needs
    public static Communicator join(String[] arguments) throws Exception {
        return new TransportCommunicator(new MpjWorld(arguments), null, new ConcurrentHashMap<>());
    }

    /// The ranks of a native MPI, which this process has joined.
    ///
    /// @param engine as [Communicator#engine] has it
    public static Communicator over(Mpi library, String engine) {
        return new TransportCommunicator(
                new NativeWorld(library, engine), null, AWAKE_NATIVE_NANOS, new ConcurrentHashMap<>());
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String engine() {
        return transport.engine();
    }

    @Override
    public void close() {
        attempt("finalize", transport::finish);
    }

    @Override
    public void abort(int code) {
        transport.abort(code);
    }

    @Override
    void doBroadcast(double[] values, int root) {
        if (values.length > 0) {
            attempt("broadcast", () -> transport.broadcast(values, root));
        }
    }

    @Override
    byte[] doBroadcast(byte[] values, int root) {
        int[] length = {rank == root ? values.length : 0};
        attempt("broadcast", () -> transport.broadcast(length, root));
        byte[] result = rank == root ? values.clone() : new byte[length[0]];
        if (result.length > 0) {
            attempt("broadcast", () -> transport.broadcast(result, root));
        }
        return result;
    }

    @Override
    void doAllgather(double[] whole, int[] lengths, int[] offsets) {
        if (size > 1) {
            attempt("allgather", () -> {
                if (meeting != null) {
                    meeting.await(rank);
                }
                transport.allgather(whole, lengths, offsets);
            });
        }
    }

    @Override
    List<byte[]> doGather(byte[] mine, int root) {
        return attempt("gather", () -> transport.gather(mine, root));
    }

    @Override
    void doBarrier() {
        attempt("barrier", transport::barrier);
    }

    @Override
    Arrival doExchange(List<Neighbour> neighbours) {
        Transport.Pending pending = attempt("exchange", () -> transport.exchange(neighbours));
        return () -> attempt("exchange", pending::await);
    }

    @Override
    void doSend(byte[] message, int to) {
        if (to == rank) {
            own.add(new Message(rank, message.clone()));
        } else {
            attempt("send", () -> transport.send(message, to));
            lastBytes = message.length;
        }
    }

    /// MPI has no receive that ends after some time, and its `Probe` spins: this looks, at first all the time, and then
    /// sleeps between two looks, a little longer each time.
    @Override
    Message doReceive(long nanos) {
        long start = System.nanoTime();
        waiting = Thread.currentThread();
        while (true) {
            Message message = own.isEmpty() ? attempt("receive", transport::receive) : own.poll();
            long waited = System.nanoTime() - start;
            long left = nanos - waited;
            if (woken.getAndSet(false) || message != null || left <= 0) {
                waiting = null;
                return message;
            }
            boolean isSending = transport.isSending();
            if (waited < EAGER_NANOS) {
                Thread.onSpinWait();
            } else if (waited < (isSending ? PUSHING_NANOS : awakeNanos + Math.min(lastBytes, PUSHING_NANOS))) {
                Thread.yield();
            } else {
                long longest = isSending ? SHORTEST_SLEEP_NANOS : LONGEST_SLEEP_NANOS;
                LockSupport.parkNanos(this, Math.min(left, Math.clamp(waited / 8, SHORTEST_SLEEP_NANOS, longest)));
            }
            if (Thread.interrupted()) {
                throw new CommunicationException("receive", rank, new InterruptedException());
            }
        }
    }

    @Override
    void doWake() {
        woken.set(true);
        LockSupport.unpark(waiting); // does nothing for null
    }

    private interface Operation {
        void run() throws Exception;
    }

    private void attempt(String name, Operation operation) {
        attempt(name, () -> {
            operation.run();
            return null;
        });
    }

    private <T> T attempt(String name, Callable<T> operation) {
        try {
            return operation.call();
        } catch (Exception e) {
            throw new CommunicationException(name, rank, e);
        }
    }
}
