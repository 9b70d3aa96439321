package hyades.nbody;

import hyades.storage.LineLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `diagnostics.csv`: one line a measurement, on the disk as soon as it is made.
public final class DiagnosticsFile implements AutoCloseable {
    private static final String[] AXES = {"X", "Y", "Z"};

    /// A line of the file.
    ///
    /// @param time [s]
    /// @param relativeEnergyError (E - E₀)/|E₀|
    public record Row(long step, double time, Diagnostics diagnostics, double relativeEnergyError) {}

    private final LineLog log;

    private DiagnosticsFile(LineLog log) {
        this.log = log;
    }

    /// Begins a file with its header, or goes on with one: what lies behind the mark is cut off.
    ///
    /// @param dimensions 2 or 3
    /// @throws IOException in one line if the file is not as it was left; it stays as it is
    public static DiagnosticsFile open(Path file, int dimensions, LineLog.Mark mark) throws IOException {
        LineLog log =
                mark.equals(LineLog.Mark.START) ? LineLog.create(file, header(dimensions)) : LineLog.resume(file, mark);
        log.flush();
        return new DiagnosticsFile(log);
    }

    private static String header(int dimensions) {
        return Stream.of(
                        Stream.of(
                                "step",
                                "time",
                                "kineticEnergy",
                                "potentialEnergy",
                                "totalEnergy",
                                "relativeEnergyError"),
                        axes("momentum", 0, dimensions),
                        axes("angularMomentum", dimensions == 2 ? 2 : 0, 3),
                        axes("centreOfMass", 0, dimensions),
                        Stream.of("virialRatio"),
                        DoubleStream.of(Diagnostics.FRACTIONS).mapToObj(f -> "radius" + Math.round(100 * f)))
                .flatMap(names -> names)
                .collect(Collectors.joining(","));
    }

    /// Writes one line.
    public void write(Row row) {
        Diagnostics d = row.diagnostics;
        DoubleStream values = Stream.of(
                        new double[] {row.time, d.kinetic(), d.potential(), d.total(), row.relativeEnergyError},
                        d.momentum(),
                        d.angularMomentum(),
                        d.centreOfMass(),
                        new double[] {d.virialRatio()},
                        d.lagrangianRadii())
                .flatMapToDouble(DoubleStream::of);
        try {
            log.append(row.step + values.mapToObj(value -> "," + value).collect(Collectors.joining()) + "\n");
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

    private static Stream<String> axes(String name, int start, int end) {
        return IntStream.range(start, end).mapToObj(axis -> name + AXES[axis]);
    }
}
