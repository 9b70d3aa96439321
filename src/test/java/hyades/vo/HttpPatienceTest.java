package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How services are left the time that they need: after what is none of an answer, and between any two requests.
class HttpPatienceTest extends HttpCase {
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
}
