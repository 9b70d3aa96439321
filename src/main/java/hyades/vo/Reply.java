package hyades.vo;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/// What a service has answered.
///
/// @param status of HTTP
/// @param uri that answered, after redirects
/// @param contentType as the service has it; empty where it says none
/// @param body decompressed; not to be modified
/// @param latency from the request that was answered to the end of its answer, redirects included
public record Reply(int status, URI uri, String contentType, byte[] body, Duration latency) {
    /// The type of the content without its parameters, such as `text/xml`.
    public String mediaType() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
