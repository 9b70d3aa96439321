package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

class SignalHandlersTest {
    /// Of Linux: urgent data, which nobody here sends.
    private static final int SIGURG = 23;

    private static final long IGNORE = 1;

    private static final MethodHandle SIGACTION =
            NativeCalls.ofSystem("sigaction", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    private static long handler() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment now = arena.allocate(256);
            assertEquals(0, NativeCalls.invoke(SIGACTION, SIGURG, MemorySegment.NULL, now));
            return now.get(JAVA_LONG, 0); // the first member
        }
    }

    @Test
    void whatALibraryChangesIsPutBack() {
        long before = handler();
        try (SignalHandlers _ = new SignalHandlers();
                Arena arena = Arena.ofConfined()) {
            MemorySegment other = arena.allocate(256);
            other.set(JAVA_LONG, 0, before == IGNORE ? 0 : IGNORE);
            assertEquals(0, NativeCalls.invoke(SIGACTION, SIGURG, other, MemorySegment.NULL));
            assertEquals(other.get(JAVA_LONG, 0), handler());
        }
        assertEquals(before, handler());
    }
}
