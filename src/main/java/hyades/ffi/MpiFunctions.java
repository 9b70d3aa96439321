package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/// The functions of MPI that are used here. Each takes what its declaration has: a `MemorySegment` for
/// a pointer, a `long` for a handle, however the library lays handles out; and returns `MPI_SUCCESS`,
/// 0, or an error code.
final class MpiFunctions {
    /// What has no arguments.
    public interface Plain {
        int call();
    }

    /// `MPI_Init_thread`.
    public interface Init {
        int call(MemorySegment argc, MemorySegment argv, int required, MemorySegment provided);
    }

    /// What a communicator does.
    public interface Collective {
        int call(long communicator);
    }

    /// What a communicator knows.
    public interface Question {
        int call(long communicator, MemorySegment answer);
    }

    /// `MPI_Comm_set_errhandler`.
    public interface SetHandler {
        int call(long communicator, long handler);
    }

    /// `MPI_Abort`.
    public interface Abort {
        int call(long communicator, int code);
    }

    /// `MPI_Get_library_version`, `MPI_Abi_get_version`.
    public interface Version {
        int call(MemorySegment first, MemorySegment second);
    }

    /// `MPI_Error_string`.
    public interface ErrorText {
        int call(int code, MemorySegment text, MemorySegment length);
    }

    /// `MPI_Bcast`.
    public interface Broadcast {
        int call(MemorySegment values, int count, long type, int root, long communicator);
    }

    /// `MPI_Allgatherv`.
    public interface Allgather {
        int call(
                MemorySegment own,
                int count,
                long type,
                MemorySegment all,
                MemorySegment counts,
                MemorySegment offsets,
                long typeOfAll,
                long communicator);
    }

    /// `MPI_Isend`, `MPI_Irecv`.
    public interface Begin {
        int call(
                MemorySegment values,
                int count,
                long type,
                int other,
                int tag,
                long communicator,
                MemorySegment request);
    }

    /// `MPI_Wait`.
    public interface Wait {
        int call(MemorySegment request, MemorySegment status);
    }

    /// `MPI_Cancel`.
    public interface Cancel {
        int call(MemorySegment request);
    }

    /// `MPI_Test`.
    public interface Test {
        int call(MemorySegment request, MemorySegment flag, MemorySegment status);
    }

    /// `MPI_Improbe`.
    public interface Probe {
        int call(
                int source,
                int tag,
                long communicator,
                MemorySegment flag,
                MemorySegment message,
                MemorySegment status);
    }

    /// `MPI_Mprobe`.
    public interface AwaitedProbe {
        int call(int source, int tag, long communicator, MemorySegment message, MemorySegment status);
    }

    /// `MPI_Mrecv`.
    public interface Receive {
        int call(MemorySegment values, int count, long type, MemorySegment message, MemorySegment status);
    }

    /// `MPI_Get_count`.
    public interface Count {
        int call(MemorySegment status, long type, MemorySegment count);
    }

    final Init init;
    final Plain finish;
    final Question rank;
    final Question size;
    final SetHandler setHandler;
    final Abort abort;
    final ErrorText errorText;
    final Collective barrier;
    final Broadcast broadcast;
    final Allgather allgather;
    final Begin send;
    final Begin receive;
    final Wait wait;
    final Cancel cancel;
    final Test test;
    final Probe probe;
    final AwaitedProbe awaitedProbe;
    final Receive receiveFound;
    final Count count;

    private final NativeLibrary library;
    private final MemoryLayout handle;

    /// @throws MpiException if the library lacks one
    MpiFunctions(NativeLibrary library, MpiHandles handles) {
        this.library = library;
        handle = handles.isAddress() ? JAVA_LONG : JAVA_INT;
        init = bind(Init.class, "MPI_Init_thread");
        finish = bind(Plain.class, "MPI_Finalize");
        rank = bind(Question.class, "MPI_Comm_rank");
        size = bind(Question.class, "MPI_Comm_size");
        setHandler = bind(SetHandler.class, "MPI_Comm_set_errhandler");
        abort = bind(Abort.class, "MPI_Abort");
        errorText = bind(ErrorText.class, "MPI_Error_string");
        barrier = bind(Collective.class, "MPI_Barrier");
        broadcast = bind(Broadcast.class, "MPI_Bcast");
        allgather = bind(Allgather.class, "MPI_Allgatherv");
        send = bind(Begin.class, "MPI_Isend");
        receive = bind(Begin.class, "MPI_Irecv");
        wait = bind(Wait.class, "MPI_Wait");
        cancel = bind(Cancel.class, "MPI_Cancel");
        test = bind(Test.class, "MPI_Test");
        probe = bind(Probe.class, "MPI_Improbe");
        awaitedProbe = bind(AwaitedProbe.class, "MPI_Mprobe");
        receiveFound = bind(Receive.class, "MPI_Mrecv");
        count = bind(Count.class, "MPI_Get_count");
    }

    private <T> T bind(Class<T> shape, String symbol) {
        return bind(library, handle, shape, symbol);
    }

    /// One that takes no handles, so that it can be called before anybody knows how they are laid out.
    static <T> T bind(NativeLibrary library, Class<T> shape, String symbol) {
        return bind(library, JAVA_LONG, shape, symbol);
    }

    @SuppressWarnings("restricted")
    private static <T> T bind(NativeLibrary library, MemoryLayout handle, Class<T> shape, String symbol) {
        MemorySegment address =
                library.find(symbol).orElseThrow(() -> new MpiException("no MPI library: it lacks " + symbol));
        Method method = shape.getMethods()[0];
        MemoryLayout[] arguments = Stream.of(method.getParameterTypes())
                .map(type -> type == MemorySegment.class ? ADDRESS : type == int.class ? JAVA_INT : handle)
                .toArray(MemoryLayout[]::new);
        MethodHandle function =
                Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_INT, arguments));
        MethodType type = MethodType.methodType(int.class, method.getParameterTypes());
        return MethodHandleProxies.asInterfaceInstance(shape, MethodHandles.explicitCastArguments(function, type));
    }
}
