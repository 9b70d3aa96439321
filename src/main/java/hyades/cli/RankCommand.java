package hyades.cli;

import hyades.comm.Communicator;

/// A subcommand that runs on the ranks.
interface RankCommand {
    /// The exit code of a run that stopped on request and can go on.
    int STOPPED = 75;

    /// Checks what can be checked before any rank starts; runs in the launcher.
    ///
    /// @throws hyades.comm.JobFailure with exit code 2 and one line that says what is wrong
    void check();

    /// Runs one rank's part.
    ///
    /// @return the exit code
    int run(Communicator world, RunSettings settings) throws Exception;
}
