package hyades.cli;

import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.launch.Debugging;
import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpirunJob;
import hyades.launch.MpjHome;
import hyades.launch.Placement;
import hyades.launch.SlurmJob;
import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.Ranks;
import hyades.process.Screen;
import hyades.process.Signals;
import hyades.process.StartTime;
import hyades.process.Starter;
import hyades.run.LauncherCommand;
import hyades.run.Observation;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// What becomes of a command line: this process becomes the ranks or one of them, or starts them, or submits a job.
public final class Launch {
    private final HyadesCommand root;

    private Launch(HyadesCommand root) {
        this.root = root;
    }

    /// Does what the user asks for: parses, becomes the ranks or starts them, and waits for them.
    ///
    /// @return the exit code
    public static int byUser(Starter.User user) {
        String[] arguments = user.arguments().toArray(String[]::new);
        HyadesCommand root = new HyadesCommand();
        try {
            ParseResult parsed = root.parse(arguments, true);
            if (parsed == null) {
                return 0;
            }
            if (parsed.commandSpec().userObject() instanceof LauncherCommand command) {
                Signals.endOnStop();
                return root.submits() ? root.submit(parsed.commandSpec()) : new Launch(root).run(command, arguments);
            }
            if (root.isInSlurmJob() && root.slurm().restarts() > 0) {
                List<String> goingOn = root.withOptions(
                        parsed.commandSpec(),
                        rankCommand(parsed).toGoOn(root.slurm().job()));
                root = new HyadesCommand();
                parsed = root.parse(goingOn.toArray(String[]::new), true);
            }
            if (root.mode() == Mode.SLURM && rankCommand(parsed).readsStandardInput()) {
                throw new JobFailure(
                        2, "--on slurm: standard input does not reach the ranks: expected the name of a file instead");
            }
            rankCommand(parsed).check();
            if (root.submits()) {
                Signals.endOnStop();
                return root.submit(parsed.commandSpec());
            }
            return new Launch(root).start(rankCommand(parsed));
        } catch (JobFailure e) {
            System.err.println("hyades: " + e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            System.err.println("hyades: cannot start the job: " + FileFault.line(e));
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private int run(LauncherCommand command, String[] arguments) throws InterruptedException {
        try {
            return command.run(new LauncherCommand.Settings(
                    root.ranks(),
                    root.threads(),
                    root.mode(),
                    List.of(arguments),
                    StartTime.ofCommand(),
                    root.isQuiet(),
                    root.report("hyades"),
                    Launch::parseJob));
        } catch (IOException e) {
            throw new JobFailure(1, FileFault.line(e));
        }
    }

    /// Runs one rank of a job of several processes, as [hyades.process.RankProgram] says.
    public static int asRank(Communicator world, Starter.OfRank starter) throws Exception {
        String[] arguments = starter.arguments().toArray(String[]::new);
        HyadesCommand root = new HyadesCommand();
        RankCommand command;
        try {
            ParseResult parsed = root.parse(arguments, world.rank() == 0);
            if (parsed == null) {
                return 0;
            }
            command = rankCommand(parsed);
            JobFailure.require(
                    world.size() == 1 || !command.isOfOneRank(), "ranks", world.size(), "1, of which this command is");
            if (starter instanceof Starter.Mpjrun) {
                root.requireNoDebugging("-debug PORT of mpjrun itself");
            }
            if (starter instanceof Starter.Native) {
                root.requireAsStarted(world.size(), Engine.MPI);
                root.requireNoDebugging("no rank of mpirun or srun");
                warnOfBinding(world.rank(), root.threads().one("--threads"));
            }
        } catch (JobFailure e) { // every rank reads the same command line: one complaint is enough
            if (world.rank() == 0) {
                System.err.println("hyades: " + e.getMessage());
            }
            return e.exitCode();
        }
        if (world.rank() == 0) {
            command.check(); // which mpjrun has not done, and what it finds is the command's to keep
        }
        return new Launch(root).runRank(world, command, starter.launch());
    }

    private static void warnOfBinding(int rank, int threads) {
        int cpus = Runtime.getRuntime().availableProcessors();
        if (rank == 0 && threads > cpus) {
            System.err.println(("hyades: warning: %d threads a rank on %d CPU%s take turns: mpirun --bind-to none, or"
                            + " --map-by slot:PE=%d, gives a rank more")
                    .formatted(threads, cpus, cpus == 1 ? "" : "s", threads));
        }
    }

    /// @param launch how the ranks were started, as `run.json` has it
    private int runRank(Communicator world, RankCommand command, String launch) throws Exception {
        Instant started = StartTime.ofCommand();
        Observation observation = root.observe(world, started);
        world.begin(command.stopsInGoodOrder(), command.keepsWhatIsDone());
        int code = command.run(
                world,
                new RunSettings(
                        root.threads().one("--threads"),
                        launch,
                        root.typed(),
                        started,
                        observation,
                        root.isQuiet(),
                        root.report("rank 0")));
        if (observation.isUnwritten()) {
            writeTrace(world, observation, command, root.isQuiet());
        }
        return code;
    }

    /// Parses and checks the command line of a job that another command is to start.
    ///
    /// @throws JobFailure for a command line that cannot be understood, or that is no job on ranks
    private static ParseResult parseJob(List<String> arguments) {
        HyadesCommand root = new HyadesCommand();
        ParseResult parsed = root.parse(arguments.toArray(String[]::new), false);
        root.requireNoDebugging("none in a job that is measured");
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
    private static void writeTrace(Communicator world, Observation observation, RankCommand command, boolean quiet)
            throws IOException {
        observation.gather();
        if (world.rank() == 0) {
            String name = command.getClass().getAnnotation(Command.class).name();
            OutputOptions output = command.traceOutput();
            RunDirectory directory = output.create(name);
            observation.write(directory.path(), name);
            if (output.plots().areWanted()) {
                ReportCommand.timelineAtTheEnd(directory, output.plots());
            }
            if (!quiet) {
                System.out.println("trace in " + directory.path());
            }
        }
    }

    /// Becomes the ranks, or starts them.
    private int start(RankCommand command) throws IOException, InterruptedException {
        Mode mode = root.mode();
        int processes = root.ranks().one("-n");
        int most = root.engine().mostThreads();
        JobFailure.require(
                mode != Mode.MULTICORE || processes <= most,
                "--engine mpj -n",
                processes,
                "at most %d ranks of one process, which take MPJ Express seconds to meet; --engine threads meets at once"
                        .formatted(most));
        Path mpjHome = root.engine() == Engine.MPJ ? mpjHome(mode == Mode.MULTICORE && processes > 1) : null;
        new Placement(mode, processes, root.threads().one("--threads"))
                .check(root.slurm(), Runtime.getRuntime().availableProcessors())
                .forEach(warning -> System.err.println("hyades: warning: " + warning));
        boolean isOneProcess = mode == Mode.MULTICORE || mode == Mode.PROCESSES && processes == 1;
        if (isOneProcess && (root.debugRanks().isEmpty() || Debugging.isHere())) {
            boolean redraws = root.monitors() && Screen.width().isPresent();
            return Ranks.asThreads(
                    root.engine(),
                    processes,
                    mpjHome,
                    redraws ? Screen.ofThisProcess() : null,
                    world -> runRank(world, command, mode.toString()));
        }
        JobSpec spec = new JobSpec(
                processes,
                mpjHome,
                "hyades.Main",
                javaOptions(command),
                root.typed(),
                isOneProcess ? Debugging.ofAll() : Debugging.of(root.debugRanks()));
        spec.debugging().words().forEach(line -> System.err.println("hyades: " + line));
        return switch (mode) {
            case SLURM -> SlurmJob.run(spec, root.slurm(), root.engine() == Engine.MPI);
            case MPIRUN -> MpirunJob.run(spec, root.threads().one("--threads"), command.keepsWhatIsDone());
            case MULTICORE, PROCESSES -> LocalJob.run(spec, command.keepsWhatIsDone());
        };
    }

    /// @param isForUs whether it is this process that MPJ Express joins: it reads the variable itself
    private static Path mpjHome(boolean isForUs) {
        Path home = MpjHome.find()
                .orElseThrow(() -> new JobFailure(2, "MPJ Express is not set up: run mpj/setup, or set MPJ_HOME"));
        if (isForUs && System.getenv("MPJ_HOME") == null) {
            throw new JobFailure(
                    2,
                    "--engine mpj: MPJ Express looks for its own files in MPJ_HOME, which is not set: expected %s"
                            .formatted(home));
        }
        return home;
    }

    /// The command's, then the user's.
    private static List<String> javaOptions(RankCommand command) {
        List<String> options = new ArrayList<>(command.javaOptions());
        String users = Objects.requireNonNullElse(System.getenv("HYADES_JAVA_OPTIONS"), "")
                .strip();
        if (!users.isEmpty()) {
            options.addAll(List.of(users.split("\\s+")));
        }
        return options;
    }
}
