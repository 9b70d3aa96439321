package hyades.run;

import hyades.comm.Communicator;
import hyades.process.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A subcommand that runs on the ranks.
public interface RankCommand {
    /// The exit code of a run that stopped on request and can go on.
    int STOPPED = ExitCode.STOPPED;

    /// Checks what can be checked before any rank starts; runs in the launcher.
    ///
    /// @throws hyades.process.JobFailure with exit code 2 and one line that says what is wrong
    void check();

    /// How the problem grows with the cores; empty for one that cannot. After [#check].
    default Optional<Growth> growth() {
        return Optional.empty();
    }

    /// Where the trace goes of a command that leaves no run directory; called on rank 0.
    default OutputOptions traceOutput() {
        return new OutputOptions();
    }

    /// What of its data files tells how a run went and not what came out, such as times: nothing else may differ
    /// between two runs of the same work.
    ///
    /// @return columns, by the name of the file
    default Map<String, Set<String>> circumstances() {
        return Map.of();
    }

    /// Whether its work is done by one rank, such as one that waits rather than computes, with threads
    /// of its own: it gets one, whatever the number of cores, and no more may be asked for.
    default boolean isOfOneRank() {
        return false;
    }

    /// Options that the JVM of a rank is to have for it.
    default List<String> javaOptions() {
        return List.of();
    }

    /// What to add to the command line so that a run which SLURM has started again goes on where it was; runs in the
    /// launcher, instead of [#check] and before it with what was added.
    ///
    /// @param job as SLURM names it
    /// @throws hyades.process.JobFailure with exit code 2 if it is not clear where the run was
    default List<String> toGoOn(String job) {
        return List.of();
    }

    /// Whether rank 0 reads standard input, which SLURM's ranks have none of.
    default boolean readsStandardInput() {
        return false;
    }

    /// Whether it asks [Communicator#stopRequested] all along, and then ends with [#STOPPED]; a wish to stop ends
    /// others at once.
    default boolean stopsInGoodOrder() {
        return false;
    }

    /// Whether each result is kept as soon as it is there, so that the same command goes on even where a rank was lost:
    /// the job then ends with [#STOPPED]. After [#check].
    default boolean keepsWhatIsDone() {
        return false;
    }

    /// Runs one rank's part.
    ///
    /// @return the exit code
    int run(Communicator world, RunSettings settings) throws Exception;
}
