package hyades.process;

import hyades.comm.Communicator;
import hyades.comm.SingleRank;
import hyades.comm.TransportCommunicator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A rank that SLURM's `srun` started, perhaps on another machine than the others: who it is stands in SLURM's
/// variables, where rank 0 is and the secret of the job in ours.
///
/// MPJ Express asks a [Rendezvous] in this process where the others are. That takes the answer from rank 0, over a
/// connection on which both have proven themselves ([MeetingPoint]), and which then stays as a [Lifeline].
public final class SlurmRank {
    /// In the environment of such a task: the names or addresses of rank 0's machine, divided by blanks.
    public static final String HOSTS_VARIABLE = "HYADES_FIRST_NODE";

    /// In the environment of such a task: what [#newSecret] gave. Never on a command line, which everybody may read;
    /// but SLURM carries the environment from `srun` to the nodes, and does not encrypt it where it is not told to.
    public static final String SECRET_VARIABLE = "HYADES_SECRET";

    /// How long a rank waits for the others: their JVMs start from one file server, and hundreds of them take a
    /// while.
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int ANSWER_MILLIS = 200_000;

    private final int rank;
    private final int size;
    private final String node;
    private final List<String> hosts;
    private final List<Integer> ports;
    private final byte[] secret;
    private final Map<Integer, ProvenConnection> connections = new TreeMap<>();
    private final CountDownLatch connected = new CountDownLatch(1);

    /// What a rank tells rank 0, besides its address, which rank 0 sees.
    private record Self(Rendezvous.Listener listener, CpuBinding binding) {
        byte[] pack() {
            return "%d %d %s %s"
                    .formatted(listener.readPort(), listener.writePort(), binding.node(), binding.cpus())
                    .getBytes(StandardCharsets.UTF_8);
        }

        static Self unpack(byte[] message, int rank) {
            String[] fields = new String(message, StandardCharsets.UTF_8).split(" ", -1);
            return new Self(
                    new Rendezvous.Listener(Integer.parseInt(fields[0]), Integer.parseInt(fields[1])),
                    new CpuBinding(rank, fields[2], fields[3]));
        }
    }

    /// @param environment SLURM's variables of a task, and ours
    SlurmRank(Map<String, String> environment) {
        rank = Integer.parseInt(require(environment, "SLURM_PROCID"));
        size = Integer.parseInt(require(environment, "SLURM_STEP_NUM_TASKS"));
        node = environment.getOrDefault("SLURMD_NODENAME", "?").replace(' ', '_');
        ports = MeetingPoint.ports(
                Long.parseLong(require(environment, "SLURM_JOB_ID")),
                Long.parseLong(require(environment, "SLURM_STEP_ID")));
        hosts = List.of(require(environment, HOSTS_VARIABLE).split(" "));
        secret = HexFormat.of().parseHex(require(environment, SECRET_VARIABLE));
    }

    private static String require(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new JobFailure(
                    2, "no %s in the environment: expected a task that --on slurm started".formatted(name));
        }
        return value;
    }

    /// A secret for the ranks of one job, by which they know each other.
    public static String newSecret() {
        return ProvenConnection.newSecret();
    }

    int rank() {
        return rank;
    }

    int size() {
        return size;
    }

    /// Joins the job; to be called on the rank's own thread.
    ///
    /// @param onFailure ends the rank where the others cannot be found
    Communicator join(Consumer<Throwable> onFailure) throws Exception {
        if (size == 1) {
            return new SingleRank();
        }
        try (MeetingPoint point = rank == 0 ? MeetingPoint.open(ports, secret, size) : null;
                Rendezvous rendezvous = new Rendezvous(rank, rank + 1, here -> {
                    try {
                        return places(point, here);
                    } catch (IOException | TimeoutException | InterruptedException e) {
                        onFailure.accept(new JobFailure(1, "cannot meet the other ranks: " + e.getMessage()));
                        throw new IOException(e);
                    }
                })) {
            rendezvous.start();
            List<String> arguments = new ArrayList<>(List.of(Integer.toString(rank)));
            arguments.addAll(rendezvous.rankArguments(size));
            Communicator world = TransportCommunicator.join(arguments.toArray(String[]::new));
            connected.await();
            return world;
        }
    }

    /// Watches over the other ranks from now on.
    Lifeline watch(Lifeline.Loss onLoss) {
        Lifeline lifeline = new Lifeline(onLoss);
        connections.forEach((other, connection) -> lifeline.watch(connection, other));
        return lifeline;
    }

    private List<String> places(MeetingPoint point, SortedMap<Integer, Rendezvous.Listener> here)
            throws IOException, TimeoutException, InterruptedException {
        Self self = new Self(here.get(rank), CpuBinding.ofThisProcess(rank, node));
        List<String> places = point == null ? ask(self) : answer(point, self);
        connected.countDown();
        return places;
    }

    private List<String> ask(Self self) throws IOException, InterruptedException {
        ProvenConnection connection = MeetingPoint.find(hosts, ports, secret, rank, self.pack(), PATIENCE);
        connections.put(0, connection);
        return List.of(new String(connection.receive(ANSWER_MILLIS), StandardCharsets.UTF_8).split(";"));
    }

    private List<String> answer(MeetingPoint point, Self self)
            throws IOException, TimeoutException, InterruptedException {
        SortedMap<Integer, MeetingPoint.Guest> guests = new TreeMap<>(point.awaitAll(PATIENCE));
        InetAddress mine = ownAddress(guests);
        List<String> places = new ArrayList<>(List.of(self.listener.at(mine, 0)));
        List<CpuBinding> bindings = new ArrayList<>(List.of(self.binding));
        for (Map.Entry<Integer, MeetingPoint.Guest> entry : guests.entrySet()) {
            int other = entry.getKey();
            ProvenConnection connection = entry.getValue().connection();
            Self theirs = Self.unpack(entry.getValue().message(), other);
            places.add(theirs.listener.at(isHere(connection.remote()) ? mine : connection.remote(), other));
            bindings.add(theirs.binding);
            connections.put(other, connection);
        }
        byte[] answer = String.join(";", places).getBytes(StandardCharsets.UTF_8);
        for (ProvenConnection connection : connections.values()) {
            connection.send(answer);
        }
        CpuBinding.complaints(bindings).forEach(line -> System.err.println("rank 0: warning: " + line));
        return places;
    }

    /// This machine's address as the others have it: where a rank of another machine has found it, if there is one.
    private static InetAddress ownAddress(SortedMap<Integer, MeetingPoint.Guest> guests) throws SocketException {
        for (MeetingPoint.Guest guest : guests.values()) {
            if (!isHere(guest.connection().remote())) {
                return guest.connection().local();
            }
        }
        return InetAddress.getLoopbackAddress();
    }

    private static boolean isHere(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }
}
