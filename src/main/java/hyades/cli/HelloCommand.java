package hyades.cli;

import hyades.comm.Communicator;
import hyades.run.RankCommand;
import hyades.run.RunRecord;
import hyades.run.RunSettings;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/// Shows that all ranks are there: one line from each, in rank order.
@Command(
        name = "hello",
        description = "Print rank, size, host, process id, engine and threads of each rank, in rank order.",
        mixinStandardHelpOptions = true)
final class HelloCommand implements RankCommand {
    @Override
    public void check() {}

    @Override
    public int run(Communicator world, RunSettings settings) {
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
        return 0;
    }
}
