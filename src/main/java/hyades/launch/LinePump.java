package hyades.launch;

import hyades.process.Pieces;
import hyades.process.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Forwards a process's output, line by line, on a thread of its own that ends with the stream.
final class LinePump {
    /// What the JVM says on every start with the Vector API or with options in the environment, or when a signal
    /// ends it before its modules are there, and nobody asked for.
    private static final List<String> NOISE = List.of(
            "WARNING: Using incubator modules: jdk.incubator.vector",
            "NOTE: Picked up JDK_JAVA_OPTIONS",
            "Runtime.exit(");

    private static final Duration LOOK = Duration.ofMillis(100);

    private final InputStream from;
    private final Thread thread;

    /// Whether it passes something on, which takes as long as its reader likes.
    private volatile boolean passes;

    private LinePump(InputStream from, Pieces.Sink to) {
        this.from = from;
        thread = Thread.ofPlatform()
                .daemon()
                .name("output")
                .start(() -> forward(piece -> {
                    passes = true;
                    to.accept(piece);
                    passes = false;
                }));
    }

    /// Starts forwarding.
    static LinePump start(InputStream from, PrintStream to, Screen screen) {
        return start(from, line -> {
            if (!isNoise(new String(line, StandardCharsets.UTF_8))) {
                screen.show(line, to);
            }
        });
    }

    /// The same to any place.
    static LinePump start(InputStream from, Pieces.Sink to) {
        return new LinePump(from, to);
    }

    private void forward(Pieces.Sink to) {
        try (from;
                Pieces pieces = new Pieces(to)) {
            from.transferTo(pieces);
        } catch (IOException e) {
            // the process is gone; its exit code tells more
        }
    }

    /// Waits until all is forwarded. Where nothing comes for `silence` and the stream has no end, it is some
    /// other process that keeps it open: then not for that. A reader who is slow, or looks at a page of it, is
    /// waited for.
    void drain(Duration silence) throws InterruptedException {
        long since = System.nanoTime();
        while (!thread.join(LOOK)) {
            if (passes) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= silence.toNanos()) {
                return;
            }
        }
    }

    /// Whether it is one of the lines that nobody asked for.
    static boolean isNoise(String line) {
        return NOISE.stream().anyMatch(line::startsWith);
    }
}
