package hyades.matrix;

import java.util.Locale;

/// How results come to rank 0. It changes nothing but the time.
public enum Mode {
    /// All together, in order.
    SYNC,
    /// Each as soon as it is done.
    ASYNC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
