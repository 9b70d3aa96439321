package hyades.launch;

import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.process.Signals;
import hyades.process.SlurmEnvironment;
import hyades.process.SlurmRank;
import hyades.process.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Runs a job's ranks as the tasks of one `srun` in the allocation around this process, and returns what became of
/// them.
///
/// SLURM's signals reach the ranks without us, or this process alone, which passes them on, or both: it waits until the
/// ranks have stopped in good order.
public final class SlurmJob {
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");

    /// How long the ranks may take to stop; SLURM's own patience (KillWait) is 30 s where nobody changed it.
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /// A rank whose JVM starts does not hear a wish, nor does an `srun` that has just been started.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final JobSpec spec;
    private final SlurmEnvironment slurm;
    private final boolean isNative;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile Process srun;
    private volatile long started;

    private SlurmJob(JobSpec spec, SlurmEnvironment slurm, boolean isNative) {
        this.spec = spec;
        this.slurm = slurm;
        this.isNative = isNative;
    }

    /// Runs the job to its end.
    ///
    /// @param isNative whether the ranks join a native MPI, of which SLURM tells them, else MPJ Express
    /// @return the job's exit code: the worst of the ranks' own; where one has not reported any,
    ///     [ExitCode#STOPPED] if others say so, else 1
    public static int run(JobSpec spec, SlurmEnvironment slurm, boolean isNative)
            throws IOException, InterruptedException {
        return new SlurmJob(spec, slurm, isNative).run();
    }

    private int run() throws IOException, InterruptedException {
        RankReports reports = new RankReports();
        TaskOutput output = new TaskOutput(logs(), reports);
        ProcessBuilder builder = new ProcessBuilder(command(reports.word()));
        Map<String, String> environment = builder.environment();
        if (!isNative) {
            environment.put("MPJ_HOME", spec.mpjHome().toString());
            environment.put(SlurmRank.SECRET_VARIABLE, SlurmRank.newSecret());
            environment.put(SlurmRank.HOSTS_VARIABLE, String.join(" ", firstNode()));
        }
        environment.keySet().removeAll(List.of("HYADES_COLUMNS", "HYADES_ROWS")); // nothing here redraws itself
        if (slurm.restarts() > 0) {
            System.err.println("hyades: job %s, started again (%d)".formatted(slurm.job(), slurm.restarts()));
        }
        Signals.onStop(_ -> stop(reports));
        try {
            started = System.nanoTime();
            srun = builder.start();
        } catch (IOException e) {
            throw new IOException("no 'srun' on the PATH: is this a SLURM job?", e);
        }
        srun.getOutputStream().close();
        List<LinePump> pumps = List.of(
                LinePump.start(srun.getInputStream(), output.to(System.out)),
                LinePump.start(srun.getErrorStream(), output.to(System.err)));
        int code = srun.waitFor();
        for (LinePump pump : pumps) {
            pump.drain(DRAIN);
        }
        return exitCode(code, reports.codes());
    }

    private int exitCode(int srunCode, Map<Integer, Integer> codes) {
        int worst = ExitCode.worst(codes.values().stream().mapToInt(Integer::intValue));
        if (worst == ExitCode.USAGE) {
            return ExitCode.USAGE;
        }
        boolean isComplete = srunCode == 0 && codes.size() == spec.ranks();
        if (srunCode != 0 && codes.isEmpty()) {
            System.err.println("hyades: srun ended with exit code " + srunCode);
        } else if (srunCode == 0 && !isComplete) {
            System.err.println("hyades: %d of %d ranks ended without finishing"
                    .formatted(spec.ranks() - codes.size(), spec.ranks()));
        }
        // Where a rank was lost the others may say that the job can go on.
        return (isComplete || worst == ExitCode.STOPPED) && ExitCode.isOrderly(worst) ? worst : ExitCode.FAILED;
    }

    private List<String> command(String word) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "srun",
                "--kill-on-bad-exit=1",
                "--mpi=" + (isNative ? provider() : "none"),
                "--label",
                "--ntasks=" + spec.ranks()));
        command.add("--export=ALL"); // also where the job itself was given none of its user's variables
        if (slurm.isStep()) {
            command.add("--overlap"); // it would wait for the cores of the step that waits for it
        }
        OptionalInt cpus = slurm.cpusPerTask(); // since SLURM 22.05 srun does not take it from the job
        if (cpus.isPresent()) {
            command.add("--cpus-per-task=" + cpus.getAsInt());
        }
        command.addAll(spec.taskCommand(isNative ? Starter.MPI_FLAG : Starter.SRUN_FLAG, word));
        return command;
    }

    /// How `srun` is to tell the processes of each other: as the user says, or the newest way that this SLURM knows.
    private static String provider() throws IOException, InterruptedException {
        String users = System.getenv("SLURM_MPI_TYPE");
        if (users != null && !users.isEmpty()) {
            return users;
        }
        String known = SlurmCommand.run("", List.of("srun", "--mpi=list"));
        return Stream.of("pmix", "pmi2")
                .filter(known::contains)
                .findFirst()
                .orElseThrow(() -> new JobFailure(
                        ExitCode.USAGE,
                        "--engine mpi: srun knows neither pmix nor pmi2, by which the ranks would meet:"
                                + " expected --engine mpj"));
    }

    /// The folder beside the job's log that holds the ranks': the log's name without its extension; where the output
    /// is no file, `hyades-<job>`.
    private Path logs() {
        try {
            Path log = Files.readSymbolicLink(OUTPUT);
            if (Files.isRegularFile(log)) {
                String name = log.getFileName().toString();
                int dot = name.lastIndexOf('.');
                return log.resolveSibling(dot > 0 ? name.substring(0, dot) : name + "-ranks");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // no Linux
        }
        return Path.of("hyades-" + slurm.job());
    }

    /// The addresses and names under which the other nodes may find the first, on which rank 0 is.
    private Set<String> firstNode() throws IOException, InterruptedException {
        String name = SlurmCommand.run("", List.of("scontrol", "show", "hostnames", slurm.nodeList()))
                .lines()
                .findFirst()
                .orElseThrow(() -> new IOException("SLURM names no node of job " + slurm.job()));
        Map<String, String> node = SlurmCommand.show("node", name);
        Set<String> hosts = new LinkedHashSet<>();
        for (String key : List.of("NodeAddr", "NodeHostName")) {
            if (node.containsKey(key)) {
                hosts.add(node.get(key));
            }
        }
        hosts.add(name);
        return hosts;
    }

    /// Passes a wish to stop on, which `srun` does with SIGUSR1 only, until all ranks hear it.
    private void stop(RankReports reports) {
        if (isAsked.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("stop").start(() -> passOn(reports));
        }
    }

    private void passOn(RankReports reports) {
        try {
            boolean heard = false;
            for (Duration waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(AGAIN)) {
                boolean hear = reports.haveMet();
                if (!heard && srun != null && System.nanoTime() - started > AGAIN.toNanos()) {
                    new ProcessBuilder("kill", "-USR1", Long.toString(srun.pid())).start();
                    heard = hear;
                }
                Thread.sleep(AGAIN);
            }
            srun.toHandle().destroy(); // it ends the ranks
        } catch (IOException e) {
            // no `kill` here, and SLURM has told the ranks as well
        } catch (InterruptedException e) {
            // over
        }
    }
}
