package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real sockets on the loopback interface.
@Timeout(60)
class LifelineTest {
    private static final byte[] SECRET = HexFormat.of().parseHex(ProvenConnection.newSecret());

    private final List<AutoCloseable> open = new ArrayList<>();

    private record Pair(ProvenConnection near, ProvenConnection far) {}

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Pair connect() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<ProvenConnection> far = CompletableFuture.supplyAsync(() -> {
                try {
                    return ProvenConnection.accept(server.accept(), SECRET);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            ProvenConnection near = ProvenConnection.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 10_000, SECRET);
            open.addAll(List.of(near, far.get()));
            return new Pair(near, far.get());
        }
    }

    private static void together(int threads, Runnable body) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(Thread.ofPlatform().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                body.run();
            }));
        }
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
    }

    /// Two words in pieces between each other were none of this job's: the other end would name the wrong rank as
    /// lost.
    @Test
    void messagesOfSeveralThreadsComeWhole() throws Exception {
        Pair pair = connect();
        int threads = 4;
        int each = 500;
        Thread senders = Thread.ofPlatform().start(() -> {
            try {
                together(threads, () -> {
                    for (int i = 0; i < each; i++) {
                        try {
                            pair.near.send(ByteBuffer.allocate(4).putInt(i).array());
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        long sum = 0;
        for (int i = 0; i < threads * each; i++) {
            sum += ByteBuffer.wrap(pair.far.receive()).getInt();
        }
        senders.join();
        assertEquals(threads * each * (each - 1L) / 2, sum);
    }

    /// A rank with several reasons to end at once, rank 0 say when it loses two, tells each other rank once, and
    /// nobody who has asked it to goes on before that is done.
    @Test
    void whoeverEndsTheRankAllOthersHaveBeenTold() throws Exception {
        List<Pair> pairs = List.of(connect(), connect(), connect());
        Lifeline lifeline = new Lifeline((_, _) -> {});
        pairs.forEach(pair -> lifeline.watch(pair.near, 1));
        together(3, lifeline::fail);
        lifeline.finish();
        for (Pair pair : pairs) {
            assertEquals("E", new String(pair.far.receive()));
            pair.near.close();
            assertEquals(-1, restOf(pair.far));
        }
    }

    private static int restOf(ProvenConnection connection) {
        try {
            return connection.receive().length;
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aRankThatHasSaidItsLastWordIsNoUntoldLoss() throws Exception {
        record Lost(int rank, boolean hasSaidWhy) {}
        BlockingQueue<Lost> losses = new LinkedBlockingQueue<>();
        Lifeline here = new Lifeline((rank, hasSaidWhy) -> losses.add(new Lost(rank, hasSaidWhy)));
        List<Pair> pairs = List.of(connect(), connect(), connect());
        for (int i = 0; i < pairs.size(); i++) {
            here.watch(pairs.get(i).near, i + 1);
        }
        lastWord(pairs.get(0), Lifeline::finish);
        lastWord(pairs.get(1), Lifeline::fail);
        assertEquals(new Lost(2, true), losses.poll(30, TimeUnit.SECONDS));
        lastWord(pairs.get(2), _ -> {});
        assertEquals(new Lost(3, false), losses.poll(30, TimeUnit.SECONDS));
        assertTrue(losses.isEmpty());
    }

    private static void lastWord(Pair pair, Consumer<Lifeline> word) throws IOException {
        Lifeline there = new Lifeline((_, _) -> {});
        there.watch(pair.far, 0);
        word.accept(there);
        pair.far.close();
    }
}
