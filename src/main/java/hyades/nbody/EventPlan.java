package hyades.nbody;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/// What is looked for after each step, at a cost of O(N²) for pairs.
///
/// @param encounter passages closer than that are listed [m]; 0: none
/// @param escape unbound bodies farther than that from the centre of mass are listed [m]; 0: none
/// @param collision what is done about bodies whose radii overlap
public record EventPlan(double encounter, double escape, OnCollision collision) {
    public static final EventPlan NONE = new EventPlan(0, 0, OnCollision.NONE);

    /// What is done about bodies that come closer than the sum of their radii.
    public enum OnCollision {
        /// They are not looked for.
        NONE,
        /// They are listed, and pass through each other.
        IGNORE,
        /// They are listed, and the run ends after that step.
        STOP;

        /// As the command line has it.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether nothing is looked for.
    public boolean isNone() {
        return equals(NONE);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(encounter);
        out.writeDouble(escape);
        out.writeUTF(collision.name());
    }

    static EventPlan read(DataInput in) throws IOException {
        return new EventPlan(in.readDouble(), in.readDouble(), OnCollision.valueOf(in.readUTF()));
    }
}
