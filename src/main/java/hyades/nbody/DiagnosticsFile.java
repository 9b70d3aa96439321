package hyades.nbody;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `diagnostics.csv`: one line a measurement, on the disk as soon as it is made.
public final class DiagnosticsFile implements AutoCloseable {
    private static final String[] AXES = {"X", "Y", "Z"};

    private final BufferedWriter out;

    /// Writes the header.
    ///
    /// @param dimensions 2 or 3
    public DiagnosticsFile(Path file, int dimensions) throws IOException {
        out = Files.newBufferedWriter(file);
        write(Stream.of(
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
                .flatMap(names -> names));
    }

    /// Writes one line.
    ///
    /// @param time [s]
    /// @param relativeEnergyError (E - E₀)/|E₀|
    public void write(int step, double time, Diagnostics d, double relativeEnergyError) {
        DoubleStream values = Stream.of(
                        new double[] {time, d.kinetic(), d.potential(), d.total(), relativeEnergyError},
                        d.momentum(),
                        d.angularMomentum(),
                        d.centreOfMass(),
                        new double[] {d.virialRatio()},
                        d.lagrangianRadii())
                .flatMapToDouble(DoubleStream::of);
        try {
            write(Stream.concat(Stream.of(Integer.toString(step)), values.mapToObj(Double::toString)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void write(Stream<String> fields) throws IOException {
        out.write(String.join(",", fields.toList()) + "\n");
        out.flush();
    }

    private static Stream<String> axes(String name, int start, int end) {
        return IntStream.range(start, end).mapToObj(axis -> name + AXES[axis]);
    }
}
