package hyades.comm;

import java.io.IOException;
import java.lang.reflect.Array;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.Status;
import org.apache.log4j.Level;
import org.apache.log4j.LogManager;

/// `MPI.COMM_WORLD` of MPJ Express 0.44, the only class that touches it. Public, with a public constructor, because
/// [RankThreads] makes one for each rank through a class loader of the rank's own.
///
/// Known defects of this engine that shape the code: `Allgather` ignores its receive offset, so `Allgatherv` is
/// used; two ranks that send to each other first lock up in multicore mode, so sends go towards the root only.
public final class MpjWorld implements Transport {
    private static final int GATHER_TAG = 71;
    private static final int ALLGATHER_TAG = 72;
    private static final int MAIL_TAG = 73;
    private static final int LENGTH_TAG = 74;

    /// Of no values; of more it is as much more.
    private static final int EXCHANGE_TAG = 75;

    /// Up to this many ranks an allgather's blocks go straight to all others.
    private static final int DIRECT_RANKS = 6;

    /// After this time without its message a rank sleeps [ns].
    private static final long YIELD_NANOS = 1_000_000;

    private final Intracomm world;
    private final String device;
    private final List<Request> unsent = new ArrayList<>();

    /// Joins the job: `MPI.Init`.
    ///
    /// @param args as MPJ Express starts a rank: rank, configuration, device and what the device needs
    public MpjWorld(String[] args) throws Exception {
        device = args[2];
        LogManager.getLoggerRepository().setThreshold(Level.OFF); // or log4j complains that nobody configured it
        if (!device.equals("smpdev")) {
            requireOwnName();
        }
        MPI.Init(args);
        world = MPI.COMM_WORLD;
    }

