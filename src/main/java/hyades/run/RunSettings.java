package hyades.run;

import hyades.comm.Communicator;
import hyades.process.JobFailure;
import hyades.process.SlurmEnvironment;
import hyades.run.RunRecord.RankTimes;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a subcommand needs to know of the command line around it.
///
/// @param threads threads each rank computes with
/// @param launch how the ranks were started: `multicore`, `processes`, or `mpjrun`
/// @param arguments the command line as typed, the program's name left out
/// @param started when the user's command started
/// @param observation what is watched of this rank
/// @param quiet whether to print warnings and errors only
/// @param report draws the pictures and makes the page of a run directory
public record RunSettings(
        int threads,
        String launch,
        List<String> arguments,
        Instant started,
        Observation observation,
        boolean quiet,
        Report report) {
    /// Makes of the files of a run what people look at.
    public interface Report {
        /// @param says whether to say where it is, unless nothing is to be said at all
        void make(RunDirectory directory, Plots plots, boolean says);
    }

    /// Draws the pictures and makes the page of a run whose files are all there, as far as there are to be any; on
    /// rank 0.
    public void report(RunDirectory directory, Plots plots) {
        report.make(directory, plots, true);
    }

    /// The same for a command whose standard output is for something else.
    public void reportQuietly(RunDirectory directory, Plots plots) {
        report.make(directory, plots, false);
    }

    /// What tells this run's folder from others: the SLURM job whose tasks the ranks are, or this process.
    public static String runId() {
        SlurmEnvironment slurm = SlurmEnvironment.here();
        return slurm.isRank()
                ? slurm.job()
                : Long.toString(ProcessHandle.current().pid());
    }

    /// The folder of the run that SLURM has started again: the one named, else the one with the job's id.
    ///
    /// @param named by the user, or null
    /// @return empty where the run had not begun
    /// @throws JobFailure with exit code 2 where the job has begun several
    static Optional<Path> folderOf(String command, Path named, String job) {
        try {
            List<Path> folders = named == null ? RunDirectory.of(command, job) : List.of(named);
            if (folders.size() > 1) {
                throw new JobFailure(
                        2,
                        "job %s has begun %d runs and cannot know which to go on with: --out would tell"
                                .formatted(job, folders.size()));
            }
            return folders.stream().filter(Files::isDirectory).findFirst();
        } catch (IOException e) {
            throw new JobFailure(2, "cannot look for the run of job %s: %s".formatted(job, FileFault.line(e)));
        }
    }

    /// From the start of the user's command to a moment as `System.nanoTime` has it [s].
    public double secondsUntil(long nanoTime) {
        return observation.secondsUntil(nanoTime);
    }

    /// Collects on rank 0 where each rank's time went and what it used, and stops watching; collective.
    ///
    /// @return on rank 0 the times in rank order, elsewhere an empty list
    public List<RankTimes> gatherTimes() {
        return observation.gather();
    }

    /// Ends a run whose files are all there: its record, what was observed, where it is, and what
    /// people look at; collective.
    ///
    /// @param command as `run.json` is to have it
    /// @param seed null where none is used
    public void finish(
            Communicator world,
            RunDirectory directory,
            String command,
            Long seed,
            Map<String, Double> rates,
            Members<Object> results,
            Plots plots)
            throws IOException {
        List<RankTimes> times = gatherTimes();
        if (world.rank() == 0) {
            keep(world, directory, command, seed, times, rates, results);
            if (!quiet) {
                System.out.println("results in " + directory.path());
            }
            report(directory, plots);
        }
    }

    /// Writes what there is to know of a run that ends now: its record, and what was observed; on rank 0, and a part of
    /// [#finish] for who has more to say.
    ///
    /// @param times of [#gatherTimes]
    public RunRecord keep(
            Communicator world,
            RunDirectory directory,
            String command,
            Long seed,
            List<RankTimes> times,
            Map<String, Double> rates,
            Members<Object> results)
            throws IOException {
        observation.write(directory.path(), command);
        RunRecord record = record(command, seed, world, times, rates, results);
        record.write(directory.file("run.json"));
        return record;
    }

    private RunRecord record(
            String command,
            Long seed,
            Communicator world,
            List<RankTimes> times,
            Map<String, Double> rates,
            Members<Object> results) {
        Members<String> versions = new Members<>();
        versions.put("hyades", Version.HYADES);
        versions.put("java", System.getProperty("java.runtime.version"));
        versions.put("engine", world.engine());
        return new RunRecord(
                command,
                arguments,
                seed,
                versions,
                RunRecord.hostName(),
                Runtime.getRuntime().availableProcessors(),
                world.size(),
                threads,
                launch,
                started.truncatedTo(ChronoUnit.MILLIS).toString(),
                secondsUntil(System.nanoTime()),
                RankTimes.ofProcesses(times, RankTimes::processCpuSeconds),
                RankTimes.ofProcesses(times, RankTimes::gcSeconds),
                times,
                rates,
                results);
    }
}
