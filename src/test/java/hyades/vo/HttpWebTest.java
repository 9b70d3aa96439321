package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.WebFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of answers and of what is none, by a server of this process that behaves as badly as some do. Waits
/// take no time: the clock is the test's.
class HttpWebTest {
    private static final long MOST_BYTES = 10_000;

    private final FakeTime time = new FakeTime();
    private final HttpWeb web = web(new HttpSettings("Hyades/1 (test)", null, 1000, 3, MOST_BYTES));
    private LocalServer server;

    private HttpWeb web(HttpSettings settings) {
        return web(settings, InetAddress::getAllByName);
    }

    private HttpWeb web(HttpSettings settings, Addresses.Names names) {
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

    private Reply get(String path) throws IOException, InterruptedException {
        return web.send(Request.get(server.uri(path)), Deadline.in(Duration.ofSeconds(30), time));
    }

    private WebFault fault(String path) {
        return fault(web, server.uri(path));
    }

    private WebFault fault(Web asked, URI uri) {
        return assertThrows(
                WebFault.class, () -> asked.send(Request.get(uri), Deadline.in(Duration.ofSeconds(30), time)));
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static byte[] zipped(byte[] whole) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(whole);
        }
        return bytes.toByteArray();
    }

    private long waitedMillis() {
        return time.nanoTime() / 1_000_000;
    }

    @Test
    void aReplyHasWhatTheServiceSays() throws Exception {
        server.on("/a", "404 No\nContent-Type: Text/XML; charset=utf-8", "<a/>");
        Reply reply = get("/a");
        assertEquals(404, reply.status());
        assertEquals("text/xml", reply.mediaType());
        assertEquals(server.uri("/a"), reply.uri());
        assertEquals("<a/>", text(reply));
        assertEquals("Hyades/1 (test)", server.asked().getFirst().header("User-Agent"));
        assertEquals("gzip", server.asked().getFirst().header("Accept-Encoding"));
        assertTrue(server.asked().getFirst().line().endsWith("HTTP/1.1"));
        assertEquals("", server.asked().getFirst().header("Upgrade"), "no offer of HTTP/2");
    }

