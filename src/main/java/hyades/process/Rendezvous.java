package hyades.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tells the ranks of MPJ Express's niodev where the others listen, in place of its `mpjrun` and `mpjdaemon`.
///
/// Each rank connects and says which ports it reads and writes on; once all have, each is told all of them. Listens
/// on the loopback interface, on a free port, so that several jobs run side by side. One serves all ranks of a job on
/// this machine, from the launcher; where the ranks are on several machines each serves its own, and finds the others
/// out otherwise ([SlurmRank]).
public final class Rendezvous implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    /// MPJ Express sends larger messages only after the receiver asked for them [bytes]; its own default.
    private static final int PROTOCOL_SWITCH_LIMIT = 131072;

    private static final int GREETING_MILLIS = 30_000;

    /// No rank of MPJ Express begins so.
    private static final String QUESTION = "Who is missing";

    /// The ports on which a rank of MPJ Express listens.
    record Listener(int readPort, int writePort) {
        /// As MPJ Express reads it.
        String at(InetAddress address, int rank) {
            return "%s@%d@%d@%d".formatted(address.getHostAddress(), readPort, writePort, rank);
        }
    }

    /// Makes of the ports of the ranks here, by rank, all ranks' places as MPJ Express reads them ([Listener#at]).
    interface Places {
        List<String> all(SortedMap<Integer, Listener> here) throws IOException;
    }

    private final ServerSocket server;
    private final int first;
    private final int end;
    private final Places places;
    private final SortedMap<Integer, Listener> listeners = new TreeMap<>();
    private final Map<Integer, Socket> sockets = new TreeMap<>();
    private boolean isOff;

    /// For all ranks of a job whose processes are on this machine.
    public Rendezvous(int ranks) throws IOException {
        this(0, ranks, Rendezvous::allHere);
    }

    /// For the ranks from `first` to below `end`.
    Rendezvous(int first, int end, Places places) throws IOException {
        this.first = first;
        this.end = end;
        this.places = places;
        server = new ServerSocket(0, end - first + 16, InetAddress.getByName(HOST));
    }

    private static List<String> allHere(SortedMap<Integer, Listener> here) {
        return here.entrySet().stream()
                .map(entry -> entry.getValue().at(InetAddress.ofLiteral(HOST), entry.getKey()))
                .toList();
    }

    int port() {
        return server.getLocalPort();
    }

    /// What MPJ Express is to be told at the start of a rank, after the rank itself: where this rendezvous is, and
    /// the device.
    ///
    /// @param ranks all ranks of the job
    public List<String> rankArguments(int ranks) {
        String configuration =
                "#temp line;#Number of Processes;%d;#Protocol Switch Limit;%d;#Server Name;%s;#Server Port;%d"
                        .formatted(ranks, PROTOCOL_SWITCH_LIMIT, HOST, port());
        return List.of(configuration, "niodev");
    }

    /// Serves the ranks on a thread of its own, until all are served or [#close] is called.
    public void start() {
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
            if (greeting.equals(QUESTION) && LoopbackPeer.isOurs(socket)) {
                new DataOutputStream(socket.getOutputStream()).writeUTF(missing());
                socket.close();
                return;
            }
            int writePort = in.readInt();
            int readPort = in.readInt();
            int rank = in.readInt();
            if (!greeting.equals("Sending Info") || rank < first || rank >= end || !LoopbackPeer.isOurs(socket)) {
                socket.close();
                return;
            }
            join(rank, socket, new Listener(readPort, writePort));
        } catch (IOException e) {
            // a stranger, or a rank that is gone: whoever watches the processes reports that
        }
    }

    private synchronized String missing() {
        return IntStream.range(first, end)
                .filter(rank -> !sockets.containsKey(rank))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }

    /// The ranks that have not come, for one that has waited for them long enough.
    ///
    /// @param configuration what [#rankArguments] begins with
    /// @return their numbers; empty where there is nobody to ask, as all have come
    static String missing(String configuration) {
        Matcher port = Pattern.compile("#Server Port;(\\d+)").matcher(configuration);
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(HOST, port.find() ? Integer.parseInt(port.group(1)) : 0), GREETING_MILLIS);
            socket.setSoTimeout(GREETING_MILLIS);
            new DataOutputStream(socket.getOutputStream()).writeUTF(QUESTION);
            return new DataInputStream(socket.getInputStream()).readUTF();
        } catch (IOException e) {
            return "";
        }
    }

    private synchronized void join(int rank, Socket socket, Listener listener) throws IOException {
        if (isOff || sockets.putIfAbsent(rank, socket) != null) {
            socket.close();
            return;
        }
        listeners.put(rank, listener);
        if (sockets.size() == end - first) {
            close();
            String table = places.all(listeners).stream().collect(Collectors.joining(";", "#Peer Information;", ""));
            for (Socket each : sockets.values()) {
                new DataOutputStream(each.getOutputStream()).writeUTF(table);
                each.close();
            }
        }
    }

    /// Keeps the ranks here from meeting.
    ///
    /// @return whether that is so; false where they have met before
    public synchronized boolean callOff() throws IOException {
        if (sockets.size() == end - first) {
            return false;
        }
        isOff = true;
        close();
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
