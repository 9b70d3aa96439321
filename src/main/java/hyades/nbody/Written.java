package hyades.nbody;

import hyades.storage.LineLog;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a run has written before it tells of a step: from there it can go on, to whatever end.
///
/// @param diagnostics where `diagnostics.csv` ends
/// @param energy by what errors of the energy are measured; null before it is measured
/// @param largestEnergyError the largest error of the energy in the file, without its sign
/// @param stepWarning what it has warned of steps that are too long; null for nothing
/// @param events where `events.csv` ends
/// @param eventCounts how many it has of each kind, in the order of [Event.Kind]; empty for none
public record Written(
        LineLog.Mark diagnostics,
        EnergyScale energy,
        double largestEnergyError,
        String stepWarning,
        LineLog.Mark events,
        List<Long> eventCounts) {
    /// Before a run has begun.
    public static final Written NOTHING = new Written(LineLog.Mark.START, null, 0, null, LineLog.Mark.START, List.of());

    void write(DataOutput out) throws IOException {
        diagnostics.write(out);
        out.writeBoolean(energy != null);
        if (energy != null) {
            energy.write(out);
        }
        out.writeDouble(largestEnergyError);
        out.writeBoolean(stepWarning != null);
        if (stepWarning != null) {
            out.writeUTF(stepWarning);
        }
        events.write(out);
        out.writeInt(eventCounts.size());
        for (long count : eventCounts) {
            out.writeLong(count);
        }
    }

    static Written read(DataInput in) throws IOException {
        return new Written(
                LineLog.Mark.read(in),
                in.readBoolean() ? EnergyScale.read(in) : null,
                in.readDouble(),
                in.readBoolean() ? in.readUTF() : null,
                LineLog.Mark.read(in),
                readCounts(in));
    }

    private static List<Long> readCounts(DataInput in) throws IOException {
        List<Long> counts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            counts.add(in.readLong());
        }
        return counts;
    }
}
