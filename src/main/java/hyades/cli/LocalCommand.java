package hyades.cli;

import java.io.IOException;

/// A subcommand that runs in the launcher, without ranks.
non-sealed interface LocalCommand extends Subcommand {
    /// Does the work.
    ///
    /// @return the exit code
    /// @throws hyades.comm.JobFailure in one line
    int run() throws IOException, InterruptedException;
}
