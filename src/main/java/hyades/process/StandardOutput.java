package hyades.process;

import java.io.PrintStream;

/// Standard output as the process was given it. A stream of Java's keeps silent about what it cannot write; a full
/// disk or a reader that has gone is a failure all the same.
public final class StandardOutput {
    private final PrintStream stream;

    /// @param stream before anything stands in front of it
    public StandardOutput(PrintStream stream) {
        this.stream = stream;
    }

    /// The exit code of a process that is done, with that in mind: says in one line where output is lost.
    ///
    /// @param code of what the process did
    public int checked(int code) {
        if (!stream.checkError()) {
            return code;
        }
        System.err.println("hyades: cannot write to standard output: what was printed there is lost");
        return code == ExitCode.DONE || code == ExitCode.SOME_FAILED ? ExitCode.FAILED : code;
    }
}
