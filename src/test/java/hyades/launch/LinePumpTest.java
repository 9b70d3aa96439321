package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.process.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LinePumpTest {
    /// As `less` does, which reads no more than a page of it: what a job has said is not lost because somebody thinks.
    @Test
    void aReaderWhoTakesHisTimeIsWaitedFor() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        List<String> read = new CopyOnWriteArrayList<>();
        LinePump pump = LinePump.start(new ByteArrayInputStream("a\nb\nc\n".getBytes()), piece -> {
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            read.add(new String(piece, StandardCharsets.UTF_8));
        });
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(500); // some times what is waited for in silence
                goesOn.countDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        pump.drain(Duration.ofMillis(50));
        assertEquals(List.of("a\n", "b\n", "c\n"), read);
    }

    /// A child of a rank's, say, which outlives it.
    @Test
    void whoKeepsTheStreamOpenInSilenceIsNotWaitedFor() throws Exception {
        List<String> read = new CopyOnWriteArrayList<>();
        try (PipedOutputStream other = new PipedOutputStream()) {
            LinePump pump = LinePump.start(new PipedInputStream(other), piece -> read.add(new String(piece)));
            other.write("a\n".getBytes());
            other.flush();
            while (read.isEmpty()) {
                Thread.sleep(1);
            }
            pump.drain(Duration.ofMillis(50));
        }
        assertTrue(read.contains("a\n"));
    }

    /// JDK 25 says so of a JVM that SIGTERM ends while it starts.
    @Test
    void whatTheJvmSaysOfItselfIsNoOutput() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        String said = "Runtime.exit(143) logging failed: Cannot invoke \"java.lang.Module.getClassLoader()\"\n"
                + "WARNING: Using incubator modules: jdk.incubator.vector\nand a line of ours\n";
        try (PrintStream out = new PrintStream(shown)) {
            LinePump.start(new ByteArrayInputStream(said.getBytes()), out, new Screen())
                    .drain(Duration.ofSeconds(30));
        }
        assertEquals("and a line of ours\n", shown.toString());
    }
}
