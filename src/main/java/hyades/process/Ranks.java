package hyades.process;

import hyades.comm.CommunicationException;
import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.comm.SingleRank;
import hyades.comm.TransportCommunicator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Turns this process into one rank of a job, or into several, and ends it with the truth about how it went.
///
/// MPJ Express notices neither a rank that throws nor one that is gone, and its `mpjrun` returns 0 whatever
/// happened. So whatever ends a rank early is caught here, reported in one line that begins with the rank, and ends
/// the whole process at once with a code that says so; the launcher then ends the others.
public final class Ranks {
    /// Set by `mpj/mpjrun`, and by our launcher under SLURM: a word with which each rank begins the line that reports
    /// its exit code on standard output. MPJ's own launcher does not pass exit codes on; `srun` would end the other
    /// ranks as soon as one has ended with another code than 0, be it in good order.
    public static final String REPORT_PROPERTY = "hyades.report";

    /// How many seconds ranks may take to meet by MPJ Express, from the start of each; a number.
    public static final String MEETING_PROPERTY = "hyades.meetingSeconds";

    /// Hundreds of ranks, or few on a busy machine, take a minute.
    private static final Duration MEETING = Duration.ofSeconds(Integer.getInteger(MEETING_PROPERTY, 120));

    private static final Duration WATCH_FIRST = Duration.ofSeconds(2);

    /// How long a native MPI's starter may take to pass on what a rank has said: once a rank ends the job,
    /// MPICH's throws away what it has not.
    private static final Duration PASSED_ON = Duration.ofMillis(500);

    /// The threads of the ranks that have not finished yet, by rank.
    private final Map<Integer, Thread> running = new ConcurrentHashMap<>();

    /// Whether a thread is about to end this process before its ranks have.
    private final AtomicBoolean ends = new AtomicBoolean();

    private final RankProgram program;
    private final StopRequest stop;
    private final Screen screen;
    private volatile Lifeline lifeline;

    /// Whether our launcher sees all ranks end, and ends the others when it must.
    private volatile boolean isLaunched;

    /// Whether somebody ends all ranks by signals where one has failed, who says so, and says nothing of the others.
    private volatile boolean isNative;

    /// Which ranks have not come to the meeting, where somebody knows.
    private volatile Supplier<String> missing = () -> "";

    private Ranks(RankProgram program, StopRequest stop, Screen screen) {
        this.program = program;
        this.stop = stop;
        this.screen = screen;
        Runtime.getRuntime().addShutdownHook(new Thread(this::reportEarlyExit, "early exit"));
    }

    /// Runs `count` ranks as threads of this process, which the user has started.
    ///
    /// @param mpjHome MPJ Express as `mpj/setup` lays it out; null where the engine is another
    /// @param screen where their output goes; null for standard output and error
    /// @return the exit code of the job. A rank that fails ends the process
    public static int asThreads(Engine engine, int count, Path mpjHome, Screen screen, RankProgram program) {
        Ranks ranks = new Ranks(program, new StopRequest(new Patience()), screen);
        int code = ranks.runThreads(engine, count, mpjHome);
        ranks.closeScreen();
        return code;
    }

    /// Runs the rank that this process was started for, and ends the process with it; returns only where the starter
    /// of this thread, MPJ's own, does that itself.
    public static void run(Starter.OfRank starter, RankProgram program) {
        Parent.endTogether();
        Ranks ranks = new Ranks(program, StopRequest.ofRank(), null);
        switch (starter) {
            case Starter.Srun _ -> {
                exitOf(ranks.runTask());
            }
            case Starter.Native known -> {
                ranks.isNative = true;
                exitOf(ranks.runRank(known.job().rank(), MEETING, known.job()::join, NONE));
            }
            case Starter.Launcher launcher -> {
                ranks.isLaunched = true;
                ranks.missing = () -> Rendezvous.missing(launcher.mpj().get(1));
                System.exit(ranks.runMpj(launcher.mpj(), NONE));
            }
            case Starter.Mpjrun mpjrun -> {
                int code = ranks.runMpj(mpjrun.mpj(), mpjrun.leavesRanksAlone() ? ranks::watchOthers : NONE);
                if (mpjrun.mpj().get(2).equals("niodev")) {
                    System.exit(code); // the device's own threads would keep the process alive
                }
            }
        }
    }

