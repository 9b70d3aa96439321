package hyades.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/// Functions of C, called with an `Integer` for 32 bits, a `Long` for 64, a `MemorySegment` for a pointer or
/// a handle.
final class NativeCalls {
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
}
