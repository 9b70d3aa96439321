package hyades.vo;

import java.io.IOException;

/// Where requests are answered: by the services themselves, or by a recording of them. Any number of threads may ask
/// at once.
public interface Web {
    /// Asks, as often as that is worth it, until there is an answer or the deadline is over.
    ///
    /// @return whatever a service has answered, be its status 200 or 404: redirects are followed, and what came
    ///     compressed is not any more
    /// @throws WebFault if there is no answer, or none that can be taken
    /// @throws IOException if a recording cannot be read or written
    Reply send(Request request, Deadline deadline) throws IOException, InterruptedException;
}
