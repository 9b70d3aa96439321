package hyades.farm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What rank 0 and the ranks of other processes write to each other: a message has any number of lines, each a [Line]
/// and what belongs to it.
final class Letter {
    /// Of what a line is.
    enum Line {
        /// From rank 0: what a task may take from now on [s].
        LIMIT,
        /// From rank 0: a chunk to do. Its number and the tasks.
        CHUNK,
        /// From rank 0: what is not begun is to be given back.
        GIVE_BACK,
        /// From rank 0: nothing is to be begun, and what is at hand to be left.
        LEAVE,
        /// From rank 0: no chunk is to follow.
        OVER,
        /// A task has been tried: its chunk's number, its place in that, its outcome.
        TRIED,
        /// The last of the tasks of a chunk, so many, are not begun and are given back: its number, their number.
        BACK,
        /// A chunk is over: its number, and the time that it took [s].
        FINISHED,
        /// Everything is answered that was asked with [#GIVE_BACK].
        ANSWERED,
        /// The rank is asked to stop.
        STOPS,
        /// The last line of a rank.
        ENDED
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    DataOutputStream line(Line kind) throws IOException {
        out.writeByte(kind.ordinal());
        return out;
    }

    void chunk(Chunk chunk) throws IOException {
        line(Line.CHUNK).writeInt(chunk.number());
        out.writeInt(chunk.tasks().size());
        for (Task task : chunk.tasks()) {
            Outcome.writeText(task.item().name(), out);
            out.writeLong(task.item().size());
            out.writeInt(task.attempt());
        }
    }

    /// The tasks' numbers are their places in the chunk: rank 0 knows which they are.
    static Chunk chunk(DataInputStream in) throws IOException {
        int number = in.readInt();
        int count = in.readInt();
        List<Task> tasks = new ArrayList<>(count);
        for (int place = 0; place < count; place++) {
            Item item = new Item(Outcome.readText(in), in.readLong());
            tasks.add(new Task(place, item, in.readInt(), -1, false));
        }
        return new Chunk(number, tasks);
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /// Takes out what is written so far.
    byte[] take() {
        byte[] content = bytes.toByteArray();
        bytes.reset();
        return content;
    }

    static DataInputStream open(byte[] content) {
        return new DataInputStream(new ByteArrayInputStream(content));
    }

    static Line next(DataInputStream in) throws IOException {
        return Line.values()[in.readByte()];
    }
}
