package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ways between hosts, of which none is asked.
class RedirectsTest {
    private static Redirects from(String address) {
        Addresses.Names names =
                host -> new InetAddress[] {InetAddress.getByName(host.startsWith("inside") ? "10.1.2.3" : "192.0.2.1")};
        return new Redirects(Request.get(URI.create(address)), new Addresses(names));
    }

    private static String refusal(Redirects way, String location) {
        return assertThrows(WebFault.class, () -> way.next(302, location)).getMessage();
    }

    @Test
    void noWayLeadsBackFromEncryption() throws IOException {
        assertEquals(
                "GET https://a.org/x: redirected from https to http://a.org/x, which anybody on the way can read and"
                        + " change",
                refusal(from("https://a.org/x"), "http://a.org/x"));
        assertEquals(
                URI.create("https://a.org/x"),
                from("http://a.org/x").next(302, "https://a.org/x").uri());
        assertEquals(
                URI.create("https://b.org/x"),
                from("https://a.org/y").next(302, "//b.org/x").uri());
    }

    /// RFC 3986, section 5.4.1, as far as it is of redirects; and beside a host without a path (5.2.3).
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "http://a/b/c/d?q, g, http://a/b/c/g",
        "http://a/b/c/d?q, /g, http://a/g",
        "http://a/b/c/d?q, //g, http://g",
        "http://a/b/c/d?q, ?y, http://a/b/c/d?y",
        "http://a/b/c/d?q, g?y, http://a/b/c/g?y",
        "http://a/b/c/d?q, ../../g#s, http://a/g",
        "http://a/b/c/d?q, ./, http://a/b/c/",
        "http://a, g, http://a/g",
        "http://a, ?y, http://a/?y"
    })
    void placesAreThoseOfTheStandard(String from, String location, String to) throws IOException {
        assertEquals(URI.create(to), from(from).next(302, location).uri());
    }

    /// At any step, and whoever has been there before: what counts is what the user has asked.
    @Test
    void noWayLeadsInsideFromOutside() throws IOException {
        Redirects way = from("https://a.org/x");
        way.next(302, "https://b.org/x");
        assertTrue(refusal(way, "https://inside/x").contains("an address of this machine or a private network"));
        Redirects inside = from("https://inside/x");
        inside.next(302, "https://a.org/x");
        assertEquals("inside2", inside.next(302, "https://inside2/x").uri().getHost());
    }
}
