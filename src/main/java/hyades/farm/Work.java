package hyades.farm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// How an item is done, and how what comes of it travels to rank 0.
public interface Work<T> {
    /// Does one item.
    ///
    /// @param name the item's
    /// @throws IOException if the item is bad: its message says why, and the others go on; all else ends the job
    /// @throws java.util.concurrent.CancellationException if this rank is asked to stop, and has left the item
    T process(String name) throws IOException;

    /// Writes what came of an item, to be sent.
    void write(T result, DataOutputStream out) throws IOException;

    /// Reads what [#write] wrote.
    T read(DataInputStream in) throws IOException;

    /// Whether this rank is to begin no more items.
    default boolean stops() {
        return false;
    }

    /// Is told of each item that this rank has done, as soon as it is.
    default void ended(Item item, Outcome<T> outcome) {}
}
