package hyades.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.process.Ranks;
import hyades.process.Starter;
import hyades.trace.Activity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What every backend must do, as a program for its ranks: each rank knows what the others hold and so what it must
/// receive. Also the main class of the processes that [CommunicatorTest] starts: `ENGINE RANKS`, or
/// as a rank of a job of processes.
public final class CommunicatorContract {
    private CommunicatorContract() {}

    public static void main(String[] arguments) {
        switch (Starter.of(List.of(arguments), System.getProperties(), System.getenv())) {
            case Starter.OfRank starter ->
                Ranks.run(starter, world -> run(world, starter.arguments().getFirst()));
            case Starter.User user -> {
                Engine engine = Engine.valueOf(user.arguments().getFirst());
                String size = user.arguments().getLast();
                Path mpjHome = Path.of(System.getenv("MPJ_HOME"));
                System.exit(Ranks.asThreads(engine, Integer.parseInt(size), mpjHome, null, world -> run(world, size)));
            }
        }
    }

    private static int run(Communicator world, String size) {
        check(world, Integer.parseInt(size));
        return 0;
    }

    /// Runs all checks on this rank; collective.
    static void check(Communicator world, int expectedSize) {
        assertEquals(expectedSize, world.size());
        assertTrue(world.rank() >= 0 && world.rank() < expectedSize);
        for (int root = 0; root < expectedSize; root++) {
            broadcastsDoubles(world, root);
            broadcastsBytes(world, root);
            gathersBytes(world, root);
        }
        for (int n : new int[] {0, 1, 2, 7, 1000, 100_000}) {
            allgathersBlocks(world, n);
        }
        keepsOperationsApart(world);
        exchangesWithNeighbours(world);
        awaitsAnExchangeOnce(world);
        refusesWrongArguments(world);
        carriesMessages(world);
        wakesWhoWaits(world);
        refusesLengthsThatDoNotFit(world);
        world.barrier();
        assertTrue(world.timeline().seconds(Activity.COMMUNICATION) > 0);
    }

