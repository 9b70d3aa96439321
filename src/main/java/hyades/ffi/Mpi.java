package hyades.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A system's MPI library and its `MPI_COMM_WORLD`; Message Passing Interface Forum (2015), "MPI: A Message-Passing
/// Interface Standard", version 3.1, which all libraries of today have.
///
/// The callers' arrays are copied to and from memory outside of the heap, which is kept for the next
/// call: one that waits for other ranks must not keep the garbage collector waiting. All values go as
/// bytes, in this machine's order. For one thread, that of [#init].
public final class Mpi {
    /// The variable that names another library than those looked for.
    public static final String LIBRARY_VARIABLE = "HYADES_MPI_LIBRARY";

    /// What goes in one call, beyond which there are several: MPI counts in 32 bits [bytes].
    private static final long MOST_AT_ONCE = 1 << 26;

    /// A broadcast is cut in pieces, so that ranks copy one while others are under way [bytes].
    private static final long PIECE = 1 << 20;

    private static final int LONGEST_VERSION = 8192;
    private static final int LONGEST_ERROR = 512;
    private static final long LONGEST_STATUS = 64;

    private static final List<String> LEVELS = List.of("single", "funneled", "serialized", "multiple");
    private static final int FUNNELED = 1;

    private final String name;
    private final String version;
    private final MpiHandles handles;
    private final MpiFunctions functions;
    private final OffHeap memory = new OffHeap();
    private final MemorySegment answer;
    private final MemorySegment message;
    private final MemorySegment status;
    private MemorySegment lengths;
    private MemorySegment offsets;
    private int level;
    private int rank;
    private int size;

    private Mpi(String name, NativeLibrary library) {
        this.name = name;
        Arena arena = Arena.ofAuto();
        answer = arena.allocate(JAVA_LONG);
        message = arena.allocate(JAVA_LONG);
        status = arena.allocate(LONGEST_STATUS, Long.BYTES);
        version = version(library);
        if (hasStandardHandles(library)) {
            handles = StandardMpi.HANDLES;
        } else if (OpenMpi.is(library)) {
            handles = OpenMpi.handles(library);
        } else if (Mpich.is(version)) {
            handles = Mpich.HANDLES;
        } else {
            throw new MpiException("%s is %s: expected Open MPI, MPICH, or one with the standard's binary interface"
                    .formatted(name, version));
        }
        functions = new MpiFunctions(library, handles);
    }

    /// Loads the library that the user names, or the first of these that is there.
    ///
    /// @param names of files, or of libraries that the system's loader finds
    /// @throws MpiException if there is none, or it does not suit
    public static Mpi load(List<String> names) {
        try (SignalHandlers _ = new SignalHandlers()) { // UCX, which carries messages for many, takes some
            return loadFirst(names);
        }
    }

    private static Mpi loadFirst(List<String> names) {
        String named = System.getenv(LIBRARY_VARIABLE);
        if (named != null && !named.isEmpty()) {
            try {
                return new Mpi(named, new NativeLibrary(named, true));
            } catch (UnsatisfiedLinkError | MpiException e) {
                throw new MpiException("%s=%s: %s".formatted(LIBRARY_VARIABLE, named, e.getMessage()));
            }
        }
        for (String name : names) {
            NativeLibrary library;
            try {
                library = new NativeLibrary(name, true);
            } catch (UnsatisfiedLinkError e) {
                continue;
            }
            return new Mpi(name, library);
        }
        throw new MpiException("no MPI library: looked for %s; %s names another"
                .formatted(String.join(", ", names), LIBRARY_VARIABLE));
    }

