package hyades.comm;

import hyades.ffi.Mpi;
import java.util.ArrayList;
import java.util.List;

/// `MPI_COMM_WORLD` of a native MPI library.
final class NativeWorld implements Transport {
    private static final int GATHER_TAG = 71;
    private static final int MAIL_TAG = 73;
    private static final int LENGTH_TAG = 74;

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
            library.send(new int[] {mine.length}, root, GATHER_TAG).await();
            library.send(mine, root, GATHER_TAG).await();
            return List.of();
        }
        List<byte[]> all = new ArrayList<>();
        for (int r = 0; r < size(); r++) {
            if (r == root) {
                all.add(mine.clone());
            } else {
                int[] length = new int[1];
                library.receive(length, r, GATHER_TAG).await();
                byte[] theirs = new byte[length[0]];
                library.receive(theirs, r, GATHER_TAG).await();
                all.add(theirs);
            }
        }
        return all;
    }

    @Override
    public void barrier() {
        library.barrier();
    }

    /// The number of values goes before them, and is part of their tag: values for which there is no
    /// room must not meet a receive, and MPI would not say how many there were.
    @Override
    public Pending exchange(List<Neighbour> neighbours) {
        List<int[]> numbers = new ArrayList<>();
        List<Mpi.Transfer> announced = new ArrayList<>();
        List<Mpi.Transfer> receives = new ArrayList<>();
        for (Neighbour each : neighbours) {
            int[] number = new int[1];
            numbers.add(number);
            announced.add(library.receive(number, each.rank(), LENGTH_TAG));
            receives.add(library.receive(each.in(), each.rank(), tag(each.in().length)));
        }
        List<Mpi.Transfer> sends = new ArrayList<>();
        for (Neighbour each : neighbours) {
            sends.add(library.send(new int[] {each.out().length}, each.rank(), LENGTH_TAG));
            sends.add(library.send(each.out(), each.rank(), tag(each.out().length)));
        }
        return () -> {
            int[] lengths = new int[neighbours.size()];
            for (int i = 0; i < lengths.length; i++) {
                announced.get(i).await();
                lengths[i] = numbers.get(i)[0];
                int expected = neighbours.get(i).in().length;
                if (lengths[i] == expected) {
                    receives.get(i).await();
                } else if (tag(lengths[i]) != tag(expected)) { // else it is too late, and the job ends
                    receives.get(i).cancel();
                    library.receive(new double[lengths[i]], neighbours.get(i).rank(), tag(lengths[i]))
                            .await();
                }
            }
            sends.forEach(Mpi.Transfer::await);
            return lengths;
        };
    }

    private static int tag(int length) {
        return EXCHANGE_TAG + length % EXCHANGE_TAGS;
    }

    /// The bytes are copied before the call returns.
    @Override
    public void send(byte[] message, int to) {
        unsent.removeIf(Mpi.Transfer::isDone);
        unsent.add(library.send(new Mpi.Letter(rank(), message), to, MAIL_TAG));
    }

    @Override
    public Message receive() {
        unsent.removeIf(Mpi.Transfer::isDone);
        Mpi.Letter letter = library.receive(MAIL_TAG);
        return letter == null ? null : new Message(letter.from(), letter.content());
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
