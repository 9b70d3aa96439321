package hyades.nbody;

import hyades.storage.LineLog;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What a run has written before it tells of a step: from there it can go on, to whatever end.
///
/// @param diagnostics where `diagnostics.csv` ends
/// @param initialEnergy E₀ [J]; NaN before it is measured
/// @param largestEnergyError the largest |E − E₀|/|E₀| in the file
public record Written(LineLog.Mark diagnostics, double initialEnergy, double largestEnergyError) {
    /// Before a run has begun.
    public static final Written NOTHING = new Written(LineLog.Mark.START, Double.NaN, 0);

    void write(DataOutput out) throws IOException {
        diagnostics.write(out);
        out.writeDouble(initialEnergy);
        out.writeDouble(largestEnergyError);
    }

    static Written read(DataInput in) throws IOException {
        return new Written(LineLog.Mark.read(in), in.readDouble(), in.readDouble());
    }
}
