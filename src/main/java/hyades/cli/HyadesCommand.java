package hyades.cli;

import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.decay.app.DecayFeature;
import hyades.images.app.ImagesFeature;
import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpjHome;
import hyades.launch.Placement;
import hyades.launch.SlurmJob;
import hyades.nbody.app.NBodyFeature;
import hyades.page.Features;
import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.Ranks;
import hyades.process.Screen;
import hyades.process.SlurmEnvironment;
import hyades.process.StartTime;
import hyades.process.Starter;
import hyades.run.Counts;
import hyades.run.FileArgument;
import hyades.run.LauncherCommand;
import hyades.run.Observation;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Typed;
import hyades.run.Version;
import hyades.study.app.ScalingFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// The whole command line. Parsed once in each process: by the one that the user starts, which becomes the ranks or
/// starts others, and by those.
@Command(
        name = "hyades",
        description = "Astronomers' parallel work as one SPMD program: the same bits on any number of ranks.",
        synopsisHeading = "Usage: ",
        customSynopsis = "./hyades [-n RANKS] [--threads T] [--on MODE] COMMAND [options] | @jobs/FILE",
        versionProvider = HyadesCommand.VersionProvider.class,
        mixinStandardHelpOptions = true,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands (./hyades COMMAND --help tells more):%n",
        footer = {
            "",
            "Exit codes: 0 done; 1 the run failed; 2 wrong usage; 3 a batch finished but some items failed;",
            "75 stopped on request, can go on.",
            "HYADES_JAVA_OPTIONS holds options for the ranks' JVMs, such as -Xmx512m.",
        })
public final class HyadesCommand {
    /// One line a feature.
    public static final Features FEATURES =
            new Features(List.of(new NBodyFeature(), new DecayFeature(), new ImagesFeature(), new ScalingFeature()));

    @Option(
            names = {"-n", "--ranks"},
            paramLabel = "RANKS",
            scope = ScopeType.INHERIT,
            description = "Number of ranks (default: one per core; in a SLURM job one per task).")
    private Counts ranks;

    @Option(
            names = "--threads",
            paramLabel = "T",
            scope = ScopeType.INHERIT,
            description = "Threads each rank computes with (default: 1; in a SLURM job its CPUs per task).")
    private Counts threads;

