package hyades.launch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/// Tells the ranks of MPJ Express's niodev where the others listen, in place of its `mpjrun` and `mpjdaemon`.
///
/// Each rank connects and says which ports it reads and writes on; once all have, each is told all of them. Listens
/// on the loopback interface, on a free port, so that several jobs run side by side.
final class Rendezvous implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final int GREETING_MILLIS = 5000;

    private final ServerSocket server;
    private final int ranks;
    private final String[] peers;
    private final Map<Integer, Socket> sockets = new HashMap<>();

    Rendezvous(int ranks) throws IOException {
        this.ranks = ranks;
        peers = new String[ranks];
        server = new ServerSocket(0, ranks + 16, InetAddress.getByName(HOST));
    }

    int port() {
        return server.getLocalPort();
    }

    /// Serves the ranks on a thread of its own, until all are served or [#close] is called.
    void start() {
        Thread.ofPlatform().daemon().name("rendezvous").start(() -> {
            try {
                serve();
            } catch (IOException e) {
                // closed: all are served, or the job has ended
            }
        });
    }

    private void serve() throws IOException {
        while (true) {
            Socket socket = server.accept();
            Thread.ofPlatform().daemon().name("rank at the rendezvous").start(() -> greet(socket));
        }
    }

    /// Takes a rank's ports down; whoever does not speak as a rank does is sent away, and disturbs nobody.
    private void greet(Socket socket) {
        try {
            socket.setSoTimeout(GREETING_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String greeting = in.readUTF();
            int writePort = in.readInt();
            int readPort = in.readInt();
            int rank = in.readInt();
            if (!greeting.equals("Sending Info") || rank < 0 || rank >= ranks) {
                socket.close();
                return;
            }
            join(rank, socket, "%s@%d@%d@%d".formatted(HOST, readPort, writePort, rank));
        } catch (IOException e) {
            // a stranger, or a rank that is gone: whoever watches the processes reports that
        }
    }

    private synchronized void join(int rank, Socket socket, String peer) throws IOException {
        if (sockets.putIfAbsent(rank, socket) != null) {
            socket.close();
            return;
        }
        peers[rank] = peer;
        if (sockets.size() == ranks) {
            String table = "#Peer Information;" + String.join(";", peers);
            for (Socket each : sockets.values()) {
                new DataOutputStream(each.getOutputStream()).writeUTF(table);
                each.close();
            }
            close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
