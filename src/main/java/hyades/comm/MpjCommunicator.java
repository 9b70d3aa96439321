package hyades.comm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// Ranks joined by MPJ Express 0.44.
public final class MpjCommunicator extends Communicator {
    private final MpjTransport transport;
    private final String device;
    private final int rank;
    private final int size;
    private final RankBarrier meeting;

    /// @param device MPJ's name of what carries the messages: `smpdev`, `niodev`, `hybdev`
    /// @param meeting where ranks that are threads meet before an operation in which all wait for each other: one
    ///     that waits inside MPJ Express sleeps, and waking it costs more than a small allgather (50 µs, against
    ///     15, on a virtual machine); null for none
    /// @param ofProcess the same map for all ranks of this process
    MpjCommunicator(MpjTransport transport, String device, RankBarrier meeting, Map<Object, Object> ofProcess) {
        super(ofProcess);
        this.transport = transport;
        this.meeting = meeting;
        this.device = device;
        rank = transport.rank();
        size = transport.size();
    }

    /// Joins the job that MPJ Express, or who does as it does, has started this rank for.
    ///
    /// @param arguments as MPJ Express starts a rank: rank, configuration, device and what the device needs
    public static Communicator join(String[] arguments) throws Exception {
        return new MpjCommunicator(new MpjWorld(arguments), arguments[2], null, new ConcurrentHashMap<>());
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
        return "MPJ Express 0.44 (%s)".formatted(device.equals("smpdev") ? "multicore" : device);
    }

    @Override
    public void close() {
        attempt("finalize", transport::finish);
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
