package hyades.cli;

import hyades.comm.Communicator;

/// A subcommand that runs on the ranks.
non-sealed interface RankCommand extends Subcommand {
    /// Runs one rank's part.
    ///
    /// @return the exit code
    int run(Communicator world, RunSettings settings) throws Exception;
}
