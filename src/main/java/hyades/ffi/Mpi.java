package hyades.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A system's MPI library and its `MPI_COMM_WORLD`; Message Passing Interface Forum (2015), "MPI: A Message-Passing
/// Interface Standard", version 3.1, which all libraries of today have.
///
/// The callers' arrays are copied to and from memory outside of the heap, which is kept for the next
/// call: one that waits for other ranks must not keep the garbage collector waiting. All values go as
/// bytes, in this machine's order. For one thread, that of [#init].
public final class Mpi {
    /// The variable that names another library than those looked for.
    public static final String LIBRARY_VARIABLE = "HYADES_MPI_LIBRARY";

    /// Values go in pieces, so that one is copied while others are under way [bytes].
    private static final long PIECE = 1 << 18;

    /// Up to here the library joins blocks itself: it counts in 32 bits [bytes].
    private static final long MOST_AT_ONCE = 1 << 26;

    /// Of the blocks that are joined without the library's help.
    private static final int BLOCK_TAG = 70;

    /// Goes before the bytes of a letter: their number.
    private static final int HEADER = Long.BYTES;

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
        long bytes = values.byteSize();
        MemorySegment piece = memory.take(Math.min(bytes, PIECE));
        for (long done = 0; done < bytes; done += PIECE) {
            int length = (int) Math.min(bytes - done, PIECE);
            if (rank == root) {
                MemorySegment.copy(values, done, piece, 0, length);
            }
            check("MPI_Bcast", functions.broadcast.call(piece, length, handles.bytes(), root, handles.world()));
            if (rank != root) {
                MemorySegment.copy(piece, 0, values, done, length);
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
        if (bytes > MOST_AT_ONCE || bytes / size >= PIECE) {
            swapBlocks(values, counts, firsts);
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

    /// Every rank sends its block to every other, piece by piece: the library's own joining of long ones
    /// would have to wait until they are copied, and be waited for before they are copied again.
    private void swapBlocks(MemorySegment values, int[] counts, int[] firsts) {
        int[] others =
                IntStream.range(1, size).map(step -> (rank + step) % size).toArray();
        List<Transfer> transfers = new ArrayList<>();
        for (int other : others) {
            transfers.add(receive(block(values, counts, firsts, other), other, BLOCK_TAG));
        }
        transfers.add(send(block(values, counts, firsts, rank), 0, BLOCK_TAG, others));
        transfers.forEach(Transfer::await);
    }

    private static MemorySegment block(MemorySegment values, int[] counts, int[] firsts, int of) {
        return values.asSlice((long) firsts[of] * Double.BYTES, (long) counts[of] * Double.BYTES);
    }

    public void barrier() {
        check("MPI_Barrier", functions.barrier.call(handles.world()));
    }

    /// What goes to other ranks or comes from one, and is under way: a request a piece and rank, then the bytes.
    public final class Transfer {
        private final MemorySegment values;
        private final int header;
        private final int pieces;
        private final int others;
        private final long first;
        private final MemorySegment held;
        private boolean isReceived;

        /// @param header bytes that go before the values, in the first piece
        private Transfer(MemorySegment values, int header, int others) {
            this.values = values;
            this.header = header;
            this.others = others;
            pieces = (int) Math.max(1, Math.ceilDiv(values.byteSize(), PIECE));
            first = (long) pieces * others * Long.BYTES;
            held = memory.take(first + header + values.byteSize());
        }

        private void send(int[] to, int tag) {
            if (header > 0) {
                held.set(JAVA_LONG, first, values.byteSize());
            }
            for (int i = 0; i < pieces; i++) {
                MemorySegment.copy(values, i * PIECE, held, place(i), length(i));
                for (int k = 0; k < others; k++) {
                    begin("MPI_Isend", functions.send, i, k, to[k], tag);
                }
            }
        }

        private void receive(int from, int tag) {
            isReceived = true;
            for (int i = 0; i < pieces; i++) {
                begin("MPI_Irecv", functions.receive, i, 0, from, tag);
            }
        }

        private void begin(String name, MpiFunctions.Begin function, int i, int k, int other, int tag) {
            int lead = i == 0 ? header : 0;
            MemorySegment piece = held.asSlice(place(i) - lead, lead + length(i));
            MemorySegment request = request(i * others + k);
            int bytes = (int) piece.byteSize();
            check(name, function.call(piece, bytes, handles.bytes(), other, tag, handles.world(), request));
        }

        private long place(int piece) {
            return first + header + piece * PIECE;
        }

        private long length(int piece) {
            return Math.min(PIECE, values.byteSize() - piece * PIECE);
        }

        private MemorySegment request(int i) {
            return held.asSlice((long) i * Long.BYTES, Long.BYTES);
        }

        /// Waits for its end, once.
        public void await() {
            for (int i = 0; i < pieces * others; i++) {
                check("MPI_Wait", functions.wait.call(request(i), status));
                if (isReceived) {
                    MemorySegment.copy(held, place(i), values, i * PIECE, length(i));
                }
            }
            memory.give(held);
        }

        /// Takes back that it is to be received, where nothing has come; in place of [#await].
        public void cancel() {
            for (int i = 0; i < pieces; i++) {
                check("MPI_Cancel", functions.cancel.call(request(i)));
                check("MPI_Wait", functions.wait.call(request(i), status));
            }
            memory.give(held);
        }

        /// Whether what is sent has left; not to be asked again then, nor awaited.
        public boolean isDone() {
            for (int i = 0; i < pieces * others; i++) {
                check("MPI_Test", functions.test.call(request(i), answer, status));
                if (answer.get(JAVA_INT, 0) == 0) {
                    return false;
                }
            }
            memory.give(held);
            return true;
        }
    }

    /// Sends an array, of the kinds of [#broadcast], for [#receive(Object, int, int)]; it may be
    /// changed when the call has returned.
    public Transfer send(Object array, int to, int tag) {
        return send(segment(array), 0, tag, to);
    }

    /// Sends an array, of the kinds of [#broadcast], as bytes for [#letter]; it may be changed when the
    /// call has returned.
    public Transfer sendLetter(Object content, int to, int tag) {
        return send(segment(content), HEADER, tag, to);
    }

    private Transfer send(MemorySegment values, int header, int tag, int... to) {
        Transfer transfer = new Transfer(values, header, to.length);
        transfer.send(to, tag);
        return transfer;
    }

    /// Receives an array of as many values as come. Never fewer: Open MPI 4.1 then writes behind their end.
    public Transfer receive(Object array, int from, int tag) {
        return receive(segment(array), from, tag);
    }

    private Transfer receive(MemorySegment values, int from, int tag) {
        Transfer transfer = new Transfer(values, 0, 1);
        transfer.receive(from, tag);
        return transfer;
    }

    /// Bytes whose receiver knows neither their number nor, maybe, who sends them.
    ///
    /// @param from the rank that sends them
    public record Letter(int from, byte[] content) {}

    /// The next of whichever rank that was sent with a tag; null if there is none.
    public Letter letter(int tag) {
        int any = handles.anySource();
        check("MPI_Improbe", functions.probe.call(any, tag, handles.world(), answer, message, status));
        return answer.get(JAVA_INT, 0) == 0 ? null : receiveFound(tag);
    }

    /// The next of a rank that was sent with a tag: waits for it.
    public Letter awaitLetter(int from, int tag) {
        check("MPI_Mprobe", functions.awaitedProbe.call(from, tag, handles.world(), message, status));
        return receiveFound(tag);
    }

    private Letter receiveFound(int tag) {
        int from = status.get(JAVA_INT, handles.statusSource());
        check("MPI_Get_count", functions.count.call(status, handles.bytes(), answer));
        int count = answer.get(JAVA_INT, 0);
        MemorySegment first = memory.take(count);
        check("MPI_Mrecv", functions.receiveFound.call(first, count, handles.bytes(), message, status));
        byte[] content = new byte[(int) first.get(JAVA_LONG, 0)];
        MemorySegment values = segment(content);
        MemorySegment.copy(first, HEADER, values, 0, count - HEADER);
        memory.give(first);
        if (content.length > PIECE) {
            receive(values.asSlice(PIECE), from, tag).await();
        }
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
