package hyades.launch;

import hyades.process.ExitCode;
import hyades.process.Parent;
import hyades.process.Patience;
import hyades.process.Rendezvous;
import hyades.process.Screen;
import hyades.process.Signals;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a job's processes on this machine: forwards their output, ends all when one fails, and returns what became
/// of them. Asked to stop by a signal, it asks its processes to; asked twice, or in vain, it ends them.
public final class LocalJob {
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 9, "SIGKILL", 10, "SIGUSR1", 11,
            "SIGSEGV", 15, "SIGTERM");

    private static final int TOGETHER_SECONDS = 30;
    private static final int TOGETHER_MILLIS = 300;

    /// A signal that is sent to all processes of a job reaches the launcher so long after a rank, where
    /// the machine is busy.
    private static final int SIGNALS_APART_SECONDS = 10;

    /// As the JDK says it, with more lines behind.
    private static final Pattern BORN_DEAD =
            Pattern.compile("Failed to exec spawn helper: pid: \\d+, signal: ([1-9]\\d*)");

    private static final File NO_INPUT = new File("/dev/null");

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final JobSpec spec;
    private final List<Process> processes = new ArrayList<>();
    private final List<LinePump> pumps = new ArrayList<>();
    private final Screen screen = new Screen();
    private final Rendezvous rendezvous;
    private final boolean keeps;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean hasSaidSo = new AtomicBoolean();
    private boolean ended;
    private final AtomicInteger signal = new AtomicInteger();

    private record End(int process, int code) {}

    private LocalJob(JobSpec spec, Rendezvous rendezvous, boolean keeps) {
        this.keeps = keeps;
        this.spec = spec;
        this.rendezvous = rendezvous;
    }

    /// Runs the job to its end.
    ///
    /// @param keeps whether what is done is kept where a rank is lost: then [ExitCode#STOPPED] says so
    /// @return the job's exit code: the ranks' own, or 1 where one was killed, or [ExitCode#STOPPED]
    ///     where all were asked to stop before they had met, or 128 plus the number of the signal that
    ///     ended this process before the ranks had stopped in good order
    public static int run(JobSpec spec, boolean keeps) throws IOException, InterruptedException {
        try (Rendezvous rendezvous = new Rendezvous(spec.ranks())) {
            LocalJob job = new LocalJob(spec, rendezvous, keeps);
            Runtime.getRuntime().addShutdownHook(new Thread(job::kill, "end of the job"));
            Signals.onStop(job::stop);
            try {
                rendezvous.start();
                int code = job.run(spec.commands(rendezvous));
                int signal = job.signal.get();
                if (signal == 0 || ExitCode.isOrderly(code)) {
                    return code;
                }
                return job.isCalledOff() ? ExitCode.STOPPED : ExitCode.ofSignal(signal);
            } finally {
                job.kill();
            }
        }
    }

    private int run(List<List<String>> commands) throws IOException, InterruptedException {
        BlockingQueue<End> ends = new LinkedBlockingQueue<>();
        for (int p = 0; p < commands.size(); p++) {
            start(p, commands.get(p), ends);
        }
        int[] codes = new int[commands.size()];
        long first = 0;
        for (int left = codes.length; left > 0; left--) {
            // The ranks end together; one that ends in good order alone has not run its program to the end.
            End end = left == codes.length || spec.debugging().isOn()
                    ? ends.take()
                    : ends.poll(left(first, Duration.ofSeconds(TOGETHER_SECONDS)), TimeUnit.NANOSECONDS);
            first = left == codes.length ? System.nanoTime() : first;
            if (end == null) {
                kill();
                drain();
                System.err.println("hyades: %d of %d processes had not ended %d s after the first"
                        .formatted(left, codes.length, TOGETHER_SECONDS));
                return 1;
            }
            codes[end.process] = end.code;
            if (!ExitCode.isOrderly(end.code)) {
                return endAll(loss(end, ends));
            }
        }
        drain();
        return ExitCode.worst(Arrays.stream(codes));
    }

    /// What is left of a time, however often somebody waits for a part of it [ns].
    private static long left(long start, Duration time) {
        return time.toNanos() - (System.nanoTime() - start);
    }

    /// Another rank may fail of the loss of one, and be seen to end before it.
    private End loss(End first, BlockingQueue<End> ends) throws InterruptedException {
        long start = System.nanoTime();
        End found = first;
        while (keeps && found != null && ExitCode.signal(found.code) == 0) {
            found = ends.poll(left(start, Duration.ofMillis(TOGETHER_MILLIS)), TimeUnit.NANOSECONDS);
        }
        return found == null ? first : found;
    }

    /// The others would wait for it for ever. A rank that starts knows of no signals yet: what ends it
    /// may be a wish of somebody who asks all processes at once, this one maybe last.
    private int endAll(End bad) throws InterruptedException {
        kill();
        boolean isWish = Signals.isWish(ExitCode.signal(bad.code));
        if (signal.get() != 0 || isWish && asked.await(SIGNALS_APART_SECONDS, TimeUnit.SECONDS)) {
            drain();
            return ExitCode.FAILED;
        }
        report(bad);
        if (keeps && ExitCode.signal(bad.code) > 0) {
            System.err.println("hyades: " + ExitCode.KEPT);
            return ExitCode.STOPPED;
        }
        return bad.code == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private synchronized void start(int p, List<String> command, BlockingQueue<End> ends) throws IOException {
        if (ended) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        if (spec.mpjHome() != null) {
            builder.environment().put("MPJ_HOME", spec.mpjHome().toString());
        }
        builder.redirectInput(p == 0 ? Redirect.INHERIT : Redirect.from(NO_INPUT)); // rank 0 reads for all
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            ends.add(new End(p, ExitCode.ofSignal(signalAtBirth(e).orElseThrow(() -> e))));
            return;
        }
        processes.add(process);
        pumps.add(LinePump.start(process.getInputStream(), System.out, screen));
        pumps.add(LinePump.start(process.getErrorStream(), System.err, screen));
        Thread.ofPlatform().daemon().name("end of process " + p).start(() -> {
            try {
                ends.add(new End(p, process.waitFor()));
            } catch (InterruptedException e) {
                ends.add(new End(p, 1));
            }
        });
    }

    /// The signal that has ended what the JDK starts a process with, before that became the process: by then it is a
    /// child of this one, and gets what somebody sends to all.
    static Optional<Integer> signalAtBirth(IOException failure) {
        String cause = failure.getCause() == null
                ? ""
                : String.valueOf(failure.getCause().getMessage());
        Matcher signal = BORN_DEAD.matcher(cause);
        return signal.lookingAt() ? Optional.of(Integer.valueOf(signal.group(1))) : Optional.empty();
    }

    /// Passes a wish to stop on, and sees to it that it comes true: at once where the ranks have not met, since none is
    /// at work before. A parent that passes signals on counts them.
    private void stop(int number) {
        if (!signal.compareAndSet(0, number)) { // each signal comes on a thread of its own
            if (!Parent.isThere() && number != Signals.USR1) {
                signal.set(number);
                System.exit(ExitCode.ofSignal(number));
            }
            return;
        }
        asked.countDown();
        if (isCalledOff()) {
            System.exit(ExitCode.STOPPED);
        }
        synchronized (this) {
            processes.forEach(process -> process.toHandle().destroy()); // SIGTERM
        }
        new Patience().begin(this::kill);
    }

    /// Keeps the ranks from meeting, and says so; where they have met, it is too late.
    private boolean isCalledOff() {
        try {
            if (!rendezvous.callOff()) {
                return false;
            }
        } catch (IOException e) {
            // its port could not be closed
        }
        if (hasSaidSo.compareAndSet(false, true)) {
            System.err.println("hyades: " + Signals.BEFORE_ANYTHING);
        }
        return true;
    }

    /// Ends every process that is still there; none is started afterwards. By their handles: `Process.destroy`
    /// would close the streams too, and lose what is not forwarded yet.
    private synchronized void kill() {
        ended = true;
        processes.forEach(process -> process.toHandle().destroyForcibly());
        processes.forEach(process -> process.onExit().join());
    }

    /// Waits until all output is forwarded; not for ever, since a rank's own children may keep its output open.
    private void drain() throws InterruptedException {
        for (LinePump pump : pumps) {
            pump.drain(DRAIN);
        }
        screen.close();
    }

    /// Says what ended the job, where the rank could not do so itself.
    private void report(End end) throws InterruptedException {
        drain();
        int number = ExitCode.signal(end.code);
        if (number > 0) {
            System.err.println("rank %d: killed by signal %d (%s)"
                    .formatted(end.process, number, SIGNALS.getOrDefault(number, "?")));
        } else if (end.code != ExitCode.FAILED && end.code != ExitCode.USAGE) {
            System.err.println("rank %d: ended with exit code %d".formatted(end.process, end.code));
        }
    }
}
