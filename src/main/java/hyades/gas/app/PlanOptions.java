package hyades.gas.app;

import hyades.gas.Boundaries;
import hyades.gas.Boundary;
import hyades.gas.GasCheckpoint;
import hyades.gas.GasFields;
import hyades.gas.GasPlan;
import hyades.gas.Grid;
import hyades.gas.InitialGas;
import hyades.gas.Layout;
import hyades.gas.Medium;
import hyades.gas.Problem;
import hyades.gas.Quantity;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options that say what gas to compute, and until when.
final class PlanOptions {
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
                            + " them, in SI units; CDELT1 is the width of a cell. What else it says of the run, GAMMA,"
                            + " BOUNDARY and the mass that pulls, holds unless an option says otherwise; the time"
                            + " begins at 0.")
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

    @Option(
            names = "--gamma",
            paramLabel = "GAMMA",
            description = "Ratio of specific heats (default: the problem's, or GAMMA of the file, else 5/3).")
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
            description = "What is beyond the grid: periodic, outflow (gas leaves, and beyond it none moves in) or"
                    + " reflecting; one for all faces, or six, low and high along x, y and z (default: the"
                    + " problem's, or BOUNDARY of the file, else outflow).")
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

    /// Says what is wrong with each of them, and with two that exclude each other.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(cfl > 0 && cfl <= 1, "--cfl", cfl, "more than 0, at most 1");
        JobFailure.require(
                gamma == null || gamma > 1 && Double.isFinite(gamma), "--gamma", gamma, "a number, more than 1");
        JobFailure.require(time == null || time >= 0 && Double.isFinite(time), "--time", time, "a number, 0 or more");
        JobFailure.require(
                every == null || every > 0 && Double.isFinite(every), "--every", every, "a number, more than 0");
        JobFailure.require(diagnosticsEvery >= 1, "--diagnostics-every", diagnosticsEvery, "at least 1");
        JobFailure.require(problem == null || initial == null, "--problem", problem, "none beside --initial");
        JobFailure.require(problem == null || Problem.named(problem) != null, "--problem", problem, names());
        JobFailure.require(cells == null || initial == null, "--cells", cells, "none beside --initial, which has them");
        JobFailure.require(!fields.isEmpty(), "--fields", "','", "one of DENSITY, VX, VY, VZ, PRESSURE or several");
    }

    /// Says what hinders a run that begins with them.
    ///
    /// @throws JobFailure with exit code 2
    void checkBeginning() {
        if (initial == null) {
            requireBlocks(plan());
            return;
        }
        JobFailure.require(time != null, "--initial", initial, "--time beside it");
        JobFailure.require(Files.isReadable(initial), "--initial", initial, "a file that can be read");
        requireFewOutputs(time);
    }

    /// The files that a run reads.
    List<Path> files() {
        return initial == null ? List.of() : List.of(initial);
    }

    /// The outputs before the end, where they say when that is.
    long outputs() {
        return every == null || time == null ? 0 : GasPlan.outputs(time, every);
    }

    private static String names() {
        return String.join(
                ", ", Stream.of(Problem.values()).map(Problem::toString).toList());
    }

    private Problem chosen() {
        return problem == null ? Problem.BLAST : Problem.named(problem);
    }

    private Grid grid() {
        Extent shape = shape();
        try {
            return Grid.of(
                    shape.along().get(0), shape.along().get(1), shape.along().get(2), chosen().length());
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--cells %s: %s".formatted(shape, e.getMessage()));
        }
    }

    private Extent shape() {
        if (cells != null) {
            return cells;
        }
        return switch (chosen()) {
            case SOD, WAVE -> new Extent(List.of(200, 1, 1));
            case BLAST -> new Extent(List.of(64, 64, 64));
            case KELVIN_HELMHOLTZ, DISC -> new Extent(List.of(128, 128, 1));
        };
    }

    private GasPlan plan() {
        Problem known = chosen();
        Boundaries asked = boundaries();
        return plan(
                known.toString(),
                grid(),
                asked != null ? asked : Boundaries.all(known.boundary()),
                new Medium(gamma != null ? gamma : known.gamma(), known.gravity()));
    }

    /// @param warnings is told where an option says otherwise than the file
    private GasPlan plan(InitialGas gas, List<String> warnings) {
        double ratio = chosen("--gamma", gamma, "GAMMA", gas.gamma(), FILE_GAMMA, warnings);
        Boundaries around = chosen(
                "--boundary", boundaries(), "BOUNDARY", gas.boundaries(), Boundaries.all(Boundary.OUTFLOW), warnings);
        String name = initial.toString();
        String called = Problem.named(name) == null ? name : "./" + name; // the names of problems are theirs
        return plan(called, gas.fields().grid(), around, new Medium(ratio, gas.gravity()));
    }

    private <T> T chosen(String option, T asked, String card, T found, T otherwise, List<String> warnings) {
        if (asked != null && found != null && !asked.equals(found)) {
            warnings.add("%s: %s is %s there: %s %s is taken".formatted(initial, card, found, option, asked));
        }
        return asked != null ? asked : found != null ? found : otherwise;
    }

    /// In one block if nothing else is asked for.
    private GasPlan plan(String name, Grid grid, Boundaries around, Medium medium) {
        double end = time != null ? time : chosen().time();
        requireFewOutputs(end);
        return new GasPlan(
                name,
                grid,
                blocks == null ? List.of(1, 1, 1) : blocks.along(),
                around,
                medium,
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

    /// Those that are asked for; null where none are.
    private Boundaries boundaries() {
        try {
            return boundary == null
                    ? null
                    : boundary.size() == 1 ? Boundaries.all(boundary.getFirst()) : new Boundaries(boundary);
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

    /// Where a run begins.
    ///
    /// @param asked what was asked for, by names
    GasCheckpoint start(Map<String, String> asked) {
        if (initial == null) {
            GasPlan plan = plan();
            GasFields gas = chosen().start(plan.grid(), plan.medium().gamma());
            return GasCheckpoint.start(plan, gas, asked, List.of());
        }
        try {
            InitialGas gas = InitialGas.read(initial);
            List<String> warnings = new ArrayList<>();
            gas.doubts().forEach(doubt -> warnings.add("%s: %s".formatted(initial, doubt)));
            GasPlan plan = plan(gas, warnings);
            requireBlocks(plan);
            return GasCheckpoint.start(plan, gas.fields(), asked, warnings);
        } catch (IOException e) {
            throw new JobFailure(2, "--initial " + FileFault.line(e));
        }
    }

    /// The same in the blocks that are asked for, if any are.
    GasCheckpoint cut(GasCheckpoint left) {
        GasCheckpoint next = blocks == null ? left : left.in(blocks.along());
        requireBlocks(next.plan());
        return next;
    }

    /// Says what hinders so many ranks before there is any gas; that of a file must be read first.
    ///
    /// @throws JobFailure with exit code 2, as [#cutFor]
    void checkRanks(int ranks, boolean isOneProcess) {
        if (initial == null) {
            cutFor(ranks, isOneProcess, plan());
        }
    }

    /// The same in blocks for so many ranks, unless others were asked for.
    ///
    /// @throws JobFailure with exit code 2, as the other
    GasCheckpoint cutFor(int ranks, boolean isOneProcess, GasCheckpoint first) {
        return first.in(cutFor(ranks, isOneProcess, first.plan()).blocks());
    }

    /// @param isOneProcess whether the ranks share a heap
    /// @throws JobFailure with exit code 2 where there are fewer blocks than ranks, or too little memory
    private GasPlan cutFor(int ranks, boolean isOneProcess, GasPlan plan) {
        GasPlan next = blocks == null ? plan.in(GasPlan.blocksFor(plan.grid(), ranks)) : plan;
        Layout layout = next.layout();
        JobFailure.require(
                layout.count() >= ranks,
                "-n",
                ranks,
                "at most %d ranks, as many as --blocks %s has".formatted(layout.count(), layout));
        try {
            layout.requireRoom();
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "-n %d: %s".formatted(ranks, e.getMessage()));
        }
        long heap = next.heapBytes(ranks, isOneProcess);
        long there = Runtime.getRuntime().maxMemory();
        if (heap > there) {
            throw new JobFailure(
                    2,
                    "%d cells in %s blocks: expected gas that fits in memory: it needs a heap of %d bytes, there are %d"
                                    .formatted(next.grid().cells(), layout, heap, there)
                            + " (HYADES_JAVA_OPTIONS=-Xmx%dm raises it)".formatted((heap >> 20) * 3 / 2 + 1));
        }
        return next;
    }

    /// How the work grows: with the cells, and as many steps.
    Optional<Growth> growth() {
        return initial == null && shape().isCube()
                ? Optional.of(new Growth("--cells", shape().along().getFirst(), Grid.AXES + 1))
                : Optional.empty();
    }
}
