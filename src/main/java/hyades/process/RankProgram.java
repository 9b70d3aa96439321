package hyades.process;

import hyades.comm.Communicator;

/// What every rank of a job runs.
@FunctionalInterface
public interface RankProgram {
    /// Runs this rank's part.
    ///
    /// @param world the ranks of the job; closed by the caller
    /// @return one of [ExitCode]'s
    /// @throws JobFailure for a failure the user can do something about
    int run(Communicator world) throws Exception;
}
