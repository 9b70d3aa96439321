package hyades.launch;

import hyades.process.Ranks;
import hyades.process.Rendezvous;
import hyades.process.Screen;
import hyades.process.Signals;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Runs a job's processes on this machine: forwards their output, ends all when one fails, and returns what became
/// of them. Asked to stop by a signal, it asks its processes to; asked twice, or in vain, it ends them.
public final class LocalJob {
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 9, "SIGKILL", 11, "SIGSEGV", 15,
            "SIGTERM");

    private static final int TOGETHER_SECONDS = 30;

    private static final File NO_INPUT = new File("/dev/null");

    private static final int USAGE = 2;

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final Duration SILENCE = Duration.ofMillis(500);

    /// How long the ranks may take to stop in good order: less than SLURM and others wait before they kill (30 s).
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JobSpec spec;
    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> pumps = new ArrayList<>();
    private final Screen screen = new Screen();
    private boolean ended;
    private volatile boolean started;
    private volatile int signal;

    private record End(int process, int code) {}

    private LocalJob(JobSpec spec) {
        this.spec = spec;
    }

    /// Runs the job to its end.
    ///
    /// @return the job's exit code: the ranks' own, or 1 where one was killed, or 128 plus the number of the signal
    ///     that ended this process before the ranks had stopped in good order
    public static int run(JobSpec spec) throws IOException, InterruptedException {
        LocalJob job = new LocalJob(spec);
        Thread hook = new Thread(job::kill, "end of the job");
        Runtime.getRuntime().addShutdownHook(hook);
        Signals.onStop(job::stop);
        try (Rendezvous rendezvous = spec.needsRendezvous() ? new Rendezvous(spec.ranks()) : null) {
            if (rendezvous != null) {
                rendezvous.start();
            }
            int code = job.run(spec.commands(rendezvous));
            return job.signal == 0 || Ranks.isOrderly(code) ? code : Signals.EXIT_CODE_BASE + job.signal;
        } finally {
            job.kill();
        }
    }

    private int run(List<List<String>> commands) throws IOException, InterruptedException {
        BlockingQueue<End> ends = new LinkedBlockingQueue<>();
        for (int p = 0; p < commands.size(); p++) {
            start(p, commands.get(p), ends);
        }
        started = true;
        int[] codes = new int[commands.size()];
        for (int left = codes.length; left > 0; left--) {
            // The ranks end together; one that ends in good order alone has not run its program to the end.
            End end = left == codes.length ? ends.take() : ends.poll(TOGETHER_SECONDS, TimeUnit.SECONDS);
            if (end == null) {
                kill();
                drain();
                System.err.println("hyades: %d of %d processes had not ended %d s after the first"
                        .formatted(left, codes.length, TOGETHER_SECONDS));
                return 1;
            }
            codes[end.process] = end.code;
            if (!Ranks.isOrderly(end.code)) {
                kill(); // the others would wait for it for ever
                if (signal == 0) {
                    report(end);
                } else {
                    drain();
                }
                return end.code == USAGE ? USAGE : 1;
            }
        }
        drain();
        return Ranks.worst(Arrays.stream(codes));
    }

    private synchronized void start(int p, List<String> command, BlockingQueue<End> ends) throws IOException {
        if (ended) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        if (spec.mpjHome() != null) {
            builder.environment().put("MPJ_HOME", spec.mpjHome().toString());
        }
        builder.redirectInput(NO_INPUT);
        Process process = builder.start();
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

    /// Passes a wish to stop on, and sees to it that it comes true.
    private void stop(int number) {
        synchronized (this) {
            if (signal == 0 && started) {
                signal = number;
                processes.forEach(process -> process.toHandle().destroy()); // SIGTERM
                Thread.ofPlatform().daemon().name("patience").start(() -> {
                    try {
                        Thread.sleep(SILENCE);
                        System.err.println("hyades: the ranks finish what they are at; once more ends them at once");
                        Thread.sleep(PATIENCE);
                    } catch (InterruptedException e) {
                        return;
                    }
                    kill();
                });
                return;
            }
        }
        System.exit(Signals.EXIT_CODE_BASE + number);
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
        for (Thread pump : pumps) {
            pump.join(DRAIN);
        }
        screen.close();
    }

    /// Says what ended the job, where the rank could not do so itself.
    private void report(End end) throws InterruptedException {
        drain();
        String who = spec.names(end.process);
        if (end.code > Signals.EXIT_CODE_BASE) {
            int number = end.code - Signals.EXIT_CODE_BASE;
            System.err.println(
                    "%s: killed by signal %d (%s)".formatted(who, number, SIGNALS.getOrDefault(number, "?")));
        } else if (end.code != 1 && end.code != USAGE) {
            System.err.println("%s: ended with exit code %d".formatted(who, end.code));
        }
    }
}
