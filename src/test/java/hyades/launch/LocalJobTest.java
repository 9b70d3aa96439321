package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalJobTest {
    /// The words are those of JDK 25, whose helper a soak has killed; whoever cannot be started is no lost rank.
    @Test
    void whatIsKilledBeforeItIsAProcessIsToldFromWhatCannotBeOne() {
        IOException killed = new IOException(
                "Cannot run program \"java\": Failed to exec spawn helper",
                new IOException(
                        "Failed to exec spawn helper: pid: 27922, signal: 9, error: 0 (none) \nPossible reasons:"));
        assertEquals(Optional.of(9), LocalJob.signalAtBirth(killed));
        IOException broken = new IOException(
                "Cannot run program", new IOException("Failed to exec spawn helper: pid: 27922, exit value: 1"));
        assertEquals(Optional.empty(), LocalJob.signalAtBirth(broken));
        IOException absent =
                new IOException("Cannot run program", new IOException("error=2, No such file or directory"));
        assertEquals(Optional.empty(), LocalJob.signalAtBirth(absent));
        assertEquals(Optional.empty(), LocalJob.signalAtBirth(new IOException("closed")));
    }
}
