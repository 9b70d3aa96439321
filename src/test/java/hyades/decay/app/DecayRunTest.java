package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.decay.Checkpoint;
import hyades.decay.DecayChain;
import hyades.decay.Isotope;
import hyades.decay.Method;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.process.JobFailure;
import hyades.run.RunDirectory;
import hyades.storage.WatchedDisk;
import hyades.trace.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecayRunTest {
    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();

    /// A checkpoint is of use only with the lines of the runs it counts: they are on the disk before it has its name.
    @Test
    void theLogsAreSyncedBeforeACheckpoint() throws Exception {
        Plan plan = new Plan(DecayChain.alone(Isotope.unnamed(1)), 9, 2, 1, Method.TRIALS, 1, 4, 4);
        try (DecayRun run =
                new DecayRun(plan, Map.of(), null, new RunDirectory(disk.path(folder)), new Timeline(), false)) {
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

    @Test
    void aFolderThatIsGoneEndsTheRun() throws Exception {
        Plan plan = new Plan(DecayChain.alone(Isotope.unnamed(1)), 9, 2, 1, Method.TRIALS, 1, 4, 4);
        Path there = Files.createDirectory(folder.resolve("run"));
        try (DecayRun run = new DecayRun(plan, Map.of(), null, new RunDirectory(there), new Timeline(), true)) {
            run.progressed(1);
            Files.move(there, folder.resolve("elsewhere"));
            JobFailure failure = assertThrows(JobFailure.class, () -> run.progressed(2));
            assertEquals(1, failure.exitCode());
            assertTrue(failure.getMessage().startsWith(there + ": is gone, the run"));
            Files.move(folder.resolve("elsewhere"), there);
        }
    }

    /// Counts that an editor has given other line ends, or a curve less, are refused; neither file is touched.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"runs.csv", "curves.csv"})
    void countsThatAreNotAsTheyWereLeftAreRefused(String name) throws Exception {
        Plan plan = new Plan(DecayChain.alone(Isotope.unnamed(1)), 9, 2, 1, Method.TRIALS, 1, 4, 4);
        RunDirectory directory = new RunDirectory(folder);
        try (DecayRun run = new DecayRun(plan, Map.of(), null, directory, new Timeline(), false)) {
            run.finished(0, 3, 14, new int[] {9, 5, 3});
            run.checkpoint(1, new Tally(plan));
            run.finished(1, 4, 14, new int[] {9, 5, 4});
        }
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        Checkpoint left = Checkpoint.read(folder);
        String changed = text.replace("\n", "\r\n");
        Files.writeString(file, changed);
        JobFailure refused = assertThrows(
                JobFailure.class, () -> new DecayRun(plan, Map.of(), left, directory, new Timeline(), false).close());
        assertEquals(2, refused.exitCode());
        assertTrue(refused.getMessage().startsWith("--resume: " + file + ": is not as the run left it"));
        assertEquals(changed, Files.readString(file));
        assertEquals(3, Files.readAllLines(folder.resolve("runs.csv")).size());
        Files.writeString(file, text);
        new DecayRun(plan, Map.of(), left, directory, new Timeline(), false).close();
        assertEquals(2, Files.readAllLines(folder.resolve("runs.csv")).size());
        assertEquals(2, Files.readAllLines(folder.resolve("curves.csv")).size());
    }
}
