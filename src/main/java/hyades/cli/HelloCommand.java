package hyades.cli;

import hyades.comm.Communicator;
import hyades.process.JobFailure;
import hyades.run.RankCommand;
import hyades.run.RunRecord;
import hyades.run.RunSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows that all ranks are there: one line from each, in rank order.
@Command(
        name = "hello",
        description = {
            "Print rank, size, host, process id, engine and threads of each rank, in rank order.",
            "",
            "With --sleep, compare tasks that sleep one after the other with the same tasks over the ranks.",
        },
        mixinStandardHelpOptions = true,
        optionListHeading = "%nOptions:%n")
final class HelloCommand implements RankCommand {
    /// A year: longer ones are slips of the keyboard.
    private static final double MOST_SECONDS = 3.2e7;

    private static final int DEFAULT_TASKS = 4;

    @Option(
            names = "--sleep",
            paramLabel = "SECONDS",
            description = "Let tasks sleep so long, serially and over the ranks, and print both times.")
    private Double sleep;

    @Option(names = "--tasks", paramLabel = "N", description = "How many tasks sleep (default: " + DEFAULT_TASKS + ").")
    private Integer tasks;

    @Override
    public void check() {
        JobFailure.require(sleep != null || tasks == null, "--tasks", tasks, "beside --sleep");
        JobFailure.require(
                sleep == null || sleep >= 0 && sleep <= MOST_SECONDS,
                "--sleep",
                sleep,
                "seconds, from 0 to 3.2e7, a year");
        JobFailure.require(tasks == null || tasks >= 1, "--tasks", tasks, "at least 1");
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws IOException {
        String line = "rank %d of %d on %s, process %d, %s, %d thread%s"
                .formatted(
                        world.rank(),
                        world.size(),
                        RunRecord.hostName(),
                        ProcessHandle.current().pid(),
                        world.engine(),
                        settings.threads(),
                        settings.threads() == 1 ? "" : "s");
        for (byte[] each : world.gather(line.getBytes(StandardCharsets.UTF_8), 0)) {
            System.out.println(new String(each, StandardCharsets.UTF_8));
        }
        if (sleep != null) {
            Duration each = Duration.ofNanos(Math.round(sleep * 1e9));
            new SleepTasks(each, tasks == null ? DEFAULT_TASKS : tasks).run(world);
        }
        return 0;
    }
}
