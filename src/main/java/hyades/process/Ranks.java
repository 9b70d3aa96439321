package hyades.process;

import hyades.comm.CommunicationException;
import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.comm.MpjCommunicator;
import hyades.comm.SingleRank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Turns this process into one rank of a job, or into several, and ends it with the truth about how it went.
///
/// MPJ Express notices neither a rank that throws nor one that is gone, and its `mpjrun` returns 0 whatever
/// happened. So whatever ends a rank early is caught here, reported in one line that begins with the rank, and ends
/// the whole process at once with a code that says so; the launcher then ends the others.
public final class Ranks {
    /// First argument of a process that runs several ranks as threads, which share memory; their number follows.
    public static final String THREADS_FLAG = "--rank-threads";

    /// The same, for ranks joined by MPJ Express.
    public static final String MPJ_THREADS_FLAG = "--mpj-rank-threads";

    /// First argument of a process that is one task of SLURM's `srun`, a rank as SLURM's variables say.
    public static final String SLURM_FLAG = "--slurm-rank";

    /// In the environment of such a task: the names or addresses of rank 0's machine, divided by blanks.
    public static final String HOSTS_VARIABLE = "HYADES_FIRST_NODE";

    /// In the environment of such a task: what [#newSecret] gave. Never on a command line, which everybody may read.
    public static final String SECRET_VARIABLE = "HYADES_SECRET";

    /// Set by our launcher: how it started the ranks, `multicore`, `processes` or `slurm`.
    public static final String LAUNCHED_PROPERTY = "hyades.launched";

    /// Set by our launcher for the ranks, and by a scaling study for its jobs' launchers: its own process id. They end
    /// when it is gone.
    public static final String LAUNCHER_PROPERTY = "hyades.launcher";

    private static final Long LAUNCHER = Long.getLong(LAUNCHER_PROPERTY);

    /// Set by `mpj/mpjrun`, and by our launcher under SLURM: a word with which each rank begins the line that reports
    /// its exit code on standard output. MPJ's own launcher does not pass exit codes on; `srun` would end the other
    /// ranks as soon as one has ended with another code than 0, be it in good order.
    public static final String REPORT_PROPERTY = "hyades.report";

    private static final Duration LOOK_FOR_LAUNCHER = Duration.ofMillis(500);

    /// A program that is still starting may come to listen.
    private static final Duration BEGIN_TO_LISTEN = Duration.ofMillis(500);

    private static final int LOOK_MILLIS = 20;
    private static final Duration LIFELINE_FIRST = Duration.ofSeconds(2);

    private static final List<String> DEVICES = List.of("smpdev", "niodev", "hybdev");

    /// The threads of the ranks that have not finished yet, by rank.
    private final Map<Integer, Thread> running = new ConcurrentHashMap<>();

    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile Lifeline lifeline;
    private volatile boolean listens;
    private volatile boolean stopRequested;
    private final RankProgram program;

    private Ranks(RankProgram program) {
        this.program = program;
        Runtime.getRuntime().addShutdownHook(new Thread(this::reportEarlyExit, "early exit"));
        Signals.onStop(this::stop);
        endWithLauncher();
    }

    /// Lets this process end as soon as the one that [#LAUNCHER_PROPERTY] names is gone; without it does nothing.
    public static void endWithLauncher() {
        if (LAUNCHER != null) {
            Thread.ofPlatform().daemon().name("launcher watch").start(() -> endWith(LAUNCHER));
        }
    }

    /// Whether a process started with these arguments is a rank (or several) of a job, not a launcher.
    public static boolean areRanks(String[] arguments) {
        return arguments.length > 1 && (arguments[0].equals(THREADS_FLAG) || arguments[0].equals(MPJ_THREADS_FLAG))
                || arguments.length > 0 && arguments[0].equals(SLURM_FLAG)
                || isMpjRank(arguments);
    }

    /// A secret for the ranks of one job, by which they know each other.
    public static String newSecret() {
        return ProvenConnection.newSecret();
    }

    /// Whether a rank ends with this code after it has finished with the others: done, some items failed, stopped on
    /// request.
    public static boolean isOrderly(int code) {
        return code == 0 || code == 3 || code == 75;
    }

