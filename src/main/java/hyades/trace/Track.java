package hyades.trace;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// The events of one rank, in the order of time.
///
/// @param events times as the rank's own `System.nanoTime` has them, or another's
public record Track(int rank, String host, long pid, List<Event> events) {
    /// Turns bytes of [#toBytes] back into a track.
    public static Track fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int rank = in.readInt();
            String host = in.readUTF();
            long pid = in.readLong();
            int count = in.readInt();
            List<Event> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(read(in));
            }
            return new Track(rank, host, pid, events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same events by another clock, where none begins before 0.
    ///
    /// @param clock turns times of this track into the other clock's
    public Track by(LongUnaryOperator clock) {
        List<Event> moved = events.stream()
                .map(event -> event.at(
                        Math.max(0, clock.applyAsLong(event.start())), Math.max(0, clock.applyAsLong(event.end()))))
                .toList();
        return new Track(rank, host, pid, moved);
    }

    /// As bytes, to be sent.
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(rank);
            out.writeUTF(host);
            out.writeLong(pid);
            out.writeInt(events.size());
            for (Event event : events) {
                write(event, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Event event, DataOutputStream out) throws IOException {
        out.writeByte(event.activity().ordinal());
        out.writeUTF(event.name());
        out.writeUTF(event.about() == null ? "" : event.about());
        out.writeLong(event.start());
        out.writeLong(event.end());
        if (event.leftOut() != null) {
            for (long each : event.leftOut()) {
                out.writeLong(each);
            }
        }
    }

    private static Event read(DataInputStream in) throws IOException {
        Activity activity = Activity.values()[in.readByte()];
        String name = in.readUTF().intern();
        String about = in.readUTF();
        long start = in.readLong();
        long end = in.readLong();
        long[] leftOut = activity == Activity.LEFT_OUT ? new long[1 + Activity.values().length] : null;
        for (int i = 0; leftOut != null && i < leftOut.length; i++) {
            leftOut[i] = in.readLong();
        }
        return new Event(activity, name, about.isEmpty() ? null : about, start, end, leftOut);
    }
}
