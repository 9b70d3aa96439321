package hyades.text;

import java.io.IOException;

/// A text is no CSV: a quote that never ends, or a line with other fields than the first. The message says in which
/// line, [#reason] what is wrong there.
public final class NotCsvException extends IOException {
    private static final long serialVersionUID = 1;

    NotCsvException(RuntimeException found) {
        super(found.getMessage(), found);
    }

    /// What is wrong, where that is known; else the message.
    public String reason() {
        Throwable reason = getCause().getCause();
        return String.valueOf(reason == null ? getMessage() : reason.getMessage());
    }
}
