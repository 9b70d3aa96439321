package hyades.cli;

import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.decay.app.DecayFeature;
import hyades.gas.app.GasFeature;
import hyades.images.app.ImagesFeature;
import hyades.launch.MpjHome;
import hyades.matrix.app.MatrixFeature;
import hyades.nbody.app.DevicesCommand;
import hyades.nbody.app.NBodyFeature;
import hyades.page.Feature;
import hyades.page.Features;
import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.Screen;
import hyades.process.SlurmEnvironment;
import hyades.run.Counts;
import hyades.run.LauncherCommand;
import hyades.run.Observation;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.run.Typed;
import hyades.run.Version;
import hyades.study.app.ScalingFeature;
import hyades.sweep.app.SweepFeature;
import hyades.tables.app.TablesFeature;
import hyades.vo.app.VoFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// The whole command line, what it says and what holds where it says nothing. Parsed once in each process: by the one
/// that the user starts, which becomes the ranks or starts others, and by those; [Launch] does what it asks for.
@Command(
        name = "hyades",
        description = "Astronomers' parallel work as one SPMD program: the same bits on any number of ranks.",
        synopsisHeading = "", // picocli would not count it
        customSynopsis = "Usage: ./hyades [-n RANKS] [--threads T] [--on MODE] COMMAND [options] | @jobs/FILE",
        versionProvider = HyadesCommand.VersionProvider.class,
        mixinStandardHelpOptions = true,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands (./hyades COMMAND --help tells more):%n",
        footer = {
            "",
            "Exit codes: 0 done; 1 the run failed; 2 wrong usage; 3 a batch finished but some items "
                    + "failed; 75 stopped on request, can go on.",
            "HYADES_JAVA_OPTIONS holds options for the ranks' JVMs, such as -Xmx512m.",
        })
public final class HyadesCommand {
    /// One line a feature.
    public static final Features FEATURES = new Features(List.of(
            new NBodyFeature(),
            new DecayFeature(),
            new ImagesFeature(),
            new GasFeature(),
            new MatrixFeature(),
            new TablesFeature(),
            new SweepFeature(),
            new VoFeature(),
            new ScalingFeature()));

    private static final Set<String> ABOUT_ALL = Set.of("completion", "manual");

    /// What picocli needs at least.
    private static final int LEAST_HELP_COLUMNS = 55;

