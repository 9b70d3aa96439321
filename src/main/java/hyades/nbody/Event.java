package hyades.nbody;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/// Something that happened within a step and is listed.
///
/// @param part of the step after which it happened, 0 to 1
/// @param first the body that comes first among the bodies
/// @param second the other; -1 of an escape
/// @param distance of the two, or of an escape from the centre of mass [m]
public record Event(Kind kind, double part, int first, int second, double distance) {
    /// In the order of a step, whichever way its time goes.
    static final Comparator<Event> ORDER = Comparator.comparingDouble(Event::part)
            .thenComparing(Event::kind)
            .thenComparingInt(Event::first)
            .thenComparingInt(Event::second);

    /// What may happen.
    public enum Kind {
        COLLISION("collision"),
        ENCOUNTER("encounter"),
        ESCAPE("escape");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As files have it.
        @Override
        public String toString() {
            return word;
        }
    }

    /// When it happened [s].
    ///
    /// @param at where the step ends
    double time(Moment at) {
        return part == 1 ? at.time() : at.before() + part * (at.time() - at.before());
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(kind.ordinal());
        out.writeDouble(part);
        out.writeInt(first);
        out.writeInt(second);
        out.writeDouble(distance);
    }

    static Event read(DataInput in) throws IOException {
        return new Event(Kind.values()[in.readByte()], in.readDouble(), in.readInt(), in.readInt(), in.readDouble());
    }
}
