package hyades.trace;

import java.util.Locale;

/// What a rank can be doing.
public enum Activity {
    /// From the user's command to the rank's first own line.
    STARTUP,
    COMPUTE,
    /// In a collective operation, waiting for others included.
    COMMUNICATION,
    READING,
    WRITING,
    /// Not an activity: several that a full [Timeline] no longer tells apart.
    LEFT_OUT;

    /// What people call [#COMMUNICATION]: nothing tells the one from the other.
    public static final String EXCHANGE_AND_WAITING = "exchange and waiting";

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