    private static void broadcastsDoubles(Communicator world, int root) {
        for (int n : new int[] {0, 1, 30_000}) { // the last is beyond niodev's switch of protocols, 128 KiB
            double[] expected =
                    IntStream.range(0, n).mapToDouble(i -> value(root, i)).toArray();
            double[] values = world.rank() == root ? expected.clone() : new double[n];
            world.broadcast(values, root);
            assertArrayEquals(expected, values);
        }
        double[] odd = {-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        double[] values = world.rank() == root ? odd.clone() : new double[odd.length];
        world.broadcast(values, root);
        for (int i = 0; i < odd.length; i++) {
            assertEquals(Double.doubleToRawLongBits(odd[i]), Double.doubleToRawLongBits(values[i]));
        }
    }

    private static void broadcastsBytes(Communicator world, int root) {
        for (int n : new int[] {0, 1, 300_000}) {
            byte[] expected = bytes(root, n);
            byte[] received = world.broadcast(world.rank() == root ? expected : null, root);
            assertArrayEquals(expected, received);
        }
    }

    private static void gathersBytes(Communicator world, int root) {
        List<byte[]> all = world.gather(bytes(world.rank(), 1000 * world.rank()), root); // rank 0 sends none
        if (world.rank() != root) {
            assertEquals(List.of(), all);
            return;
        }
        assertEquals(world.size(), all.size());
        for (int r = 0; r < all.size(); r++) {
            assertArrayEquals(bytes(r, 1000 * r), all.get(r));
        }
    }

    /// Blocks of every kind: equal, some empty, all on one rank.
    private static void allgathersBlocks(Communicator world, int n) {
        int size = world.size();
        int[] even = IntStream.range(0, size).map(r -> n).toArray();
        int[] uneven = IntStream.range(0, size).map(r -> r % 3 == 1 ? 0 : n + r).toArray();
        int[] last = IntStream.range(0, size).map(r -> r == size - 1 ? n : 0).toArray();
        for (int[] lengths : List.of(even, uneven, last)) {
            double[] expected = new double[IntStream.of(lengths).sum()];
            int next = 0;
            for (int r = 0; r < size; r++) {
                for (int i = 0; i < lengths[r]; i++) {
                    expected[next++] = value(r, i);
                }
            }
            double[] whole = new double[expected.length];
            int offset = IntStream.range(0, world.rank()).map(r -> lengths[r]).sum();
            System.arraycopy(expected, offset, whole, offset, lengths[world.rank()]);
            world.allgather(whole, lengths);
            assertArrayEquals(expected, whole);
        }
    }

    /// Ranks run ahead of each other; the values of one operation must not reach the next.
    private static void keepsOperationsApart(Communicator world) {
        int[] lengths = IntStream.range(0, world.size()).map(r -> 1).toArray();
        for (int round = 0; round < 200; round++) {
            double[] whole = new double[world.size()];
            whole[world.rank()] = value(world.rank(), round);
            world.allgather(whole, lengths);
            for (int r = 0; r < whole.length; r++) {
                assertEquals(value(r, round), whole[r]);
            }
        }
    }

    /// Every rank with all others: of each pair both ways another length, some of them 0, some beyond niodev's
    /// switch of protocols. Three exchanges are begun before the first is awaited, what went out is changed at
    /// once, and collective operations come between.
    private static void exchangesWithNeighbours(Communicator world) {
        int me = world.rank();
        List<Exchange> begun = new ArrayList<>();
        List<List<Neighbour>> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            List<Neighbour> neighbours = new ArrayList<>();
            for (int other = world.size() - 1; other >= 0; other--) {
                if (other != me) {
                    double[] out = parcel(round, me, other);
                    neighbours.add(new Neighbour(other, out, new double[parcel(round, other, me).length]));
                }
            }
            begun.add(world.exchange(neighbours));
            neighbours.forEach(neighbour -> Arrays.fill(neighbour.out(), -1));
            all.add(neighbours);
            keepsOperationsApart(world);
        }
        for (int round = 0; round < all.size(); round++) {
            begun.get(round).await();
            for (Neighbour neighbour : all.get(round)) {
                assertArrayEquals(parcel(round, neighbour.rank(), me), neighbour.in());
            }
        }
        world.exchange(List.of()).await();
        if (me < 2 && world.size() > 2) { // the others do not take part
            Neighbour other = new Neighbour(1 - me, new double[] {me}, new double[1]);
            world.exchange(List.of(other)).await();
            assertEquals(1 - me, other.in()[0]);
        }
    }

