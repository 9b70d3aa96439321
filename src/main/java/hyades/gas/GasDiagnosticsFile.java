package hyades.gas;

import hyades.storage.LineLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// `diagnostics.csv`: one line a measurement, on the disk as soon as it is made.
public final class GasDiagnosticsFile implements AutoCloseable {
    private static final String HEADER =
            "step,time,timeStep,mass,momentumX,momentumY,momentumZ,kineticEnergy,internalEnergy,"
                + "potentialEnergy,totalEnergy,leastDensity,largestDensity,leastPressure,largestPressure,largestSpeed";

    private final LineLog log;

    private GasDiagnosticsFile(LineLog log) {
        this.log = log;
    }

    /// Begins a file with its header, or goes on with one: what lies behind the mark is cut off.
    ///
    /// @throws IOException in one line if the file is not as it was left; it stays as it is
    public static GasDiagnosticsFile open(Path file, LineLog.Mark mark) throws IOException {
        LineLog log = mark.equals(LineLog.Mark.START) ? LineLog.create(file, HEADER) : LineLog.resume(file, mark);
        log.flush();
        return new GasDiagnosticsFile(log);
    }

    /// Writes one line.
    public void write(GasMoment moment, double timeStep, Totals t) {
        double[] values = {
            moment.time(),
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
            t.largestSpeed()
        };
        try {
            log.append(moment.step()
                    + Arrays.stream(values).mapToObj(value -> "," + value).collect(Collectors.joining())
                    + "\n");
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the file ends.
    public LineLog.Mark mark() {
        return log.mark();
    }

    /// Sees to it that what is written survives the machine, too.
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
