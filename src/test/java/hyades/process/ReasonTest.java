package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    /// Other threads than the rank's own hand it on wrapped.
    @Test
    void tooLittleMemoryIsNoBug() {
        Reason reason = Reason.of(new CompletionException(new OutOfMemoryError("Java heap space")));
        assertEquals(
                "out of memory: Java heap space (limit %d MB; HYADES_JAVA_OPTIONS=-Xmx... raises it)"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20),
                reason.line());
        assertTrue(reason.isExpected());
        assertEquals(1, reason.exitCode());
        assertFalse(
                Reason.of(new CompletionException(new IllegalStateException())).isExpected());
    }
}
