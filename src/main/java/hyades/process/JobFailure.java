package hyades.process;

import hyades.text.Printable;

/// An expected failure, the user's or the machine's: it ends the job with one line and an exit code, without a
/// stack trace.
public final class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /// @param exitCode 1 the run failed, 2 wrong usage
    /// @param message one line: what, where, what was expected
    public JobFailure(int exitCode, String message) {
        super(Printable.of(message));
        this.exitCode = exitCode;
    }

    /// 1 the run failed, 2 wrong usage.
    public int exitCode() {
        return exitCode;
    }

    /// Refuses an option's value, with exit code 2, unless it is right.
    ///
    /// @param expected what would be right, as it stands after "expected"
    public static void require(boolean isRight, String option, Object value, String expected) {
        if (!isRight) {
            throw new JobFailure(2, "%s %s: expected %s".formatted(option, value, expected));
        }
    }
}
