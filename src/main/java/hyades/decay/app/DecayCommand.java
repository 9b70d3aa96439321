package hyades.decay.app;

import hyades.comm.Communicator;
import hyades.decay.Checkpoint;
import hyades.decay.DistributedEnsemble;
import hyades.decay.Plan;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Simulates an ensemble of decay experiments over the ranks.
@Command(
        name = "decay",
        description = {
            "Simulate many radioactive decay experiments, spread over the ranks.",
            "",
            "Without options: 100 runs of 100000 nuclei of 8Li over two half-lives. Times are in s, or "
                    + "with a unit: ps, ns, us, ms, s, min, h, d, a (or y, yr: of 365.25 d), ka, Ma, Ga. The data "
                    + "files are the same bytes for any number of ranks and threads, and the first runs stay as "
                    + "they are when --runs grows.",
        },
        mixinStandardHelpOptions = true,
        subcommands = DecayJoinCommand.class,
        commandListHeading = "%nCommands:%n",
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class DecayCommand implements RankCommand {
    /// All files that a run directory of an ensemble may have.
    static final String[] OUTPUTS = {
        "run.json",
        "mean.csv",
        "activity.csv",
        "runs.csv",
        "curves.csv",
        "detected.csv",
        "detected-runs.csv",
        "decay.png",
        "residuals.png",
        "half-lives.png",
        "detected.png",
        CheckpointFile.LATEST,
        CheckpointFile.PREVIOUS
    };

    @Mixin
    private final EnsembleOptions options = new EnsembleOptions();

    @Option(
            names = "--serial-check",
            description = "Repeat the ensemble on one rank and one thread, compare, and print times and speedup.")
    private boolean serialCheck;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = {
                "Go on with the stopped ensemble in DIR, or from a checkpoint file there, to the same "
                        + "bytes, on any number of ranks. What the ensemble is follows from there."
            })
    private Path resume;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        if (resume == null) {
            options.plan();
            output.check(options.inputs(), OUTPUTS);
        } else {
            left();
        }
    }

    /// What [#resume] names; takes over from there what the ensemble is, as far as nobody asks for something else.
    private Checkpoint left() {
        Checkpoint left = output.goOn(resume, Checkpoint::read);
        options.goOn(left.options(), output.whatToRun(spec, "--serial-check").keySet());
        String asked = options.plan().describe();
        JobFailure.require(
                asked.equals(left.plan()),
                "--resume",
                resume,
                "the ensemble asked for (%s), found: %s".formatted(asked, left.plan()));
        return left;
    }

    /// What to simulate.
    EnsembleOptions options() {
        return options;
    }

    @Override
    public Optional<Growth> growth() {
        return Optional.of(options.growth());
    }

    @Override
    public List<String> toGoOn(String job) {
        return output.toGoOn("decay", resume, job);
    }

    @Override
    public boolean stopsInGoodOrder() {
        return true;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() != 0 && resume != null) {
            left();
        }
        Plan plan = options.plan();
        if (world.rank() != 0) {
            return help(world, plan, settings);
        }
        if (!settings.quiet()) {
            options.endsEarly().ifPresent(System.out::println);
        }
        RunDirectory directory = output.create("decay", OUTPUTS);
        Checkpoint left = resume == null ? null : left();
        try (DistributedEnsemble ensemble = new DistributedEnsemble(world, plan, settings.threads());
                DecayRun results =
                        new DecayRun(plan, options.given(), left, directory, world.timeline(), settings.quiet())) {
            if (left != null) {
                ensemble.goOnAfter(left.runs(), left.tally());
            }
            results.run(ensemble);
            if (ensemble.runsDone() < plan.runs()) {
                results.stop(world, ensemble, settings);
                return STOPPED;
            }
            results.finish(world, ensemble, settings, output.plots(), serialCheck);
        }
        return 0;
    }

    private int help(Communicator world, Plan plan, RunSettings settings) {
        try (DistributedEnsemble ensemble = new DistributedEnsemble(world, plan, settings.threads())) {
            ensemble.run(null);
            settings.gatherTimes();
            if (ensemble.runsDone() < plan.runs()) {
                return STOPPED;
            }
        }
        if (serialCheck) {
            DecayRun.repeatTogether(world, plan, settings.threads());
        }
        return 0;
    }
}
