package hyades.nbody.app;

import hyades.comm.Communicator;
import hyades.nbody.Bodies;
import hyades.nbody.BodiesFile;
import hyades.nbody.Checkpoint;
import hyades.nbody.InitialConditions;
import hyades.nbody.KernelChoice;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Integrates a self-gravitating system over the ranks.
@Command(
        name = "nbody",
        description = {
            "Integrate gravitating bodies by direct summation, spread over the ranks.",
            "",
            "Without options: 1000 bodies of 1 kg at rest within 1 m collapse and rebound. Units are SI;",
            "--G 1 makes any others. The data files are the same bytes for any number of ranks and threads.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class NBodyCommand implements RankCommand {
    @Option(
            names = "--initial",
            paramLabel = "WHAT",
            description = {
                "What to start from (default: ${DEFAULT-VALUE}):",
                "uniform: a disc (2-D) or ball (3-D) at rest; plummer: a sphere in equilibrium (3-D);",
                "kepler: two bodies in orbit; figure-eight: three on one curve;",
                "FILE: CSV with a header mass,x,y[,z],vx,vy[,vz], such as a final.csv; its radius, from which",
                "the defaults of --dt and --softening follow, is that of the outermost body."
            })
    private String initial = "uniform";

    @Option(names = "--dimensions", paramLabel = "D", description = "2 or 3 (default: 2; 3 for plummer).")
    private Integer dimensions;

    @Option(names = "--bodies", paramLabel = "N", description = "Number of bodies (default: 1000).")
    private Integer count;

    @Option(names = "--mass", paramLabel = "KG", description = "Total mass in kg (default: 1 kg a body).")
    private Double mass;

    @Option(
            names = "--radius",
            paramLabel = "M",
            description = {
                "Size in m (default: 1): of the disc or ball; virial radius of plummer;",
                "semi-major axis of kepler; unit of length of figure-eight."
            })
    private Double radius;

    @Option(
            names = "--eccentricity",
            paramLabel = "E",
            description = "Eccentricity of kepler, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    private double eccentricity = 0.5;

    @Option(
            names = "--G",
            paramLabel = "G",
            description = "Gravitational constant in m^3/(kg s^2) (default: ${DEFAULT-VALUE}, CODATA 2018).")
    private double gravitationalConstant = InitialConditions.GRAVITATIONAL_CONSTANT;

    @Option(
            names = "--softening",
            paramLabel = "M",
            description = "Plummer softening length in m (default: 0.05 radii; 0 for kepler and figure-eight).")
    private Double softening;

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the random positions (default: 1).")
    private Long seed;

    @Option(
            names = "--dt",
            paramLabel = "S",
            description = {
                "Time step in s (default: 1/2000 of the free-fall time pi/2 sqrt(R^3/(2GM)),",
                "or of the period of kepler and figure-eight)."
            })
    private Double timeStep;

    @Option(names = "--steps", paramLabel = "STEPS", description = "Number of steps (default: ${DEFAULT-VALUE}).")
    private int steps = NBodySetup.STEPS;

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            description = "Integrator: leapfrog (kick-drift-kick) or yoshida4 (default: ${DEFAULT-VALUE}).")
    private Scheme scheme = Scheme.LEAPFROG;

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            description = "Force kernel: auto, scalar or vector (default: ${DEFAULT-VALUE}); the same bits from each.")
    private KernelChoice kernel = KernelChoice.AUTO;

    @Option(
            names = "--diagnostics-every",
            paramLabel = "K",
            description = "Steps between two lines of diagnostics.csv (default: 1/100 of the steps, at least 10).")
    private Integer diagnosticsEvery;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            description = {
                "Steps between two checkpoints (default: one every ten minutes); SIGTERM, SIGUSR1 or Ctrl-C",
                "write one too, and end the run with exit code 75."
            })
    private Integer checkpointEvery;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = {
                "Go on with the stopped run in DIR, or from a checkpoint file there, to the same bytes, on any",
                "number of ranks. What the run is follows from there."
            })
    private Path resume;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(steps >= 0, "--steps", steps, "at least 0");
        JobFailure.require(
                dimensions == null || dimensions == 2 || dimensions == 3, "--dimensions", dimensions, "2 or 3");
        JobFailure.require(count == null || count >= 1, "--bodies", count, "at least 1");
        JobFailure.require(mass == null || isPositive(mass), "--mass", mass, "a positive number of kg");
        JobFailure.require(radius == null || isPositive(radius), "--radius", radius, "a positive number of m");
        JobFailure.require(isPositive(gravitationalConstant), "--G", gravitationalConstant, "a positive number");
        JobFailure.require(eccentricity >= 0 && eccentricity < 1, "--eccentricity", eccentricity, "0 to below 1");
        JobFailure.require(
                softening == null || softening == 0 || isPositive(softening),
                "--softening",
                softening,
                "a number of m, at least 0");
        JobFailure.require(timeStep == null || isPositive(timeStep), "--dt", timeStep, "a positive number of s");
        JobFailure.require(
                diagnosticsEvery == null || diagnosticsEvery >= 1,
                "--diagnostics-every",
                diagnosticsEvery,
                "at least 1");
        if (kernel == KernelChoice.VECTOR
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()
                && java.lang.module.ModuleFinder.ofSystem()
                        .find("jdk.incubator.vector")
                        .isEmpty()) {
            throw new JobFailure(2, "--kernel vector: this Java has no module jdk.incubator.vector");
        }
        JobFailure.require(
                checkpointEvery == null || checkpointEvery >= 1, "--checkpoint-every", checkpointEvery, "at least 1");
        start();
    }

    /// Where to begin, checked: at the first step, or where a run was left.
    private Checkpoint start() {
        if (resume == null) {
            output.check();
            return new Checkpoint(setUp(), 0);
        }
        Checkpoint checkpoint = output.goOn(resume, Checkpoint::read);
        if (output.saysWhatToRun(spec, "--kernel", "--checkpoint-every")) {
            String asked = setUp().describe();
            String found = checkpoint.setup().describe();
            JobFailure.require(
                    asked.equals(found),
                    "--resume",
                    resume,
                    "the run asked for (%s), found: %s".formatted(asked, found));
        }
        return checkpoint;
    }

    @Override
    public Optional<Growth> growth() {
        return Arrays.stream(InitialConditions.values())
                .filter(known -> known.toString().equals(initial) && known.isRandom())
                .findFirst()
                .map(known -> new Growth("--bodies", count == null ? known.defaultBodies() : count, 2));
    }

    @Override
    public List<String> javaOptions() {
        return KernelChoice.JAVA_OPTIONS;
    }

    @Override
    public List<String> toGoOn(String job) {
        return output.toGoOn("nbody", resume, job);
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        world.stopRequested(); // from here on a wish to stop is heard
        if (world.rank() != 0) {
            return NBodyRun.help(world, kernel, settings);
        }
        if (!KernelChoice.vectorIsAvailable() && kernel == KernelChoice.AUTO) {
            System.err.println("rank 0: warning: without the JVM option --add-modules=jdk.incubator.vector"
                    + " the scalar kernel computes, several times slower than the vector kernel");
        }
        long read = System.nanoTime();
        Checkpoint start = start();
        world.timeline().ended(Activity.READING, "read", read);
        RunDirectory directory = output.create("nbody", NBodyRun.OUTPUTS);
        int every = checkpointEvery == null ? 0 : checkpointEvery;
        return NBodyRun.lead(world, start, every, directory, kernel, settings, output.plots());
    }

    /// Fills in the defaults and makes the bodies.
    private NBodySetup setUp() {
        try {
            return Arrays.stream(InitialConditions.values())
                    .filter(known -> known.toString().equals(initial))
                    .findFirst()
                    .map(this::setUp)
                    .orElseGet(this::readFile);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--initial %s: %s".formatted(initial, e.getMessage()));
        }
    }

    private NBodySetup setUp(InitialConditions known) {
        return NBodySetup.of(
                known,
                known.parameters(dimensions, count, mass, radius, gravitationalConstant, eccentricity, seed),
                asked());
    }

    private NBodySetup.Asked asked() {
        return new NBodySetup.Asked(scheme, timeStep, steps, softening, diagnosticsEvery);
    }

    private NBodySetup readFile() {
        Path file = Path.of(initial);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new JobFailure(
                    2,
                    "--initial %s: neither a readable file nor one of %s"
                            .formatted(initial, Arrays.toString(InitialConditions.values())));
        }
        Bodies bodies;
        try {
            bodies = BodiesFile.read(file);
        } catch (IOException e) {
            throw new JobFailure(2, "--initial %s: cannot read it: %s".formatted(initial, e));
        }
        JobFailure.require(mass == null, "--mass", mass, "none, the file has the masses");
        JobFailure.require(radius == null, "--radius", radius, "none, the file has the positions");
        JobFailure.require(
                count == null || count == bodies.count(), "--bodies", count, bodies.count() + ", as in " + file);
        JobFailure.require(
                dimensions == null || dimensions == bodies.dimensions(),
                "--dimensions",
                dimensions,
                bodies.dimensions() + ", as in " + file);
        NBodySetup setup = NBodySetup.of(initial, bodies, gravitationalConstant, asked());
        if (timeStep == null && !isPositive(setup.timeScale())) {
            throw new JobFailure(2, "--dt: needed with %s, whose bodies are all at one place".formatted(file));
        }
        JobFailure.require(seed == null, "--seed", seed, "none, the file has the positions");
        return setup;
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
