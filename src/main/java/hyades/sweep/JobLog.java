package hyades.sweep;

import hyades.storage.LineLog;
import java.io.IOException;
import java.nio.file.Path;

/// The log of all tasks in the columns of GNU Parallel's `--joblog`, a row as each ends: what reads the
/// one reads the other. `Send` is 0, `Receive` the bytes that a task has printed on standard output.
public final class JobLog implements AutoCloseable {
    public static final String HEADER = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

    /// The exit code that GNU Parallel gives to a task which it has ended itself.
    private static final int CUT = -1;

    private final LineLog lines;
    private final String here;

    private JobLog(LineLog lines, String here) {
        this.lines = lines;
        this.here = here;
    }

    /// Begins a log; what had the name is gone.
    ///
    /// @param here the name of this machine, which is written `:`
    public static JobLog create(Path file, String here) throws IOException {
        return new JobLog(LineLog.create(file, HEADER), here);
    }

    /// Adds a task that was run.
    ///
    /// @param command as a shell reads it
    public void add(int seq, TaskResult result, ByteText command) throws IOException {
        Ended ended = result.ended();
        add(
                seq,
                result.host(),
                ended.startMillis() * 1e-3,
                ended.seconds(),
                result.out().length(),
                ended.isCut() ? CUT : ended.exit(),
                ended.signal(),
                command);
    }

    /// Adds a task that could not be run.
    public void addUnrun(int seq, double seconds, ByteText command) throws IOException {
        add(seq, here, System.currentTimeMillis() * 1e-3 - seconds, seconds, 0, CUT, 0, command);
    }

    private void add(
            int seq, String host, double start, double seconds, long received, int exit, int signal, ByteText command)
            throws IOException {
        String row = "%d\t%s\t%.3f\t%10.3f\t0\t%d\t%d\t%d\t"
                .formatted(seq, host.equals(here) ? ":" : host, start, seconds, received, exit, signal);
        lines.append(new ByteText(row + command.latin().replace('\n', '\0') + "\n").bytes());
    }

    /// Lets others read what is added so far.
    public void flush() throws IOException {
        lines.flush();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
