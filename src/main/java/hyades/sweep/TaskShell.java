package hyades.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that runs a rank's tasks, one at a time: a shell that forks what it is told to, which takes
/// less than half of what the JVM needs to start a process, and that ends what runs when its input ends:
/// with the rank, whatever ends it.
///
/// Each task is a process group of its own, in a session of the shell's; all its processes have a mark in
/// their environment, by which those are found that leave the group. For one thread, and one more that
/// watches.
final class TaskShell implements AutoCloseable {
    /// Of which the first is taken that there is and that can give a job a process group without a terminal.
    /// What starts programs in the background lets them ignore SIGINT, which `env` of coreutils 8.31 ends.
    private static final List<List<String>> SHELLS = List.of(
            List.of("setsid", "env", "--default-signal=INT,QUIT", "sh"),
            List.of("setsid", "env", "--default-signal=INT,QUIT", "bash"),
            List.of("setsid", "bash"),
            List.of("setsid", "ksh"));

    private static final String GIVES_GROUPS = "set -m\ncase $- in *m*) echo y ;; *) echo n ;; esac\n";

    private static final String PROGRAM = program();

    private static final long LOOK_MILLIS = 20;

    /// From one look whether a task is still there to the next.
    private static final long THERE_NANOS = 100_000_000L;

    /// What a task may take to end once it is asked to; the farm gives up after five seconds.
    private static final long GRACE_NANOS = 3_000_000_000L;
    private static final long END_SECONDS = 10;

    /// Signals of which shells say nothing when these end a process: those that are trapped, and SIGPIPE.
    private static final List<Integer> SILENT = List.of(1, 2, 3, 10, 12, 13, 15);

    private final String mark;
    private final Process process;
    private final OutputStream orders;
    private final BufferedReader reports;
    private final Thread watch;

    /// The task that runs; null where none does.
    private Running running;

    private boolean closed;

    private static final class Running {
        final int seq;
        final long start = System.nanoTime();
        final Thread waiting = Thread.currentThread();
        long looked = start;
        long told;
        boolean killed;

        Running(int seq) {
            this.seq = seq;
        }
    }

    /// Where a task writes, and what else it finds in its environment.
    ///
    /// @param out, err files, made or emptied
    /// @param seqFile  gets the task's number; null for none
    record Place(Path out, Path err, Path seqFile, int slot) {}

    /// Begins a shell.
    ///
    /// @param mark   of the processes, a word
    /// @param folder deleted with the shell
    TaskShell(String mark, Path folder) throws IOException {
        this.mark = mark;
        process = started();
        orders = process.getOutputStream();
        reports = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
        order(beginning(quoted(folder)));
        if (!"ready".equals(reports.readLine())) {
            throw gone();
        }
        watch = Thread.ofPlatform().daemon().name("watch over tasks").start(this::watch);
    }

    private String beginning(String folder) {
        return "mark=%s\nplace=%s\n%s".formatted(mark, folder, PROGRAM);
    }

    private static String program() {
        try (InputStream in = TaskShell.class.getResourceAsStream("shell.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The jar has no shell.sh", e);
        }
    }

    private static Process started() throws IOException {
        for (List<String> shell : SHELLS) {
            try {
                Process process = new ProcessBuilder(shell)
                        .redirectError(Redirect.DISCARD)
                        .start();
                OutputStream question = process.getOutputStream();
                question.write(GIVES_GROUPS.getBytes(StandardCharsets.ISO_8859_1));
                question.flush();
                if (process.getInputStream().read() == 'y'
                        && process.getInputStream().read() == '\n') {
                    return process;
                }
                process.destroyForcibly();
            } catch (IOException e) {
                // the next
            }
        }
        throw new IOException("no shell here can run the tasks: expected setsid, and bash or ksh");
    }

