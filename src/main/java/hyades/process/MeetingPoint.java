package hyades.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// Where the processes of one job on several machines find each other: rank 0 listens, the others connect, and both
/// ends prove that they belong to the job ([ProvenConnection]). Whoever cannot is sent away and disturbs nobody.
///
/// The port follows from the job, so that nobody has to be told; one that is taken is left to its owner, and the next
/// of a sequence that all know is tried.
final class MeetingPoint implements AutoCloseable {
    /// Below the ports that MPJ Express (25000 to 40000) and Linux's own connections (from 32768) take.
    private static final int LOWEST_PORT = 20000;

    private static final int HIGHEST_PORT = 24999;
    private static final int CANDIDATES = 16;

    /// Connections that have not proven themselves yet; beyond it the oldest has to go. A rank needs milliseconds.
    private static final int MOST_UNPROVEN = 256;

    private static final int CONNECT_MILLIS = 2000;
    private static final int FIRST_MESSAGE_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 100;

    /// A rank that has come.
    ///
    /// @param message what it had to say
    record Guest(ProvenConnection connection, byte[] message) {}

    /// Connections that Linux completes before we look at them.
    private static final int BACKLOG = 1024;

    private final ServerSocket server;
    private final Thread receiver;
    private final byte[] secret;
    private final int ranks;
    private final Map<Integer, Guest> guests = new HashMap<>();
    private final Deque<Socket> unproven = new ArrayDeque<>();

    private MeetingPoint(ServerSocket server, byte[] secret, int ranks) {
        this.server = server;
        this.secret = secret;
        this.ranks = ranks;
        receiver = Thread.ofPlatform().daemon().name("meeting point").start(this::receive);
    }

    /// The ports to try, in this order, by all ranks of a step of a job.
    static List<Integer> ports(long job, long step) {
        return new Random(31 * job + step)
                .ints(LOWEST_PORT, HIGHEST_PORT + 1)
                .distinct()
                .limit(CANDIDATES)
                .boxed()
                .toList();
    }

    /// Listens, for rank 0, on the first port that is free, and receives the others from now on.
    static MeetingPoint open(List<Integer> ports, byte[] secret, int ranks) throws IOException {
        for (int port : ports) {
            try {
                return new MeetingPoint(new ServerSocket(port, BACKLOG), secret, ranks);
            } catch (IOException e) {
                // somebody else's
            }
        }
        throw new IOException("cannot listen on any of the ports " + ports);
    }

    /// Finds rank 0, which may not be there yet.
    ///
    /// @param hosts names or addresses of its machine
    /// @param message what to say to it, once it has proven itself
    static ProvenConnection find(
            List<String> hosts, List<Integer> ports, byte[] secret, int rank, byte[] message, Duration patience)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            for (String host : hosts) {
                for (int port : ports) {
                    try {
                        ProvenConnection connection =
                                ProvenConnection.connect(new InetSocketAddress(host, port), CONNECT_MILLIS, secret);
                        connection.send(Integer.toString(rank).getBytes());
                        connection.send(message);
                        return connection;
                    } catch (IOException e) { // not there yet, or somebody else
                        last = "%s, port %d: %s".formatted(host, port, e.getMessage());
                    }
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException("no rank 0 found on %s within %d s (%s)"
                .formatted(String.join(", ", hosts), patience.toSeconds(), last));
    }

    int port() {
        return server.getLocalPort();
    }

    /// Waits until all other ranks have come.
    ///
    /// @return them by rank; their connections are the caller's from now on
    /// @throws TimeoutException says which are missing
    synchronized Map<Integer, Guest> awaitAll(Duration patience) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        while (guests.size() < ranks - 1) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                TreeSet<Integer> missing =
                        new TreeSet<>(IntStream.range(1, ranks).boxed().toList());
                missing.removeAll(guests.keySet());
                throw new TimeoutException("within %d s these ranks have not come: %s"
                        .formatted(patience.toSeconds(), missing.toString().replaceAll("[\\[\\]]", "")));
            }
            wait(left);
        }
        return Map.copyOf(guests);
    }

    /// Once it has returned nobody listens any more: Linux goes on while a thread waits in `accept`.
    @Override
    public void close() throws IOException {
        server.close();
        try {
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                admit(socket);
                Thread.ofVirtual().name("guest").start(() -> greet(socket));
            } catch (IOException e) {
                pause(); // closed, or out of descriptors for the moment
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void greet(Socket socket) {
        try {
            ProvenConnection connection = ProvenConnection.accept(socket, secret);
            settle(socket);
            int rank = Integer.parseInt(new String(connection.receive(FIRST_MESSAGE_MILLIS)));
            byte[] message = connection.receive(FIRST_MESSAGE_MILLIS);
            if (!join(rank, new Guest(connection, message))) {
                connection.close();
            }
        } catch (IOException e) {
            settle(socket); // a stranger
        }
    }

    private synchronized boolean join(int rank, Guest guest) {
        boolean isWelcome = rank > 0 && rank < ranks && guests.putIfAbsent(rank, guest) == null;
        notifyAll();
        return isWelcome;
    }

    private void admit(Socket socket) throws IOException {
        Socket oldest;
        synchronized (unproven) {
            unproven.add(socket);
            oldest = unproven.size() > MOST_UNPROVEN ? unproven.remove() : null;
        }
        if (oldest != null) {
            oldest.close();
        }
    }

    private void settle(Socket socket) {
        synchronized (unproven) {
            unproven.remove(socket);
        }
    }
}
