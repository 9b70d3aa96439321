package hyades.nbody.app;

import hyades.nbody.Bodies;
import hyades.nbody.BodiesFile;
import hyades.nbody.ClosestPair;
import hyades.nbody.Computable;
import hyades.nbody.InitialConditions;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.nbody.Snapshot;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.Typed;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a run of `nbody` starts from, and what follows from that where nobody says it.
final class InitialOptions {
    @Option(
            names = "--initial",
            paramLabel = "WHAT",
            description = {
                "What to start from (default: ${DEFAULT-VALUE}):",
                "uniform: a disc (2-D) or ball (3-D) at rest; plummer, king: spheres in equilibrium (3-D);",
                "collision: two of plummer that fly at each other (3-D);",
                "kalnajs: a disc that collapses as a whole, or turns (--spin); disc: one that turns around a "
                        + "central body of 9/10 of the mass;",
                "kepler: two bodies in orbit; figure-eight: three on one curve; lagrange: three on a circle;",
                "pythagorean: masses 3, 4, 5 at rest, whose encounters no fixed step resolves for long;",
                "solar-system: the Sun and eight planets at J2000.0 (3-D; elements of Standish, JPL; GM of DE440);",
                "FILE: CSV with a header mass,x,y[,z],vx,vy[,vz], id and name if you like. A final.csv "
                        + "brings its softening, G and time step along; other files need --softening."
            })
    private String initial = "uniform";

    @Option(names = "--dimensions", paramLabel = "D", description = "2 or 3 (default: 2; 3 for what is 3-D).")
    private Integer dimensions;

    @Option(names = "--bodies", paramLabel = "N", description = "Number of bodies (default: 1000).")
    private Integer count;

    @Option(
            names = "--mass",
            paramLabel = "KG",
            converter = Typed.Kilograms.class,
            description = "Total mass in kg, or as 2 Msun (default: 1 kg a body; 12 kg for pythagorean).")
    private Double mass;

    @Option(
            names = "--radius",
            paramLabel = "M",
            converter = Typed.Metres.class,
            description = {
                "Size in m, or as 3 au (default: 1): of the disc or ball; virial radius of a sphere; scale length of "
                        + "disc;",
                "semi-major axis of kepler; of the circle of lagrange; unit of length of the others."
            })
    private Double radius;

    @Mixin
    private ShapeOptions shape = new ShapeOptions();

    @Option(
            names = "--G",
            paramLabel = "G",
            description = "Gravitational constant in m^3/(kg s^2) (default: that of FILE, or CODATA 2018: "
                    + InitialConditions.GRAVITATIONAL_CONSTANT + ").")
    private Double gravitationalConstant;

    @Option(
            names = "--softening",
            paramLabel = "M",
            converter = Typed.Metres.class,
            description = {
                "Plummer softening length in m, or as 0.1 au (default: 0.05 radii for the random "
                        + "systems, 0 for few bodies; of a FILE what it says, see above)."
            })
    private Double softening;

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the random positions (default: 1).")
    private Long seed;

    @Option(
            names = {"--dt", "--time-step"},
            paramLabel = "S",
            converter = Typed.Seconds.class,
            description = {
                "Time step in s, or as 1 d, negative to go back in time (default: 1/2000 of the "
                        + "free-fall time pi/2 sqrt(R^3/(2GM)), for kalnajs 0.7236 sqrt(R^3/(GM)), for collision four "
                        + "free-fall times; of the period of an orbit, that at R for disc, that of Mercury for "
                        + "solar-system; of pythagorean's unit of time sqrt(12 R^3/(GM)); less to resolve the "
                        + "pericentre of kepler, and at most 1/700 of the shortest orbit of two bodies of a FILE)."
            })
    private Double timeStep;

