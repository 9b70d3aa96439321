package hyades.sweep.app;

import hyades.comm.Communicator;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.sweep.Inputs;
import hyades.sweep.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs any program many times over the ranks.
@Command(
        name = "sweep",
        description = {
            "Run a command for each of many values, or for all combinations of several, spread over the ranks.",
            "",
            "./hyades -n 4 sweep 'python3 process.py {}' ::: a.fits b.fits",
            "./hyades sweep ./model --mass {1} --radius {2} ::: 1 2 5 ::: 0.1 0.2",
            "./hyades sweep --csv params.csv './model --mass {mass} --out {name}.dat'",
            "./hyades sweep --null 'fitsverify {}' <names-of-find-print0",
            "",
            "The replacement strings are GNU Parallel's: {} the value, {.} without its extension, {/} its name, {//}"
                + " its folder, {/.} its name without extension; {2}, {2.}, {mass}, {mass.} those of one input; {#}"
                + " the task's number, {%%} that of who runs it, from 1. Without one, {} is added. A value is one word"
                + " for the shell, whatever it holds: quotes around it are not needed. Options come before the"
                + " command.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class SweepCommand implements RankCommand {
    static final String NAME = "sweep";

    private static final int MARK_BYTES = 8;

    private CommandSpec spec;

    @Mixin
    private SweepInputs inputs = new SweepInputs();

    @Option(names = "--dry-run", description = "Print the commands, and run none.")
    private boolean dryRun;

    @Option(
            names = {"-k", "--keep-order"},
            description = "Print what tasks print in the order of the tasks (default: as they end).")
    private boolean keepOrder;

    @Option(names = "--tag", description = "Begin each line that a task prints with its values and a tab.")
    private boolean tag;

    @Option(
            names = {"--eta", "--bar"},
            description = "Show how many tasks are done, and how long the others take.")
    private boolean eta;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "End tasks that take longer: 30s, 5min, or 200%% of the median so far (default: never).")
    private String timeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Run a task that fails up to N times more (default: 0).")
    private String retries;

    @Option(
            names = "--halt",
            paramLabel = "WHEN",
            description = "never; soon,fail=N: begin no more once N tasks have failed; now,fail=N: end those that run,"
                    + " too (default: never).")
    private String halt;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description = "From the beginning of a task to that of the next at least (default: 0).")
    private String delay;

    @Option(
            names = "--shell",
            paramLabel = "SHELL",
            description = "What reads the command: a shell of Bourne's kind (default: sh).")
    private String shell;

    @Option(
            names = "--joblog",
            paramLabel = "FILE",
            description = "A line for each task as it ends, in GNU Parallel's columns.")
    private String jobLog;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Keep what tasks print in DIR/1/VALUE/stdout, stderr and seq, as GNU Parallel does.")
    private String results;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Go on with a sweep that was stopped, as it was begun: what is done stays, and is printed again.")
    private Path resume;

    @Option(names = "--resume-failed", paramLabel = "DIR", description = "The same, and run again what has failed.")
    private Path resumeFailed;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private SweepPlan plan;

    /// As with GNU Parallel, what comes behind the command's first word is the command's.
    @Spec
    void specify(CommandSpec command) {
        spec = command;
        spec.parser().stopAtPositional(true);
    }

    @Override
    public void check() {
        JobFailure.require(
                resume == null || resumeFailed == null,
                "--resume",
                resume,
                "no --resume-failed beside it, which does more");
        inputs.check();
        if (goesOn()) {
            goOn();
            return;
        }
        SweepSettings settings = new SweepSettings(options());
        settings.check();
        output.check(inputs.paths(), SweepRun.OUTPUTS);
        if (settings.jobLog() != null) {
            OutputOptions.requireNoInput("--joblog", settings.jobLog(), inputs.paths());
        }
        if (!inputs.areTyped()) {
            plan = begun();
        }
    }

    private boolean goesOn() {
        return resume != null || resumeFailed != null;
    }

    private Map<String, String> options() {
        return output.whatToRun(spec, SweepSettings.others().toArray(String[]::new));
    }

    private void goOn() {
        SweepPlan earlier = output.goOn(from(), SweepPlan::read);
        if (!earlier.folder().equals(here())) {
            throw new JobFailure(
                    2,
                    "--resume %s: was begun in %s, where its commands may have files: expected to go on there"
                            .formatted(from(), earlier.folder()));
        }
        requireTheSame(earlier, inputs.areNamed() && !inputs.areTyped() ? inputs.read() : null);
        plan = earlier.with(options());
        checked(plan);
    }

    private Path from() {
        return resume == null ? resumeFailed : resume;
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    /// @param values null for none
    private void requireTheSame(SweepPlan earlier, Inputs values) {
        if (!earlier.agreesWith(inputs.command(), values)) {
            throw new JobFailure(
                    2,
                    "--resume %s: is a sweep of another command or other values: expected those, or none"
                            .formatted(from()));
        }
    }

    /// Values that come again by standard input are to be those that came before.
    private void checkTyped() {
        if (inputs.areNamed() || inputs.command() != null && !isTerminal()) {
            Inputs values = inputs.read();
            requireTheSame(plan, !inputs.areNamed() && values.size() == 0 ? null : values);
        }
    }

    /// The sweep as the command line has it.
    private SweepPlan begun() {
        byte[] mark = new byte[MARK_BYTES];
        new SecureRandom().nextBytes(mark);
        return checked(new SweepPlan(
                options(), inputs.command(), inputs.read(), HexFormat.of().formatHex(mark), here()));
    }

    private static SweepPlan checked(SweepPlan plan) {
        plan.settings().check();
        try {
            plan.howToRun(Path.of("")).check(plan.inputs());
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, e.getMessage());
        }
        return plan;
    }

    @Override
    public List<String> toGoOn(String job) {
        return output.toGoOn(NAME, goesOn() ? Path.of("") : null, job);
    }

    @Override
    public boolean readsStandardInput() {
        return inputs.areTyped() && !(goesOn() && !inputs.areNamed());
    }

    @Override
    public Map<String, Set<String>> circumstances() {
        return Map.of(TasksFile.NAME, TasksFile.CIRCUMSTANCES);
    }

    @Override
    public boolean stopsInGoodOrder() {
        return true;
    }

    @Override
    public boolean keepsWhatIsDone() {
        return true;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() == 0 && plan == null) {
            requireSomebodyTypes();
            plan = begun();
        }
        if (world.rank() == 0 && goesOn() && inputs.areTyped()) {
            checkTyped();
        }
        if (world.rank() == 0 && !goesOn()) {
            inputs.doubts(spec.optionsMap().keySet(), plan.inputs().size())
                    .forEach(doubt -> System.err.println("rank 0: warning: " + doubt));
        }
        if (dryRun) {
            if (world.rank() == 0) {
                printCommands();
            }
            return 0;
        }
        boolean showsProgress = eta && !settings.quiet();
        return new SweepRun(world, settings, output, showsProgress, goesOn(), resumeFailed != null).run(plan);
    }

    private void printCommands() {
        Template template = plan.howToRun(Path.of("")).template();
        for (int seq = 1; seq <= plan.inputs().size(); seq++) {
            byte[] line = template.shown(plan.inputs().task(seq), 1).bytes();
            System.out.write(line, 0, line.length);
            System.out.write('\n');
        }
        System.out.flush();
    }

    /// Nobody means to type thousands of values.
    private static void requireSomebodyTypes() {
        if (isTerminal()) {
            throw new JobFailure(
                    2, "no values: expected ::: and some, --from, --csv, or a file or pipe to read them from");
        }
    }

    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/0")).startsWith("/dev/pts");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // whatever it is, it can be read
        }
    }
}