    private static String version(NativeLibrary library) {
        MpiFunctions.Version get = MpiFunctions.bind(library, MpiFunctions.Version.class, "MPI_Get_library_version");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(LONGEST_VERSION);
            get.call(text, arena.allocate(JAVA_INT));
            return text.getString(0)
                    .replaceFirst("(?s)[,\n].*", "")
                    .replace("Version:", "")
                    .replaceFirst("\\bv(?=\\d)", "")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    private boolean hasStandardHandles(NativeLibrary library) {
        if (library.find(StandardMpi.VERSION).isEmpty()) {
            return false;
        }
        MpiFunctions.bind(library, MpiFunctions.Version.class, StandardMpi.VERSION)
                .call(answer, message);
        return answer.get(JAVA_INT, 0) >= 1;
    }

    /// The library's own name and version, such as `Open MPI 4.1.4`.
    public String version() {
        return version;
    }

    /// The library's file, as it was looked for.
    public String name() {
        return name;
    }

    /// Joins the job; collective.
    ///
    /// @throws MpiException if the library cannot, or lets not even one thread of several call it
    public void init() {
        int required = handles.threadLevels().get(FUNNELED);
        try (SignalHandlers _ = new SignalHandlers()) {
            check("MPI_Init_thread", functions.init.call(MemorySegment.NULL, MemorySegment.NULL, required, answer));
        }
        level = handles.threadLevels().indexOf(answer.get(JAVA_INT, 0));
        if (level < FUNNELED) {
            throw new MpiException(
                    "%s lets processes of one thread call it only: expected level funneled or more".formatted(version));
        }
        check("MPI_Comm_set_errhandler", functions.setHandler.call(handles.world(), handles.errorsReturn()));
        rank = ask("MPI_Comm_rank", functions.rank);
        size = ask("MPI_Comm_size", functions.size);
        lengths = Arena.ofAuto().allocate(JAVA_INT, size);
        offsets = Arena.ofAuto().allocate(JAVA_INT, size);
    }

    private int ask(String function, MpiFunctions.Question question) {
        check(function, question.call(handles.world(), answer));
        return answer.get(JAVA_INT, 0);
    }

    public int rank() {
        return rank;
    }

    public int size() {
        return size;
    }

    /// What the library lets threads do, in the standard's words.
    public String threadLevel() {
        return LEVELS.get(level);
    }

    /// Copies the root's `array`, a `double[]`, `int[]` or `byte[]` of the same length everywhere.
    public void broadcast(Object array, int root) {
        MemorySegment values = segment(array);
        broadcast(values, 0, values.byteSize(), root);
    }

    private void broadcast(MemorySegment values, long first, long bytes, int root) {
        MemorySegment piece = memory.take(Math.min(bytes, PIECE));
        for (long done = 0; done < bytes; done += PIECE) {
            int length = (int) Math.min(bytes - done, PIECE);
            if (rank == root) {
                MemorySegment.copy(values, first + done, piece, 0, length);
            }
            check("MPI_Bcast", functions.broadcast.call(piece, length, handles.bytes(), root, handles.world()));
            if (rank != root) {
                MemorySegment.copy(piece, 0, values, first + done, length);
            }
        }
        memory.give(piece);
    }

    /// Joins the blocks of all ranks in rank order, each of which is in its place on its own rank.
    ///
    /// @param counts values of each block
    /// @param firsts where each block begins
    public void allgather(double[] whole, int[] counts, int[] firsts) {
        MemorySegment values = segment(whole);
        long bytes = values.byteSize();
        if (bytes > MOST_AT_ONCE) {
            for (int r = 0; r < size; r++) {
                broadcast(values, (long) firsts[r] * Double.BYTES, (long) counts[r] * Double.BYTES, r);
            }
            return;
        }
        for (int r = 0; r < size; r++) {
            lengths.setAtIndex(JAVA_INT, r, counts[r] * Double.BYTES);
            offsets.setAtIndex(JAVA_INT, r, firsts[r] * Double.BYTES);
        }
        long own = (long) firsts[rank] * Double.BYTES;
        long end = own + (long) counts[rank] * Double.BYTES;
        MemorySegment all = memory.take(bytes);
        MemorySegment.copy(values, own, all, own, end - own);
        check(
                "MPI_Allgatherv",
                functions.allgather.call(
                        MemorySegment.ofAddress(handles.inPlace()),
                        0,
                        handles.bytes(),
                        all,
                        lengths,
                        offsets,
                        handles.bytes(),
                        handles.world()));
        MemorySegment.copy(all, 0, values, 0, own);
        MemorySegment.copy(all, end, values, end, bytes - end);
        memory.give(all);
    }

    public void barrier() {
        check("MPI_Barrier", functions.barrier.call(handles.world()));
    }

    /// What goes to another rank or comes from it, and is under way.
    public final class Transfer {
        private final MemorySegment held;
        private final MemorySegment target;
        private final long bytes;
        private final long most;
        private final int requests;
        private final long first;

        /// @param most of one message
        /// @param target where its values are to be copied at its end; null for nowhere
        private Transfer(long bytes, long most, MemorySegment target) {
            this.bytes = bytes;
            this.most = most;
            this.target = target;
            requests = (int) Math.max(1, Math.ceilDiv(bytes, most));
            first = (long) requests * Long.BYTES;
            held = memory.take(first + bytes);
        }

        private void begin(String name, MpiFunctions.Begin function, int other, int tag) {
            for (int i = 0; i < requests; i++) {
                long from = i * most;
                int length = (int) Math.min(bytes - from, most);
                MemorySegment values = held.asSlice(first + from, length);
                check(name, function.call(values, length, handles.bytes(), other, tag, handles.world(), request(i)));
            }
        }

        private MemorySegment request(int i) {
            return held.asSlice((long) i * Long.BYTES, Long.BYTES);
        }

        /// Waits for its end, once.
        public void await() {
            for (int i = 0; i < requests; i++) {
                check("MPI_Wait", functions.wait.call(request(i), status));
            }
            end();
        }

        /// Takes back that it is to be received, where nothing has come; in place of [#await].
        public void cancel() {
            for (int i = 0; i < requests; i++) {
                check("MPI_Cancel", functions.cancel.call(request(i)));
                check("MPI_Wait", functions.wait.call(request(i), status));
            }
            memory.give(held);
        }

        /// Whether it has ended; not to be asked again then, nor awaited.
        public boolean isDone() {
            for (int i = 0; i < requests; i++) {
                check("MPI_Test", functions.test.call(request(i), answer, status));
                if (answer.get(JAVA_INT, 0) == 0) {
                    return false;
                }
            }
            end();
            return true;
        }

        private void end() {
            if (target != null) {
                MemorySegment.copy(held, first, target, 0, bytes);
            }
            memory.give(held);
        }
    }

    /// Sends an array, of the kinds of [#broadcast], for [#receive(Object, int, int)]; it may be
    /// changed when the call has returned.
    public Transfer send(Object array, int to, int tag) {
        return send(segment(array), MOST_AT_ONCE, to, tag);
    }

    /// Sends bytes for [#receive(int)]; they may be changed when the call has returned.
    public Transfer send(Letter letter, int to, int tag) {
        return send(segment(letter.content), Integer.MAX_VALUE, to, tag);
    }

    private Transfer send(MemorySegment values, long most, int to, int tag) {
        Transfer transfer = new Transfer(values.byteSize(), most, null);
        MemorySegment.copy(values, 0, transfer.held, transfer.first, values.byteSize());
        transfer.begin("MPI_Isend", functions.send, to, tag);
        return transfer;
    }

    /// Receives an array of as many values as come. Never fewer: Open MPI 4.1 then writes behind their end.
    public Transfer receive(Object array, int from, int tag) {
        MemorySegment values = segment(array);
        Transfer transfer = new Transfer(values.byteSize(), MOST_AT_ONCE, values);
        transfer.begin("MPI_Irecv", functions.receive, from, tag);
        return transfer;
    }

    /// Bytes that go in one message, whose receiver knows neither their number nor who sends them.
    ///
    /// @param from the rank that sends them
    public record Letter(int from, byte[] content) {}

    /// The next of whichever rank that was sent with a tag; null if there is none.
    public Letter receive(int tag) {
        check("MPI_Improbe", functions.probe.call(handles.anySource(), tag, handles.world(), answer, message, status));
        if (answer.get(JAVA_INT, 0) == 0) {
            return null;
        }
        int from = status.get(JAVA_INT, handles.statusSource());
        check("MPI_Get_count", functions.count.call(status, handles.bytes(), answer));
        byte[] content = new byte[answer.get(JAVA_INT, 0)];
        MemorySegment values = memory.take(content.length);
        check("MPI_Mrecv", functions.receiveFound.call(values, content.length, handles.bytes(), message, status));
        MemorySegment.copy(values, 0, segment(content), 0, content.length);
        memory.give(values);
        return new Letter(from, content);
    }

    /// Leaves the job; collective.
    public void finish() {
        check("MPI_Finalize", functions.finish.call());
    }

    /// Ends the job's processes, this one among them.
    ///
    /// @param code that who started the job is told
    public void abort(int code) {
        functions.abort.call(handles.world(), code);
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case double[] values -> MemorySegment.ofArray(values);
            case int[] values -> MemorySegment.ofArray(values);
            case byte[] values -> MemorySegment.ofArray(values);
            default -> throw new IllegalArgumentException("No MPI type for " + array.getClass());
        };
    }

    private void check(String function, int code) {
        if (code != 0) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment text = arena.allocate(LONGEST_ERROR);
                functions.errorText.call(code, text, answer);
                throw new MpiException(
                        "%s: %s".formatted(function, text.getString(0).replaceAll("\\s+", " ")));
            }
        }
    }
}
