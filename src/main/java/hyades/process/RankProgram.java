package hyades.process;

import hyades.comm.Communicator;

/// What every rank of a job runs.
@FunctionalInterface
public interface RankProgram {
    /// Runs this rank's part.
    ///
    /// @param world the ranks of the job; closed by the caller
    /// @param arguments the user's arguments, the same on every rank
    /// @return the exit code: 0 done, 3 a batch finished but some items failed, 75 stopped on request
    /// @throws JobFailure for a failure the user can do something about
    int run(Communicator world, String[] arguments) throws Exception;
}
