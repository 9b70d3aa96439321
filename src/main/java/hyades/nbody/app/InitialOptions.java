package hyades.nbody.app;

import hyades.fits.ImageName;
import hyades.nbody.Bodies;
import hyades.nbody.BodiesFile;
import hyades.nbody.ClosestPair;
import hyades.nbody.Computable;
import hyades.nbody.Dimension;
import hyades.nbody.ExternalField;
import hyades.nbody.InitialConditions;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.nbody.Snapshot;
import hyades.nbody.SnapshotFile;
import hyades.nbody.SofteningKernel;
import hyades.nbody.Units;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.Typed;
import hyades.storage.FileFault;
import hyades.text.Quantity.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
                "FILE: CSV with a header mass,x,y[,z],vx,vy[,vz], id, name and radius if you like, or a table of FITS"
                        + " with such columns, 'FILE.fits[2]' of that HDU; a mass of 0 pulls at nothing. A final.csv or"
                        + " snapshot brings its softening, units, G and time step along; other files need --softening."
            })
    private String initial = "uniform";

    @Option(names = "--dimensions", paramLabel = "D", description = "2 or 3 (default: 2; 3 for what is 3-D).")
    private Integer dimensions;

    @Option(names = "--bodies", paramLabel = "N", description = "Number of bodies (default: 1000).")
    private Integer count;

    @Option(
            names = "--mass",
            paramLabel = "MASS",
            converter = Typed.Mass.class,
            description = "Total mass, as 2 Msun, or a number in --units (default: 1 a body; 12 for pythagorean).")
    private Amount mass;

    @Option(
            names = "--radius",
            paramLabel = "LENGTH",
            converter = Typed.Length.class,
            description = {
                "Size, as 3 au, or a number in --units (default: 1): of the disc or ball; virial radius of a sphere;"
                        + " scale length of disc;",
                "semi-major axis of kepler; of the circle of lagrange; unit of length of the others."
            })
    private Amount radius;

    @Mixin
    private ShapeOptions shape = new ShapeOptions();

    @Option(
            names = "--G",
            paramLabel = "G",
            description = "Gravitational constant in --units, m^3/(kg s^2) of si (default: that of FILE, or "
                    + InitialConditions.GRAVITATIONAL_CONSTANT + ", CODATA 2018; 1 in nbody).")
    private Double gravitationalConstant;

    @Option(
            names = "--units",
            paramLabel = "SYSTEM",
            description = {
                "Units of the run: of numbers alone, of a FILE that does not say its own, and of all that is written;"
                    + " G follows from them (default: those of FILE, or si; nbody of few bodies, unless a size, mass,"
                    + " time or field has a unit, or with another --G than nature's):",
                "si: m, kg, s; astro: kpc, Msun, km/s, so times in kpc/(km/s) = 0.9778 Gyr; solar: au, Msun, yr;",
                "solar-day: au, Msun, d; nbody: any, of which nothing is claimed, with G = 1 or that of --G.",
                "What has no size of its own is scaled: in astro to 1 Msun a body and 1 kpc. solar-system, and a FILE"
                        + " in other units, are converted, but not from or to nbody."
            })
    private Units units;

    @Option(
            names = "--softening",
            paramLabel = "LENGTH",
            converter = Typed.Length.class,
            description = {
                "Softening length, as 0.1 au, or a number in --units (default: 0.05 radii for the"
                        + " random systems, 0.02 for disc, 0 for few bodies; of a FILE what it says, see above)."
            })
    private Amount softening;

    @Option(
            names = "--softening-kernel",
            paramLabel = "KERNEL",
            description = {
                "How it softens (default: plummer; of a FILE what it says); the potential at distance 0 is -G m/LENGTH"
                        + " in both:",
                "plummer: as spheres of Plummer (1911), at all distances;",
                "spline: as balls of radius 2.8 LENGTH whose density is a cubic spline, which is what GADGET does; from"
                        + " there on forces are Newton's. Not with --kernel opencl."
            })
    private SofteningKernel softeningKernel;

    @Option(
            names = "--field",
            paramLabel = "FIELD",
            converter = FieldOption.class,
            description = {
                "A potential around the origin that pulls at the bodies, too; more than one add up (default: none; of a"
                        + " final.csv what it says); numbers may have units, such as 1e11 Msun, 3 kpc, 220 km/s:",
                "point:mass=M;",
                "plummer:mass=M,a=A: a sphere of scale length A (Plummer 1911);",
                "logarithmic:v0=V,core=R,q=Q: a halo, V being the circular speed far outside of its core R, Q its"
                        + " flattening along z (Binney & Tremaine 2008, 2.71a);",
                "miyamoto-nagai:mass=M,a=A,b=B: a disc of scale length A and height B (Miyamoto & Nagai 1975);",
                "none: not what a file says."
            })
    private List<FieldOption.Field> fields;

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the random positions (default: 1).")
    private Long seed;

    @Option(
            names = {"--dt", "--time-step"},
            paramLabel = "TIME",
            converter = StepOption.Converter.class,
            description = {
                "Time step, as 1 d, or a number in --units, negative to go back in time (default: 1/2000 of the"
                    + " free-fall time pi/2 sqrt(R^3/(2GM)), for kalnajs 0.7236 sqrt(R^3/(GM)), for collision four"
                    + " free-fall times; of the period of an orbit, that at R for disc, that of Mercury for"
                    + " solar-system; of pythagorean's unit of time sqrt(12 R^3/(GM)); less to resolve the pericentre"
                    + " of kepler, and at most 1/700 of the shortest orbit of two bodies of a FILE, and 1/2000 of the"
                    + " shortest circle in external fields);",
                "auto: 1/50 of the time in which a body crosses the softening length, at most 1/700 of the shortest"
                        + " orbit of two bodies, 1/2000 of the shortest circle in external fields; it is printed, with"
                        + " its reason."
            })
    private StepOption timeStep;

    /// Refuses values that no system has.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(
                dimensions == null || dimensions == 2 || dimensions == 3, "--dimensions", dimensions, "2 or 3");
        JobFailure.require(count == null || count >= 1, "--bodies", count, "at least 1");
        JobFailure.require(mass == null || mass.number().signum() > 0, "--mass", mass, "a positive mass");
        JobFailure.require(radius == null || radius.number().signum() > 0, "--radius", radius, "a positive length");
        JobFailure.require(
                gravitationalConstant == null || isPositive(gravitationalConstant),
                "--G",
                gravitationalConstant,
                "a positive number: without gravity every body goes straight on");
        shape.check();
        JobFailure.require(
                softening == null || softening.number().signum() >= 0,
                "--softening",
                softening,
                "a length, at least 0");
        JobFailure.require(
                timeStep == null
                        || timeStep.isAuto()
                        || timeStep.amount().number().signum() != 0,
                "--dt",
                timeStep,
                "a time, not 0");
    }

    /// Whether the time step is to follow from the bodies.
    boolean isStepAuto() {
        return timeStep != null && timeStep.isAuto();
    }

    /// The files that are read: one, unless the system is made here.
    List<Path> files() {
        return known().isPresent() ? List.of() : List.of(file());
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

    /// Of the random positions.
    long seed() {
        return seed == null ? InitialConditions.SEED : seed;
    }

    /// Fills in the defaults and makes the bodies.
    NBodySetup setUp(Scheme scheme, long steps, Long diagnosticsEvery, Amount time, Double tolerance) {
        Optional<InitialConditions> known = known();
        Snapshot snapshot = known.isPresent() ? null : readFile();
        boolean isWithUnits = Stream.concat(
                        Stream.of(mass, radius, softening, timeStep == null ? null : timeStep.amount(), time),
                        fields == null ? Stream.of() : fields.stream().flatMap(FieldOption.Field::amounts))
                .anyMatch(each -> each != null && each.unit() != null);
        Units usual = isWithUnits
                ? Units.SI
                : known.map(InitialConditions::usualUnits).orElse(Units.SI);
        Units run = unitsOfRun(snapshot == null ? null : snapshot.units(), usual);
        NBodySetup.Asked asked = new NBodySetup.Asked(
                scheme,
                in(run, Dimension.TIME, "--dt", timeStep == null ? null : timeStep.amount()),
                isStepAuto(),
                steps,
                in(run, Dimension.LENGTH, "--softening", softening),
                diagnosticsEvery,
                in(run, Dimension.TIME, "--time", time),
                tolerance,
                run,
                fields == null ? snapshot == null ? List.of() : snapshot.fields() : FieldOption.in(run, fields),
                softeningKernel);
        try {
            return known.isPresent() ? setUp(known.get(), asked) : setUp(snapshot, asked);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--initial %s: %s".formatted(initial, e.getMessage()));
        }
    }

    /// All `--field` in the units of a run, in one text.
    String fields(Units run) {
        return ExternalField.text(FieldOption.in(run, fields));
    }

    /// A number of an option in the units of a run; null where it was not typed.
    ///
    /// @throws JobFailure with exit code 2 where it has a unit and they have none, or no double holds it
    static Double in(Units units, Dimension dimension, String option, Amount typed) {
        try {
            return typed == null ? null : Double.valueOf(units.of(dimension, typed));
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, typed, e.getMessage()));
        }
    }

    /// @param ofFile null where there is none, or it does not say
    /// @param usual where nobody says anything
    private Units unitsOfRun(Units ofFile, Units usual) {
        Units run = units != null
                ? units
                : ofFile != null && (gravitationalConstant == null || ofFile.haveTheirOwnG())
                        ? ofFile
                        : gravitationalConstant == null ? usual : Units.of(gravitationalConstant);
        JobFailure.require(
                gravitationalConstant == null
                        || !run.haveTheirOwnG()
                        || gravitationalConstant == run.gravitationalConstant(),
                "--G",
                gravitationalConstant,
                "none, in units of %s it is %s"
                        .formatted(run, run.say(Dimension.GRAVITY, run.gravitationalConstant())));
        return run;
    }

    /// What is doubtful about a system: few bodies that a softening length asked for lets pass through each other. In a
    /// random one it is meant to.
    List<String> warnings(NBodySetup setup) {
        if (softening == null || setup.seed() != null) {
            return List.of();
        }
        double length = setup.plan().softening();
        Units run = setup.plan().units();
        return ClosestPair.of(setup.bodies())
                .filter(pair -> pair.separation() < length)
                .map(pair ->
                        "the softening of %s exceeds the smallest separation, %s between %s and %s: they hardly pull at each other"
                                .formatted(
                                        run.round(Dimension.LENGTH, length),
                                        run.round(Dimension.LENGTH, pair.separation()),
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
        Units run = asked.units();
        if (known.hasItsOwnSize() && !run.areKnown()) {
            throw new IllegalArgumentException(
                    "expected --units beside it, such as si or solar: it has a size, and --units nbody, or another G"
                            + " than nature's, has none");
        }
        NBodySetup setup = NBodySetup.of(
                known,
                known.parameters(
                        dimensions,
                        count,
                        in(run, Dimension.MASS, "--mass", mass),
                        in(run, Dimension.LENGTH, "--radius", radius),
                        gravitationalConstant == null ? run.gravitationalConstant() : gravitationalConstant,
                        shape.shape(),
                        seed),
                asked);
        Computable.require(setup.bodies(), setup.plan(), setup.bodies().labels()::text);
        return setup;
    }

    private NBodySetup setUp(Snapshot file, NBodySetup.Asked asked) {
        refuseWhatTheFileHas(file.bodies());
        Units run = asked.units();
        boolean isSameG = !run.haveTheirOwnG() && (file.units() == run || units == null);
        double g = first(
                gravitationalConstant, isSameG ? file.gravitationalConstant() : null, run.gravitationalConstant());
        Snapshot snapshot = units == null ? file : file.in(run, g); // with another --G alone numbers stay as they are
        Double epsilon = asked.softening() == null ? snapshot.softening() : asked.softening();
        if (epsilon == null) {
            throw new IllegalArgumentException(
                    "expected --softening LENGTH beside it, which the file does not say; 0: none");
        }
        List<ExternalField> pulling = fields == null ? snapshot.fields() : asked.fields();
        boolean isSpline = epsilon > 0 && snapshot.softeningKernel() == SofteningKernel.SPLINE;
        SofteningKernel ofFile = isSpline ? SofteningKernel.SPLINE : SofteningKernel.PLUMMER;
        SofteningKernel softens = asked.softeningKernel() == null ? ofFile : asked.softeningKernel();
        boolean isSame = softens == ofFile
                && pulling.equals(snapshot.fields())
                && epsilon.equals(snapshot.softening())
                && Double.valueOf(g).equals(snapshot.gravitationalConstant());
        NBodySetup.Asked full = new NBodySetup.Asked(
                asked.scheme(),
                asked.timeStep() == null && isSame ? snapshot.timeStep() : asked.timeStep(),
                asked.isStepAuto(),
                asked.steps(),
                epsilon,
                asked.diagnosticsEvery(),
                asked.time(),
                asked.tolerance(),
                run,
                pulling,
                softens);
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
        Path file = file();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new JobFailure(
                    2,
                    "--initial %s: neither a readable file nor one of %s"
                            .formatted(initial, Arrays.toString(InitialConditions.values())));
        }
        try {
            return ImageName.isFits(file.toString()) ? SnapshotFile.read(Path.of(initial)) : BodiesFile.read(file);
        } catch (IllegalArgumentException e) { // names the file
            throw new JobFailure(2, "--initial " + e.getMessage());
        } catch (IOException e) {
            throw new JobFailure(2, "--initial %s: cannot read it: %s".formatted(initial, FileFault.reason(e)));
        }
    }

    /// The file without the HDU that may stand behind its name.
    private Path file() {
        try {
            return ImageName.of(Path.of(initial)).file();
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--initial %s: %s".formatted(initial, e.getMessage()));
        }
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
