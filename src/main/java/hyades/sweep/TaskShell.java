package hyades.sweep;

import hyades.text.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A process that runs a rank's tasks, one at a time: a shell that forks what it is told to, which takes less than
/// half of what the JVM needs to start a process. A [Guard] beside it ends what runs when the rank ends.
///
/// Each task is a process group of its own, in a session of the shell's; all its processes have a mark in their
/// environment, by which those are found that leave the group. For one thread, and one more that watches.
final class TaskShell implements AutoCloseable {
    /// Of which the first is taken that there is and that can give a job a process group without a terminal.
    /// What starts programs in the background lets them ignore SIGINT, which `env` of coreutils 8.31 ends.
    private static final List<List<String>> SHELLS = List.of(
            List.of("setsid", "env", "--default-signal=INT,QUIT", "bash"),
            List.of("setsid", "bash"),
            List.of("setsid", "env", "--default-signal=INT,QUIT", "sh"),
            List.of("setsid", "ksh"));

    private static final String GIVES_GROUPS = "set -m\ncase $- in *m*) echo y$BASH_VERSION ;; *) echo n ;; esac\n";

    private static final long LOOK_MILLIS = 20;

    /// What a task may take to end once it is asked to, and the shell to say so; the farm gives up after five seconds.
    private static final long GRACE_NANOS = 3_000_000_000L;
    private static final long PATIENCE_NANOS = 4_500_000_000L;
    private static final long END_SECONDS = 10;

    /// Signals of which shells other than Bash say nothing when these end a process.
    private static final List<Integer> SILENT = List.of(2, 13);

    private final String mark;
    private final String place;
    private final boolean namesAll;
    private final OwnShell worker;
    private final Guard guard;
    private final Thread watch;

    /// The task that runs; null where none does.
    private Running running;

    private boolean closed;

    /// @param namesAll whether it says of each signal that it has ended a process
    private record Started(OwnShell worker, boolean namesAll) {}

    private static final class Running {
        final int seq;
        final long start = System.nanoTime();
        final Thread waiting = Thread.currentThread();
        long told;
        boolean killed;

        Running(int seq) {
            this.seq = seq;
        }
    }

    /// Begins a shell.
    ///
    /// @param mark   of the processes, a word
    /// @param folder for what tasks print; deleted with the shell
    /// @param slot   of the rank, from 1
    /// @param shell  that reads the scripts
    TaskShell(String mark, Path folder, int slot, String shell) throws IOException {
        this.mark = mark;
        place = quoted(folder);
        Started started = started();
        namesAll = started.namesAll;
        worker = started.worker;
        try {
            guard = new Guard(mark, worker.pid(), place);
        } catch (IOException e) {
            worker.destroy();
            throw e;
        }
        try {
            worker.order("mark=%s\nplace=%s\nslot=%d\nshell=%s\n%s"
                    .formatted(
                            mark, place, slot, Template.quoted(shell), Resource.beside(TaskShell.class, "worker.sh")));
            if (!"ready".equals(worker.answer()) || !guard.isReady()) {
                throw new GoneException();
            }
        } catch (GoneException e) {
            worker.destroy();
            guard.close();
            throw e;
        }
        watch = Thread.ofPlatform().daemon().name("watch over tasks").start(this::watch);
    }

    private static Started started() throws IOException {
        for (List<String> shell : SHELLS) {
            try {
                OwnShell worker = new OwnShell(shell, END_SECONDS);
                worker.order(GIVES_GROUPS);
                String answer = worker.answer();
                if (answer != null && answer.startsWith("y")) {
                    return new Started(worker, answer.length() > 1);
                }
                worker.destroy();
            } catch (IOException e) {
                // the next
            }
        }
        throw new IOException("no shell here can run the tasks: expected setsid, and bash or ksh");
    }

    /// Runs a task to its end. An interrupt of the thread is a wish that it end, and is no more when this
    /// returns.
    ///
    /// @param folder gets what it prints as `stdout` and `stderr`, and its number as `seq`; null for none of
    ///     its own
    /// @throws GoneException if the shell is gone, and the task's outcome with it
    Ended run(int seq, ByteText script, Path folder) throws GoneException {
        String line = "run %d %s %s\nreport %1$d\n"
                .formatted(seq, Template.quoted(script.latin()), folder == null ? "" : quoted(folder));
        long startMillis = System.currentTimeMillis();
        Running task = new Running(seq);
        String said = "";
        String report = begin(task, line) ? worker.answer() : null;
        while (report != null && !report.startsWith(seq + " ")) {
            said = report;
            report = worker.answer();
        }
        double seconds = (System.nanoTime() - task.start) * 1e-9;
        synchronized (this) {
            running = null;
            Thread.interrupted();
            if (report == null) {
                throw new GoneException();
            }
            if (task.told != 0) {
                guard.tell("KILL", seq); // what has gone where only the guard finds it
            }
        }
        return ended(startMillis, seconds, Integer.parseInt(report.substring(report.indexOf(' ') + 1)), said, task);
    }

    /// @param code as a shell has it: 128 and its number of a signal; or that of a command that calls it
    ///     so itself
    /// @param said by the shell, which names the signal
    private Ended ended(long startMillis, double seconds, int code, String said, Running task) {
        int signal = code - 128;
        boolean isSignal = signal > 0 && (!said.isEmpty() || !namesAll && SILENT.contains(signal));
        return new Ended(startMillis, seconds, isSignal ? 0 : code, isSignal ? signal : 0, task.told != 0);
    }

    /// What looks after its tasks.
    Guard guard() {
        return guard;
    }

    /// Whether the tasks have somebody to run them, and somebody to guard them.
    boolean isAlive() {
        return worker.isAlive() && guard.isAlive();
    }

    /// @return whether somebody reads the line
    private synchronized boolean begin(Running task, String line) {
        running = task;
        try {
            worker.order(line);
        } catch (GoneException e) {
            return false;
        }
        notifyAll();
        return true;
    }

    /// Passes interrupts on.
    private synchronized void watch() {
        try {
            while (!closed) {
                if (running == null) {
                    wait();
                } else if (!guard.isAlive()) {
                    worker.destroy(); // nothing runs unguarded
                    return;
                } else {
                    look(running);
                    wait(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException | GoneException e) {
            worker.destroy(); // who waits for the task sees that the shell is gone
        }
    }

    private void look(Running task) throws GoneException {
        long now = System.nanoTime();
        if (task.told == 0) {
            if (task.waiting.isInterrupted() && guard.tell("TERM", task.seq)) {
                task.told = now | 1; // never 0
            }
        } else if (now - task.told > PATIENCE_NANOS) {
            throw new GoneException(); // as good as gone: somebody has stopped it
        } else if (!task.killed && now - task.told > GRACE_NANOS) {
            task.killed = guard.tell("KILL", task.seq);
        }
    }

    private static String quoted(Path file) {
        return Template.quoted(ByteText.of(file.toString()).latin());
    }

    /// Ends the shell, and what its tasks have left anywhere.
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.close();
        boolean wasGuarded = guard.isAlive();
        guard.close();
        if (!wasGuarded) {
            new Guard(mark, worker.pid(), place).close();
        }
    }
}