    /// Ends the process of a rank whose starter would end the others as soon as one has ended with another code than 0,
    /// be it in good order: where the code is reported, that says it.
    private static void exitOf(int code) {
        System.exit(ExitCode.isOrderly(code) && System.getProperty(REPORT_PROPERTY) != null ? 0 : code);
    }

    /// What watches over the other ranks, null where the launcher does; collective.
    private interface Watch {
        Lifeline over(Communicator world) throws Exception;
    }

    private static final Watch NONE = _ -> null;

    private Lifeline watchOthers(Communicator world) throws Exception {
        return world.size() > 1 ? Lifeline.over(world, this::reportLoss) : null;
    }

    private int runMpj(List<String> mpj, Watch watch) {
        String[] arguments = mpj.toArray(String[]::new);
        return runRank(Integer.parseInt(mpj.getFirst()), MEETING, () -> TransportCommunicator.join(arguments), watch);
    }

    private int runTask() {
        SlurmRank self;
        try {
            self = new SlurmRank(System.getenv());
        } catch (JobFailure e) {
            System.err.println("hyades: " + e.getMessage());
            return e.exitCode();
        }
        return runRank(
                self.rank(),
                MEETING.plus(SlurmRank.PATIENCE),
                () -> self.join(failure -> end(self.rank(), failure)),
                _ -> self.watch(this::reportLoss));
    }

