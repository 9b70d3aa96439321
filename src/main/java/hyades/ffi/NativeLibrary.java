package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A shared library, loaded for good. The system does it, by `dlopen`: the JVM says on standard error
/// what it thinks of a file that is none, and lets no other library see a symbol.
final class NativeLibrary {
    /// Of `dlopen`: functions are looked for when they are called.
    private static final int LAZILY = 0x1;

    /// Libraries that are loaded later see its symbols, as the plugins of an MPI need.
    private static final int GLOBALLY = 0x100;

    private static final long LONGEST_TEXT = 1 << 16;

    private static final MethodHandle OPEN =
            NativeCalls.ofSystem("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle SYMBOL =
            NativeCalls.ofSystem("dlsym", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ERROR = NativeCalls.ofSystem("dlerror", FunctionDescriptor.of(ADDRESS));

    private final MemorySegment handle;

    /// @param name of a file, or of a library that the system's loader finds
    /// @param isSeen whether other libraries see its symbols
    /// @throws UnsatisfiedLinkError says why it cannot be loaded, in the loader's words
    NativeLibrary(String name, boolean isSeen) {
        try (Arena arena = Arena.ofConfined()) {
            int how = isSeen ? LAZILY | GLOBALLY : LAZILY;
            handle = there(NativeCalls.invoke(OPEN, arena.allocateFrom(name), how))
                    .orElseThrow(() -> new UnsatisfiedLinkError(lastError()));
        }
    }

    /// Where a function or a variable is.
    Optional<MemorySegment> find(String symbol) {
        try (Arena arena = Arena.ofConfined()) {
            return there(NativeCalls.invoke(SYMBOL, handle, arena.allocateFrom(symbol)));
        }
    }

    @SuppressWarnings("restricted")
    private static String lastError() {
        return there(NativeCalls.invoke(ERROR))
                .map(text -> text.reinterpret(LONGEST_TEXT).getString(0))
                .orElse("unknown");
    }

    private static Optional<MemorySegment> there(Object pointer) {
        return Optional.of((MemorySegment) pointer).filter(found -> !found.equals(MemorySegment.NULL));
    }
}
