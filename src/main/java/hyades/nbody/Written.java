package hyades.nbody;

import hyades.storage.LineLog;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What a run has written before it tells of a step: from there it can go on, to whatever end.
///
/// @param diagnostics where `diagnostics.csv` ends
/// @param energy by what errors of the energy are measured; null before it is measured
/// @param largestEnergyError the largest error of the energy in the file, without its sign
public record Written(LineLog.Mark diagnostics, EnergyScale energy, double largestEnergyError) {
    /// Before a run has begun.
    public static final Written NOTHING = new Written(LineLog.Mark.START, null, 0);

    void write(DataOutput out) throws IOException {
        diagnostics.write(out);
        out.writeBoolean(energy != null);
        if (energy != null) {
            energy.write(out);
        }
        out.writeDouble(largestEnergyError);
    }

    static Written read(DataInput in) throws IOException {
        return new Written(LineLog.Mark.read(in), in.readBoolean() ? EnergyScale.read(in) : null, in.readDouble());
    }
}