    /// Runs a task to its end. An interrupt of the thread is a wish that it end, and is no more when this
    /// returns.
    ///
    /// @param shell that reads the script
    /// @throws IOException if the shell is gone, and the task's outcome with it
    Ended run(String shell, int seq, ByteText script, Place place) throws IOException {
        StringBuilder line = new StringBuilder("(trap : HUP INT QUIT TERM USR1 USR2; trap - PIPE; ");
        if (place.seqFile != null) {
            line.append("echo ")
                    .append(seq)
                    .append(" >")
                    .append(quoted(place.seqFile))
                    .append("; ");
        }
        line.append("HYADES_TASK=$mark PARALLEL_SEQ=")
                .append(seq)
                .append(" PARALLEL_JOBSLOT=")
                .append(place.slot);
        line.append(' ').append(Template.quoted(shell)).append(" -c ").append(Template.quoted(script.latin()));
        line.append(" </dev/null >").append(quoted(place.out)).append(" 2>").append(quoted(place.err));
        line.append(" 3>&-; say ").append(seq).append(" $?) 2>&3 & group=$!\n");
        long startMillis = System.currentTimeMillis();
        Running task = new Running(seq);
        begin(task, line.toString());
        String said = "";
        String report = reports.readLine();
        while (report != null && !report.startsWith(seq + " ")) {
            said = report.matches("\\d+ \\w+") ? said : report; // that of an earlier one, which came twice
            report = reports.readLine();
        }
        double seconds = (System.nanoTime() - task.start) * 1e-9;
        settle(seq);
        Thread.interrupted();
        if (report == null || !process.isAlive()) {
            throw gone();
        }
        return ended(startMillis, seconds, Integer.parseInt(report.substring(report.indexOf(' ') + 1)), said, task);
    }

    /// Ends what the task has left running, so that it prints nothing any more.
    private void settle(int seq) throws IOException {
        String order = "settle; say %d settled".formatted(seq);
        synchronized (this) {
            running = null;
            if (!process.isAlive()) {
                return;
            }
            order(order + "\n");
        }
        String settled = reports.readLine();
        while (settled != null && !order.endsWith(" say " + settled)) {
            settled = reports.readLine();
        }
    }

    /// @param code as a shell has it: 128 and its number of a signal; or that of a command that calls it
    ///     so itself
    /// @param said by the shell, which names the signal
    private static Ended ended(long startMillis, double seconds, int code, String said, Running task) {
        int signal = code - 128;
        boolean isSignal = signal > 0 && (!said.isEmpty() || SILENT.contains(signal) || task.killed);
        return new Ended(startMillis, seconds, isSignal ? 0 : code, isSignal ? signal : 0, task.told != 0);
    }

    private synchronized void begin(Running task, String line) throws IOException {
        running = task;
        order(line);
        notifyAll();
    }

    /// Passes interrupts on.
    private synchronized void watch() {
        try {
            while (!closed) {
                if (running == null) {
                    wait();
                } else if (!process.isAlive()) {
                    clean();
                    return;
                } else {
                    tryToLook(running);
                    wait(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException | IOException e) {
            // who waits for the task sees that the shell is gone
        }
    }

    /// Where somebody has ended this shell, its task knows nothing of it, and whoever waits for the task
    /// neither.
    private void clean() throws IOException, InterruptedException {
        Process other = started();
        other.getOutputStream().write(beginning("").getBytes(StandardCharsets.ISO_8859_1));
        other.getOutputStream().close();
        other.waitFor();
    }

    private void tryToLook(Running task) {
        try {
            look(task);
        } catch (IOException e) {
            // the shell is about to be gone, which the next look sees
        }
    }

    private void look(Running task) throws IOException {
        long now = System.nanoTime();
        if (now - task.looked > THERE_NANOS) {
            task.looked = now;
            order("look %d\n".formatted(task.seq));
        }
        if (task.told == 0) {
            if (task.waiting.isInterrupted()) {
                task.told = now | 1; // never 0
                order("tell TERM\n");
            }
        } else if (!task.killed && now - task.told > GRACE_NANOS) {
            task.killed = true;
            order("finish %d\n".formatted(task.seq));
        }
    }

    private void order(String text) throws IOException {
        orders.write(text.getBytes(StandardCharsets.ISO_8859_1));
        orders.flush();
    }

    private static String quoted(Path file) {
        return Template.quoted(ByteText.of(file.toString()).latin());
    }

    private static IOException gone() {
        return new IOException("the shell that runs the tasks was ended from outside");
    }

    /// Ends the shell, and what its tasks have left anywhere.
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            orders.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
