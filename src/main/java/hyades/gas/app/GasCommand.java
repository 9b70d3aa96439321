package hyades.gas.app;

import hyades.comm.Communicator;
import hyades.gas.DistributedGas;
import hyades.gas.GasCheckpoint;
import hyades.gas.GasPlan;
import hyades.gas.Grid;
import hyades.gas.Problem;
import hyades.process.JobFailure;
import hyades.process.JvmOptions;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.text.Printable;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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
    @Mixin
    private PlanOptions plan = new PlanOptions();

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
        plan.check();
        JobFailure.require(
                checkpointEvery == null || checkpointEvery >= 1, "--checkpoint-every", checkpointEvery, "at least 1");
        JobFailure.require(kernel.isPossible(), "--kernel", kernel, KernelChoice.NEEDED);
        if (resume != null) {
            goOn();
            return;
        }
        plan.checkBeginning();
        output.check(plan.files(), GasRun.outputs(plan.outputs()));
    }

    /// Where the run was left.
    private GasCheckpoint goOn() {
        GasCheckpoint left = output.goOn(resume, GasCheckpoint::read);
        OutputOptions.requireSame(resume, asked(), left.options(), known(left.plan()));
        return plan.cut(left);
    }

    /// What a run that goes on does, whoever asked for it, by the names of the options.
    private static Map<String, String> known(GasPlan plan) {
        Grid grid = plan.grid();
        Map<String, String> known = new HashMap<>();
        boolean isKnown = Problem.named(plan.initial()) != null;
        known.put(isKnown ? "--problem" : "--initial", plan.initial());
        if (isKnown) {
            known.put("--cells", new Extent(List.of(grid.nx(), grid.ny(), grid.nz())).toString());
        }
        known.put("--gamma", Double.toString(plan.medium().gamma()));
        known.put("--cfl", Double.toString(plan.cfl()));
        known.put("--time", Double.toString(plan.end()));
        known.put("--boundary", List.of(plan.boundaries().toString().split(",")).toString());
        if (plan.every() > 0) {
            known.put("--every", Double.toString(plan.every()));
        }
        known.put("--fields", new TreeSet<>(plan.fields()).toString());
        known.put("--diagnostics-every", Integer.toString(plan.diagnosticsEvery()));
        return known;
    }

    private Map<String, String> asked() {
        return output.whatToRun(spec, "--kernel", "--checkpoint-every", "--blocks");
    }

    /// @param isOneProcess whether the ranks share a heap
    private GasCheckpoint begin(int ranks, boolean isOneProcess) {
        if (resume != null) {
            return plan.cutFor(ranks, isOneProcess, goOn());
        }
        plan.checkRanks(ranks, isOneProcess);
        return plan.cutFor(ranks, isOneProcess, plan.start(asked()));
    }

    @Override
    public Optional<Growth> growth() {
        return resume == null ? plan.growth() : Optional.empty();
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
        kernel.warning().ifPresent(warning -> System.err.println("rank 0: warning: " + warning));
        long start = System.nanoTime();
        GasCheckpoint first = begin(world.size(), settings.launch().equals("multicore"));
        world.timeline().ended(Activity.READING, "read", start);
        RunDirectory directory =
                output.create("gas", GasRun.outputs(first.plan().outputs()));
        if (resume == null) {
            first.warnings().forEach(warning -> System.err.println("rank 0: warning: " + Printable.of(warning)));
        }
        return run.lead(first, directory, checkpointEvery == null ? 0 : checkpointEvery, output.plots());
    }
}
