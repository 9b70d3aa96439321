package hyades.nbody;

import hyades.storage.LineLog;
import hyades.storage.StepLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The lines of `diagnostics.csv`.
public final class DiagnosticsFile {
    private static final String[] AXES = {"X", "Y", "Z"};

    private DiagnosticsFile() {}

    /// A line of the file.
    ///
    /// @param time [s]
    /// @param relativeEnergyError (E - E₀)/|E₀|
    public record Row(long step, double time, Diagnostics diagnostics, double relativeEnergyError) {
        /// What it says behind the step.
        public DoubleStream values() {
            Diagnostics d = diagnostics;
            return Stream.of(
                            new double[] {time, d.kinetic(), d.potential(), d.total(), relativeEnergyError},
                            d.momentum(),
                            d.angularMomentum(),
                            d.centreOfMass(),
                            new double[] {d.virialRatio()},
                            d.lagrangianRadii())
                    .flatMapToDouble(DoubleStream::of);
        }
    }

    /// Begins the file, or goes on with it, as [StepLog#open] does.
    ///
    /// @param dimensions 2 or 3
    public static StepLog open(Path file, int dimensions, LineLog.Mark mark) throws IOException {
        return StepLog.open(file, header(dimensions), mark);
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

    private static Stream<String> axes(String name, int start, int end) {
        return IntStream.range(start, end).mapToObj(axis -> name + AXES[axis]);
    }
}
