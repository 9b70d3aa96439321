package hyades.sweep;

import hyades.text.Resource;
import java.io.IOException;
import java.util.List;

/// A process that lives as long as a rank, and a moment longer: when its input ends, whatever has ended the rank, it
/// ends what the rank's tasks have left anywhere.
final class Guard implements AutoCloseable {
    private static final long END_SECONDS = 20;

    /// Of a guard that looks after no rank.
    private static final String NOBODY = "nobody";

    private final OwnShell shell;

    /// Begins to guard; [#isReady] waits until what an earlier rank has left is ended.
    ///
    /// @param mark   of the processes, a word
    /// @param worker the process whose children are the tasks
    /// @param place  for a shell: the folder that goes with the rank
    Guard(String mark, long worker, String place) throws IOException {
        this(mark, Long.toString(worker), place);
    }

    private Guard(String mark, String worker, String place) throws IOException {
        shell = new OwnShell(List.of("setsid", "sh"), END_SECONDS);
        shell.order("mark='%s'\nworker=%s\nplace=%s\n%s"
                .formatted(mark, worker, place, Resource.beside(Guard.class, "guard.sh")));
    }

    /// Ends what the tasks of an earlier run have left on this machine, of which no rank is there any more, and no
    /// guard.
    ///
    /// @param mark of the run, a word; that of a rank has the rank's number behind it
    static void clean(String mark) throws IOException {
        try (Guard guard = new Guard(mark + "-[0-9]+-", NOBODY, "''")) {
            guard.isReady();
        }
    }

    boolean isReady() {
        return "ready".equals(shell.answer());
    }

    /// Sends a signal to all processes of a task, wherever they have gone.
    ///
    /// @param seq the task's number
    /// @return false if there is none yet, or no more
    boolean tell(String signal, int seq) throws GoneException {
        shell.order("tell %s %d\n".formatted(signal, seq));
        return "told".equals(shell.answer());
    }

    /// The number of its process.
    long pid() {
        return shell.pid();
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /// Ends what is left, and the guard.
    @Override
    public void close() {
        shell.close();
    }
}
