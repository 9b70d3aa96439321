package hyades.process;

import hyades.comm.Communicator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells the ranks of a job when one of them is gone, where no launcher of ours sees all of them: each rank keeps a
/// connection to rank 0 that ends with its process.
final class Lifeline {
    private static final int CONNECT_MILLIS = 2000;
    private static final int ACCEPT_MILLIS = 100;

    /// From the proof to the first messages; on a busy machine a thread waits for seconds. Who gives up is lost to the
    /// other end, which ends the job.
    private static final int GREETING_MILLIS = 30_000;

    private static final byte[] FINISHED = {'F'};
    private static final byte[] FAILED = {'E'};

    /// Hears that a rank is gone that had not finished: on rank 0 of any other, elsewhere of rank 0.
    interface Loss {
        /// Called on a thread of the lifeline.
        ///
        /// @param hasSaidWhy whether somebody has already told the user
        void lost(int rank, boolean hasSaidWhy);
    }

    private final Set<ProvenConnection> connections = ConcurrentHashMap.newKeySet();
    private final Loss onLoss;
    private boolean hasSpoken;

    Lifeline(Loss onLoss) {
        this.onLoss = onLoss;
    }

    /// Connects the ranks of a job that MPJ's own `mpjrun` started. The way to rank 0, and the secret, travel through
    /// the communicator; collective.
    static Lifeline over(Communicator world, Loss onLoss) throws IOException {
        Lifeline lifeline = new Lifeline(onLoss);
        if (world.rank() == 0) {
            String secret = ProvenConnection.newSecret();
            ServerSocket server = new ServerSocket(0);
            daemon("lifelines", () -> lifeline.accept(server, HexFormat.of().parseHex(secret), world.size() - 1));
            world.broadcast(describe(server.getLocalPort(), secret), 0);
        } else {
            String[] fields = new String(world.broadcast((byte[]) null, 0), StandardCharsets.UTF_8).split(" ");
            lifeline.connect(fields, world.rank());
        }
        return lifeline;
    }

    /// Watches over a rank at the other end of a connection, from now on this object's.
    void watch(ProvenConnection connection, int rank) {
        connections.add(connection);
        daemon("lifeline", () -> {
            byte[] last = last(connection);
            if (!Arrays.equals(last, FINISHED)) {
                onLoss.lost(rank, Arrays.equals(last, FAILED));
            }
        });
    }

    /// Says to the other ends that this rank's end is no loss. They hear one last word: later ones are not sent.
    void finish() {
        send(FINISHED);
    }

    /// Says to the other ends that this rank ends the job, and has told the user why. A rank may have several reasons
    /// to end, each on a thread of its own: whoever comes second waits until all have been told, and may end the
    /// process then.
    void fail() {
        send(FAILED);
    }

    private synchronized void send(byte[] last) {
        if (hasSpoken) {
            return;
        }
        hasSpoken = true;
        for (ProvenConnection connection : connections) {
            try {
                connection.send(last);
            } catch (IOException e) {
                // gone before this one
            }
        }
    }

    private static byte[] last(ProvenConnection connection) {
        try {
            return connection.receive();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] describe(int port, String secret) throws IOException {
        List<String> fields = new ArrayList<>(List.of(secret, Integer.toString(port)));
        fields.add(InetAddress.getLoopbackAddress().getHostAddress());
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .forEach(fields::add);
        return String.join(" ", fields).getBytes(StandardCharsets.UTF_8);
    }

    /// Tries rank 0's addresses in turn; a wrong machine at one of them does not know the secret.
    private void connect(String[] fields, int rank) {
        byte[] secret = HexFormat.of().parseHex(fields[0]);
        int port = Integer.parseInt(fields[1]);
        List<String> addresses = List.of(fields).subList(2, fields.length);
        for (String address : addresses) {
            try {
                ProvenConnection connection =
                        ProvenConnection.connect(new InetSocketAddress(address, port), CONNECT_MILLIS, secret);
                connection.send(ByteBuffer.allocate(Integer.BYTES).putInt(rank).array());
                connection.receive(GREETING_MILLIS); // from now on rank 0 says when it has finished
                watch(connection, 0);
                return;
            } catch (IOException e) {
                // the next address
            }
        }
        System.err.println("rank %d: warning: cannot connect to rank 0 at %s; its end would go unnoticed here"
                .formatted(rank, String.join(", ", addresses)));
    }

    private void accept(ServerSocket server, byte[] secret, int expected) {
        try (server) {
            while (connections.size() < expected) {
                server.setSoTimeout(ACCEPT_MILLIS); // so that the end of the waiting is noticed
                try {
                    Socket socket = server.accept();
                    daemon("lifeline", () -> greet(socket, secret));
                } catch (SocketTimeoutException e) {
                    // look again
                }
            }
        } catch (IOException e) {
            System.err.println("rank 0: warning: no more lifelines: " + e.getMessage());
        }
    }

    private void greet(Socket socket, byte[] secret) {
        try {
            ProvenConnection connection = ProvenConnection.accept(socket, secret);
            int rank = ByteBuffer.wrap(connection.receive(GREETING_MILLIS)).getInt();
            watch(connection, rank);
            connection.send(new byte[0]); // last: the other end may finish as soon as it has it
        } catch (IOException e) {
            // a stranger
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread.ofPlatform().daemon().name(name).start(body);
    }
}
