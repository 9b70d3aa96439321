package hyades.nbody;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What came of one system of an ensemble, in the units of its run; of one that has failed no more than where.
///
/// @param steps that are done
/// @param time after these [s]
/// @param largestEnergyError the largest relative error of the energy where it was measured, without its sign
/// @param energyError the one at the end
/// @param virialRatio T/|W| at the end
/// @param halfMassRadius distance from the centre of mass within which half of the mass lies at the end [m]
/// @param smallestSeparation of any two bodies where the system was measured [m]; NaN where no two interact
/// @param failure why it could not go on, in one line; empty for one that is done
public record SystemResult(
        long steps,
        double time,
        double largestEnergyError,
        double energyError,
        double virialRatio,
        double halfMassRadius,
        double smallestSeparation,
        String failure) {
    /// Of a system that could not go on.
    ///
    /// @param at the last step that it has done
    static SystemResult failed(Moment at, String failure) {
        return failed(at.step(), at.time(), failure);
    }

    /// Of a system of which nothing is known but why.
    public static SystemResult failed(String failure) {
        return failed(0, 0, failure);
    }

    private static SystemResult failed(long steps, double time, String failure) {
        return new SystemResult(
                steps, time, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, failure.replace('\n', ' '));
    }

    public boolean isDone() {
        return failure.isEmpty();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        out.writeDouble(time);
        out.writeDouble(largestEnergyError);
        out.writeDouble(energyError);
        out.writeDouble(virialRatio);
        out.writeDouble(halfMassRadius);
        out.writeDouble(smallestSeparation);
        out.writeUTF(failure);
    }

    static SystemResult read(DataInput in) throws IOException {
        return new SystemResult(
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readUTF());
    }
}
