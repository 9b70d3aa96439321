package hyades.cli;

import hyades.launch.Mode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// A subcommand that runs in the launcher: it starts jobs itself, or needs none.
interface LauncherCommand {
    /// What such a command may want to know of the command line around it.
    ///
    /// @param arguments the command line as typed, the program's name left out
    /// @param started when the user's command started
    /// @param makesReport whether a run directory gets a page to look at
    record Settings(
            Counts ranks, Counts threads, Mode mode, List<String> arguments, Instant started, boolean makesReport) {}

    /// Checks and runs.
    ///
    /// @return the exit code
    /// @throws hyades.comm.JobFailure with one line that says what is wrong, and its exit code
    int run(Settings settings) throws IOException, InterruptedException;
}
