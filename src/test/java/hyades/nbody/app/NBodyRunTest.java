package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.nbody.Bodies;
import hyades.nbody.Checkpoint;
import hyades.nbody.Diagnostics;
import hyades.nbody.DistributedForces;
import hyades.nbody.DistributedNBody;
import hyades.nbody.ForceChoice;
import hyades.nbody.Labels;
import hyades.nbody.Moment;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.process.JobFailure;
import hyades.run.Plots;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.WatchedDisk;
import hyades.trace.Timeline;
import hyades.vector.KernelChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NBodyRunTest {
    private static final ForceChoice SCALAR = ForceChoice.of(KernelChoice.SCALAR);

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
        try (NBodyRun run =
                new NBodyRun(start, SUPERVISION, new RunDirectory(disk.path(folder)), new Timeline(), false)) {
            for (int step = 0; step < 2; step++) {
                run.measured(
                        Moment.of(plan, step),
                        new Diagnostics(1, -2, -2, new double[2], new double[1], new double[2], new double[3]));
                run.stepped(Moment.of(plan, step), bodies);
            }
            disk.told();
            run.measured(
                    Moment.of(plan, 2),
                    new Diagnostics(1, -2, -2, new double[2], new double[1], new double[2], new double[3]));
            run.stepped(Moment.of(plan, 2), bodies);
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

    /// At the first look, and where a checkpoint cannot be written, whatever the clock says.
    @Test
    void aFolderThatIsGoneEndsTheRun() throws Exception {
        Bodies bodies = Bodies.empty(2, 2);
        var plan = new DistributedNBody.Plan(Scheme.LEAPFROG, 1, STEPS, 1, 0.1, 1);
        Checkpoint start = Checkpoint.start(new NBodySetup("given", bodies, plan, 1, 1L), Map.of());
        Path there = Files.createDirectory(folder.resolve("run"));
        try (NBodyRun run = new NBodyRun(start, SUPERVISION, new RunDirectory(there), new Timeline(), true)) {
            run.stepped(Moment.of(plan, 0), bodies);
            run.stepped(Moment.of(plan, 1), bodies);
            Files.move(there, folder.resolve("elsewhere"));
            JobFailure failure = assertThrows(JobFailure.class, () -> run.stepped(Moment.of(plan, 2), bodies));
            assertEquals(1, failure.exitCode());
            assertEquals(there + ": is gone, the run cannot leave its results there", failure.getMessage());
            Files.move(folder.resolve("elsewhere"), there);
        }
    }

    private JobFailure failureOf(Bodies bodies, double timeStep, boolean stopsOnEnergyError) {
        var plan = new DistributedNBody.Plan(Scheme.LEAPFROG, timeStep, 10, 1, 0, 1);
        Checkpoint start = Checkpoint.start(new NBodySetup("given", bodies, plan, 1, null), Map.of());
        Supervision supervision = new Supervision(0, 0.01, stopsOnEnergyError, List.of());
        RunSettings settings = new RunSettings(1, "multicore", List.of(), Instant.now(), null, false, (_, _, _) -> {});
        return TestRanks.alone(world -> assertThrows(
                JobFailure.class,
                () -> NBodyRun.lead(
                        world,
                        start,
                        supervision,
                        new RunDirectory(folder),
                        DistributedForces.of(world, SCALAR, 0, 1),
                        settings,
                        Plots.NONE)));
    }

    /// Two light bodies of ±1 m/s, 2 m apart, are at one place after four steps of 1/4 s.
    @Test
    void bodiesThatMeetEndTheRunAndKeepItsFiles() throws Exception {
        Bodies bodies = new Bodies(
                        new double[] {1e-30, 1e-30}, new double[][] {{-1, 1}, {0, 0}}, new double[][] {{1, -1}, {0, 0}})
                .called(new Labels(List.of("7", "3"), List.of("Left", "")));
        JobFailure failure = failureOf(bodies, 0.25, false);
        assertEquals(1, failure.exitCode());
        assertEquals(
                "Left and body 3 are at one place in step 4, where without --softening no force between them is"
                        + " defined; what was written before is kept in " + folder,
                failure.getMessage());
        assertEquals(
                1 + 4, Files.readAllLines(folder.resolve("diagnostics.csv")).size());
        assertEquals(1 + 4 * 2, Files.readAllLines(folder.resolve("frames.csv")).size());
    }

    /// A circular orbit of period 2π with steps of 1: the leapfrog's energy is off by more than a hundredth.
    @Test
    void anEnergyThatIsOffEndsTheRunWhereThatIsWanted() throws Exception {
        Bodies bodies = new Bodies(
                new double[] {0.5, 0.5}, new double[][] {{-0.5, 0.5}, {0, 0}}, new double[][] {{0, 0}, {-0.5, 0.5}});
        JobFailure failure = failureOf(bodies, 1, true);
        assertEquals(1, failure.exitCode());
        assertTrue(failure.getMessage().matches("the energy error is .* above --energy-error 0.01; .*"));
        assertTrue(Files.readAllLines(folder.resolve("diagnostics.csv")).size() >= 3);
    }
}
