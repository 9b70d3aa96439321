package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;

/// Functions of C, called with an `Integer` for 32 bits, a `Long` for 64, a `MemorySegment` for a pointer or
/// a handle.
final class NativeCalls {
    /// Of `dlopen`: functions are looked for when they are called.
    private static final int LAZILY = 1;

    private NativeCalls() {}

    /// A function of the system's C library.
    static MethodHandle ofSystem(String name, FunctionDescriptor descriptor) {
        return handle(Linker.nativeLinker().defaultLookup().findOrThrow(name), descriptor);
    }

    @SuppressWarnings("restricted")
    static MethodHandle handle(MemorySegment address, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(address, descriptor)
                .asSpreader(Object[].class, descriptor.argumentLayouts().size())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    static Object invoke(MethodHandle handle, Object... arguments) {
        try {
            return handle.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // a function of C throws nothing
        }
    }

    /// Loads a library for good, if it is one. The system does it: the JVM says on standard error what it
    /// thinks of a file that is none.
    ///
    /// @param name of a file, or of a library that the system's loader finds
    static Optional<SymbolLookup> library(String name) {
        MethodHandle open = ofSystem("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        MethodHandle find = ofSystem("dlsym", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            return there(invoke(open, arena.allocateFrom(name), LAZILY)).map(library -> symbol -> {
                try (Arena ofName = Arena.ofConfined()) {
                    return there(invoke(find, library, ofName.allocateFrom(symbol)));
                }
            });
        }
    }

    private static Optional<MemorySegment> there(Object pointer) {
        return Optional.of((MemorySegment) pointer).filter(found -> !found.equals(MemorySegment.NULL));
    }
}
