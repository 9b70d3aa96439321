package hyades.gas.app;

import hyades.comm.Communicator;
import hyades.gas.Boundaries;
import hyades.gas.Boundary;
import hyades.gas.DistributedGas;
import hyades.gas.GasCheckpoint;
import hyades.gas.GasFields;
import hyades.gas.GasFile;
import hyades.gas.GasPlan;
import hyades.gas.Grid;
import hyades.gas.Medium;
import hyades.gas.Problem;
import hyades.gas.Quantity;
import hyades.process.JobFailure;
import hyades.process.JvmOptions;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Computes the motion of gas over the ranks.
@Command(
        name = "gas",
        description = {
            "Compute the motion of gas on a grid of cubic cells, cut into blocks that are spread over the ranks.",
            "",
            "Without options: a blast in 64 x 64 x 64 cells. The data files are the same bytes for any number of ranks,"
                    + " threads and blocks.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class GasCommand implements RankCommand {
    private static final double CFL = 0.8;
    private static final double FILE_GAMMA = 5.0 / 3;
    private static final long MOST_OUTPUTS = 10_000;

    @Option(
            names = "--problem",
            paramLabel = "PROBLEM",
            description =
                    "What to begin with: sod (two states meet in a tube), wave (a weak sound wave), blast (energy in"
                            + " the middle), kelvin-helmholtz (two streams), disc (gas turns about a mass) (default:"
                            + " blast).")
    private String problem;

    @Option(
            names = "--initial",
            paramLabel = "FITS",
            description =
                    "Begin with the gas in a file instead: cubes DENSITY, VX, VY, VZ and PRESSURE, as a run leaves"
                            + " them; CDELT1 is the width of a cell.")
    private Path initial;

    @Option(
            names = "--cells",
            paramLabel = "N",
            converter = Extent.Converter.class,
            description =
                    "Cells along each axis, or along x, y and z: 200x1x1 is a tube, 256x256x1 a plane (default: 64;"
                            + " sod and wave: 200x1x1; kelvin-helmholtz and disc: 128x128x1).")
    private Extent cells;

    @Option(
            names = "--blocks",
            paramLabel = "B",
            converter = Extent.Converter.class,
            description =
                    "Blocks along each axis, or along x, y and z (default: one for each rank or some more). At least"
                            + " as many as ranks.")
    private Extent blocks;

    @Option(names = "--time", paramLabel = "SECONDS", description = "Until when (default: as the problem is shown).")
    private Double time;

    @Option(names = "--gamma", paramLabel = "GAMMA", description = "Ratio of specific heats (default: the problem's).")
    private Double gamma;

    @Option(
            names = "--cfl",
            paramLabel = "C",
            description = "Part of the time in which signals cross a cell that a step may take, up to 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double cfl = CFL;

    @Option(
            names = "--boundary",
            paramLabel = "B",
            split = ",",
            description =
                    "What is beyond the grid: periodic, outflow (nothing flows in) or reflecting; one for all faces, or"
                            + " six, low and high along x, y and z (default: the problem's).")
    private List<Boundary> boundary;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "Write the gas each time this has passed, too, as gas-0000.fits and so on.")
    private Double every;

    @Option(
            names = "--fields",
            paramLabel = "NAMES",
            split = ",",
            description = "What files of the gas hold, of DENSITY,VX,VY,VZ,PRESSURE (default: all).")
    private SortedSet<Quantity> fields = new TreeSet<>(Set.of(Quantity.values()));

    @Option(
            names = "--diagnostics-every",
            paramLabel = "K",
            description = "Steps between two lines of diagnostics.csv (default: ${DEFAULT-VALUE}).")
    private int diagnosticsEvery = 10;

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            description = "What computes: auto, scalar or vector (default: ${DEFAULT-VALUE}); the same bits from each.")
    private KernelChoice kernel = KernelChoice.AUTO;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            description =
                    "Steps between two checkpoints (default: one every ten minutes); SIGTERM, SIGUSR1 or Ctrl-C write"
                            + " one too, and end the run with exit code 75.")
    private Long checkpointEvery;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the run in DIR, to the same bytes, on any number of ranks and in any --blocks.")
    private Path resume;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(cfl > 0 && cfl <= 1, "--cfl", cfl, "more than 0, at most 1");
        JobFailure.require(
                gamma == null || gamma > 1 && Double.isFinite(gamma), "--gamma", gamma, "a number, more than 1");
        JobFailure.require(time == null || time >= 0 && Double.isFinite(time), "--time", time, "a number, 0 or more");
        JobFailure.require(
                every == null || every > 0 && Double.isFinite(every), "--every", every, "a number, more than 0");
        JobFailure.require(diagnosticsEvery >= 1, "--diagnostics-every", diagnosticsEvery, "at least 1");
        JobFailure.require(
                checkpointEvery == null || checkpointEvery >= 1, "--checkpoint-every", checkpointEvery, "at least 1");
        JobFailure.require(problem == null || initial == null, "--problem", problem, "none beside --initial");
        JobFailure.require(problem == null || Problem.named(problem) != null, "--problem", problem, names());
        JobFailure.require(cells == null || initial == null, "--cells", cells, "none beside --initial, which has them");
        if (kernel == KernelChoice.VECTOR && !KernelChoice.vectorIsAvailable()) {
            throw new JobFailure(2, "--kernel vector: this Java has no module jdk.incubator.vector");
        }
        if (resume != null) {
            begin();
            return;
        }
        JobFailure.require(initial == null || time != null, "--initial", initial, "--time beside it");
        JobFailure.require(
                initial == null || Files.isReadable(initial), "--initial", initial, "a file that can be read");
        if (initial == null) {
            requireBlocks(plan(grid(), chosen().toString()));
        }
        if (initial != null) {
            requireFewOutputs(time);
        }
        output.check(
                initial == null ? List.of() : List.of(initial),
                GasRun.outputs(every == null || time == null ? 0 : GasPlan.outputs(time, every)));
    }

    private static String names() {
        return String.join(
                ", ", Stream.of(Problem.values()).map(Problem::toString).toList());
    }

    private Problem chosen() {
        return problem == null ? Problem.BLAST : Problem.named(problem);
    }

    private Grid grid() {
        Extent shape = cells != null ? cells : usual();
        try {
            return Grid.of(
                    shape.along().get(0), shape.along().get(1), shape.along().get(2), chosen().length());
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--cells %s: %s".formatted(shape, e.getMessage()));
        }
    }

    private Extent usual() {
        return switch (chosen()) {
            case SOD, WAVE -> new Extent(List.of(200, 1, 1));
            case BLAST -> new Extent(List.of(64, 64, 64));
            case KELVIN_HELMHOLTZ, DISC -> new Extent(List.of(128, 128, 1));
        };
    }

    /// The plan in one block if nothing else is asked for.
    private GasPlan plan(Grid grid, String name) {
        Problem known = initial == null ? chosen() : null;
        double end = time != null ? time : known.time();
        requireFewOutputs(end);
        double ratio = gamma != null ? gamma : known == null ? FILE_GAMMA : known.gamma();
        return new GasPlan(
                name,
                grid,
                blocks == null ? List.of(1, 1, 1) : blocks.along(),
                boundaries(known),
                new Medium(ratio, known == null ? null : known.gravity()),
                cfl,
                end,
                every == null ? 0 : every,
                diagnosticsEvery,
                fields);
    }

    private void requireFewOutputs(double end) {
        JobFailure.require(
                every == null || end / every < MOST_OUTPUTS,
                "--every",
                every,
                "fewer than %d outputs until %s s".formatted(MOST_OUTPUTS, end));
    }

    private Boundaries boundaries(Problem known) {
        if (boundary == null) {
            return Boundaries.all(known == null ? Boundary.OUTFLOW : known.boundary());
        }
        try {
            return boundary.size() == 1 ? Boundaries.all(boundary.getFirst()) : new Boundaries(boundary);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--boundary: " + e.getMessage());
        }
    }

    private static void requireBlocks(GasPlan plan) {
        try {
            plan.layout();
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--blocks: " + e.getMessage());
        }
    }

    /// Where to begin: at the start, or where a run was left.
    private GasCheckpoint begin() {
        Map<String, String> asked = output.whatToRun(spec, "--kernel", "--checkpoint-every", "--blocks");
        if (resume == null) {
            return start(asked);
        }
        GasCheckpoint left = output.goOn(resume, GasCheckpoint::read);
        asked.forEach((name, value) -> JobFailure.require(
                value.equals(left.options().get(name)),
                name,
                value,
                "%s, with which %s was begun".formatted(left.options().getOrDefault(name, "none"), resume)));
        GasCheckpoint next = blocks == null ? left : left.in(blocks.along());
        requireBlocks(next.plan());
        return next;
    }

    private GasCheckpoint start(Map<String, String> asked) {
        if (initial == null) {
            GasPlan plan = plan(grid(), chosen().toString());
            return GasCheckpoint.start(
                    plan, chosen().start(plan.grid(), plan.medium().gamma()), asked);
        }
        try {
            GasFields gas = GasFile.read(initial);
            GasPlan plan = plan(gas.grid(), initial.toString());
            requireBlocks(plan);
            return GasCheckpoint.start(plan, gas, asked);
        } catch (IOException e) {
            throw new JobFailure(2, "--initial " + e.getMessage());
        }
    }

    @Override
    public Optional<Growth> growth() {
        Extent shape = cells == null ? usual() : cells;
        return resume == null && initial == null && shape.isCube()
                ? Optional.of(new Growth("--cells", shape.along().getFirst(), Grid.AXES + 1)) // and as many steps
                : Optional.empty();
    }

    @Override
    public List<String> javaOptions() {
        return JvmOptions.beside(DistributedGas.class);
    }

    @Override
    public List<String> toGoOn(String job) {
        return output.toGoOn("gas", resume, job);
    }

    @Override
    public boolean stopsInGoodOrder() {
        return true;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        GasRun run = new GasRun(world, settings, kernel);
        if (world.rank() != 0) {
            return run.help();
        }
        long start = System.nanoTime();
        GasCheckpoint first = begin();
        if (blocks == null) {
            first = first.in(GasPlan.blocksFor(first.plan().grid(), world.size()));
        }
        int count = first.plan().layout().count();
        JobFailure.require(
                count >= world.size(),
                "-n",
                world.size(),
                "at most %d ranks, as many as --blocks %s has"
                        .formatted(count, first.plan().layout()));
        world.timeline().ended(Activity.READING, "read", start);
        RunDirectory directory =
                output.create("gas", GasRun.outputs(first.plan().outputs()));
        return run.lead(first, directory, checkpointEvery == null ? 0 : checkpointEvery, output.plots());
    }
}