    private static final int MOST_HELP_COLUMNS = 100;

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
                "slurm: the tasks of the SLURM job around it; outside of one, submits it as a job;",
                "mpirun: one process a rank, which the system's mpirun starts."
            })
    private Mode mode = Mode.MULTICORE;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            scope = ScopeType.INHERIT,
            description = {
                "What carries messages between the ranks; the results are the same:",
                "threads: the memory that the threads of one process share (default of multicore);",
                "mpj: MPJ Express (default of processes and slurm);",
                "mpi: the system's Open MPI or MPICH (default of mpirun)."
            })
    private Engine engine;

    @Option(
            names = "--no-report",
            defaultValue = "false",
            scope = ScopeType.INHERIT,
            description = "Leave out report.html, the page that shows a run.")
    private boolean noReport;

    @Option(
            names = {"-q", "--quiet"},
            defaultValue = "false",
            scope = ScopeType.INHERIT,
            description = "Print warnings and errors only, and what a command is there to print, such as the peaks of "
                    + "images brightest; --out says where the results are (default: progress and a summary).")
    private boolean quiet;

    @Option(
            names = "--trace",
            defaultValue = "false",
            scope = ScopeType.INHERIT,
            description = {
                "Write what each rank did when: trace.json, which ui.perfetto.dev opens, and "
                        + "timeline.png (default: no)."
            })
    private boolean trace;

    @Option(
            names = "--monitor",
            defaultValue = "false",
            scope = ScopeType.INHERIT,
            description = "Show what each rank uses while it runs: CPU, memory, garbage collection (default: no).")
    private boolean monitor;

    @Option(
            names = "--debug-rank",
            paramLabel = "R",
            split = ",",
            scope = ScopeType.INHERIT,
            description = {
                "Let these ranks wait for a debugger before they begin, and print how it attaches: with --on processes"
                    + " each by itself, while the others wait; in multicore mode all, which share a process (default:"
                    + " none)."
            })
    private List<Integer> debugRanks = List.of();

    @ArgGroup(validate = false, heading = "%nOf a job that --on slurm submits; before the command:%n")
    private SlurmOptions slurmOptions = new SlurmOptions();

    private final SlurmEnvironment slurm = SlurmEnvironment.here();
    private List<String> typed;
    private ParseResult whole;

    HyadesCommand() {}

    /// @param prints whether help and version are printed: every rank reads the same command line, one answers
    /// @return what was matched of the subcommand, whose user object is a [RankCommand] or a [LauncherCommand],
    ///     filled in; null where help or the version was asked for, and printed
    /// @throws JobFailure for a command line that cannot be understood
    ParseResult parse(String[] arguments, boolean prints) {
        typed = List.of(arguments);
        try {
            String[] checked = WrongUsage.checked(arguments);
            CommandLine commandLine = commandLine(Screen.width().orElse(80), named(checked));
            if (!prints) {
                commandLine.setOut(new PrintWriter(Writer.nullWriter()));
            }
            ParseResult parsed = commandLine.parseArgs(checked);
            whole = parsed;
            WrongUsage.requireKnown(parsed);
            if (CommandLine.executeHelpRequest(parsed) != null) {
                return null;
            }
            if (ranks().smallest() < 1 || threads().smallest() < 1) {
                throw new JobFailure(2, "-n %s --threads %s: expected at least 1".formatted(ranks(), threads()));
            }
            if (engine == Engine.MPI && mode == Mode.MULTICORE) {
                mode = Mode.MPIRUN;
            }
            Set<Engine> suitable = engines();
            JobFailure.require(
                    engine == null || suitable.contains(engine),
                    "--engine",
                    engine,
                    (engine == Engine.THREADS ? "%s, since the ranks of --on %s share no memory" : "%s with --on %s")
                            .formatted(suitable.iterator().next(), mode));
            slurmOptions.check(whole, submits());
            checkDebugging();
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            Object command = parsed.commandSpec().userObject();
            if (command instanceof RankCommand ranked) {
                takeOneRank(ranked, parsed);
                ranks().one("-n");
                threads().one("--threads");
                return parsed;
            }
            if (command instanceof LauncherCommand) {
                requireNoDebugging("a command that runs on ranks");
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

    /// What may carry messages between ranks that are where the user wants them, the default first.
    private Set<Engine> engines() {
        return switch (mode) {
            case MULTICORE -> new LinkedHashSet<>(List.of(Engine.THREADS, Engine.MPJ));
            case PROCESSES -> Set.of(Engine.MPJ);
            case SLURM -> new LinkedHashSet<>(List.of(Engine.MPJ, Engine.MPI));
            case MPIRUN -> Set.of(Engine.MPI);
        };
    }

    private void takeOneRank(RankCommand command, ParseResult parsed) {
        if (command.isOfOneRank()) {
            String name = parsed.commandSpec().qualifiedName().replaceFirst("^hyades ", "");
            JobFailure.require(
                    ranks == null || ranks.equals(Counts.of(1)),
                    "-n",
                    ranks,
                    "1, since %s is of one rank".formatted(name));
            ranks = Counts.of(1);
        }
    }

    /// Refuses what another than our launcher, who has started the ranks, has decided already.
    ///
    /// @param size the number of ranks that there are
    /// @param engine that joins them
    void requireAsStarted(int size, Engine joining) {
        JobFailure.require(
                ranks == null || ranks.equals(Counts.of(size)), "-n", ranks, "%d, which there are".formatted(size));
        JobFailure.require(
                engine == null || engine == joining,
                "--engine",
                engine,
                "%s, which joins the ranks".formatted(joining));
    }

    /// @param expected in place of what is asked for
    /// @throws JobFailure if a rank is to wait for a debugger
    void requireNoDebugging(String expected) {
        for (int rank : debugRanks) {
            throw new JobFailure(2, "--debug-rank %d: expected %s".formatted(rank, expected));
        }
    }

    private void checkDebugging() {
        for (int rank : debugRanks) {
            JobFailure.require(
                    mode != Mode.SLURM && mode != Mode.MPIRUN,
                    "--debug-rank",
                    rank,
                    "no --on %s, whose ranks may be on other machines than the debugger".formatted(mode));
            JobFailure.require(
                    rank >= 0 && rank < ranks().largest(),
                    "--debug-rank",
                    rank,
                    "ranks from 0 to %d".formatted(ranks().largest() - 1));
        }
    }

    /// The commands that a command line may be about: what is no word of it is none, but a file of arguments may hold
    /// any, and some commands are about all.
    static Predicate<String> named(String[] arguments) {
        Set<String> words = Set.copyOf(Arrays.asList(arguments));
        boolean mayBeAny = words.stream().anyMatch(word -> word.startsWith("@") || ABOUT_ALL.contains(word));
        return name -> mayBeAny || words.contains(name);
    }

    /// All commands, and how what is typed becomes values.
    ///
    /// @param columns of the terminal, which the help fills as far as lines are easy to read
    CommandLine commandLine(int columns) {
        return commandLine(columns, _ -> true);
    }

    /// @param isNamed whether a feature's command is made with all that it takes, not with its name and description
    ///     alone: all of them take a tenth of the start of a command
    CommandLine commandLine(int columns, Predicate<String> isNamed) {
        CommandLine commandLine = new CommandLine(this);
        commandLine.addSubcommand(HelloCommand.class);
        FEATURES.all()
                .forEach(feature -> commandLine.addSubcommand(
                        feature.name(), isNamed.test(feature.name()) ? feature.command() : outline(feature)));
        commandLine
                .addSubcommand(DevicesCommand.class)
                .addSubcommand(ReportCommand.class)
                .addSubcommand(CompletionCommand.class)
                .addSubcommand(ManualCommand.class)
                .addSubcommand(CommandLine.HelpCommand.class);
        // What is set counts for the commands that are there.
        commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true) // what is typed behind a job file
                .setUsageHelpWidth(Math.clamp(columns, LEAST_HELP_COLUMNS, MOST_HELP_COLUMNS));
        describe(commandLine);
        Typed.register(commandLine);
        return commandLine;
    }

    private static CommandSpec outline(Feature feature) {
        CommandSpec outline = CommandSpec.create();
        outline.usageMessage()
                .description(feature.command().getAnnotation(Command.class).description());
        return outline;
    }

    private static void describe(CommandLine commandLine) {
        for (CommandLine each : commandLine.getSubcommands().values()) {
            String rest = each.getSubcommands().isEmpty() ? "[options]" : "COMMAND [options]";
            String name = each.getCommandSpec().qualifiedName();
            each.getCommandSpec()
                    .usageMessage()
                    .synopsisHeading("")
                    .customSynopsis("Usage: ./%s %s".formatted(name, rest));
            describe(each);
        }
    }

    private static String commands(CommandLine commandLine) {
        return String.join(", ", commandLine.getSubcommands().keySet());
    }

    Mode mode() {
        return mode;
    }

    /// The whole command line as it was typed, from which others may be parsed.
    List<String> typed() {
        return typed;
    }

    /// The command line with more options: next to the command's name, since what comes behind may be no options.
    List<String> withOptions(CommandSpec command, List<String> options) {
        List<String> name = List.of(command.qualifiedName().split(" "));
        List<String> words = name.subList(1, name.size());
        int at = Collections.indexOfSubList(typed, words);
        List<String> longer = new ArrayList<>(at < 0 ? whole.expandedArgs() : typed); // its name is in a file
        longer.addAll(Collections.indexOfSubList(longer, words) + words.size(), options);
        return longer;
    }

    SlurmEnvironment slurm() {
        return slurm;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean monitors() {
        return monitor;
    }

    /// Begins to watch a rank as the user has asked for.
    Observation observe(Communicator world, Instant started) {
        return new Observation(world, started, trace, monitor);
    }

    /// Makes what people look at, as far as they want it.
    ///
    /// @param speaker who complains
    RunSettings.Report report(String speaker) {
        return (directory, plots, says) -> ReportCommand.atTheEnd(directory, plots, !noReport, quiet || !says, speaker);
    }

    /// The ranks that are to wait for a debugger.
    List<Integer> debugRanks() {
        return debugRanks;
    }

    boolean submits() {
        return mode == Mode.SLURM && !slurm.isAllocation();
    }

    boolean isInSlurmJob() {
        return mode == Mode.SLURM && slurm.isAllocation();
    }

    Engine engine() {
        return engine == null ? engines().iterator().next() : engine;
    }

    Counts ranks() {
        if (ranks != null) {
            return ranks;
        }
        return Counts.of(isInSlurmJob() ? slurm.tasks() : Runtime.getRuntime().availableProcessors());
    }

    Counts threads() {
        if (threads != null) {
            return threads;
        }
        return Counts.of(isInSlurmJob() ? slurm.cpusPerTask().orElse(1) : 1);
    }

    /// Submits the job that starts the same command within.
    int submit(CommandSpec command) throws IOException, InterruptedException {
        String name = command.qualifiedName().replaceFirst("^hyades ", "");
        return slurmOptions.submit(slurmOptions.script(name, ranks, threads, whole.expandedArgs()), MpjHome.project());
    }

    /// Reads the version from where the build wrote it.
    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"hyades " + Version.HYADES};
        }
    }
}