    /// Runs the rank or ranks that `arguments` ask for. Returns only where the starter of this thread, MPJ's own,
    /// ends the process itself.
    ///
    /// @param arguments as [#areRanks] knows them: from our launcher or from MPJ Express
    public static void run(String[] arguments, RankProgram program) {
        Ranks ranks = new Ranks(program);
        if (arguments[0].equals(SLURM_FLAG)) {
            int code = ranks.runSlurm(Arrays.copyOfRange(arguments, 1, arguments.length));
            System.exit(isOrderly(code) && System.getProperty(REPORT_PROPERTY) != null ? 0 : code);
        }
        if (!isMpjRank(arguments)) {
            Engine engine = arguments[0].equals(THREADS_FLAG) ? Engine.THREADS : Engine.MPJ;
            int count = Integer.parseInt(arguments[1]);
            System.exit(ranks.runThreads(engine, count, Arrays.copyOfRange(arguments, 2, arguments.length)));
        }
        String device = arguments[2];
        int own = device.equals("hybdev") ? 8 : 3;
        String[] rest = Arrays.copyOfRange(arguments, own, arguments.length);
        // Our launcher watches its ranks; MPJ's own does not.
        boolean needsLifeline = !device.equals("smpdev") && System.getProperty(LAUNCHED_PROPERTY) == null;
        int code = ranks.runRank(
                Integer.parseInt(arguments[0]),
                () -> MpjCommunicator.join(arguments),
                rest,
                world -> needsLifeline && world.size() > 1 ? Lifeline.over(world, ranks::reportLoss) : null);
        if (device.equals("niodev")) {
            System.exit(code); // the device's own threads would keep the process alive
        }
    }

    /// Of the exit codes of a job's ranks the one that says most about the job.
    public static int worst(IntStream codes) {
        List<Integer> order = List.of(0, 3, 75, 2);
        return codes.boxed()
                .max((a, b) -> Integer.compare(severity(order, a), severity(order, b)))
                .orElse(0);
    }

    private static int severity(List<Integer> order, int code) {
        int place = order.indexOf(code);
        return place < 0 ? order.size() : place;
    }

    private static boolean isMpjRank(String[] arguments) {
        return arguments.length >= 3
                && DEVICES.contains(arguments[2])
                && arguments[0].chars().allMatch(Character::isDigit);
    }

    /// What watches over the other ranks, null where the launcher does; collective.
    private interface Watch {
        Lifeline over(Communicator world) throws Exception;
    }

    private static final Watch NONE = _ -> null;

    private int runSlurm(String[] arguments) {
        SlurmRank self;
        try {
            self = new SlurmRank(System.getenv());
        } catch (JobFailure e) {
            System.err.println("hyades: " + e.getMessage());
            return e.exitCode();
        }
        return runRank(
                self.rank(),
                () -> self.join(failure -> end(self.rank(), failure)),
                arguments,
                _ -> self.watch(this::reportLoss));
    }

