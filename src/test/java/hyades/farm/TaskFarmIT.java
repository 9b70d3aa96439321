package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.launch.MpjHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Farms of real processes, which are killed at any moment and go on: [FarmJob].
///
/// `-Dhyades.kills=200` kills so often, in each of the modes.
@Timeout(3600)
class TaskFarmIT {
    private static final int KILLS = Integer.getInteger("hyades.kills", 3);
    private static final int ITEMS = 600;
    private static final int SIGKILLED = 137;
    private static final int STOPPED = 75;

    @TempDir
    Path folder;

    private static Process start(String mode, int ranks, Path folder) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FarmJob.class.getName(),
                mode,
                Integer.toString(ranks),
                folder.toString(),
                Integer.toString(ITEMS));
        builder.environment().put("MPJ_HOME", MpjHome.find().orElseThrow().toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()))
                .start();
    }

    private static int end(Process job) throws Exception {
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "still there");
        return job.exitValue();
    }

    private static String output(Path folder) throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private static byte[] undisturbed(Path folder) throws Exception {
        assertEquals(0, end(start("multicore", 1, folder)), () -> folder.toString());
        return Files.readAllBytes(folder.resolve("outcomes.txt"));
    }

    /// A victim is killed at a moment drawn from a fixed seed, of the job or one of its ranks. A job that
    /// has lost a rank ends with 75, one whose launcher is gone leaves no process; then it goes on. At last
    /// its outcomes are those of a run that nobody disturbed.
    @ParameterizedTest(name = "{0}, {1} ranks")
    @CsvSource({"multicore, 2", "processes, 2", "processes, 3"})
    void whoeverIsKilledWheneverTheJobGoesOn(String mode, int ranks) throws Exception {
        byte[] expected = undisturbed(folder.resolve("undisturbed"));
        SplittableRandom random = new SplittableRandom(ranks);
        Path here = Files.createDirectories(folder.resolve("0"));
        for (int kill = 0; kill < KILLS; kill++) {
            Process job = start(mode, ranks, here);
            if (!job.waitFor(300 + random.nextInt(1200), TimeUnit.MILLISECONDS)) {
                killOne(job, random, here);
            }
            if (Files.exists(here.resolve("outcomes.txt"))) { // begins another
                assertEquals(-1, mismatch(expected, here), "kill " + kill);
                here = folder.resolve(Integer.toString(kill + 1));
            }
        }
        Path last = here;
        assertEquals(0, end(start(mode, ranks, last)), () -> read(last));
        assertEquals(-1, mismatch(expected, last), () -> read(last));
    }

    private static String read(Path folder) {
        try {
            return output(folder);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static long mismatch(byte[] expected, Path folder) throws IOException {
        return Arrays.mismatch(expected, Files.readAllBytes(folder.resolve("outcomes.txt")));
    }

    private static void killOne(Process job, SplittableRandom random, Path folder) throws Exception {
        List<ProcessHandle> ranks = job.children().toList();
        List<ProcessHandle> all = new ArrayList<>(ranks);
        all.add(job.toHandle());
        int victim = random.nextInt(all.size());
        all.get(victim).destroyForcibly();
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "still there");
        if (victim < ranks.size()) {
            int code = job.exitValue();
            // 0: it was about to end
            assertTrue(code == STOPPED || code == 0, () -> "ended with " + code + ": " + read(folder));
        } else {
            assertEquals(SIGKILLED, job.exitValue());
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (ranks.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertFalse(ranks.stream().anyMatch(ProcessHandle::isAlive), "a rank has survived its launcher");
    }

    /// An item that ends its process whenever it is begun is done no more after some times: the others are.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"multicore", "processes"})
    void whatKillsItsProcessIsPutInQuarantine(String mode) throws Exception {
        byte[] undisturbed = undisturbed(folder.resolve("undisturbed"));
        Path here = Files.createDirectories(folder.resolve("here"));
        Files.createFile(here.resolve("poison"));
        int ends = 0;
        while (Files.notExists(here.resolve("outcomes.txt"))) {
            end(start(mode, 2, here));
            ends++;
            assertTrue(ends < 10, () -> read(here));
        }
        assertEquals(5, ends); // two by chance, and two of the item, and that which ends
        List<String> others = new ArrayList<>(Files.readAllLines(here.resolve("outcomes.txt")));
        others.removeAll(new String(undisturbed, StandardCharsets.UTF_8).lines().toList());
        assertEquals(List.of("5 quarantined"), others);
    }
}
