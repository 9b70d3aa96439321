package hyades.comm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/// Tells the ranks of a job that MPJ's own `mpjrun` started when one of them is gone, which nothing else does: each
/// rank keeps a connection to rank 0 that ends with its process.
///
/// The way to rank 0, and a secret that whoever connects must know, travel through the communicator.
final class Lifeline {
    private static final int CONNECT_MILLIS = 2000;
    private static final int ACCEPT_MILLIS = 100;
    private static final int SECRET_BYTES = 16;
    private static final int FINISHED = 'F';

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final IntConsumer onLoss;

    /// Connects the ranks; collective.
    ///
    /// @param onLoss called on a thread of this object with a rank that is gone: on rank 0 with any other,
    /// elsewhere
    ///     with 0
    Lifeline(Communicator world, IntConsumer onLoss) throws IOException {
        this.onLoss = onLoss;
        if (world.rank() == 0) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            ServerSocket server = new ServerSocket(0);
            daemon("lifelines", () -> accept(server, secret, world.size() - 1));
            world.broadcast(describe(server.getLocalPort(), secret), 0);
            return;
        }
        String[] fields = new String(world.broadcast((byte[]) null, 0), StandardCharsets.UTF_8).split(" ");
        if (connect(fields, world.rank())) {
            daemon("lifeline", () -> watch(connections.iterator().next(), 0));
        } else {
            System.err.println("rank %d: warning: cannot connect to rank 0 at %s; its end would go unnoticed here"
                    .formatted(world.rank(), String.join(", ", List.of(fields).subList(2, fields.length))));
        }
    }

    /// Says to the other ends that this rank's end is no loss.
    void finish() {
        for (Socket socket : connections) {
            try {
                socket.getOutputStream().write(FINISHED);
            } catch (IOException e) {
                // finished before this one
            }
        }
    }

    private static byte[] describe(int port, byte[] secret) throws IOException {
        List<String> fields = new ArrayList<>(List.of(HexFormat.of().formatHex(secret), Integer.toString(port)));
        fields.add(InetAddress.getLoopbackAddress().getHostAddress());
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .forEach(fields::add);
        return String.join(" ", fields).getBytes(StandardCharsets.UTF_8);
    }

    /// Tries rank 0's addresses in turn; a wrong machine at one of them does not know the secret.
    private boolean connect(String[] fields, int rank) {
        byte[] secret = HexFormat.of().parseHex(fields[0]);
        for (String address : List.of(fields).subList(2, fields.length)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, Integer.parseInt(fields[1])), CONNECT_MILLIS);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.write(secret);
                out.writeInt(rank);
                socket.setSoTimeout(CONNECT_MILLIS);
                byte[] answer = new DataInputStream(socket.getInputStream()).readNBytes(SECRET_BYTES);
                if (MessageDigest.isEqual(answer, secret)) {
                    socket.setSoTimeout(0);
                    connections.add(socket);
                    return true;
                }
                socket.close();
            } catch (IOException e) { // the next address
                close(socket);
            }
        }
        return false;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use anyway
        }
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
        int rank;
        try {
            socket.setSoTimeout(CONNECT_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (!MessageDigest.isEqual(in.readNBytes(SECRET_BYTES), secret)) {
                socket.close();
                return;
            }
            rank = in.readInt();
            socket.setSoTimeout(0);
            connections.add(socket);
            socket.getOutputStream().write(secret); // last: the other end may finish as soon as it has it
        } catch (IOException e) { // a stranger
            connections.remove(socket);
            close(socket);
            return;
        }
        watch(socket, rank);
    }

    private void watch(Socket socket, int rank) {
        int last = -1;
        try {
            last = socket.getInputStream().read();
        } catch (IOException e) {
            // as good as its end
        }
        if (last != FINISHED) {
            onLoss.accept(rank);
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread.ofPlatform().daemon().name(name).start(body);
    }
}
