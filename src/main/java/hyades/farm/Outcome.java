package hyades.farm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/// What became of an item.
public sealed interface Outcome<T> {
    /// It is done.
    ///
    /// @param rank who did it
    /// @param seconds what it took [s]
    record Done<T>(int rank, double seconds, T result) implements Outcome<T> {}

    /// It is bad.
    ///
    /// @param rank who tried
    /// @param seconds what that took [s]
    /// @param reason one line
    record Failed<T>(int rank, double seconds, String reason) implements Outcome<T> {
        public Failed {
            reason = reason.replace('\n', ' ');
        }
    }

    /// Nobody began it, or it was left without a trace: the job was asked to stop.
    record NotBegun<T>() implements Outcome<T> {}

    /// Does an item on this rank.
    static <T> Outcome<T> of(String name, Work<T> work, int rank) {
        if (work.stops()) {
            return new NotBegun<>();
        }
        long start = System.nanoTime();
        try {
            T result = work.process(name);
            return new Done<>(rank, seconds(start), result);
        } catch (CancellationException e) {
            return new NotBegun<>();
        } catch (IOException e) {
            return new Failed<>(rank, seconds(start), e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /// How many items are bad.
    static <T> long failed(List<Outcome<T>> outcomes) {
        return outcomes.stream()
                .filter(outcome -> switch (outcome) {
                    case Failed<T> _ -> true;
                    case Done<T> _, NotBegun<T> _ -> false;
                })
                .count();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /// Writes the outcome, to be sent.
    default void write(Work<T> work, DataOutputStream out) throws IOException {
        switch (this) {
            case Done<T>(int rank, double seconds, T result) -> {
                begin(Kind.DONE, rank, seconds, out);
                work.write(result, out);
            }
            case Failed<T>(int rank, double seconds, String reason) -> {
                begin(Kind.FAILED, rank, seconds, out);
                Batch.writeText(reason, out);
            }
            case NotBegun<T>() -> out.writeByte(Kind.NOT_BEGUN.ordinal());
        }
    }

    private static void begin(Kind kind, int rank, double seconds, DataOutputStream out) throws IOException {
        out.writeByte(kind.ordinal());
        out.writeInt(rank);
        out.writeDouble(seconds);
    }

    /// Reads what [#write] wrote.
    static <T> Outcome<T> read(Work<T> work, DataInputStream in) throws IOException {
        return switch (Kind.values()[in.readByte()]) {
            case DONE -> new Done<>(in.readInt(), in.readDouble(), work.read(in));
            case FAILED -> new Failed<>(in.readInt(), in.readDouble(), Batch.readText(in));
            case NOT_BEGUN -> new NotBegun<>();
        };
    }

    /// The kinds as they are written.
    enum Kind {
        DONE,
        FAILED,
        NOT_BEGUN
    }
}