    private int runThreads(Engine engine, int count, Path mpjHome) {
        if (count == 1) {
            return runRank(0, MEETING, SingleRank::new, NONE);
        }
        int[] codes = new int[count];
        List<Thread> threads =
                engine.threads(count, mpjHome, (rank, opening) -> codes[rank] = runRank(rank, MEETING, opening, NONE));
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while the ranks run", e);
        }
        return ExitCode.worst(Arrays.stream(codes));
    }

    private int runRank(int rank, Duration patience, Engine.Opening opening, Watch watch) {
        running.put(rank, Thread.currentThread());
        Thread.currentThread().setName("rank " + rank); // in a process of its own, too, for debuggers
        Communicator world = null;
        try {
            world = open(rank, patience, opening);
            reportMeeting(rank);
            world.stopWhen(stop);
            lifeline = watch.over(world);
            int code = program.run(world);
            world.close(); // not after a failure: it waits for the other ranks
            if (lifeline != null) {
                lifeline.finish();
            }
            running.remove(rank);
            reportCode(rank, code);
            return code;
        } catch (Throwable failure) { // whatever it is, the other ranks would wait for this one for ever
            end(rank, failure, world);
            throw new AssertionError("unreachable");
        }
    }

    /// MPJ Express waits for ever for a rank that is not there, for a port where none is free, and for a stranger who
    /// holds one of its connections.
    private Communicator open(int rank, Duration patience, Engine.Opening opening) throws Exception {
        Thread deadline = Thread.ofPlatform().daemon().name("deadline").start(() -> {
            try {
                Thread.sleep(patience);
                end(
                        rank,
                        new JobFailure(
                                1,
                                "the ranks have not met within %d s: %s (-D%s=... in HYADES_JAVA_OPTIONS waits longer)"
                                        .formatted(patience.toSeconds(), whatIsMissing(), MEETING_PROPERTY)));
            } catch (InterruptedException e) {
                // they have
            }
        });
        try {
            return opening.open();
        } finally {
            deadline.interrupt();
        }
    }

    private String whatIsMissing() {
        String ranks = missing.get();
        return ranks.isEmpty()
                ? "one has not started, or a port from 25000 to 40000 is another's"
                : "these have not come: " + ranks;
    }

    /// A rank of another process is gone, or this rank's connection to it.
    private void reportLoss(int lost, boolean hasSaidWhy) {
        beTheOneThatEnds();
        boolean says = !hasSaidWhy && (lost != 0 || running.containsKey(1)); // all others lose rank 0; one is enough
        if (says) {
            System.err.println("rank %d: gone before the job was done".formatted(lost));
        }
        tellOthers();
        int code = stop.codeOfLoss();
        if (says && code == ExitCode.STOPPED) {
            System.err.println("hyades: " + ExitCode.KEPT);
        }
        running.keySet().forEach(rank -> reportCode(rank, code));
        Runtime.getRuntime().halt(code);
    }

    private void end(int rank, Throwable failure) {
        end(rank, failure, null);
    }

    /// @param world null where this is not the rank's own thread
    private void end(int rank, Throwable failure, Communicator world) {
        int code = ExitCode.FAILED;
        try {
            if (failure instanceof CommunicationException && (lifeline != null || isLaunched)) {
                Thread.sleep(WATCH_FIRST); // who watches knows which rank is gone, and ends this one
            }
            beTheOneThatEnds();
            Reason reason = Reason.of(failure);
            code = reason.exitCode();
            String who = code == ExitCode.USAGE || code == ExitCode.STOPPED ? "hyades" : "rank " + rank;
            System.err.println(who + ": " + reason.line());
            if (!reason.isExpected()) {
                failure.printStackTrace();
            }
            reportCode(rank, code);
            System.err.flush();
            closeScreen();
            tellOthers();
            if (world != null) {
                if (isNative) {
                    Thread.sleep(PASSED_ON);
                }
                world.abort(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError | LinkageError e) { // of the second kind are those of code that could not be linked
            Reason.sayWithoutMemory();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    /// Returns to one thread of the process, which says why it ends and ends it. Any other that has a reason as well, a
    /// rank that has failed of the first's failure or the hook of an exit, waits here for that: one line is enough.
    private void beTheOneThatEnds() {
        if (ends.compareAndSet(false, true)) {
            return;
        }
        while (true) {
            LockSupport.park(); // it may return at once: of an interrupt, or of a permit that a lock has left
            Thread.interrupted();
        }
    }

    private void closeScreen() {
        if (screen != null) {
            screen.close();
        }
    }

    private void tellOthers() {
        if (lifeline != null) {
            lifeline.fail();
        }
    }

    /// To `mpj/mpjrun`, which until then sees to it that no rank waits for one that is gone, and to our launcher under
    /// SLURM, which knows by it that all ranks hear signals.
    private static void reportMeeting(int rank) {
        String word = System.getProperty(REPORT_PROPERTY);
        if (rank == 0 && word != null) {
            System.out.println(word + " met");
            System.out.flush();
        }
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
        beTheOneThatEnds();
        OptionalInt culprit = unfinished.entrySet().stream()
                .filter(rank -> Arrays.stream(rank.getValue().getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                                && frame.getMethodName().equals("exit")))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
        String who = culprit.isPresent()
                ? "rank %d: called System.exit".formatted(culprit.getAsInt())
                : "%s: ended from outside".formatted(names(List.copyOf(unfinished.keySet())));
        if (culprit.isPresent() || !isNative || stop.signal() == 0) {
            System.err.println(who + " before the job was done");
        }
        unfinished.keySet().forEach(rank -> reportCode(rank, ExitCode.FAILED));
        closeScreen();
        Runtime.getRuntime().halt(stop.signal() == 0 ? ExitCode.FAILED : ExitCode.ofSignal(stop.signal()));
    }

    private static String names(List<Integer> ranks) {
        return ranks.size() == 1
                ? "rank " + ranks.getFirst()
                : "ranks %d to %d".formatted(ranks.getFirst(), ranks.getLast());
    }
}
