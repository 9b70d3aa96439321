package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A web, and a server of this process that behaves as badly as some do. Waits take no time: the clock is the test's.
abstract class HttpCase {
    static final long MOST_BYTES = 10_000;

    final FakeTime time = new FakeTime();
    final HttpWeb web = web(new HttpSettings("Hyades/1 (test)", null, 1000, 3, MOST_BYTES));
    LocalServer server;

    HttpWeb web(HttpSettings settings) {
        return web(settings, InetAddress::getAllByName);
    }

    HttpWeb web(HttpSettings settings, Addresses.Names names) {
        return new HttpWeb(settings, time, new SplittableRandom(1), names);
    }

    @BeforeEach
    void open() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    Reply get(String path) throws IOException, InterruptedException {
        return web.send(Request.get(server.uri(path)), Deadline.in(Duration.ofSeconds(30), time));
    }

    WebFault fault(String path) {
        return fault(web, server.uri(path));
    }

    WebFault fault(Web asked, URI uri) {
        return assertThrows(
                WebFault.class, () -> asked.send(Request.get(uri), Deadline.in(Duration.ofSeconds(30), time)));
    }

    static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    long waitedMillis() {
        return time.nanoTime() / 1_000_000;
    }
}
