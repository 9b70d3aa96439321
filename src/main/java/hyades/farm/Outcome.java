package hyades.farm;

import hyades.storage.FileFault;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;

/// What became of an item.
public sealed interface Outcome<T> {
    /// It is done.
    ///
    /// @param rank who did it
    /// @param seconds what it took, the last time [s]
    /// @param attempts how often it was tried
    record Done<T>(int rank, double seconds, int attempts, T result) implements Outcome<T> {}

    /// It is bad, each time that it was tried.
    ///
    /// @param rank who tried at last
    /// @param seconds what that took [s]
    /// @param attempts how often it was tried
    /// @param reason one line, of the last time
    /// @param result what came of it all the same, where [Work#failure] said so; else null
    record Failed<T>(int rank, double seconds, int attempts, String reason, T result) implements Outcome<T> {
        public Failed {
            reason = reason.replace('\n', ' ');
        }
    }

    /// It was left because it took too long, each time that it was tried.
    ///
    /// @param rank who tried at last
    /// @param seconds after which it was left [s]
    /// @param attempts how often it was tried
    /// @param result what came of it up to then, where the work says; else null
    record TimedOut<T>(int rank, double seconds, int attempts, T result) implements Outcome<T> {}

    /// Nobody begins it any more: it was at hand again and again when its process ended without a word.
    ///
    /// @param deaths how often
    record Quarantined<T>(int deaths) implements Outcome<T> {}

    /// Nobody began it, or it was left without a trace: the job was asked to stop, or others have failed.
    record NotBegun<T>() implements Outcome<T> {}

    /// Does an item on this rank and this thread, without a farm, and tells the work of it.
    static <T> Outcome<T> of(Item item, Work<T> work, int rank) {
        Outcome<T> outcome;
        try {
            outcome = of(item.name(), work, rank, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotBegun<>();
        }
        if (!(outcome instanceof NotBegun<T>)) {
            work.ended(item, outcome);
        }
        return outcome;
    }

    /// @param attempt the how manieth time, from 1
    static <T> Outcome<T> of(String name, Work<T> work, int rank, int attempt) throws InterruptedException {
        long start = System.nanoTime();
        try {
            T result = work.process(name);
            double seconds = seconds(start);
            String failure = work.failure(result);
            return failure == null
                    ? new Done<>(rank, seconds, attempt, result)
                    : new Failed<>(rank, seconds, attempt, failure, result);
        } catch (CancellationException e) {
            return new NotBegun<>();
        } catch (IOException e) {
            return new Failed<>(rank, seconds(start), attempt, FileFault.line(e), null);
        }
    }

    /// How many items are bad.
    static <T> long failed(List<Outcome<T>> outcomes) {
        return outcomes.stream().filter(Outcome::hasFailed).count();
    }

    /// What came of the item, or of the last try; null where nothing did.
    default T result() {
        return null;
    }

    /// Whether the item was tried in vain.
    default boolean hasFailed() {
        return switch (this) {
            case Failed<T> _, TimedOut<T> _, Quarantined<T> _ -> true;
            case Done<T> _, NotBegun<T> _ -> false;
        };
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /// Writes the outcome, to be sent and to be recorded.
    default void write(Work<T> work, DataOutputStream out) throws IOException {
        switch (this) {
            case Done<T>(int rank, double seconds, int attempts, T result) -> {
                begin(Kind.DONE, rank, seconds, attempts, out);
                work.write(result, out);
            }
            case Failed<T>(int rank, double seconds, int attempts, String reason, T result) -> {
                begin(Kind.FAILED, rank, seconds, attempts, out);
                writeText(reason, out);
                writeOptional(result, work, out);
            }
            case TimedOut<T>(int rank, double seconds, int attempts, T result) -> {
                begin(Kind.TIMED_OUT, rank, seconds, attempts, out);
                writeOptional(result, work, out);
            }
            case Quarantined<T>(int deaths) -> {
                out.writeByte(Kind.QUARANTINED.ordinal());
                out.writeInt(deaths);
            }
            case NotBegun<T>() -> out.writeByte(Kind.NOT_BEGUN.ordinal());
        }
    }

    private static void begin(Kind kind, int rank, double seconds, int attempts, DataOutputStream out)
            throws IOException {
        out.writeByte(kind.ordinal());
        out.writeInt(rank);
        out.writeDouble(seconds);
        out.writeInt(attempts);
    }

    private static <T> void writeOptional(T result, Work<T> work, DataOutputStream out) throws IOException {
        out.writeBoolean(result != null);
        if (result != null) {
            work.write(result, out);
        }
    }

    private static <T> T readOptional(Work<T> work, DataInputStream in) throws IOException {
        return in.readBoolean() ? work.read(in) : null;
    }

    /// Reads what [#write] wrote.
    static <T> Outcome<T> read(Work<T> work, DataInputStream in) throws IOException {
        return switch (Kind.values()[in.readByte()]) {
            case DONE -> new Done<>(in.readInt(), in.readDouble(), in.readInt(), work.read(in));
            case FAILED ->
                new Failed<>(in.readInt(), in.readDouble(), in.readInt(), readText(in), readOptional(work, in));
            case TIMED_OUT -> new TimedOut<>(in.readInt(), in.readDouble(), in.readInt(), readOptional(work, in));
            case QUARANTINED -> new Quarantined<>(in.readInt());
            case NOT_BEGUN -> new NotBegun<>();
        };
    }

    /// Of any length, other than [DataOutputStream#writeUTF].
    static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// Reads what [#writeText] wrote.
    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    /// The kinds as they are written.
    enum Kind {
        DONE,
        FAILED,
        TIMED_OUT,
        QUARANTINED,
        NOT_BEGUN
    }
}