    /// A second time it would take what belongs to the next.
    private static void awaitsAnExchangeOnce(Communicator world) {
        List<List<Neighbour>> all = new ArrayList<>();
        List<Exchange> begun = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            List<Neighbour> neighbours = new ArrayList<>();
            for (int other = 0; other < world.size(); other++) {
                if (other != world.rank()) {
                    neighbours.add(new Neighbour(other, new double[] {value(world.rank(), round)}, new double[1]));
                }
            }
            all.add(neighbours);
            begun.add(world.exchange(neighbours));
        }
        begun.getFirst().await();
        assertThrows(IllegalStateException.class, begun.getFirst()::await);
        begun.getLast().await();
        assertThrows(IllegalStateException.class, begun.getLast()::await);
        for (int round = 0; round < 2; round++) {
            for (Neighbour neighbour : all.get(round)) {
                assertEquals(value(neighbour.rank(), round), neighbour.in()[0]);
            }
        }
    }

    /// Longer, shorter, empty or not: ranks 0 and 1 both say so. A job ends with it; here no length comes
    /// twice, so that nothing is taken for another's.
    private static void refusesLengthsThatDoNotFit(Communicator world) {
        int[][] lengths = {{0, 2}, {3, 0}, {5, 4}, {6, 7}, {40_000, 8}, {9, 40_001}};
        int other = 1 - world.rank();
        for (int[] sentAndExpected : world.size() > 1 && other >= 0 ? lengths : new int[0][]) {
            double[] out = new double[sentAndExpected[0]];
            Exchange exchange = world.exchange(List.of(new Neighbour(other, out, new double[sentAndExpected[1]])));
            String message =
                    assertThrows(CommunicationException.class, exchange::await).getMessage();
            assertEquals(
                    "exchange failed on rank %d: %d values came from rank %d, expected %d"
                            .formatted(world.rank(), sentAndExpected[0], other, sentAndExpected[1]),
                    message);
        }
        keepsOperationsApart(world);
    }

    /// What a rank sends to another one.
    private static double[] parcel(int round, int from, int to) {
        int length = round == 2 ? 20_000 + from : (from + 2 * to + round) % 4;
        return IntStream.range(0, length)
                .mapToDouble(i -> value(100 * from + to, i) + round)
                .toArray();
    }

    /// All send to all, themselves too, before anybody receives: empty ones, some that MPJ Express sends at once, some
    /// that it does not, and collective operations between. Of each sender they come in its order.
    private static void carriesMessages(Communicator world) {
        int[] sizes = {0, 1, 100, 0, 300_000, 5, 1_000_000, 0};
        for (int i = 0; i < sizes.length; i++) {
            for (int to = 0; to < world.size(); to++) {
                byte[] message = bytes(world.rank() + i, sizes[i]);
                world.send(message, to);
                Arrays.fill(message, (byte) -1); // theirs is another
            }
            if (i % 3 == 1) {
                world.barrier();
                keepsOperationsApart(world);
            }
        }
        int[] next = new int[world.size()];
        for (int left = sizes.length * world.size(); left > 0; left--) {
            Message message = world.receive(Duration.ofSeconds(60));
            int from = message.from();
            assertArrayEquals(bytes(from + next[from], sizes[next[from]]), message.content());
            next[from]++;
        }
        world.barrier();
        assertNull(world.receive(Duration.ZERO));
        world.barrier(); // or the next messages of others may be there already
        int count = 2000; // many, and nobody looks meanwhile
        for (int i = 0; i < count; i++) {
            world.send(bytes(i, 8), (world.rank() + 1) % world.size());
        }
        for (int i = 0; i < count; i++) {
            assertArrayEquals(bytes(i, 8), world.receive(Duration.ofSeconds(60)).content());
        }
        assertNull(world.receive(Duration.ofMillis(5)));
    }

    /// Before it waits, or while it does.
    private static void wakesWhoWaits(Communicator world) {
        world.wake();
        assertNull(world.receive(Duration.ofDays(1)));
        Thread waker = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            world.wake();
        });
        assertNull(world.receive(Duration.ofDays(1)));
        try {
            waker.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refusesWrongArguments(Communicator world) {
        int size = world.size();
        assertThrows(IllegalArgumentException.class, () -> world.broadcast(new double[1], size));
        assertThrows(IllegalArgumentException.class, () -> world.broadcast(new byte[1], -1));
        assertThrows(IllegalArgumentException.class, () -> world.send(new byte[1], size));
        assertThrows(IllegalArgumentException.class, () -> world.gather(new byte[1], size));
        assertThrows(IllegalArgumentException.class, () -> world.allgather(new double[1], new int[size + 1]));
        for (int wrong : new int[] {-1, world.rank(), size}) {
            Neighbour neighbour = new Neighbour(wrong, new double[1], new double[1]);
            assertThrows(IllegalArgumentException.class, () -> world.exchange(List.of(neighbour)));
        }
        if (size > 1) {
            Neighbour twice = new Neighbour((world.rank() + 1) % size, new double[1], new double[1]);
            assertThrows(IllegalArgumentException.class, () -> world.exchange(List.of(twice, twice)));
        }
        assertThrows(IllegalArgumentException.class, () -> world.allgather(new double[1], new int[size]));
    }

    private static double value(int rank, int index) {
        return rank * 1e6 + index + 1 / 3.0;
    }

    private static byte[] bytes(int rank, int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (31 * rank + i);
        }
        return bytes;
    }
}
