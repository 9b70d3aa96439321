package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The functions of OpenCL that are used here, in the system's library: those of version 1.2, which all later ones
/// have; Khronos OpenCL Working Group (2012), "The OpenCL Specification", version 1.2. They are called as
/// [NativeCalls] has it.
final class OpenCl {
    /// The variable that names another library than the system's.
    static final String LIBRARY_VARIABLE = "HYADES_OPENCL_LIBRARY";

    /// What a driver says that is told to list what it has none of.
    static final int DEVICE_NOT_FOUND = -1;

    private static final int PLATFORM_NOT_FOUND = -1001;

    /// Where drivers are named on Linux, one a file, and the variable that says where else.
    private static final String DRIVERS = "/etc/OpenCL/vendors";

    private static final String DRIVERS_VARIABLE = "OCL_ICD_VENDORS";

    /// What a function takes that moves doubles between the device and here.
    private static final MemoryLayout[] TRANSFER = {
        ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS
    };

    /// By name and what they take; the last pointer of one that makes something is where it writes its status.
    enum Function {
        GET_PLATFORM_IDS("clGetPlatformIDs", JAVA_INT, ADDRESS, ADDRESS),
        GET_PLATFORM_INFO("clGetPlatformInfo", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
        GET_DEVICE_IDS("clGetDeviceIDs", ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS),
        GET_DEVICE_INFO("clGetDeviceInfo", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
        CREATE_CONTEXT(true, "clCreateContext", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
        CREATE_QUEUE(true, "clCreateCommandQueue", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS),
        CREATE_PROGRAM(true, "clCreateProgramWithSource", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
        BUILD_PROGRAM("clBuildProgram", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
        GET_BUILD_INFO("clGetProgramBuildInfo", ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
        CREATE_KERNEL(true, "clCreateKernel", ADDRESS, ADDRESS, ADDRESS),
        GET_KERNEL_INFO("clGetKernelWorkGroupInfo", ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
        SET_ARGUMENT("clSetKernelArg", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS),
        CREATE_BUFFER(true, "clCreateBuffer", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS),
        WRITE_BUFFER("clEnqueueWriteBuffer", TRANSFER),
        READ_BUFFER("clEnqueueReadBuffer", TRANSFER),
        RUN_KERNEL(
                "clEnqueueNDRangeKernel",
                ADDRESS,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                ADDRESS),
        FINISH("clFinish", ADDRESS),
        RELEASE_BUFFER("clReleaseMemObject", ADDRESS),
        RELEASE_KERNEL("clReleaseKernel", ADDRESS),
        RELEASE_PROGRAM("clReleaseProgram", ADDRESS),
        RELEASE_QUEUE("clReleaseCommandQueue", ADDRESS),
        RELEASE_CONTEXT("clReleaseContext", ADDRESS);

        private final String symbol;
        private final FunctionDescriptor descriptor;

        Function(String symbol, MemoryLayout... arguments) {
            this(false, symbol, arguments);
        }

        Function(boolean makes, String symbol, MemoryLayout... arguments) {
            this.symbol = symbol;
            descriptor = FunctionDescriptor.of(makes ? ADDRESS : JAVA_INT, arguments);
        }

        /// Whether it loads drivers, or runs a compiler.
        private boolean starts() {
            return this == GET_PLATFORM_IDS || this == GET_DEVICE_IDS || this == BUILD_PROGRAM;
        }
    }

    private final String name;
    private final Map<Function, MethodHandle> handles = new EnumMap<>(Function.class);

    /// Whether the user names a library.
    static boolean isNamed() {
        String named = System.getenv(LIBRARY_VARIABLE);
        return named != null && !named.isEmpty();
    }

    /// The library that the user names, or the system's.
    ///
    /// @throws OpenClException if there is none
    static OpenCl load() {
        return new OpenCl(isNamed() ? System.getenv(LIBRARY_VARIABLE) : "libOpenCL.so.1");
    }

    /// @param name of a file, or of a library that the system's loader finds
    /// @throws OpenClException if it is none, or no OpenCL
    OpenCl(String name) {
        this.name = name;
        NativeLibrary library;
        try {
            library = new NativeLibrary(name, false);
        } catch (UnsatisfiedLinkError e) {
            throw new OpenClException("no OpenCL: looked for the library %s, which cannot be loaded (%s names another)"
                    .formatted(name, LIBRARY_VARIABLE));
        }
        for (Function function : Function.values()) {
            MemorySegment address = library.find(function.symbol)
                    .orElseThrow(() -> new OpenClException("no OpenCL: looked for the function %s in %s, which lacks it"
                            .formatted(function.symbol, name)));
            handles.put(function, NativeCalls.handle(address, function.descriptor));
        }
    }

    /// Calls one that returns its status, whatever that is. Signals do afterwards what they did before.
    int status(Function function, Object... arguments) {
        if (!function.starts()) {
            return (int) NativeCalls.invoke(handles.get(function), arguments);
        }
        synchronized (OpenCl.class) { // else one would keep what another's driver has changed
            try (SignalHandlers _ = new SignalHandlers()) {
                return (int) NativeCalls.invoke(handles.get(function), arguments);
            }
        }
    }

    /// Calls one that returns its status.
    ///
    /// @throws OpenClException if it fails
    void call(Function function, Object... arguments) {
        int status = status(function, arguments);
        if (status != 0) {
            throw OpenClException.of(function.symbol, status);
        }
    }

    /// Calls one that makes something.
    ///
    /// @param arguments but the last, which is its status
    /// @throws OpenClException if it fails
    MemorySegment make(Function function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            Object[] all =
                    Stream.concat(Stream.of(arguments), Stream.of(status)).toArray();
            MemorySegment made = (MemorySegment) NativeCalls.invoke(handles.get(function), all);
            if (status.get(JAVA_INT, 0) != 0) {
                throw OpenClException.of(function.symbol, status.get(JAVA_INT, 0));
            }
            return made;
        }
    }

    /// Asks for the bytes of a property, which are as many as they are.
    ///
    /// @param of what has the property, as the function takes it
    /// @throws OpenClException if there is no such property
    private MemorySegment property(Arena arena, Function function, int property, MemorySegment... of) {
        MemorySegment size = arena.allocate(JAVA_LONG);
        List<Object> arguments = new ArrayList<>(List.of((Object[]) of));
        arguments.addAll(List.of(property, 0L, MemorySegment.NULL, size));
        call(function, arguments.toArray());
        MemorySegment value = arena.allocate(size.get(JAVA_LONG, 0) + Long.BYTES, Long.BYTES); // zeros at its end
        arguments.set(of.length + 1, size.get(JAVA_LONG, 0));
        arguments.set(of.length + 2, value);
        call(function, arguments.toArray());
        return value;
    }

    /// Asks for a text.
    String text(Function function, int property, MemorySegment... of) {
        try (Arena arena = Arena.ofConfined()) {
            return property(arena, function, property, of).getString(0).strip();
        }
    }

    /// Asks for a whole number of at most 64 bits; this machine has its lowest bits first.
    long number(Function function, int property, MemorySegment... of) {
        try (Arena arena = Arena.ofConfined()) {
            return property(arena, function, property, of).get(JAVA_LONG, 0);
        }
    }

    /// The drivers, at least one.
    ///
    /// @throws OpenClException if there is none; it says where they are named
    List<MemorySegment> platforms() {
        List<MemorySegment> platforms = list(PLATFORM_NOT_FOUND, Function.GET_PLATFORM_IDS);
        if (platforms.isEmpty()) {
            throw new OpenClException("no OpenCL: %s has no driver: looked in %s".formatted(name, driversNamed()));
        }
        return platforms;
    }

    /// Asks for handles.
    ///
    /// @param none the status that says that there are none
    /// @param arguments those before the number of handles that there is room for
    List<MemorySegment> list(int none, Function function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            List<Object> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of(0, MemorySegment.NULL, number));
            int status = status(function, all.toArray());
            int count = number.get(JAVA_INT, 0);
            if (status == none || status == 0 && count == 0) {
                return List.of();
            }
            if (status != 0) {
                throw OpenClException.of(function.symbol, status);
            }
            MemorySegment handles = arena.allocate(ADDRESS, count);
            all.set(arguments.length, count);
            all.set(arguments.length + 1, handles);
            call(function, all.toArray());
            return Stream.iterate(0, i -> i < count, i -> i + 1)
                    .map(i -> handles.getAtIndex(ADDRESS, i))
                    .toList();
        }
    }

    /// Where the library looks for drivers, and what is named there.
    private static String driversNamed() {
        String asked = System.getenv(DRIVERS_VARIABLE);
        Path folder = Path.of(asked == null || asked.isEmpty() ? DRIVERS : asked);
        List<String> named = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.icd")) {
            for (Path file : files) {
                named.add(file.getFileName().toString());
            }
        } catch (IOException e) {
            return "%s, which is no folder that can be read".formatted(folder);
        }
        return named.isEmpty()
                ? "%s, where no *.icd names one".formatted(folder)
                : "%s, where %s name%s none that loads"
                        .formatted(
                                folder,
                                String.join(", ", named.stream().sorted().toList()),
                                named.size() == 1 ? "s" : "");
    }
}
