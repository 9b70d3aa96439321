package hyades.cli;

import hyades.comm.Communicator;
import hyades.report.RunDirectory;
import hyades.report.RunRecord;
import hyades.report.RunRecord.RankTimes;
import hyades.report.Version;
import hyades.report.page.RunPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a subcommand needs to know of the command line around it.
///
/// @param threads threads each rank computes with
/// @param launch how the ranks were started: `multicore`, `processes`, or `mpjrun`
/// @param arguments the command line as typed, the program's name left out
/// @param started when the user's command started
/// @param makesReport whether the run directory gets a page to look at
record RunSettings(int threads, String launch, List<String> arguments, Instant started, boolean makesReport) {
    /// Makes the page of a run whose files are all there, and says where it is; on rank 0.
    void report(RunDirectory directory) {
        if (!makesReport) {
            return;
        }
        try {
            System.out.println("report in " + RunPage.write(directory));
        } catch (IOException e) { // the data are safe
            System.err.println("rank 0: warning: no report: " + e.getMessage());
        }
    }

    /// From the start of the user's command to a moment as `System.nanoTime` has it [s].
    double secondsUntil(long nanoTime) {
        return Duration.between(started, Instant.now()).toNanos() * 1e-9 - (System.nanoTime() - nanoTime) * 1e-9;
    }

    /// Collects on rank 0 where each rank's time went; collective.
    ///
    /// @param compute this rank's time in computing [s]
    /// @param inputOutput this rank's time in reading and writing [s]
    /// @return on rank 0 the times in rank order, elsewhere an empty list
    static List<RankTimes> gatherTimes(Communicator world, double compute, double inputOutput) {
        RankTimes mine = RankTimes.here(world.rank(), compute, world.communicationSeconds(), inputOutput);
        return world.gather(mine.toJson().getBytes(StandardCharsets.UTF_8), 0).stream()
                .map(json -> RankTimes.fromJson(new String(json, StandardCharsets.UTF_8)))
                .toList();
    }

    /// The record of a run that ends now.
    RunRecord record(
            String command,
            Long seed,
            Communicator world,
            List<RankTimes> times,
            Map<String, Double> rates,
            Map<String, Object> results) {
        Map<String, String> versions = new LinkedHashMap<>();
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
                times,
                rates,
                results);
    }
}
