package hyades.launch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Tells the ranks of MPJ Express's niodev where the others listen, in place of its `mpjrun` and `mpjdaemon`.
///
/// Each rank connects and says which ports it reads and writes on; once all have, each is told all of them. Listens
/// on the loopback interface, on a free port, so that several jobs run side by side.
final class Rendezvous implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final ServerSocket server;
    private final int ranks;

    Rendezvous(int ranks) throws IOException {
        this.ranks = ranks;
        server = new ServerSocket(0, ranks, InetAddress.getByName(HOST));
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
                // A rank that is gone, or the end of the job: whoever watches the processes reports it.
            }
        });
    }

    private void serve() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        String[] peers = new String[ranks];
        try {
            while (sockets.size() < ranks) {
                Socket socket = server.accept();
                sockets.add(socket);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readUTF(); // "Sending Info"
                int writePort = in.readInt();
                int readPort = in.readInt();
                int rank = in.readInt();
                peers[rank] = "%s@%d@%d@%d".formatted(HOST, readPort, writePort, rank);
            }
            String table = "#Peer Information;" + String.join(";", peers);
            for (Socket socket : sockets) {
                new DataOutputStream(socket.getOutputStream()).writeUTF(table);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