    /// The devices between processes ask for this machine's address by its name, though none of them needs it.
    private static void requireOwnName() throws IOException {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            throw new IOException(
                    "MPJ Express needs this machine's own name to have an address; here it has none, /etc/hosts could"
                            + " give it one");
        }
    }

    @Override
    public int rank() {
        return world.Rank();
    }

    @Override
    public int size() {
        return world.Size();
    }

    @Override
    public String engine() {
        return "MPJ Express 0.44 (%s)".formatted(device.equals("smpdev") ? "multicore" : device);
    }

    @Override
    public void broadcast(Object array, int root) throws Exception {
        world.Bcast(array, 0, Array.getLength(array), type(array), root);
    }

    /// Few ranks send their blocks to all others at once, receives posted first; many send them to rank 0, which
    /// broadcasts the whole: 2 P messages and wake-ups instead of P². Both were faster than `Allgather` and
    /// `Allgatherv` on two cores (3000 doubles; 2 ranks 28 µs against 40 and 35, 8 ranks 174 against 306 and 270).
    @Override
    public void allgather(double[] whole, int[] lengths, int[] offsets) throws Exception {
        int mine = world.Rank();
        if (lengths.length > DIRECT_RANKS) {
            world.Gatherv(whole, offsets[mine], lengths[mine], MPI.DOUBLE, whole, 0, lengths, offsets, MPI.DOUBLE, 0);
            world.Bcast(whole, 0, whole.length, MPI.DOUBLE, 0);
            return;
        }
        List<Request> requests = new ArrayList<>();
        for (int r = 0; r < lengths.length; r++) {
            if (r != mine && lengths[r] > 0) {
                requests.add(world.Irecv(whole, offsets[r], lengths[r], MPI.DOUBLE, r, ALLGATHER_TAG));
            }
        }
        for (int r = 0; r < lengths.length; r++) {
            if (r != mine && lengths[mine] > 0) {
                requests.add(world.Isend(whole, offsets[mine], lengths[mine], MPI.DOUBLE, r, ALLGATHER_TAG));
            }
        }
        for (Request request : requests) {
            await(request);
        }
    }

    /// A message wakes two threads, the device's and then the rank's. A rank that does not sleep, but offers its core
    /// again and again, saves the second: between two processes an allgather takes 23 to 39 µs instead of 58 to 101
    /// (3000 doubles, two cores).
    private static void await(Request request) throws Exception {
        long start = System.nanoTime();
        while (request.Test() == null) {
            if (System.nanoTime() - start > YIELD_NANOS) {
                request.Wait();
                return;
            }
            Thread.yield();
        }
    }

    @Override
    public List<byte[]> gather(byte[] mine, int root) throws Exception {
        if (world.Rank() != root) {
            world.Send(new int[] {mine.length}, 0, 1, MPI.INT, root, GATHER_TAG);
            if (mine.length > 0) {
                world.Send(mine, 0, mine.length, MPI.BYTE, root, GATHER_TAG);
            }
            return List.of();
        }
        List<byte[]> all = new ArrayList<>();
        for (int r = 0; r < world.Size(); r++) {
            all.add(r == root ? mine.clone() : receive(r));
        }
        return all;
    }

    /// Receives are posted first. Of what is sent MPJ Express has a copy when its call returns. Values for
    /// which there is no room would hang its devices, or let the sender fail: so their number is part of
    /// their tag, and goes before them in a message of its own.
    @Override
    public Pending exchange(List<Neighbour> neighbours) throws Exception {
        int[] lengths = new int[neighbours.size()];
        List<Request> announced = new ArrayList<>();
        List<Request> receives = new ArrayList<>();
        for (Neighbour each : neighbours) {
            announced.add(world.Irecv(lengths, announced.size(), 1, MPI.INT, each.rank(), LENGTH_TAG));
            receives.add(receive(each.in(), each.rank()));
        }
        List<Request> sends = new ArrayList<>();
        for (Neighbour each : neighbours) {
            int length = each.out().length;
            sends.add(world.Isend(new int[] {length}, 0, 1, MPI.INT, each.rank(), LENGTH_TAG));
            sends.add(world.Isend(each.out(), 0, length, MPI.DOUBLE, each.rank(), EXCHANGE_TAG + length));
        }
        return () -> {
            for (int i = 0; i < lengths.length; i++) {
                Neighbour each = neighbours.get(i);
                await(announced.get(i));
                boolean fits = lengths[i] == each.in().length;
                await(fits ? receives.get(i) : receive(new double[lengths[i]], each.rank()));
            }
            for (Request send : sends) {
                await(send);
            }
            return lengths;
        };
    }

    private Request receive(double[] in, int source) throws Exception {
        return world.Irecv(in, 0, in.length, MPI.DOUBLE, source, EXCHANGE_TAG + in.length);
    }

    @Override
    public void barrier() throws Exception {
        world.Barrier();
    }

    /// The bytes are copied before the call returns; what has not gone is kept, or MPJ Express would lose it.
    @Override
    public void send(byte[] message, int to) throws Exception {
        reap();
        unsent.add(world.Isend(message, 0, message.length, MPI.BYTE, to, MAIL_TAG));
    }

    @Override
    public Message receive() throws Exception {
        Status found = world.Iprobe(MPI.ANY_SOURCE, MAIL_TAG);
        if (found == null) {
            return null;
        }
        byte[] content = new byte[found.Get_count(MPI.BYTE)];
        world.Recv(content, 0, content.length, MPI.BYTE, found.source, MAIL_TAG);
        reap();
        return new Message(found.source, content);
    }

    private void reap() throws Exception {
        for (Iterator<Request> each = unsent.iterator(); each.hasNext(); ) {
            if (each.next().Test() != null) {
                each.remove();
            }
        }
    }

    /// MPJ Express has threads of its own.
    @Override
    public boolean isSending() {
        return false;
    }

    @Override
    public void finish() throws Exception {
        for (Request request : unsent) {
            request.Wait();
        }
        MPI.Finalize();
    }

    /// Its `Abort` does nothing.
    @Override
    public void abort(int code) {}

    private byte[] receive(int source) throws Exception {
        int[] length = new int[1];
        world.Recv(length, 0, 1, MPI.INT, source, GATHER_TAG);
        byte[] values = new byte[length[0]];
        if (values.length > 0) {
            world.Recv(values, 0, values.length, MPI.BYTE, source, GATHER_TAG);
        }
        return values;
    }

    private static Datatype type(Object array) {
        return switch (array) {
            case double[] _ -> MPI.DOUBLE;
            case int[] _ -> MPI.INT;
            case byte[] _ -> MPI.BYTE;
            default -> throw new IllegalArgumentException("No MPI type for " + array.getClass());
        };
    }
}
