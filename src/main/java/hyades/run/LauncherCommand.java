package hyades.run;

import hyades.process.Mode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/// A subcommand that runs in the launcher: it starts jobs itself, or needs none.
public interface LauncherCommand {
    /// What such a command may want to know of the command line around it.
    ///
    /// @param arguments the command line as typed, the program's name left out
    /// @param started when the user's command started
    /// @param quiet whether to print warnings and errors only
    /// @param report draws the pictures and makes the page of a run directory
    /// @param jobs parses and checks the command line of a job that the command is to start; throws a
    ///     [hyades.process.JobFailure] for one that cannot be understood, or that is no job on ranks
    record Settings(
            Counts ranks,
            Counts threads,
            Mode mode,
            List<String> arguments,
            Instant started,
            boolean quiet,
            RunSettings.Report report,
            Function<List<String>, ParseResult> jobs) {}

    /// Checks and runs.
    ///
    /// @return the exit code
    /// @throws hyades.process.JobFailure with one line that says what is wrong, and its exit code
    int run(Settings settings) throws IOException, InterruptedException;
}
