package hyades.vo;

import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The way that redirects lead from a request.
///
/// After 303 (RFC 9110, section 15.4.4), which is for results that lie elsewhere, the next address is
/// asked with GET. After all others the same request goes there, form and all. For 307 and 308 the RFC has
/// it so (15.4.8 and 15.4.9). After 301 and 302 a client may make a GET of a POST, "for historical reasons"
/// (15.4.2 and 15.4.3), and browsers do; it need not: a query without its form is none, and by these
/// services move, or begin to use https. To send a form again does no harm, since it asks and changes
/// nothing; nor does it matter to whom, since it holds a query and no secrets.
final class Redirects {
    /// More is a maze.
    private static final int MOST = 10;

    private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

    private static final int SEE_OTHER = 303;

    private final List<Request> way = new ArrayList<>();
    private final Addresses addresses;

    /// @param first as the user has it: where it goes to a private address, redirects may, too
    Redirects(Request first, Addresses addresses) {
        way.add(first);
        this.addresses = addresses;
    }

    static boolean isOne(int status, String location) {
        return STATUS.contains(status) && !location.isEmpty();
    }

    /// Where the last request of the way is sent to.
    ///
    /// @throws WebFault if that leads nowhere, or to where it may not
    Request next(int status, String location) throws IOException {
        Request last = way.getLast();
        URI uri = target(last, location);
        Request next = status == SEE_OTHER ? Request.get(uri) : new Request(last.method(), uri, last.form());
        if (way.contains(next)) {
            way.add(next);
            throw fault("redirects in a circle: " + inWords(way.subList(way.indexOf(next), way.size())));
        }
        way.add(next);
        if (way.size() > MOST + 1) {
            throw fault("more than %d redirects: %s".formatted(MOST, inWords(way)));
        }
        return allowed(next);
    }

    /// A request of the way, if it goes to where it may.
    ///
    /// @throws WebFault if it does not
    Request allowed(Request next) throws WebFault {
        URI uri = next.uri();
        if (addresses.isPrivate(uri.getHost()) && !addresses.isPrivate(first().getHost())) {
            throw fault("redirected to %s, an address of this machine or a private network".formatted(uri));
        }
        return next;
    }

    private URI target(Request last, String location) throws WebFault {
        URI uri;
        try {
            uri = resolved(last.uri(), location.strip().replaceFirst("#.*", ""));
        } catch (IllegalArgumentException e) {
            throw fault("redirected to '%s', which is no address".formatted(location));
        }
        if (!ServiceAddress.isOne(uri)) {
            throw fault("redirected to %s: expected http or https".formatted(uri));
        }
        if (uri.getScheme().equalsIgnoreCase("http") && last.uri().getScheme().equalsIgnoreCase("https")) {
            throw fault("redirected from https to %s, which anybody on the way can read and change".formatted(uri));
        }
        return uri;
    }

    /// As RFC 3986 has it (section 5.2). `URI` goes by RFC 2396, which loses the path before a query
    /// alone, and puts no slash between a host without a path and a name.
    private static URI resolved(URI base, String location) {
        URI whole = base.getRawPath().isEmpty() ? base.resolve("/") : base;
        return whole.resolve(location.startsWith("?") ? whole.getRawPath() + location : location);
    }

    private URI first() {
        return way.getFirst().uri();
    }

    private WebFault fault(String how) {
        return new WebFault(Kind.REDIRECT, "%s: %s".formatted(way.getFirst(), how));
    }

    private static String inWords(List<Request> way) {
        return way.stream().map(request -> request.uri().toString()).collect(Collectors.joining(" -> "));
    }
}
