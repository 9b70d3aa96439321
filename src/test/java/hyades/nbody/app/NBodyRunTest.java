package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.nbody.Bodies;
import hyades.nbody.Checkpoint;
import hyades.nbody.Diagnostics;
import hyades.nbody.DistributedNBody;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.run.RunDirectory;
import hyades.storage.WatchedDisk;
import hyades.trace.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NBodyRunTest {
    private static final int STEPS = 3;
    private static final Supervision SUPERVISION = new Supervision(2, 0.01, false, List.of());

    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();

    /// A checkpoint is of use only with the lines up to its step: they are on the disk before it has its name.
    @Test
    void theLogsAreSyncedBeforeACheckpoint() throws Exception {
        Bodies bodies = Bodies.empty(2, 2);
        var plan = new DistributedNBody.Plan(Scheme.LEAPFROG, 1, STEPS, 1, 0.1, 1);
        Checkpoint start = Checkpoint.start(new NBodySetup("given", bodies, plan, 1, 1L), Map.of());
        try (NBodyRun run = new NBodyRun(start, SUPERVISION, new RunDirectory(disk.path(folder)), new Timeline())) {
            for (int step = 0; step < 2; step++) {
                run.measured(step, new Diagnostics(1, -2, new double[2], new double[1], new double[2], new double[3]));
                run.stepped(step, bodies);
            }
            disk.told();
            run.measured(2, new Diagnostics(1, -2, new double[2], new double[1], new double[2], new double[3]));
            run.stepped(2, bodies);
            String names = "sync folder " + folder.getFileName();
            assertEquals(
                    List.of(
                            "write diagnostics.csv",
                            "write frames.csv",
                            "sync diagnostics.csv",
                            names,
                            "sync frames.csv",
                            names,
                            "write .checkpoint.bin.part",
                            "sync .checkpoint.bin.part",
                            "rename .checkpoint.bin.part to checkpoint.bin",
                            names),
                    disk.told());
        }
    }
}
