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
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of answers and of what is none.
class HttpWebTest extends HttpCase {
    private static byte[] zipped(byte[] whole) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(whole);
        }
        return bytes.toByteArray();
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
