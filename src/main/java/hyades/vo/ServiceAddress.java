package hyades.vo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// Addresses of services as people write them.
public final class ServiceAddress {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private ServiceAddress() {}

    /// An address, without the slashes at its end.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static URI parse(String text) {
        try {
            URI uri = new URI(text.strip().replaceFirst("/+$", ""));
            if (isOne(uri) && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException("expected the address of a service, such as https://host/path/tap");
    }

    /// What lies below an address.
    ///
    /// @param name such as `sync`
    public static URI below(URI service, String name) {
        String address = service.toString();
        int query = address.indexOf('?');
        return URI.create(
                query < 0 ? address + "/" + name : address.substring(0, query) + "/" + name + address.substring(query));
    }

    /// Whether it is one that can be asked.
    static boolean isOne(URI uri) {
        return uri.getScheme() != null
                && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                && uri.getHost() != null
                && uri.getPort() <= 65535;
    }
}
