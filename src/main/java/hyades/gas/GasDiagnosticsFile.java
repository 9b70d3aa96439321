package hyades.gas;

import hyades.storage.LineLog;
import hyades.storage.StepLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;

/// The lines of `diagnostics.csv`.
public final class GasDiagnosticsFile {
    private static final String HEADER =
            "step,time,timeStep,mass,momentumX,momentumY,momentumZ,kineticEnergy,internalEnergy,"
                + "potentialEnergy,totalEnergy,leastDensity,largestDensity,leastPressure,largestPressure,largestSpeed";

    private GasDiagnosticsFile() {}

    /// Begins the file, or goes on with it, as [StepLog#open] does.
    public static StepLog open(Path file, LineLog.Mark mark) throws IOException {
        return StepLog.open(file, HEADER, mark);
    }

    /// What a line says behind the step.
    public static DoubleStream values(double time, double timeStep, Totals t) {
        return DoubleStream.of(
                time,
                timeStep,
                t.mass(),
                t.momentum()[0],
                t.momentum()[1],
                t.momentum()[2],
                t.kinetic(),
                t.internal(),
                t.potential(),
                t.energy(),
                t.leastDensity(),
                t.largestDensity(),
                t.leastPressure(),
                t.largestPressure(),
                t.largestSpeed());
    }
}
