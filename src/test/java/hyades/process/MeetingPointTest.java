package hyades.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real sockets on the loopback interface. What a stranger may see is what the bytes on the wire say: 32 random ones.
@Timeout(60)
class MeetingPointTest {
    private static final byte[] SECRET = secret();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> HERE = List.of("127.0.0.1");

    private final List<Integer> ports =
            MeetingPoint.ports(ProcessHandle.current().pid(), System.nanoTime());
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static byte[] secret() {
        return HexFormat.of().parseHex(ProvenConnection.newSecret());
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    private MeetingPoint open(int ranks) throws IOException {
        return keep(MeetingPoint.open(ports, SECRET, ranks));
    }

    private ProvenConnection find(int rank, String message) throws Exception {
        return keep(MeetingPoint.find(HERE, ports, SECRET, rank, message.getBytes(StandardCharsets.UTF_8), PATIENCE));
    }

    /// The ways in which a stranger may behave.
    enum Stranger {
        SILENT,
        GARBAGE,
        WRONG_PROOF,
        RIGHT_LENGTH_THEN_SILENT,
        REPLAY,
        REFLECTION,
        MANY;

        /// Does it.
        ///
        /// @param recorded what a real rank once said
        void visit(MeetingPointTest test, int port, byte[] recorded) throws IOException {
            switch (this) {
                case SILENT -> test.stranger(port);
                case GARBAGE -> {
                    byte[] garbage = new byte[100_000];
                    new Random(1).nextBytes(garbage);
                    write(test.stranger(port), garbage);
                }
                case WRONG_PROOF -> write(test.stranger(port), new byte[64]);
                case RIGHT_LENGTH_THEN_SILENT -> write(test.stranger(port), new byte[63]);
                case REPLAY -> write(test.stranger(port), recorded);
                case REFLECTION -> {
                    Socket socket = test.stranger(port);
                    byte[] nonce = socket.getInputStream().readNBytes(32);
                    write(socket, nonce);
                    write(socket, nonce);
                }
                case MANY -> {
                    for (int i = 0; i < 1000; i++) {
                        test.stranger(port);
                    }
                }
            }
        }
    }

    private Socket stranger(int port) throws IOException {
        return keep(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // thrown out meanwhile
        }
    }

    /// What a stranger reads is a nonce and then the end, whatever it sends; the ranks meet all the same.
    @ParameterizedTest
    @EnumSource
    void strangersGetNothingAndDisturbNobody(Stranger stranger) throws Exception {
        byte[] recorded = recordARank();
        MeetingPoint point = open(3);
        stranger.visit(this, point.port(), recorded);
        ProvenConnection second = find(2, "two");
        stranger.visit(this, point.port(), recorded);
        ProvenConnection first = find(1, "one");
        Map<Integer, MeetingPoint.Guest> guests = point.awaitAll(PATIENCE);
        assertEquals("one", text(guests.get(1).message()));
        assertEquals("two", text(guests.get(2).message()));
        guests.get(2).connection().send("all".getBytes(StandardCharsets.UTF_8));
        assertEquals("all", text(second.receive(1000)));
        first.send("more".getBytes(StandardCharsets.UTF_8));
        assertEquals("more", text(guests.get(1).connection().receive(1000)));
        for (AutoCloseable each : open) {
            if (each instanceof Socket socket) {
                assertTrue(received(socket) <= 32, "a stranger got more than a nonce");
            }
        }
    }

    /// Bytes that have arrived, up to the end where the other side has closed.
    private static int received(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        int count = 0;
        try {
            while (socket.getInputStream().read() >= 0) {
                count++;
            }
        } catch (IOException e) {
            // reset, or still open and silent
        }
        return count;
    }

    /// What a rank says at another meeting of the same job, with the same secret, to a listener in between.
    private byte[] recordARank() throws Exception {
        try (ServerSocket between = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MeetingPoint point = MeetingPoint.open(ports, SECRET, 2)) {
            List<Integer> detour = List.of(between.getLocalPort());
            Thread rank = Thread.ofPlatform().start(() -> {
                try {
                    keep(MeetingPoint.find(HERE, detour, SECRET, 1, new byte[0], PATIENCE));
                } catch (Exception e) {
                    // the listener hangs up
                }
            });
            try (Socket near = between.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), point.port())) {
                DataInputStream fromRank = new DataInputStream(near.getInputStream());
                OutputStream toRank = near.getOutputStream();
                toRank.write(far.getInputStream().readNBytes(32));
                byte[] said = fromRank.readNBytes(64);
                far.getOutputStream().write(said);
                assertEquals(32, far.getInputStream().readNBytes(32).length, "the rank was accepted");
                return said;
            } finally {
                rank.interrupt();
                rank.join();
            }
        }
    }

    /// Another program, another job and somebody who answers nothing hold the first three ports.
    @Test
    void ranksFindTheirOwnBehindStrangers() throws Exception {
        keep(MeetingPoint.open(ports.subList(0, 1), secret(), 2));
        ServerSocket talker = keep(new ServerSocket(ports.get(1)));
        Thread.ofPlatform().daemon().start(() -> {
            while (!talker.isClosed()) {
                try (Socket socket = talker.accept()) {
                    socket.getOutputStream().write(new byte[1000]);
                } catch (IOException e) {
                    // closed
                }
            }
        });
        MeetingPoint point = open(2);
        assertEquals(ports.get(2), point.port());
        find(1, "here");
        assertEquals("here", text(point.awaitAll(PATIENCE).get(1).message()));
    }

    @Test
    void ranksMayComeBeforeTheFirst() throws Exception {
        Thread early = Thread.ofPlatform().start(() -> {
            try {
                find(1, "early");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(300); // longer than one round of looking
        MeetingPoint point = open(2);
        assertEquals("early", text(point.awaitAll(PATIENCE).get(1).message()));
        early.join();
    }

    @Test
    void missingRanksAreNamed() throws Exception {
        MeetingPoint point = open(4);
        find(2, "");
        Thread.sleep(200); // until it is written down
        TimeoutException late = assertThrows(TimeoutException.class, () -> point.awaitAll(Duration.ofSeconds(1)));
        assertEquals("within 1 s these ranks have not come: 1, 3", late.getMessage());
        IOException nobody = assertThrows(
                IOException.class,
                () -> MeetingPoint.find(HERE, ports.subList(5, 6), SECRET, 1, new byte[0], Duration.ofMillis(300)));
        assertTrue(nobody.getMessage().startsWith("no rank 0 found on 127.0.0.1 within 0 s"), nobody::getMessage);
    }

    /// Somebody in between who changes one bit, or sends a message twice, is found out.
    @ParameterizedTest(name = "changed: {0}")
    @org.junit.jupiter.params.provider.ValueSource(booleans = {true, false})
    void messagesCanNeitherBeChangedNorRepeated(boolean changed) throws Exception {
        ServerSocket end = keep(new ServerSocket(0));
        ServerSocket between = keep(new ServerSocket(0));
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket near = between.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), end.getLocalPort())) {
                near.getOutputStream().write(far.getInputStream().readNBytes(32));
                far.getOutputStream().write(near.getInputStream().readNBytes(64));
                near.getOutputStream().write(far.getInputStream().readNBytes(32));
                byte[] message = near.getInputStream().readNBytes(4 + 5 + 32);
                byte[] second = message.clone();
                second[4] ^= (byte) (changed ? 1 : 0);
                far.getOutputStream().write(message);
                far.getOutputStream().write(second);
                near.getInputStream().read();
            } catch (IOException e) {
                // the test has ended
            }
        });
        Thread sender = Thread.ofPlatform().start(() -> {
            try {
                InetSocketAddress address =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), between.getLocalPort());
                keep(ProvenConnection.connect(address, 1000, SECRET)).send("ports".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        ProvenConnection receiver = keep(ProvenConnection.accept(end.accept(), SECRET));
        assertEquals("ports", text(receiver.receive(5000)));
        assertThrows(IOException.class, () -> receiver.receive(5000));
        sender.join();
    }

    /// The same on every rank, without a word; another step of the job meets elsewhere.
    @Test
    void portsFollowFromJobAndStep() {
        List<Integer> first = MeetingPoint.ports(4711, 0);
        assertEquals(first, MeetingPoint.ports(4711, 0));
        assertArrayEquals(
                new int[] {16, 16},
                new int[] {first.size(), (int) first.stream().distinct().count()});
        assertTrue(first.stream().allMatch(port -> port >= 20000 && port < 25000));
        for (List<Integer> other : Arrays.asList(MeetingPoint.ports(4711, 1), MeetingPoint.ports(4712, 0))) {
            assertTrue(!other.getFirst().equals(first.getFirst()));
        }
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
