package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.lang.invoke.LambdaConversionException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    /// Other threads than the rank's own hand it on wrapped.
    @Test
    void tooLittleMemoryIsNoBug() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
        for (Throwable failure : List.of(
                new CompletionException(memory),
                new BootstrapMethodError(new LambdaConversionException("of the JVM's own", memory)))) {
            Reason reason = Reason.of(failure);
            assertEquals(
                    "out of memory: Java heap space (limit %d MB; HYADES_JAVA_OPTIONS=-Xmx... raises it)"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    reason.line());
            assertTrue(reason.isExpected());
            assertEquals(1, reason.exitCode());
        }
        assertFalse(
                Reason.of(new CompletionException(new IllegalStateException())).isExpected());
    }

    /// A file says which it is, and why; what is the user's is no bug.
    @Test
    void aFileThatCannotBeUsedHasItsNameAndTheReason() {
        Reason reason = Reason.of(new UncheckedIOException(new NoSuchFileException("a.csv")));
        assertEquals("cannot use a.csv: no such file", reason.line());
        assertTrue(reason.isExpected());
        assertEquals("java.io.EOFException", Reason.of(new EOFException()).line());
    }
}