    @Test
    void aFormIsPosted() throws Exception {
        server.on("/sync", "200 OK", "done");
        Request request = Request.post(server.uri("/sync"), Map.of("QUERY", "SELECT 'é' & 1+1", "LANG", "ADQL"));
        assertEquals("done", text(web.send(request, Deadline.in(Duration.ofSeconds(30), time))));
        LocalServer.Asked asked = server.asked().getFirst();
        assertEquals("POST /sync HTTP/1.1", asked.line());
        assertEquals("application/x-www-form-urlencoded", asked.header("Content-Type"));
        assertEquals("LANG=ADQL&QUERY=SELECT+%27%C3%A9%27+%26+1%2B1", asked.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void whatIsCompressedIsDecompressed(String encoding) throws Exception {
        byte[] whole = new byte[(int) MOST_BYTES];
        Arrays.fill(whole, (byte) 'a');
        server.on("/a", "200 OK\nContent-Encoding: " + encoding, zipped(whole));
        assertArrayEquals(whole, get("/a").body());
    }

    /// A thousandth of the bytes that it would become: one more than is allowed, or ten million.
    @ParameterizedTest
    @ValueSource(ints = {(int) MOST_BYTES + 1, 10_000_000})
    void aGzipBombIsRefused(int size) throws Exception {
        byte[] zipped = zipped(new byte[size]);
        server.on("/a", "200 OK\nContent-Encoding: gzip", Arrays.copyOf(zipped, Math.min(zipped.length, 9000)));
        WebFault fault = fault("/a");
        assertEquals(Kind.SIZE, fault.kind());
        assertEquals(1, server.asked().size(), "no second look");
        assertTrue(fault.getMessage().endsWith("expected at most 10000 bytes"), fault.getMessage());
    }

    @Test
    void compressedBytesThatAreDamagedAreRefused() throws Exception {
        byte[] zipped = zipped(new byte[1000]);
        server.on("/early", "200 OK\nContent-Encoding: gzip", Arrays.copyOf(zipped, zipped.length - 9));
        server.on("/none", "200 OK\nContent-Encoding: gzip", "<a/>");
        server.on("/other", "200 OK\nContent-Encoding: br", "<a/>");
        assertTrue(fault("/early").getMessage().endsWith("its gzip ends too early"));
        assertTrue(fault("/none").getMessage().endsWith("it is no gzip, as which it came"));
        assertTrue(fault("/other").getMessage().contains("compressed by 'br': expected gzip"));
    }

    /// With its length ahead, and without, when nobody knows how much more will come.
    @Test
    void hugeAnswersAreRefused() throws Exception {
        server.on("/long", "200 OK", new byte[(int) MOST_BYTES + 1]);
        server.on("/endless", out -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(new byte[1000]);
            }
        });
        assertEquals(Kind.SIZE, fault("/long").kind());
        assertEquals(Kind.SIZE, fault("/endless").kind());
        server.on("/just", "200 OK", new byte[(int) MOST_BYTES]);
        assertEquals(MOST_BYTES, get("/just").body().length);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "301, POST, POST", "302, POST, POST", "303, POST, GET", "307, POST, POST", "308, POST, POST",
        "301, GET, GET", "302, GET, GET", "303, GET, GET", "307, GET, GET", "308, GET, GET"
    })
    void redirectsAreFollowed(int status, String method, String then) throws Exception {
        server.on("/a/b", status + " There\nLocation: ../c?x=1#part", "");
        server.on("/c?x=1", "200 OK", "found");
        Request request = method.equals("GET")
                ? Request.get(server.uri("/a/b"))
                : Request.post(server.uri("/a/b"), Map.of("A", "1"));
        Reply reply = web.send(request, Deadline.in(Duration.ofSeconds(30), time));
        assertEquals("found", text(reply));
        assertEquals(server.uri("/c?x=1"), reply.uri());
        assertEquals(then + " /c?x=1 HTTP/1.1", server.asked().getLast().line());
        assertEquals(then.equals("POST") ? "A=1" : "", server.asked().getLast().body());
        assertEquals(
                then.equals("POST") ? "application/x-www-form-urlencoded" : "",
                server.asked().getLast().header("Content-Type"));
    }

    /// As a service that has moved for good sends TAP's queries on, and answers by 303: to another server with the form,
    /// to the result without it.
    @Test
    void aFormFollowsAServiceThatHasMoved() throws Exception {
        try (LocalServer moved = new LocalServer()) {
            server.on("/tap/sync", "301 Moved\nLocation: " + moved.uri("/new/sync"), "");
            moved.on("/new/sync", "303 There\nLocation: result/1", "");
            moved.on("/new/result/1", "200 OK", "rows");
            Request query = Request.post(server.uri("/tap/sync"), Map.of("QUERY", "SELECT 1"));
            Reply reply = web.send(query, Deadline.in(Duration.ofSeconds(30), time));
            assertEquals("rows", text(reply));
            assertEquals(
                    List.of("POST /new/sync HTTP/1.1", "GET /new/result/1 HTTP/1.1"),
                    moved.asked().stream().map(LocalServer.Asked::line).toList());
            assertEquals("QUERY=SELECT+1", moved.asked().getFirst().body());
        }
    }

    @Test
    void redirectsInACircleAreNamed() {
        server.on("/a", "302 There\nLocation: /b", "");
        server.on("/b", "302 There\nLocation: /c", "");
        server.on("/c", "302 There\nLocation: /b", "");
        WebFault fault = fault("/a");
        assertEquals(Kind.REDIRECT, fault.kind());
        assertEquals(
                "GET %s: redirects in a circle: %s -> %s -> %s"
                        .formatted(server.uri("/a"), server.uri("/b"), server.uri("/c"), server.uri("/b")),
                fault.getMessage());
    }

    @Test
    void manyRedirectsAreAMaze() {
        for (int i = 0; i < 20; i++) {
            server.on("/" + i, "302 There\nLocation: /" + (i + 1), "");
        }
        assertTrue(fault("/0").getMessage().contains("more than 10 redirects"));
        assertEquals(11, server.asked().size());
    }

    @Test
    void redirectsLeadToHttpOnly() {
        server.on("/file", "302 There\nLocation: file:///etc/passwd", "");
        server.on("/bad", "302 There\nLocation: http://[", "");
        assertTrue(fault("/file").getMessage().endsWith("redirected to file:///etc/passwd: expected http or https"));
        assertTrue(fault("/bad").getMessage().endsWith("redirected to 'http://[', which is no address"));
    }

    /// Names that lie to the web: the server, on this machine, is a public one to it, and `inside` is not.
    @Test
    void aServiceCannotSendUsToAPrivateAddress() throws Exception {
        Addresses.Names names =
                host -> new InetAddress[] {InetAddress.getByName(host.equals("127.0.0.1") ? "192.0.2.1" : "10.1.2.3")};
        HttpWeb outside = web(new HttpSettings("Hyades", null, 1000, 3, MOST_BYTES), names);
        server.on("/a", "302 There\nLocation: http://inside/secret", "");
        WebFault fault = fault(outside, server.uri("/a"));
        assertEquals(Kind.REDIRECT, fault.kind());
        assertTrue(fault.getMessage().contains("redirected to http://inside/secret, an address of this machine"));
        server.on("/b", "302 There\nLocation: /c", "").on("/c", "200 OK", "fine");
        assertEquals("fine", text(get("/b")), "whoever asks this machine may be sent around on it");
    }

    /// A name that leads outside when it is looked at, and inside when, after a wait, it is used.
    @Test
    void aNameIsLookedUpAgainWhenItsTurnComes() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Addresses.Names names = host -> new InetAddress[] {
            InetAddress.getByName(host.equals("twice") && looks.incrementAndGet() > 1 ? "10.1.2.3" : "192.0.2.1")
        };
        HttpWeb outside = web(new HttpSettings("Hyades", null, 1000, 3, MOST_BYTES), names);
        server.on("/a", "302 There\nLocation: http://twice/secret", "");
        WebFault fault = fault(outside, server.uri("/a"));
        assertEquals(Kind.REDIRECT, fault.kind(), fault.getMessage());
    }

    /// Half a second, doubled each time: the waits are those of the seed, each between nothing and that.
    @Test
    void busyServicesAreAskedAgain() throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.on(
                "/a",
                out -> out.write(LocalServer.http(count.incrementAndGet() < 4 ? "503 Busy" : "200 OK", new byte[0])));
        assertEquals(200, get("/a").status());
        List<Duration> waits = time.sleeps().stream()
                .filter(wait -> wait.toMillis() != 1) // its turn
                .toList();
        Patience patience = new Patience(new SplittableRandom(1));
        assertEquals(List.of(patience.beforeNext(0), patience.beforeNext(1), patience.beforeNext(2)), waits);
    }

    @Test
    void aServiceThatStaysBusyIsBelieved() throws Exception {
        server.on("/a", "503 Busy", "later");
        Reply reply = get("/a");
        assertEquals(503, reply.status());
        assertEquals("later", text(reply));
        assertEquals(4, server.asked().size(), "once, and three times again");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"7, 7000", "'Fri, 02 Jan 2026 03:04:14 GMT', 9000", "soon, 0"})
    void busyServicesGetTheTimeThatTheyAskFor(String retryAfter, long leastMillis) throws Exception {
        AtomicInteger count = new AtomicInteger();
        String head = "429 Slow\nRetry-After: " + retryAfter;
        server.on("/a", out -> out.write(LocalServer.http(count.incrementAndGet() < 2 ? head : "200 OK", new byte[0])));
        assertEquals(200, get("/a").status());
        assertTrue(waitedMillis() >= leastMillis && waitedMillis() <= leastMillis + 510, time.sleeps()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31",
                "99999999999999999999",
                "Fri, 02 Jan 2099 03:04:05 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT", // more nanoseconds than a long has
            })
    void nobodyWaitsLongerThanTheDeadline(String retryAfter) throws Exception {
        server.on("/a", "429 Slow\nRetry-After: " + retryAfter, "");
        assertEquals(429, get("/a").status());
        assertEquals(1, server.asked().size());
        assertEquals(0, waitedMillis());
    }

    /// What one thread is told counts for all: the host is left alone.
    @Test
    void aPauseIsTheHosts() throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.on(
                "/a",
                out -> out.write(LocalServer.http(
                        count.incrementAndGet() < 2 ? "429 Slow\nRetry-After: 40" : "200 OK", new byte[0])));
        assertEquals(429, get("/a").status());
        WebFault fault = fault("/a");
        assertEquals(Kind.TIMEOUT, fault.kind());
        assertEquals(
                "GET %s: not asked: 127.0.0.1 wants to be left alone for 40 s".formatted(server.uri("/a")),
                fault.getMessage());
        assertEquals(1, server.asked().size());
    }

    /// Those who wait for their turn when one of them is told to come later come later: none of the other
    /// two asks within the ten seconds.
    @Test
    void aPauseHoldsForThoseWhoHaveATurn() throws Exception {
        HttpWeb slow = web(new HttpSettings("Hyades", null, 5, 0, MOST_BYTES));
        server.on("/a", "200 OK", "");
        List<Long> asked = Collections.synchronizedList(new ArrayList<>());
        server.on("/b", out -> {
            asked.add(time.nanoTime());
            out.write(LocalServer.http("429 Slow\nRetry-After: 10", new byte[0]));
        });
        slow.send(Request.get(server.uri("/a")), Deadline.in(Duration.ofSeconds(30), time));
        time.atSleep(() -> {
            try { // in the sleep of the one that waits for the second turn
                slow.send(Request.get(server.uri("/b")), Deadline.in(Duration.ofSeconds(30), time));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        slow.send(Request.get(server.uri("/a")), Deadline.in(Duration.ofSeconds(30), time));
        assertTrue(time.nanoTime() - asked.getFirst() >= 10_000_000_000L, time.sleeps()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not HTTP\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            })
    void brokenAnswersAreAskedForAgain(String bytes) throws Exception {
        server.on("/a", out -> out.write(bytes.getBytes(StandardCharsets.UTF_8)));
        WebFault fault = fault("/a");
        assertEquals(Kind.BROKEN, fault.kind());
        assertTrue(fault.getMessage().startsWith("GET " + server.uri("/a") + ": the connection broke"));
        assertTrue(server.asked().size() >= 4);
    }

    /// One says nothing, the other a byte at a time and never the last: both end with the deadline, of the machine's
    /// time here.
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslow"})
    void aServiceThatHangsIsLeft(String bytes) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.on("/a", out -> {
            out.write(bytes.getBytes(StandardCharsets.UTF_8));
            out.flush();
            over.await();
        });
        WebFault fault = assertThrows(
                WebFault.class, () -> web.send(Request.get(server.uri("/a")), Deadline.in(Duration.ofMillis(100))));
        over.countDown();
        assertEquals(Kind.TIMEOUT, fault.kind());
        assertEquals("GET %s: no answer in time".formatted(server.uri("/a")), fault.getMessage());
    }

    @Test
    void nobodyThereIsSaidAtOnce() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        WebFault refused = fault(web, URI.create("http://127.0.0.1:" + port + "/a"));
        assertEquals(Kind.REFUSED, refused.kind());
        String name = "x".repeat(64); // longer than any name can be
        WebFault unknown = fault(web, URI.create("http://" + name + "/a"));
        assertEquals(Kind.HOST, unknown.kind());
        assertEquals("GET http://%s/a: nobody knows a host %s".formatted(name, name), unknown.getMessage());
        assertEquals(0, waitedMillis());
    }

    @Test
    void requestsToAHostAreApart() throws Exception {
        HttpWeb slow = web(new HttpSettings("Hyades", null, 5, 0, MOST_BYTES));
        server.on("/a", "200 OK", "");
        for (int i = 0; i < 4; i++) {
            Reply reply = slow.send(Request.get(server.uri("/a")), Deadline.in(Duration.ofSeconds(30), time));
            assertEquals(Duration.ZERO, reply.latency(), "to wait for one's turn is no latency");
        }
        assertEquals(600, waitedMillis());
        slow.send(Request.get(server.uri("/a")), Deadline.in(Duration.ofMillis(100), time));
        assertEquals(800, waitedMillis(), "to wait for one's turn is not the service's doing");
    }

    /// The server here is the proxy.
    @Test
    void aProxyIsAskedForTheWholeAddress() throws Exception {
        URI proxy = server.uri("/");
        HttpWeb through = web(new HttpSettings(
                "Hyades", new InetSocketAddress(proxy.getHost(), proxy.getPort()), 1000, 0, MOST_BYTES));
        server.on("http://service.invalid/a", "200 OK", "by proxy");
        Reply reply = through.send(
                Request.get(URI.create("http://service.invalid/a")), Deadline.in(Duration.ofSeconds(30), time));
        assertEquals("by proxy", text(reply));
    }
}
