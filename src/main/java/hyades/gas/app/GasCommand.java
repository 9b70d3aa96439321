package hyades.gas.app;

import hyades.comm.Communicator;
import hyades.gas.DistributedGas;
import hyades.gas.GasCheckpoint;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        if (kernel == KernelChoice.VECTOR && !KernelChoice.vectorIsAvailable()) {
            throw new JobFailure(2, "--kernel vector: this Java has no module jdk.incubator.vector");
        }
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
        asked().forEach((name, value) -> JobFailure.require(
                value.equals(left.options().get(name)),
                name,
                value,
                "%s, with which %s was begun".formatted(left.options().getOrDefault(name, "none"), resume)));
        return plan.cut(left);
    }

    private Map<String, String> asked() {
        return output.whatToRun(spec, "--kernel", "--checkpoint-every", "--blocks");
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
        long start = System.nanoTime();
        GasCheckpoint first = plan.cutFor(world.size(), resume == null ? plan.start(asked()) : goOn());
        world.timeline().ended(Activity.READING, "read", start);
        RunDirectory directory =
                output.create("gas", GasRun.outputs(first.plan().outputs()));
        if (resume == null) {
            first.warnings().forEach(warning -> System.err.println("rank 0: warning: " + Printable.of(warning)));
        }
        return run.lead(first, directory, checkpointEvery == null ? 0 : checkpointEvery, output.plots());
    }
}
