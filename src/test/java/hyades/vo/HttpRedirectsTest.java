package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.WebFault.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where redirects lead, and where they may not.
class HttpRedirectsTest extends HttpCase {
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

    /// As a service that has moved sends TAP's queries on, and as one answers by 303: the form goes to the
    /// other server, and not to the result.
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
}
