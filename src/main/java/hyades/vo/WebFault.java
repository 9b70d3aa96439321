package hyades.vo;

import java.io.IOException;

/// Why there is no answer, or none that can be taken.
public final class WebFault extends IOException {
    private static final long serialVersionUID = 1;

    /// What kinds there are.
    public enum Kind {
        /// The deadline was over first.
        TIMEOUT,
        /// Nobody listens there, or no way leads there.
        REFUSED,
        /// The name of the host is not known.
        HOST,
        /// The certificate is not valid, or no encryption could be agreed on.
        CERTIFICATE,
        /// The connection broke, or the answer was not HTTP or not whole.
        BROKEN,
        /// The answer is larger than is allowed.
        SIZE,
        /// A redirect leads nowhere, or to where it may not.
        REDIRECT,
        /// A recording does not have the request.
        UNRECORDED
    }

    private final Kind kind;

    /// @param message one line: what, of whom, what was expected
    public WebFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /// What kind of fault it is.
    public Kind kind() {
        return kind;
    }
}
