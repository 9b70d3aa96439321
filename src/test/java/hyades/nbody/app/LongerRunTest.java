package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.nbody.Checkpoint;
import hyades.nbody.DistributedForces;
import hyades.nbody.EventPlan;
import hyades.nbody.EventPlan.OnCollision;
import hyades.nbody.ForceChoice;
import hyades.nbody.InitialConditions;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.nbody.SnapshotTimes;
import hyades.run.Observation;
import hyades.run.Plots;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import hyades.storage.WatchedDisk;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that is done and goes on. Oracle: a run that was so long from the start, byte for byte.
class LongerRunTest {
    private static final ForceChoice SCALAR = ForceChoice.of(KernelChoice.SCALAR);

    @TempDir
    Path folder;

    private Path out;
    private Path whole;

    @BeforeEach
    void makeFolders() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        whole = Files.createDirectory(folder.resolve("whole"));
    }

    private static Checkpoint start(long steps, long every) {
        InitialConditions kind = InitialConditions.UNIFORM;
        return Checkpoint.start(
                NBodySetup.of(
                                kind,
                                kind.parameters(3, 20, 1.0, 1.0, 1, InitialConditions.Shape.USUAL, 5L),
                                new NBodySetup.Asked(Scheme.YOSHIDA4, 0.01, steps, 0.1, every))
                        .with(new SnapshotTimes(17, List.of(0.001, 0.258))),
                Map.of());
    }

    private static void run(Checkpoint start, int ranks, long checkpointEvery, Path folder) {
        List<Integer> codes = TestRanks.run(ranks, world -> {
            RunSettings settings = new RunSettings(
                    1,
                    "multicore",
                    List.of(),
                    Instant.now(),
                    new Observation(world, Instant.now(), false, false),
                    true,
                    (_, _, _) -> {});
            try {
                return world.rank() > 0
                        ? NBodyRun.help(world, DistributedForces.of(world, SCALAR, 0, 1), settings)
                        : NBodyRun.lead(
                                world,
                                start,
                                new Supervision(checkpointEvery, 1, false, List.of()),
                                new RunDirectory(folder),
                                DistributedForces.of(world, SCALAR, 0, 1),
                                settings,
                                Plots.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals(List.of(0), codes.stream().distinct().toList());
    }

    private static List<String> dataFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(csv|bin|fits)"))
                    .filter(name -> !name.equals("resources.csv"))
                    .sorted()
                    .toList();
        }
    }

    private static Checkpoint watched(long steps) {
        Checkpoint start = start(steps, 10);
        NBodySetup setup = start.setup().with(new EventPlan(0.3, 0.9, OnCollision.NONE));
        return Checkpoint.start(setup, Map.of());
    }

    /// Neither doubled nor lost, at other ranks: the whole `events.csv`, which has events before and after.
    @Test
    void eventsAreThoseOfARunThatWasSoLongFromTheStart() throws IOException {
        run(watched(600), 1, 0, whole);
        run(watched(150), 3, 0, out);
        long before = Files.readAllLines(out.resolve("events.csv")).size();
        run(Checkpoint.read(out).to(600), 2, 0, out);
        List<String> all = Files.readAllLines(whole.resolve("events.csv"));
        assertEquals("step,time,event,body,other,distance", all.getFirst());
        assertTrue(1 < before && before < all.size(), before + " of " + all.size());
        assertSame("events.csv");
        assertSame("checkpoint.bin");
        assertSame("final.csv");
        String counts = Files.readString(out.resolve("run.json"));
        long encounters =
                all.stream().filter(line -> line.contains(",encounter,")).count();
        assertTrue(counts.contains("\"encounters\": " + encounters), counts);
    }

    private void assertSame(String name) throws IOException {
        assertEquals(-1, Files.mismatch(whole.resolve(name), out.resolve(name)), name);
    }

    private void assertSameFiles() throws IOException {
        assertEquals(
                List.of("checkpoint.bin", "diagnostics.csv", "final.csv", "frames.csv", "snapshot-00000000.fits"),
                dataFiles(whole).stream().limit(5).toList());
        assertEquals(dataFiles(whole), dataFiles(out));
        for (String name : dataFiles(whole)) {
            assertEquals(-1, Files.mismatch(whole.resolve(name), out.resolve(name)), name);
        }
    }

    /// Measurements whose distance divides the steps and others, films of one distance and another.
    @ParameterizedTest(name = "{0} ranks: {1} steps, then {2}, measured every {3}")
    @CsvSource({"1, 50, 131, 7", "2, 63, 64, 9", "3, 70, 300, 7", "2, 0, 10, 3", "1, 10, 20, 10"})
    void endsWithTheBytesOfALongOne(int ranks, long before, long after, long every) throws IOException {
        run(start(after, every), 1, 0, whole);
        run(start(before, every), ranks, 4, out);
        run(Checkpoint.read(out).to(after), ranks, 0, out);
        assertSameFiles();
    }

    /// As often as one likes; where nothing is to be done, the same files are left, and the record of the run stays.
    @Test
    void goesOnAgainAndAgain() throws IOException {
        run(start(90, 7), 1, 0, whole);
        run(start(30, 7), 2, 0, out);
        for (long steps : new long[] {31, 31, 80, 90}) {
            run(Checkpoint.read(out).to(steps), 2, 0, out);
        }
        assertSameFiles();
        String record = Files.readString(out.resolve("run.json"));
        run(Checkpoint.read(out), 3, 0, out);
        assertSameFiles();
        assertEquals(record, Files.readString(out.resolve("run.json")));
    }

    /// What was killed after its last step, before or while its results were written, gets them now, and a record: one
    /// that is there is of an earlier stop.
    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"final.csv", "run.json"})
    void aRunWithoutItsResultsGetsThem(String missing) throws IOException {
        run(start(30, 7), 1, 0, whole);
        run(start(30, 7), 1, 0, out);
        Files.writeString(out.resolve("run.json"), "{}");
        Files.delete(out.resolve(missing));
        run(Checkpoint.read(out), 2, 0, out);
        assertSameFiles();
        assertTrue(Files.readString(out.resolve("run.json")).contains("\"stepsDone\": 30"));
    }

    /// The checkpoint before the last goes when all else is on the disk.
    @Test
    void nothingIsRemovedBeforeTheResultsAreSynced() throws IOException {
        WatchedDisk disk = new WatchedDisk();
        run(start(9, 3), 1, 4, disk.path(out));
        List<String> told = disk.told();
        int removed = told.indexOf("remove checkpoint-previous.bin");
        for (String name : List.of("diagnostics.csv", "frames.csv")) {
            int end = told.lastIndexOf("write " + name);
            int synced = end + told.subList(end, told.size()).indexOf("sync " + name);
            assertTrue(end < synced && synced < told.indexOf("sync .final.csv.part"), told::toString);
        }
        List<String> results = told.subList(0, removed);
        for (String name : List.of("final.csv", "checkpoint.bin", "run.json")) {
            int renamed = results.lastIndexOf("rename .%s.part to %s".formatted(name, name));
            assertEquals("sync .%s.part".formatted(name), beforeRename(results, renamed), results::toString);
            assertEquals("sync folder out", results.get(renamed + 1));
        }
        assertEquals(told.size() - 1, removed);
        assertFalse(Files.exists(out.resolve(CheckpointFile.PREVIOUS)));
    }

    private static String beforeRename(List<String> told, int renamed) {
        return told.get(told.get(renamed - 1).startsWith("rename checkpoint") ? renamed - 2 : renamed - 1);
    }
}