    /// Refuses values that no system has.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(
                dimensions == null || dimensions == 2 || dimensions == 3, "--dimensions", dimensions, "2 or 3");
        JobFailure.require(count == null || count >= 1, "--bodies", count, "at least 1");
        JobFailure.require(mass == null || isPositive(mass), "--mass", mass, "a positive number of kg");
        JobFailure.require(radius == null || isPositive(radius), "--radius", radius, "a positive number of m");
        JobFailure.require(
                gravitationalConstant == null || isPositive(gravitationalConstant),
                "--G",
                gravitationalConstant,
                "a positive number: without gravity every body goes straight on");
        shape.check();
        JobFailure.require(
                softening == null || softening == 0 || isPositive(softening),
                "--softening",
                softening,
                "a number of m, at least 0");
        JobFailure.require(
                timeStep == null || isPositive(Math.abs(timeStep)), "--dt", timeStep, "a number of s, not 0");
    }

    /// The files that are read: one, unless the system is made here.
    List<Path> files() {
        return known().isPresent() ? List.of() : List.of(Path.of(initial));
    }

    /// The system that is made here; none where it is read from a file.
    private Optional<InitialConditions> known() {
        return Arrays.stream(InitialConditions.values())
                .filter(known -> known.toString().equals(initial))
                .findFirst();
    }

    /// What a larger problem has more of, where the system may have any number of bodies.
    Optional<Growth> growth() {
        return known().filter(InitialConditions::isRandom)
                .map(known -> new Growth("--bodies", count == null ? known.defaultBodies() : count, 2));
    }

    /// Fills in the defaults and makes the bodies.
    NBodySetup setUp(Scheme scheme, long steps, Long diagnosticsEvery, Double time, Double tolerance) {
        NBodySetup.Asked asked =
                new NBodySetup.Asked(scheme, timeStep, steps, softening, diagnosticsEvery, time, tolerance);
        try {
            return known().map(known -> setUp(known, asked)).orElseGet(() -> setUp(readFile(), asked));
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--initial %s: %s".formatted(initial, e.getMessage()));
        }
    }

    /// What is doubtful about a system: few bodies that a softening length asked for lets pass through each other. In a
    /// random one it is meant to.
    List<String> warnings(NBodySetup setup) {
        if (softening == null || setup.seed() != null) {
            return List.of();
        }
        return ClosestPair.of(setup.bodies())
                .filter(pair -> pair.separation() < softening)
                .map(pair ->
                        "the softening of %.4g m exceeds the smallest separation, %.4g m between %s and %s: they hardly pull at each other"
                                .formatted(
                                        softening,
                                        pair.separation(),
                                        setup.bodies().labels().text(pair.first()),
                                        setup.bodies().labels().text(pair.second())))
                .stream()
                .toList();
    }

    private NBodySetup setUp(InitialConditions known, NBodySetup.Asked asked) {
        shape.refuse(known);
        JobFailure.require(
                mass == null || !known.hasItsOwnSize(), "--mass", mass, "none, %s has its own".formatted(known));
        JobFailure.require(
                radius == null || !known.hasItsOwnSize(), "--radius", radius, "none, %s has its own".formatted(known));
        JobFailure.require(
                seed == null || known.isRandom(), "--seed", seed, "none, %s has nothing random".formatted(known));
        NBodySetup setup = NBodySetup.of(
                known,
                known.parameters(
                        dimensions,
                        count,
                        mass,
                        radius,
                        gravitationalConstant == null
                                ? InitialConditions.GRAVITATIONAL_CONSTANT
                                : gravitationalConstant,
                        shape.shape(),
                        seed),
                asked);
        Computable.require(setup.bodies(), setup.plan(), setup.bodies().labels()::text);
        return setup;
    }

    private NBodySetup setUp(Snapshot snapshot, NBodySetup.Asked asked) {
        refuseWhatTheFileHas(snapshot.bodies());
        Double epsilon = asked.softening() == null ? snapshot.softening() : asked.softening();
        if (epsilon == null) {
            throw new IllegalArgumentException(
                    "expected --softening M beside it, which the file does not say; 0: none");
        }
        double g = first(
                gravitationalConstant, snapshot.gravitationalConstant(), InitialConditions.GRAVITATIONAL_CONSTANT);
        boolean isSame =
                epsilon.equals(snapshot.softening()) && Double.valueOf(g).equals(snapshot.gravitationalConstant());
        NBodySetup.Asked full = new NBodySetup.Asked(
                asked.scheme(),
                asked.timeStep() == null && isSame ? snapshot.timeStep() : asked.timeStep(),
                asked.steps(),
                epsilon,
                asked.diagnosticsEvery(),
                asked.time(),
                asked.tolerance());
        NBodySetup setup = NBodySetup.of(initial, snapshot.bodies(), g, full);
        Computable.require(setup.bodies(), setup.plan(), snapshot::describe);
        return setup;
    }

    private void refuseWhatTheFileHas(Bodies bodies) {
        JobFailure.require(mass == null, "--mass", mass, "none, the file has the masses");
        JobFailure.require(radius == null, "--radius", radius, "none, the file has the positions");
        JobFailure.require(seed == null, "--seed", seed, "none, the file has the positions");
        shape.refuseBesideFile();
        JobFailure.require(
                count == null || count == bodies.count(), "--bodies", count, bodies.count() + ", as in " + initial);
        JobFailure.require(
                dimensions == null || dimensions == bodies.dimensions(),
                "--dimensions",
                dimensions,
                bodies.dimensions() + ", as in " + initial);
    }

    private static double first(Double asked, Double said, double otherwise) {
        return asked != null ? asked : said != null ? said : otherwise;
    }

    private Snapshot readFile() {
        Path file = Path.of(initial);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new JobFailure(
                    2,
                    "--initial %s: neither a readable file nor one of %s"
                            .formatted(initial, Arrays.toString(InitialConditions.values())));
        }
        try {
            return BodiesFile.read(file);
        } catch (IllegalArgumentException e) { // names the file
            throw new JobFailure(2, "--initial " + e.getMessage());
        } catch (IOException e) {
            throw new JobFailure(2, "--initial %s: cannot read it: %s".formatted(initial, FileFault.reason(e)));
        }
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
