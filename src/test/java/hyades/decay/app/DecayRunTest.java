package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.decay.DecayChain;
import hyades.decay.Isotope;
import hyades.decay.Method;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.run.RunDirectory;
import hyades.storage.WatchedDisk;
import hyades.trace.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecayRunTest {
    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();

    /// A checkpoint is of use only with the lines of the runs it counts: they are on the disk before it has its name.
    @Test
    void theLogsAreSyncedBeforeACheckpoint() throws Exception {
        Plan plan = new Plan(DecayChain.alone(Isotope.unnamed(1)), 9, 2, 1, Method.TRIALS, 1, 4, 4);
        try (DecayRun run =
                new DecayRun(plan, Map.of(), true, null, new RunDirectory(disk.path(folder)), new Timeline())) {
            run.finished(0, 3, 14, new int[] {9, 5, 3});
            run.checkpoint(1, new Tally(plan));
            String names = "sync folder " + folder.getFileName();
            assertEquals(
                    List.of(
                            "write runs.csv",
                            "sync runs.csv",
                            names,
                            "write curves.csv",
                            "sync curves.csv",
                            names,
                            "write .checkpoint.bin.part",
                            "sync .checkpoint.bin.part",
                            "rename .checkpoint.bin.part to checkpoint.bin",
                            names),
                    disk.told());
        }
    }
}
