package hyades.comm;

import hyades.ffi.Mpi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// `MPI_COMM_WORLD` of a native MPI library.
final class NativeWorld implements Transport {
    private static final int GATHER_TAG = 71;
    private static final int MAIL_TAG = 73;
    private static final int ANNOUNCEMENT_TAG = 74;

    /// What goes to a neighbour by itself, without an announcement [values].
    private static final int SHORT = 1024;

    /// Of no values; of more it is as much more, as far as every library has tags.
    private static final int EXCHANGE_TAG = 75;

    private static final int EXCHANGE_TAGS = 32_000;

    private final Mpi library;
    private final String engine;
    private final List<Mpi.Transfer> unsent = new ArrayList<>();

    /// @param library that has joined the job
    NativeWorld(Mpi library, String engine) {
        this.library = library;
        this.engine = engine;
    }

    @Override
    public int rank() {
        return library.rank();
    }

    @Override
    public int size() {
        return library.size();
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public void broadcast(Object array, int root) {
        library.broadcast(array, root);
    }

    @Override
    public void allgather(double[] whole, int[] lengths, int[] offsets) {
        library.allgather(whole, lengths, offsets);
    }

    @Override
    public List<byte[]> gather(byte[] mine, int root) {
        if (rank() != root) {
            library.sendLetter(mine, root, GATHER_TAG).await();
            return List.of();
        }
        List<byte[]> all = new ArrayList<>();
        for (int r = 0; r < size(); r++) {
            all.add(
                    r == root
                            ? mine.clone()
                            : library.awaitLetter(r, GATHER_TAG).content());
        }
        return all;
    }

    @Override
    public void barrier() {
        library.barrier();
    }

    /// Few values go as a letter. Of more their number goes before them, and is part of their tag: values
    /// for which there is no room must not meet a receive, and MPI would not say how many there were.
    @Override
    public Pending exchange(List<Neighbour> neighbours) {
        List<Mpi.Transfer> receives = new ArrayList<>();
        for (Neighbour each : neighbours) {
            int length = each.in().length;
            receives.add(length <= SHORT ? null : library.receive(each.in(), each.rank(), tag(length)));
        }
        List<Mpi.Transfer> sends = new ArrayList<>();
        for (Neighbour each : neighbours) {
            double[] values = each.out();
            if (values.length <= SHORT) {
                sends.add(library.sendLetter(values, each.rank(), ANNOUNCEMENT_TAG));
            } else {
                sends.add(library.sendLetter(new int[] {values.length}, each.rank(), ANNOUNCEMENT_TAG));
                sends.add(library.send(values, each.rank(), tag(values.length)));
            }
        }
        return () -> {
            int[] lengths = new int[neighbours.size()];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = receive(neighbours.get(i), receives.get(i));
            }
            sends.forEach(Mpi.Transfer::await);
            return lengths;
        };
    }

    /// @param expected what is under way if as many values come as there is room for; null if these are few
    /// @return how many come
    private int receive(Neighbour neighbour, Mpi.Transfer expected) {
        double[] in = neighbour.in();
        byte[] content = library.awaitLetter(neighbour.rank(), ANNOUNCEMENT_TAG).content();
        boolean isAnnounced = content.length == Integer.BYTES;
        ByteBuffer letter = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
        int length = isAnnounced ? letter.getInt() : content.length / Double.BYTES;
        if (length == in.length) {
            if (isAnnounced) {
                expected.await();
            } else {
                letter.asDoubleBuffer().get(in);
            }
        } else if (!isAnnounced || tag(length) != tag(in.length)) { // else it is too late, and the job ends
            if (expected != null) {
                expected.cancel();
            }
            if (isAnnounced) {
                library.receive(new double[length], neighbour.rank(), tag(length))
                        .await();
            }
        }
        return length;
    }

    private static int tag(int length) {
        return EXCHANGE_TAG + length % EXCHANGE_TAGS;
    }

    /// The bytes are copied before the call returns.
    @Override
    public void send(byte[] message, int to) {
        unsent.removeIf(Mpi.Transfer::isDone);
        unsent.add(library.sendLetter(message, to, MAIL_TAG));
    }

    @Override
    public Message receive() {
        unsent.removeIf(Mpi.Transfer::isDone);
        Mpi.Letter letter = library.letter(MAIL_TAG);
        return letter == null ? null : new Message(letter.from(), letter.content());
    }

    @Override
    public boolean isSending() {
        return !unsent.isEmpty();
    }

    @Override
    public void finish() {
        unsent.forEach(Mpi.Transfer::await);
        library.finish();
    }

    @Override
    public void abort(int code) {
        library.abort(code);
    }
}
