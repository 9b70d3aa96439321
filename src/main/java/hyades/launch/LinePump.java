package hyades.launch;

import hyades.process.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Forwards a process's output line by line, so that the lines of several ranks never mix within a line. A carriage
/// return ends a piece too: progress bars redraw with it.
final class LinePump {
    /// What the JVM says on every start with the Vector API or with options in the environment, and nobody asked
    /// for.
    private static final List<String> NOISE =
            List.of("WARNING: Using incubator modules: jdk.incubator.vector", "NOTE: Picked up JDK_JAVA_OPTIONS");

    private LinePump() {}

    /// Where lines go.
    interface Sink {
        /// @param line with its end
        void accept(byte[] line);
    }

    /// Starts forwarding on a thread of its own, which ends with the stream.
    static Thread start(InputStream from, PrintStream to, Screen screen) {
        return start(from, line -> {
            if (!isNoise(new String(line, StandardCharsets.UTF_8))) {
                screen.show(line, to);
            }
        });
    }

    /// The same to any place.
    static Thread start(InputStream from, Sink to) {
        return Thread.ofPlatform().daemon().name("output").start(() -> {
            try (from) {
                pump(from, to);
            } catch (IOException e) {
                // the process is gone; its exit code tells more
            }
        });
    }

    /// Whether it is one of the lines that nobody asked for.
    static boolean isNoise(String line) {
        return NOISE.stream().anyMatch(line::startsWith);
    }

    private static void pump(InputStream from, Sink to) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
            for (int i = 0; i < n; i++) {
                line.write(chunk[i]);
                if (chunk[i] == '\n' || chunk[i] == '\r') {
                    forward(line, to);
                }
            }
        }
        if (line.size() > 0) {
            line.write('\n');
            forward(line, to);
        }
    }

    private static void forward(ByteArrayOutputStream line, Sink to) {
        to.accept(line.toByteArray());
        line.reset();
    }
}
