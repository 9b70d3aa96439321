package hyades.vo;

import java.net.InetSocketAddress;

/// How services are asked.
///
/// @param userAgent what the program calls itself
/// @param proxy through which all goes; null for none
/// @param rate most requests a second to one host; SIMBAD shuts those out for a while who send more than some 5 to 10
/// @param retries how often at most a request is sent again
/// @param mostBytes of an answer, decompressed
public record HttpSettings(String userAgent, InetSocketAddress proxy, double rate, int retries, long mostBytes) {
    /// Most that fits into an array.
    public static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    public HttpSettings {
        if (!(rate > 0) || retries < 0 || mostBytes < 1 || mostBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "Cannot send %s requests a second, %d retries, %d bytes".formatted(rate, retries, mostBytes));
        }
    }
}
