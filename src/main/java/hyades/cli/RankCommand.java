package hyades.cli;

import hyades.comm.Communicator;
import java.util.Optional;

/// A subcommand that runs on the ranks.
interface RankCommand {
    /// The exit code of a run that stopped on request and can go on.
    int STOPPED = 75;

    /// Checks what can be checked before any rank starts; runs in the launcher.
    ///
    /// @throws hyades.comm.JobFailure with exit code 2 and one line that says what is wrong
    void check();

    /// How the problem grows with the cores; empty for one that cannot. After [#check].
    default Optional<Growth> growth() {
        return Optional.empty();
    }

    /// Runs one rank's part.
    ///
    /// @return the exit code
    int run(Communicator world, RunSettings settings) throws Exception;
}
