package hyades.launch;

import hyades.process.ExitCode;
import hyades.process.Parent;
import hyades.process.Patience;
import hyades.process.Screen;
import hyades.process.Signals;
import hyades.process.Starter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Runs a job's ranks as the processes of one `mpirun`, which ends all when one fails, and returns what
/// became of them: by the ranks' own reports, since `mpirun` returns 1 or 0 where a signal has reached
/// it, even if the ranks have then stopped in good order.
///
/// In a session of its own, or a terminal's Ctrl-C would reach `mpirun` too, which gives ranks a second.
/// A wish to stop is passed on as SIGALRM once the ranks, which do not hear it while they start, have met.
public final class MpirunJob {
    /// The variable that names another program than `mpirun` on the PATH.
    private static final String PROGRAM_VARIABLE = "HYADES_MPIRUN";

    /// What Open MPI 4 and 5 are told unless the user tells them otherwise; others know none of these variables.
    private static final Map<String, String> DEFAULTS = Map.of(
            "OMPI_MCA_rmaps_base_oversubscribe", "1",
            "OMPI_MCA_orte_execute_quiet", "1",
            "PRTE_MCA_rmaps_default_mapping_policy", ":oversubscribe");

    /// So that a rank's threads do not share one core.
    private static final Map<String, String> DEFAULTS_OF_THREADS = Map.of(
            "OMPI_MCA_hwloc_base_binding_policy", "none",
            "PRTE_MCA_hwloc_default_binding_policy", "none");

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final JobSpec spec;
    private final boolean keeps;
    private final RankReports reports = new RankReports();
    private final Screen screen = new Screen();
    private final AtomicInteger signal = new AtomicInteger();
    private volatile Process mpirun;

    private MpirunJob(JobSpec spec, boolean keeps) {
        this.spec = spec;
        this.keeps = keeps;
    }

    /// Runs the job to its end.
    ///
    /// @param threads each rank computes with
    /// @param keeps whether what is done is kept where a rank is lost: then [ExitCode#STOPPED] says so
    /// @return the job's exit code: the worst of the ranks' own; where one has not reported any, 1
    ///     or [ExitCode#STOPPED], or 128 plus the number of the signal that ended this process before
    ///     the ranks had stopped in good order
    public static int run(JobSpec spec, int threads, boolean keeps) throws IOException, InterruptedException {
        return new MpirunJob(spec, keeps).run(threads);
    }

    private int run(int threads) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("setsid", program(), "-n", Integer.toString(spec.ranks())));
        command.addAll(spec.taskCommand(Starter.MPI_FLAG, reports.word(), Parent.option()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Redirect.INHERIT);
        DEFAULTS.forEach(builder.environment()::putIfAbsent);
        if (threads > 1) {
            DEFAULTS_OF_THREADS.forEach(builder.environment()::putIfAbsent);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end of the job"));
        Signals.onStop(this::stop);
        mpirun = builder.start();
        List<LinePump> pumps =
                List.of(pump(mpirun.getInputStream(), System.out), pump(mpirun.getErrorStream(), System.err));
        int code = mpirun.waitFor();
        for (LinePump pump : pumps) {
            pump.drain(DRAIN);
        }
        screen.close();
        return exitCode(code);
    }

    private static String program() throws IOException {
        String program = Objects.requireNonNullElse(System.getenv(PROGRAM_VARIABLE), "mpirun");
        String folders = program.contains("/") ? "" : Objects.requireNonNullElse(System.getenv("PATH"), "");
        if (Stream.of(folders.split(File.pathSeparator))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            throw new IOException("no '%s' on the PATH: install Open MPI or MPICH, or name it by %s"
                    .formatted(program, PROGRAM_VARIABLE));
        }
        return program;
    }

    private LinePump pump(InputStream from, PrintStream to) {
        return LinePump.start(from, line -> {
            String text = reports.take(new String(line, StandardCharsets.ISO_8859_1)); // bytes stay bytes
            if (!text.isEmpty() && !LinePump.isNoise(text)) {
                screen.show(text.getBytes(StandardCharsets.ISO_8859_1), to);
            }
        });
    }

    private int exitCode(int code) {
        Map<Integer, Integer> codes = reports.codes();
        int worst = ExitCode.worst(codes.values().stream().mapToInt(Integer::intValue));
        boolean isComplete = codes.size() == spec.ranks();
        if (isComplete && ExitCode.isOrderly(worst) || worst == ExitCode.USAGE) {
            return worst;
        }
        if (signal.get() != 0) {
            return ExitCode.ofSignal(signal.get());
        }
        if (codes.isEmpty() && !reports.haveMet()) {
            System.err.println("hyades: mpirun ended with exit code %d before the ranks had met".formatted(code));
            return ExitCode.FAILED;
        }
        if (ExitCode.isOrderly(worst)) { // those that failed have said so
            System.err.println("hyades: %d of %d ranks ended without finishing; mpirun ended with exit code %d"
                    .formatted(spec.ranks() - codes.size(), spec.ranks(), code));
            if (keeps) {
                System.err.println("hyades: " + ExitCode.KEPT);
                return ExitCode.STOPPED;
            }
        }
        return ExitCode.FAILED;
    }

    private void stop(int number) {
        if (!signal.compareAndSet(0, number)) {
            if (!Parent.isThere() && number != Signals.USR1) {
                System.exit(ExitCode.ofSignal(number));
            }
            return;
        }
        Thread.ofPlatform().daemon().name("stop").start(this::passOn);
        new Patience().begin(this::kill);
    }

    private void passOn() {
        try {
            while (!reports.haveMet() || mpirun == null) {
                Thread.sleep(LOOK);
            }
            new ProcessBuilder("kill", "-ALRM", Long.toString(mpirun.pid())).start();
        } catch (IOException e) {
            mpirun.toHandle().destroy(); // no `kill` here: it ends the ranks
        } catch (InterruptedException e) {
            // over
        }
    }

    /// Gives `mpirun` the time to end the ranks.
    private void kill() {
        if (mpirun != null) {
            mpirun.toHandle().destroy();
            try {
                mpirun.waitFor(END.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            mpirun.toHandle().destroyForcibly();
        }
    }
}
