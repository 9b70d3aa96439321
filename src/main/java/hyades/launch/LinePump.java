package hyades.launch;

import hyades.process.Pieces;
import hyades.process.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Forwards a process's output, line by line.
final class LinePump {
    /// What the JVM says on every start with the Vector API or with options in the environment, and nobody asked
    /// for.
    private static final List<String> NOISE =
            List.of("WARNING: Using incubator modules: jdk.incubator.vector", "NOTE: Picked up JDK_JAVA_OPTIONS");

    private LinePump() {}

    /// Starts forwarding on a thread of its own, which ends with the stream.
    static Thread start(InputStream from, PrintStream to, Screen screen) {
        return start(from, line -> {
            if (!isNoise(new String(line, StandardCharsets.UTF_8))) {
                screen.show(line, to);
            }
        });
    }

    /// The same to any place.
    static Thread start(InputStream from, Pieces.Sink to) {
        return Thread.ofPlatform().daemon().name("output").start(() -> {
            try (from;
                    Pieces pieces = new Pieces(to)) {
                from.transferTo(pieces);
            } catch (IOException e) {
                // the process is gone; its exit code tells more
            }
        });
    }

    /// Whether it is one of the lines that nobody asked for.
    static boolean isNoise(String line) {
        return NOISE.stream().anyMatch(line::startsWith);
    }
}
