package hyades.process;

import java.util.List;
import java.util.stream.IntStream;

/// How processes of ours end.
public final class ExitCode {
    public static final int DONE = 0;

    /// The run failed.
    public static final int FAILED = 1;

    /// Wrong usage.
    public static final int USAGE = 2;

    /// A batch finished, but some items failed.
    public static final int SOME_FAILED = 3;

    /// Stopped on request, with what it takes to go on.
    public static final int STOPPED = 75;

    /// Said where a rank was lost and the job ends with [#STOPPED].
    public static final String KEPT =
            "the job cannot go on without a rank: it ends; what is done is kept, and --resume goes on";

    private static final int SIGNAL_BASE = 128;

    private static final List<Integer> BY_SEVERITY = List.of(DONE, SOME_FAILED, STOPPED, USAGE);

    private ExitCode() {}

    /// What a process that a signal ended ends with.
    public static int ofSignal(int number) {
        return SIGNAL_BASE + number;
    }

    /// The number of the signal that ended a process; 0 for one that ended by itself.
    public static int signal(int code) {
        return Math.max(0, code - SIGNAL_BASE);
    }

    /// Whether a rank ends with this code after it has finished with the others.
    public static boolean isOrderly(int code) {
        return code == DONE || code == SOME_FAILED || code == STOPPED;
    }

    /// Of the exit codes of a job's ranks the one that says most about the job.
    public static int worst(IntStream codes) {
        return codes.boxed()
                .max((a, b) -> Integer.compare(severity(a), severity(b)))
                .orElse(DONE);
    }

    private static int severity(int code) {
        int place = BY_SEVERITY.indexOf(code);
        return place < 0 ? BY_SEVERITY.size() : place;
    }
}
