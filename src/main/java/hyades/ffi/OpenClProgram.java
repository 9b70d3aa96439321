package hyades.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import hyades.ffi.OpenCl.Function;
import hyades.text.Printable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// A program on a device, with its kernels and buffers. One thread at a time may use it.
public final class OpenClProgram implements AutoCloseable {
    private static final int BUILD_LOG = 0x1183;
    private static final int LARGEST_GROUP = 0x11B0;
    private static final int BUILD_FAILURE = -11;
    private static final int YES = 1;

    private final OpenClDevice device;
    private final OpenCl openCl;
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private final Map<String, MemorySegment> kernels = new HashMap<>();
    private final MemorySegment context;
    private final MemorySegment queue;
    private final MemorySegment program;

    /// What the items of a work-group share, as an argument of a kernel.
    ///
    /// @param length doubles
    public record LocalDoubles(long length) {}

    /// Doubles on the device, and beside the Java heap the place through which they come and go.
    public final class Buffer implements AutoCloseable {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment host;
        private final MemorySegment handle;
        private final int length;

        private Buffer(int length) {
            this.length = length;
            try {
                host = arena.allocate(JAVA_DOUBLE, length);
                handle = openCl.make(Function.CREATE_BUFFER, context, 0L, host.byteSize(), MemorySegment.NULL);
            } catch (RuntimeException | Error e) {
                arena.close();
                throw e;
            }
        }

        /// How many doubles it holds.
        public int length() {
            return length;
        }

        /// Puts doubles where they are to be sent from.
        ///
        /// @param at where the first goes
        public void put(double[] values, int at) {
            MemorySegment.copy(values, 0, host, JAVA_DOUBLE, 8L * at, values.length);
        }

        /// Sends the first doubles.
        public void send(int count) {
            pass(Function.WRITE_BUFFER, count);
        }

        /// Waits for what was begun, and fetches the first doubles.
        public void fetch(int count) {
            pass(Function.READ_BUFFER, count);
        }

        private void pass(Function way, int count) {
            openCl.call(way, queue, handle, YES, 0L, 8L * count, host, 0, MemorySegment.NULL, MemorySegment.NULL);
        }

        /// Takes doubles that were fetched.
        ///
        /// @param from the first, in this buffer
        /// @param at where the first goes, in `values`
        public void take(int from, double[] values, int at, int count) {
            MemorySegment.copy(host, JAVA_DOUBLE, 8L * from, values, at, count);
        }

        /// Again it does nothing.
        @Override
        public void close() {
            if (arena.scope().isAlive()) {
                openCl.status(Function.RELEASE_BUFFER, handle);
                arena.close();
            }
        }
    }

    /// Compiles it.
    ///
    /// @param source in OpenCL C
    /// @throws OpenClException if the device fails, or its compiler: with that one's first complaint
    public OpenClProgram(OpenClDevice device, String source) {
        this.device = device;
        openCl = device.openCl();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment devices = arena.allocateFrom(ADDRESS, device.id());
            context = openCl.make(
                    Function.CREATE_CONTEXT, MemorySegment.NULL, 1, devices, MemorySegment.NULL, MemorySegment.NULL);
            releases.push(() -> openCl.status(Function.RELEASE_CONTEXT, context));
            queue = openCl.make(Function.CREATE_QUEUE, context, device.id(), 0L);
            releases.push(() -> openCl.status(Function.RELEASE_QUEUE, queue));
            MemorySegment texts = arena.allocateFrom(ADDRESS, arena.allocateFrom(source));
            program = openCl.make(Function.CREATE_PROGRAM, context, 1, texts, MemorySegment.NULL);
            releases.push(() -> openCl.status(Function.RELEASE_PROGRAM, program));
            build(arena, devices);
        } catch (OpenClException e) {
            close();
            throw new OpenClException("device %s: %s".formatted(device, e.getMessage()));
        }
    }

    private void build(Arena arena, MemorySegment devices) {
        int status = BUILD_FAILURE;
        // Twice: at a signal of the JVM's own while it runs, pocl's compiler deletes what it has just written.
        for (int trial = 0; trial < 2 && status == BUILD_FAILURE; trial++) {
            status = openCl.status(
                    Function.BUILD_PROGRAM,
                    program,
                    1,
                    devices,
                    arena.allocateFrom("-cl-std=CL1.2"),
                    MemorySegment.NULL,
                    MemorySegment.NULL);
        }
        if (status == BUILD_FAILURE) {
            String log = openCl.text(Function.GET_BUILD_INFO, BUILD_LOG, program, device.id());
            throw new OpenClException("the program cannot be built: " + complaint(log));
        }
        if (status != 0) {
            throw OpenClException.of("clBuildProgram", status);
        }
    }

    /// Of a compiler's log the first line that tells of an error; its first line if there is none.
    static String complaint(String log) {
        return Printable.of(log.lines()
                .map(String::strip)
                .filter(line -> line.contains("error"))
                .findFirst()
                .or(() -> log.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst())
                .orElse("its compiler does not say why"));
    }

    /// Makes a buffer, which whoever asks closes before the program.
    ///
    /// @param length doubles, at least 1
    /// @throws OpenClException if the device has no place for it
    public Buffer buffer(int length) {
        return new Buffer(length);
    }

    /// Items of the largest work-group that the device takes of a kernel.
    ///
    /// @throws OpenClException if there is no such kernel
    public int largestGroup(String kernel) {
        return (int) openCl.number(Function.GET_KERNEL_INFO, LARGEST_GROUP, kernel(kernel), device.id());
    }

    private MemorySegment kernel(String name) {
        return kernels.computeIfAbsent(name, _ -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment made = openCl.make(Function.CREATE_KERNEL, program, arena.allocateFrom(name));
                releases.push(() -> openCl.status(Function.RELEASE_KERNEL, made));
                return made;
            }
        });
    }

    /// Begins to run a kernel after what was begun before.
    ///
    /// @param groups how many work-groups
    /// @param groupSize items of each
    /// @param arguments an `Integer`, a `Double`, a [Buffer] or [LocalDoubles] for each that the kernel takes
    /// @throws OpenClException if the device does not take them, or is lost
    public void run(String kernel, int groups, int groupSize, Object... arguments) {
        MemorySegment handle = kernel(kernel);
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < arguments.length; i++) {
                MemorySegment value = switch (arguments[i]) {
                    case Integer whole -> arena.allocateFrom(JAVA_INT, whole);
                    case Double number -> arena.allocateFrom(JAVA_DOUBLE, number);
                    case Buffer buffer -> arena.allocateFrom(ADDRESS, buffer.handle);
                    case LocalDoubles _ -> MemorySegment.NULL;
                    default -> throw new IllegalArgumentException("No argument of a kernel: " + arguments[i]);
                };
                long size = arguments[i] instanceof LocalDoubles shared ? 8 * shared.length() : value.byteSize();
                openCl.call(Function.SET_ARGUMENT, handle, i, size, value);
            }
            openCl.call(
                    Function.RUN_KERNEL,
                    queue,
                    handle,
                    1,
                    MemorySegment.NULL,
                    arena.allocateFrom(JAVA_LONG, (long) groups * groupSize),
                    arena.allocateFrom(JAVA_LONG, groupSize),
                    0,
                    MemorySegment.NULL,
                    MemorySegment.NULL);
        }
    }

    /// Waits for what was begun.
    public void finish() {
        openCl.call(Function.FINISH, queue);
    }

    /// Releases what the device holds of it.
    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
