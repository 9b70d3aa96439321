package hyades.nbody.app;

import hyades.nbody.InitialConditions;
import hyades.nbody.InitialConditions.Shape;
import hyades.process.JobFailure;
import java.util.List;
import picocli.CommandLine.Option;

/// What only some systems that `nbody` makes have.
final class ShapeOptions {
    @Option(
            names = "--eccentricity",
            paramLabel = "E",
            description = "Eccentricity of kepler, 0 to below 1 (default: 0.5).")
    private Double eccentricity;

    @Option(
            names = "--spin",
            paramLabel = "F",
            description = "Angular speed of kalnajs, as a part of that which balances gravity, 0 to 1 (default: 0).")
    private Double spin;

    @Option(
            names = "--w0",
            paramLabel = "W",
            description = "Depth of the potential at the centre of king, 0.1 to 12 (default: 6).")
    private Double depth;

    @Option(
            names = "--separation",
            paramLabel = "F",
            description = "Of the centres of collision along their way, in radii (default: 4).")
    private Double separation;

    @Option(names = "--impact", paramLabel = "F", description = "Impact parameter of collision, in radii (default: 2).")
    private Double impact;

    @Option(
            names = "--speed",
            paramLabel = "F",
            description = "Relative speed of collision, as a part of that of a fall from infinity (default: 1).")
    private Double speed;

    @Option(
            names = "--toomre",
            paramLabel = "Q",
            description = "Toomre's Q of disc, 0 (cold, it falls into clumps) to 10 (default: 1.5).")
    private Double toomre;

    /// One of them.
    ///
    /// @param kind the only one that has it
    /// @param least, most what it may be, both included
    private record Own(String name, Double value, InitialConditions kind, double least, double most, String words) {}

    private List<Own> all() {
        double end = Math.nextDown(1.0);
        double most = Double.MAX_VALUE;
        return List.of(
                new Own("--eccentricity", eccentricity, InitialConditions.KEPLER, 0, end, "0 to below 1"),
                new Own("--spin", spin, InitialConditions.KALNAJS, 0, 1, "0 to 1"),
                new Own("--w0", depth, InitialConditions.KING, 0.1, 12, "0.1 to 12"),
                new Own(
                        "--separation",
                        separation,
                        InitialConditions.COLLISION,
                        Double.MIN_NORMAL,
                        most,
                        "a positive number of radii"),
                new Own("--impact", impact, InitialConditions.COLLISION, 0, most, "a number of radii, at least 0"),
                new Own("--speed", speed, InitialConditions.COLLISION, 0, most, "a number, at least 0"),
                new Own("--toomre", toomre, InitialConditions.DISC, 0, 10, "0 to 10"));
    }

    /// Refuses values that no system has.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        for (Own own : all()) {
            JobFailure.require(
                    own.value == null || own.value >= own.least && own.value <= own.most,
                    own.name,
                    own.value,
                    own.words);
        }
    }

    /// Refuses what a system does not have.
    ///
    /// @throws JobFailure with exit code 2
    void refuse(InitialConditions known) {
        for (Own own : all()) {
            JobFailure.require(
                    own.value == null || own.kind == known,
                    own.name,
                    own.value,
                    "none, %s has no such thing, only %s".formatted(known, own.kind));
        }
    }

    /// Refuses all of it, since there is a file.
    ///
    /// @throws JobFailure with exit code 2
    void refuseBesideFile() {
        for (Own own : all()) {
            JobFailure.require(own.value == null, own.name, own.value, "none, the file has positions and velocities");
        }
    }

    Shape shape() {
        Shape usual = Shape.USUAL;
        return new Shape(
                or(eccentricity, usual.eccentricity()),
                or(spin, usual.spin()),
                or(depth, usual.depth()),
                or(separation, usual.separation()),
                or(impact, usual.impact()),
                or(speed, usual.speed()),
                or(toomre, usual.toomre()));
    }

    private static double or(Double asked, double otherwise) {
        return asked == null ? otherwise : asked;
    }
}