    @Option(
            names = "--on",
            paramLabel = "MODE",
            scope = ScopeType.INHERIT,
            description = {
                "Where the ranks run (default: ${DEFAULT-VALUE}):",
                "multicore: threads of one process; processes: one process a rank on this machine;",
                "slurm: the tasks of the SLURM job around it; outside of one, submits it as a job."
            })
    private Mode mode = Mode.MULTICORE;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            scope = ScopeType.INHERIT,
            description = {
                "What carries messages between the ranks; the results are the same:",
                "threads: the memory that the threads of one process share (default of multicore);",
                "mpj: MPJ Express (default elsewhere)."
            })
    private Engine engine;

    @Option(
            names = "--no-report",
            scope = ScopeType.INHERIT,
            description = "Leave out report.html, the page that shows a run.")
    private boolean noReport;

    @Option(
            names = "--trace",
            scope = ScopeType.INHERIT,
            description = {
                "Write what each rank did when: trace.json, which ui.perfetto.dev opens, and timeline.png",
                "(default: no)."
            })
    private boolean trace;

    @Option(
            names = "--monitor",
            scope = ScopeType.INHERIT,
            description = "Show what each rank uses while it runs: CPU, memory, garbage collection (default: no).")
    private boolean monitor;

    @ArgGroup(validate = false, heading = "%nOf a job that --on slurm submits; before the command:%n")
    private SlurmOptions slurmOptions = new SlurmOptions();

    private final SlurmEnvironment slurm = SlurmEnvironment.here();
    private ParseResult whole;

    private HyadesCommand() {}

    /// Does what the user asks for: parses, becomes the ranks or starts them, and waits for them.
    ///
    /// @return the exit code
    public static int launch(Starter.User user) {
        String[] arguments = user.arguments().toArray(String[]::new);
        HyadesCommand root = new HyadesCommand();
        try {
            ParseResult parsed = root.parse(arguments, true);
            if (parsed == null) {
                return 0;
            }
            if (parsed.commandSpec().userObject() instanceof LauncherCommand command) {
                return root.submits() ? root.submit(parsed.commandSpec()) : root.run(command, arguments);
            }
            if (root.isInSlurmJob() && root.slurm.restarts() > 0) {
                List<String> goingOn = new ArrayList<>(List.of(arguments));
                goingOn.addAll(rankCommand(parsed).toGoOn(root.slurm.job()));
                root = new HyadesCommand();
                parsed = root.parse(goingOn.toArray(String[]::new), true);
            }
            rankCommand(parsed).check();
            return root.submits() ? root.submit(parsed.commandSpec()) : root.start(rankCommand(parsed));
        } catch (JobFailure e) {
            System.err.println("hyades: " + e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            System.err.println("hyades: cannot start the job: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private int run(LauncherCommand command, String[] arguments) throws InterruptedException {
        try {
            return command.run(new LauncherCommand.Settings(
                    ranks(),
                    threads(),
                    mode,
                    List.of(arguments),
                    StartTime.ofCommand(),
                    report("hyades"),
                    HyadesCommand::parseJob));
        } catch (IOException e) {
            throw new JobFailure(1, e.getMessage());
        }
    }

    /// Runs one rank of a job of several processes, as [hyades.process.RankProgram] says.
    public static int runRank(Communicator world, Starter.OfRank starter) throws Exception {
        String[] arguments = starter.arguments().toArray(String[]::new);
        HyadesCommand root = new HyadesCommand();
        RankCommand command;
        try {
            ParseResult parsed = root.parse(arguments, world.rank() == 0);
            if (parsed == null) {
                return 0;
            }
            command = rankCommand(parsed);
        } catch (JobFailure e) { // every rank reads the same command line: one complaint is enough
            if (world.rank() == 0) {
                System.err.println("hyades: " + e.getMessage());
            }
            return e.exitCode();
        }
        if (world.rank() == 0) {
            command.check(); // which mpjrun has not done, and what it finds is the command's to keep
        }
        return root.runRank(world, command, starter.launch());
    }

    /// @param launch how the ranks were started, as `run.json` has it
    private int runRank(Communicator world, RankCommand command, String launch) throws Exception {
        Instant started = StartTime.ofCommand();
        Observation observation = new Observation(world, started, trace, monitor);
        int code = command.run(
                world,
                new RunSettings(
                        threads().one("--threads"),
                        launch,
                        whole.originalArgs(),
                        started,
                        observation,
                        report("rank 0")));
        if (observation.isUnwritten()) {
            writeTrace(world, observation, command);
        }
        return code;
    }

    private RunSettings.Report report(String speaker) {
        return (directory, plots) -> ReportCommand.atTheEnd(directory, plots, !noReport, speaker);
    }

    /// Parses and checks the command line of a job that another command is to start.
    ///
    /// @throws JobFailure for a command line that cannot be understood, or that is no job on ranks
    public static ParseResult parseJob(List<String> arguments) {
        ParseResult parsed = new HyadesCommand().parse(arguments.toArray(String[]::new), false);
        if (parsed == null) {
            throw new JobFailure(2, "expected a job, found a question for help");
        }
        rankCommand(parsed).check();
        return parsed;
    }

    private static RankCommand rankCommand(ParseResult parsed) {
        if (parsed.commandSpec().userObject() instanceof RankCommand command) {
            return command;
        }
        throw new JobFailure(
                2,
                "%s runs in the launcher, not on ranks"
                        .formatted(parsed.commandSpec().name()));
    }

    /// Of a command that leaves no run directory; collective.
    private static void writeTrace(Communicator world, Observation observation, RankCommand command)
            throws IOException {
        observation.gather();
        if (world.rank() == 0) {
            String name = command.getClass().getAnnotation(Command.class).name();
            OutputOptions output = command.traceOutput();
            RunDirectory directory = output.create(name);
            observation.write(directory.path(), name);
            if (output.plots()) {
                ReportCommand.timelineAtTheEnd(directory);
            }
            System.out.println("trace in " + directory.path());
        }
    }

    /// @param prints whether help and version are printed: every rank reads the same command line, one answers
    /// @return what was matched of the subcommand, whose user object is a [RankCommand] or a [LauncherCommand],
    ///     filled in; null where help or the version was asked for, and printed
    /// @throws JobFailure for a command line that cannot be understood
    private ParseResult parse(String[] arguments, boolean prints) {
        CommandLine commandLine = new CommandLine(this);
        addCommands(commandLine);
        // What is set counts for the commands that are there.
        commandLine.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(100);
        if (!prints) {
            commandLine.setOut(new PrintWriter(Writer.nullWriter()));
        }
        describe(commandLine);
        commandLine.registerConverter(Counts.class, Counts::parse);
        commandLine.registerConverter(int.class, Typed::smallCount);
        commandLine.registerConverter(Integer.class, Typed::smallCount);
        commandLine.registerConverter(long.class, Typed::count);
        commandLine.registerConverter(Long.class, Typed::count);
        commandLine.registerConverter(Path.class, FileArgument::parse);
        try {
            ParseResult parsed = commandLine.parseArgs(WrongUsage.checked(arguments));
            whole = parsed;
            WrongUsage.requireKnown(parsed);
            if (CommandLine.executeHelpRequest(parsed) != null) {
                return null;
            }
            if (ranks().smallest() < 1 || threads().smallest() < 1) {
                throw new JobFailure(2, "-n %s --threads %s: expected at least 1".formatted(ranks(), threads()));
            }
            JobFailure.require(
                    engine != Engine.THREADS || mode == Mode.MULTICORE,
                    "--engine",
                    engine,
                    "mpj, since the ranks of --on %s share no memory".formatted(mode));
            slurmOptions.check(whole, submits());
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            Object command = parsed.commandSpec().userObject();
            if (command instanceof RankCommand) {
                ranks().one("-n");
                threads().one("--threads");
                return parsed;
            }
            if (command instanceof LauncherCommand) {
                return parsed;
            }
            throw new JobFailure(
                    2,
                    "no command: expected one of %s; see ./%s --help"
                            .formatted(
                                    commands(parsed.commandSpec().commandLine()),
                                    parsed.commandSpec().qualifiedName()));
        } catch (ParameterException e) {
            throw new JobFailure(2, WrongUsage.explain(e, List.of(arguments)));
        }
    }

    private static void addCommands(CommandLine commandLine) {
        commandLine.addSubcommand(HelloCommand.class);
        FEATURES.all().forEach(feature -> commandLine.addSubcommand(feature.name(), feature.command()));
        commandLine.addSubcommand(ReportCommand.class).addSubcommand(CommandLine.HelpCommand.class);
    }

    private static void describe(CommandLine commandLine) {
        for (CommandLine each : commandLine.getSubcommands().values()) {
            String rest = each.getSubcommands().isEmpty() ? "[options]" : "COMMAND [options]";
            String name = each.getCommandSpec().qualifiedName();
            each.getCommandSpec().usageMessage().customSynopsis("./%s %s".formatted(name, rest));
            describe(each);
        }
    }

    private static String commands(CommandLine commandLine) {
        return String.join(", ", commandLine.getSubcommands().keySet());
    }

    private boolean submits() {
        return mode == Mode.SLURM && !slurm.isAllocation();
    }

    private boolean isInSlurmJob() {
        return mode == Mode.SLURM && slurm.isAllocation();
    }

    private Engine engine() {
        if (engine != null) {
            return engine;
        }
        return mode == Mode.MULTICORE ? Engine.THREADS : Engine.MPJ;
    }

    private Counts ranks() {
        if (ranks != null) {
            return ranks;
        }
        return Counts.of(isInSlurmJob() ? slurm.tasks() : Runtime.getRuntime().availableProcessors());
    }

    private Counts threads() {
        if (threads != null) {
            return threads;
        }
        return Counts.of(isInSlurmJob() ? slurm.cpusPerTask().orElse(1) : 1);
    }

    /// Submits the job that starts the same command within.
    private int submit(CommandSpec command) throws IOException, InterruptedException {
        String name = command.qualifiedName().replaceFirst("^hyades ", "");
        return slurmOptions.submit(slurmOptions.script(name, ranks, threads, whole.expandedArgs()), MpjHome.project());
    }

    /// Becomes the ranks, or starts them.
    private int start(RankCommand command) throws IOException, InterruptedException {
        Path mpjHome = engine() == Engine.THREADS
                ? null
                : MpjHome.find()
                        .orElseThrow(
                                () -> new JobFailure(2, "MPJ Express is not set up: run mpj/setup, or set MPJ_HOME"));
        int processes = ranks().one("-n");
        if (mpjHome != null && mode == Mode.MULTICORE && processes > 1 && System.getenv("MPJ_HOME") == null) {
            throw new JobFailure(
                    2,
                    "--engine mpj: MPJ Express looks for its own files in MPJ_HOME, which is not set: expected %s"
                            .formatted(mpjHome));
        }
        new Placement(mode, processes, threads().one("--threads"))
                .check(slurm, Runtime.getRuntime().availableProcessors())
                .forEach(warning -> System.err.println("hyades: warning: " + warning));
        if (mode == Mode.MULTICORE || mode == Mode.PROCESSES && processes == 1) {
            boolean redraws = monitor && Screen.width().isPresent();
            return Ranks.asThreads(
                    engine(),
                    processes,
                    mpjHome,
                    redraws ? Screen.ofThisProcess() : null,
                    world -> runRank(world, command, mode.toString()));
        }
        String options = Objects.requireNonNullElse(System.getenv("HYADES_JAVA_OPTIONS"), "")
                .strip();
        List<String> javaOptions = new ArrayList<>(command.javaOptions());
        if (!options.isEmpty()) {
            javaOptions.addAll(List.of(options.split("\\s+")));
        }
        JobSpec spec = new JobSpec(processes, mpjHome, "hyades.Main", javaOptions, whole.originalArgs());
        return mode == Mode.SLURM ? SlurmJob.run(spec, slurm) : LocalJob.run(spec);
    }

    /// Reads the version from where the build wrote it.
    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"hyades " + Version.HYADES};
        }
    }
}
