package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// What this process does at each signal, kept while a library may change it, and put back then.
///
/// The JVM needs its handlers: by signals it knows of null pointers, of divisions by zero and that a thread
/// is to wait for the garbage collector, and we of a wish to stop. pocl catches SIGFPE when it is first asked,
/// and its compiler, LLVM, when it first writes a file, most of the others for the rest of the process:
/// SIGUSR1 would do nothing then, and two threads that fault at once would end the JVM.
final class SignalHandlers implements AutoCloseable {
    /// Those of POSIX; the ones behind are the C library's, or of real time.
    private static final int SIGNALS = 31;

    /// Bytes of a `struct sigaction`, at most.
    private static final long MOST = 256;

    private static final MethodHandle SIGACTION =
            NativeCalls.ofSystem("sigaction", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment kept = arena.allocate(SIGNALS * MOST, MOST);

    /// Keeps what is now.
    SignalHandlers() {
        for (int signal = 1; signal <= SIGNALS; signal++) {
            NativeCalls.invoke(SIGACTION, signal, MemorySegment.NULL, of(signal));
        }
    }

    private MemorySegment of(int signal) {
        return kept.asSlice((signal - 1) * MOST, MOST);
    }

    /// Puts it back; the two signals that nobody may catch refuse, as they should.
    @Override
    public void close() {
        for (int signal = 1; signal <= SIGNALS; signal++) {
            NativeCalls.invoke(SIGACTION, signal, of(signal), MemorySegment.NULL);
        }
        arena.close();
    }
}
