package hyades.nbody;

import hyades.storage.LineLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    public record Row(int step, double time, Diagnostics diagnostics, double relativeEnergyError) {}

    private final LineLog log;

    private DiagnosticsFile(LineLog log) {
        this.log = log;
    }

    /// Begins a file with its header.
    ///
    /// @param dimensions 2 or 3
    public static DiagnosticsFile create(Path file, int dimensions) throws IOException {
        LineLog log = LineLog.create(file, header(dimensions));
        log.flush();
        return new DiagnosticsFile(log);
    }

    /// Goes on with a file: what lies after a step is cut off.
    ///
    /// @param step the last that is kept
    /// @param every steps between two lines
    /// @param rows what is kept is added to it, in order
    /// @throws IOException in one line if the file lacks what it should have up to `step`
    public static DiagnosticsFile resume(Path file, int dimensions, int step, int every, List<Row> rows)
            throws IOException {
        int lines = step / every + 1;
        List<Row> found = new ArrayList<>();
        try {
            LineLog.Mark kept = LineLog.kept(
                    file,
                    header(dimensions),
                    line -> found.size() < lines
                            && line.startsWith(found.size() * every + ",")
                            && found.add(parse(line, dimensions)));
            if (kept.equals(LineLog.Mark.START)) {
                throw new IOException("%s: expected a first line '%s'".formatted(file, header(dimensions)));
            }
            if (found.size() < lines) {
                throw new IOException("%s: the line of step %d is missing, without which the run cannot go on"
                        .formatted(file, found.size() * every));
            }
            rows.addAll(found);
            return new DiagnosticsFile(LineLog.resume(file, kept));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("%s: a line is damaged: %s".formatted(file, e.getMessage()));
        }
    }

    private static Row parse(String line, int dimensions) {
        double[] values =
                Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
        int angular = 6 + dimensions;
        int centre = angular + (dimensions == 2 ? 1 : 3);
        int radii = centre + dimensions + 1;
        if (values.length != radii + Diagnostics.FRACTIONS.length) {
            throw new ArrayIndexOutOfBoundsException(values.length + " fields");
        }
        return new Row(
                (int) values[0],
                values[1],
                new Diagnostics(
                        values[2],
                        values[3],
                        Arrays.copyOfRange(values, 6, angular),
                        Arrays.copyOfRange(values, angular, centre),
                        Arrays.copyOfRange(values, centre, centre + dimensions),
                        Arrays.copyOfRange(values, radii, values.length)),
                values[5]);
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