    private int runThreads(Engine engine, int count, String[] arguments) {
        if (count == 1) {
            return runRank(0, SingleRank::new, arguments, NONE);
        }
        int[] codes = new int[count];
        List<Thread> threads =
                engine.threads(count, (rank, opening) -> codes[rank] = runRank(rank, opening, arguments, NONE));
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while the ranks run", e);
        }
        return worst(Arrays.stream(codes));
    }

    private int runRank(int rank, Engine.Opening opening, String[] arguments, Watch watch) {
        running.put(rank, Thread.currentThread());
        try {
            Communicator world = opening.open();
            world.stopWhen(this::isStopRequested);
            lifeline = watch.over(world);
            int code = program.run(world, arguments);
            world.close(); // not after a failure: it waits for the other ranks
            if (lifeline != null) {
                lifeline.finish();
            }
            running.remove(rank);
            reportCode(rank, code);
            return code;
        } catch (Throwable failure) { // whatever it is, the other ranks would wait for this one for ever
            end(rank, failure);
            throw new AssertionError("unreachable");
        }
    }

    private boolean isStopRequested() {
        listens = true;
        return stopRequested;
    }

    /// A wish for a program that listens, an order for others. What a terminal sends to all of a job's processes
    /// our launcher has got too, and passes on as SIGTERM; it is the launcher that loses patience.
    private void stop(int signal) {
        boolean fromTerminal = signal == Signals.HUP || signal == Signals.INT;
        if (LAUNCHER != null && fromTerminal) {
            return;
        }
        stopRequested = true;
        try {
            for (long waited = 0; !listens && waited < BEGIN_TO_LISTEN.toMillis(); waited += LOOK_MILLIS) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // then at once
        }
        if (!listens) {
            System.exit(Signals.EXIT_CODE_BASE + signal);
        }
    }

    /// A rank of another process is gone, or this rank's connection to it.
    private void reportLoss(int lost, boolean hasSaidWhy) {
        if (!hasSaidWhy && (lost != 0 || running.containsKey(1))) { // all others lose rank 0; one line is enough
            System.err.println("rank %d: gone before the job was done".formatted(lost));
        }
        tellOthers();
        running.keySet().forEach(rank -> reportCode(rank, 1));
        Runtime.getRuntime().halt(1);
    }

    private void end(int rank, Throwable failure) {
        if (!failed.compareAndSet(false, true)) {
            LockSupport.park(); // another rank of this process has failed first, and ends it
        }
        int code = 1;
        try {
            if (failure instanceof CommunicationException && lifeline != null) {
                Thread.sleep(LIFELINE_FIRST); // it knows which rank is gone, and ends this one
            }
            code = failure instanceof JobFailure expected ? expected.exitCode() : 1;
            System.err.println((code == 2 ? "hyades: " : "rank %d: ".formatted(rank)) + reason(failure));
            if (!isExpected(failure)) {
                failure.printStackTrace();
            }
            reportCode(rank, code);
            System.err.flush();
            tellOthers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private void tellOthers() {
        if (lifeline != null) {
            lifeline.fail();
        }
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case OutOfMemoryError e ->
                "out of memory: %s (limit %d MB; HYADES_JAVA_OPTIONS=-Xmx... raises it)"
                        .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() >> 20);
            case JobFailure e -> e.getMessage();
            case FileSystemException e -> "cannot use %s: %s".formatted(e.getFile(), cause(e));
            case UncheckedIOException e -> reason(e.getCause());
            case IOException e -> e.getMessage() == null ? e.toString() : e.getMessage();
            default -> failure.toString();
        };
    }

    private static String cause(FileSystemException e) {
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return e.getReason() != null ? e.getReason() : name;
    }

    /// What is no bug: the files and the memory are the user's and the machine's.
    private static boolean isExpected(Throwable failure) {
        return failure instanceof JobFailure
                || failure instanceof OutOfMemoryError
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
    }

    private static void reportCode(int rank, int code) {
        String word = System.getProperty(REPORT_PROPERTY);
        if (word != null) {
            System.out.println("%s %d %d".formatted(word, rank, code));
            System.out.flush();
        }
    }

    /// Runs when the process ends: with ranks still running, somebody called `System.exit` or sent a signal.
    private void reportEarlyExit() {
        Map<Integer, Thread> unfinished = new TreeMap<>(running);
        if (unfinished.isEmpty()) {
            return;
        }
        OptionalInt culprit = unfinished.entrySet().stream()
                .filter(rank -> Arrays.stream(rank.getValue().getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                                && frame.getMethodName().equals("exit")))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
        String who = culprit.isPresent()
                ? "rank %d: called System.exit".formatted(culprit.getAsInt())
                : "%s: ended from outside".formatted(names(List.copyOf(unfinished.keySet())));
        System.err.println(who + " before the job was done");
        unfinished.keySet().forEach(rank -> reportCode(rank, 1));
        Runtime.getRuntime().halt(1);
    }

    private static String names(List<Integer> ranks) {
        return ranks.size() == 1
                ? "rank " + ranks.getFirst()
                : "ranks %d to %d".formatted(ranks.getFirst(), ranks.getLast());
    }

    /// Sleeping and looking, not waiting for the end of a pipe: the JVM waits 0.3 s at its end for a thread that
    /// reads.
    private static void endWith(long launcher) {
        try {
            // Not whether the launcher's id is in use: a launcher that nobody has buried keeps its own.
            while (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == launcher) {
                Thread.sleep(LOOK_FOR_LAUNCHER);
            }
        } catch (InterruptedException e) {
            return;
        }
        Runtime.getRuntime().halt(1);
    }
}
