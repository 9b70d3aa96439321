package hyades.farm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// How an item is done, and how what comes of it travels to rank 0. Each rank has its own; with several slots it is
/// called by several threads at a time.
public interface Work<T> {
    /// Does one item. Its thread is interrupted when the item is to be left: because its time is over, because others
    /// have failed, or because the job is asked to stop.
    ///
    /// @param name the item's
    /// @throws IOException if the item is bad: its message says why, and the others go on; all else ends the job
    /// @throws InterruptedException if this thread was interrupted, and has left the item
    /// @throws java.util.concurrent.CancellationException if this rank is asked to stop, and has left the item
    T process(String name) throws IOException, InterruptedException;

    /// Says of a result that it is a failure all the same, such as an exit code: the item counts as one that has
    /// failed, and the result is kept with it.
    ///
    /// @return why, in one line; null if it is none
    default String failure(T result) {
        return null;
    }

    /// Writes what came of an item, to be sent and to be recorded.
    void write(T result, DataOutputStream out) throws IOException;

    /// Reads what [#write] wrote.
    T read(DataInputStream in) throws IOException;

    /// Is told of each item that this rank has done, as soon as it is, on the thread that did it; not of those that
    /// were left.
    default void ended(Item item, Outcome<T> outcome) {}
}
