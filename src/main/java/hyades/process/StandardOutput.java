package hyades.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Standard output as the process was given it. A stream of Java's keeps silent about what it cannot write: on a full
/// disk that is a failure. A pipe that takes no more has lost its reader, as `head` once it has its lines, which is the
/// reader's wish and nobody's failure.
public final class StandardOutput {
    private final PrintStream stream;
    private final Path descriptor;

    /// @param stream before anything stands in front of it
    public StandardOutput(PrintStream stream) {
        this(stream, Path.of("/proc/self/fd/1"));
    }

    /// @param descriptor a symbolic link that says what is behind the stream, as proc(5) has it; where it is not there
    ///     nothing is known to be a pipe
    StandardOutput(PrintStream stream, Path descriptor) {
        this.stream = stream;
        this.descriptor = descriptor;
    }

    /// The exit code of a process that is done, with that in mind: says in one line where output is lost.
    ///
    /// @param code of what the process did
    public int checked(int code) {
        if (!stream.checkError() || isPipe()) {
            return code;
        }
        System.err.println("hyades: cannot write to standard output: what was printed there is lost");
        return code == ExitCode.DONE || code == ExitCode.SOME_FAILED ? ExitCode.FAILED : code;
    }

    private boolean isPipe() {
        try {
            return Files.readSymbolicLink(descriptor).toString().matches("(pipe|socket):.*");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
