package hyades.vo;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// A service that answers queries (TAP, IVOA recommendation 1.1), asked so that it answers at once.
///
/// @param base its address
record TapService(URI base, Web web) {
    /// Asks.
    ///
    /// @param most rows to answer with
    /// @throws IOException in one line: whom, and why there is no table
    SkyTable query(String adql, long most, Deadline deadline) throws IOException, InterruptedException {
        URI address = ServiceAddress.below(base, "sync");
        Map<String, String> form =
                Map.of("REQUEST", "doQuery", "LANG", "ADQL", "QUERY", adql, "MAXREC", Long.toString(most));
        Reply reply = web.send(Request.post(address, form), deadline);
        boolean isRight = reply.status() == 200;
        try {
            SkyTable table = VoTable.read(reply.body());
            if (isRight) {
                return table;
            }
        } catch (IOException e) {
            String status = isRight ? "" : "HTTP status " + reply.status() + ": ";
            throw new IOException("%s: %s%s".formatted(base.getHost(), status, e.getMessage()), e);
        }
        throw new IOException("%s: HTTP status %d, expected 200".formatted(base.getHost(), reply.status()));
    }
}
