package hyades.launch;

import hyades.process.Ranks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which processes wait for a debugger before they begin, and where it finds each: on a port of the loopback interface
/// of its own, by the JVM's debug wire protocol (JDWP). Who has no debugger waits for the others' messages, asleep.
///
/// @param ports by the rank whose process waits; where the ranks are threads of one process, one under rank 0
/// @param isOfAll whether all ranks are threads of that process
public record Debugging(Map<Integer, Integer> ports, boolean isOfAll) {
    /// Nobody waits.
    static final Debugging NONE = new Debugging(Map.of(), false);

    /// Set in the process that holds all ranks, so that it does not start another.
    private static final String PROPERTY = "hyades.debugged";

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// While a rank waits, or stands where somebody looks at it, the others wait for it.
    private static final Duration PATIENCE = Duration.ofDays(1);

    public Debugging {
        ports = Map.copyOf(ports);
    }

    /// Whether a debugger is at this process, or was waited for.
    public static boolean isHere() {
        return Boolean.getBoolean(PROPERTY);
    }

    /// All ranks in one process.
    public static Debugging ofAll() throws IOException {
        return new Debugging(free(List.of(0)), true);
    }

    /// Some ranks, in processes of their own.
    public static Debugging of(List<Integer> ranks) throws IOException {
        return new Debugging(free(ranks), false);
    }

    /// Ports that nobody has, each had until all are, so that they differ.
    private static Map<Integer, Integer> free(List<Integer> ranks) throws IOException {
        Map<Integer, Integer> ports = new TreeMap<>();
        List<ServerSocket> had = new ArrayList<>();
        try {
            for (int rank : ranks) {
                if (!ports.containsKey(rank)) {
                    had.add(new ServerSocket(0, 1, LOOPBACK));
                    ports.put(rank, had.getLast().getLocalPort());
                }
            }
        } finally {
            for (ServerSocket socket : had) {
                socket.close();
            }
        }
        return ports;
    }

    boolean isOn() {
        return !ports.isEmpty();
    }

    /// What the JVM of a rank is to be told.
    List<String> options(int rank) {
        if (!isOn()) {
            return List.of();
        }
        String patience = "-D%s=%d".formatted(Ranks.MEETING_PROPERTY, PATIENCE.toSeconds());
        if (!ports.containsKey(rank)) {
            return List.of(patience);
        }
        return Stream.concat(
                        Stream.of(
                                patience,
                                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,timeout=%d,address=%s:%d"
                                        .formatted(PATIENCE.toMillis(), LOOPBACK.getHostAddress(), ports.get(rank))),
                        isOfAll ? Stream.of("-D%s=true".formatted(PROPERTY)) : Stream.empty())
                .toList();
    }

    /// How to attach, one line for each process that waits.
    public List<String> words() {
        return new TreeMap<>(ports)
                .entrySet().stream()
                        .map(each ->
                                "%s for a debugger: jdb -attach %s:%d, or a remote JVM of that host and port in an IDE%s"
                                        .formatted(
                                                isOfAll ? "all ranks wait" : "rank %d waits".formatted(each.getKey()),
                                                LOOPBACK.getHostAddress(),
                                                each.getValue(),
                                                isOfAll ? "; their threads are called rank 0 and so on" : ""))
                        .toList();
    }
}
