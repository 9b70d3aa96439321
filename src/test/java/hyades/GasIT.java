package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.gas.Boundaries;
import hyades.gas.Boundary;
import hyades.gas.GasFields;
import hyades.gas.GasFile;
import hyades.gas.GasMoment;
import hyades.gas.GasPlan;
import hyades.gas.Grid;
import hyades.gas.InitialGas;
import hyades.gas.Medium;
import hyades.gas.Quantity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gas as users ask for it, on the built jar.
@Timeout(600)
class GasIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    /// Whatever carries the halos, and however the grid is cut.
    @Test
    void theFilesAreTheSameBytesOnEveryEngine() throws Exception {
        String[] jobs = {
            "-n 1 --threads 3 gas --blocks 1",
            "-n 2 --engine mpj --threads 2 gas --blocks 4x4x4",
            "-n 8 gas --blocks 2x2x2", // each has one
            "-n 3 --on processes --threads 2 gas --blocks 4x4x4", // one has more than another
        };
        for (int job = 0; job < jobs.length; job++) {
            Path run = folder.resolve("run" + job);
            String command =
                    "./hyades -q %s --problem blast --cells 16 --time 0.03 --every 0.02 --no-plots --no-report --out %s"
                            .formatted(jobs[job], run);
            Shell.Result result = Shell.run(PROJECT, command.split(" "));
            assertEquals(0, result.code(), result::output);
            for (String file : List.of("diagnostics.csv", "profile.csv", "gas-0001.fits", "final.fits")) {
                assertEquals(-1, Files.mismatch(folder.resolve("run0").resolve(file), run.resolve(file)), jobs[job]);
            }
        }
    }

    /// Killed after a checkpoint, it goes on, on another number of ranks in other blocks, to the bytes of a run that
    /// nothing happened to; and a checkpoint that is damaged is refused in one line.
    @Test
    void aKilledRunGoesOnToTheSameBytes() throws Exception {
        String gas = "gas --cells 32 --time 0.15 --every 0.06 --no-plots --no-report";
        Path whole = folder.resolve("whole");
        assertEquals(
                0,
                Shell.run(
                                PROJECT,
                                "./hyades -q -n 2 %s --out %s"
                                        .formatted(gas, whole)
                                        .split(" "))
                        .code());
        Path killed = folder.resolve("killed");
        String command = "./hyades -q -n 3 --on processes %s --blocks 4x1x1 --checkpoint-every 4 --out %s";
        Path checkpoint = killed.resolve("checkpoint.bin");
        Path last = killed.resolve("final.fits");
        int tries = 0;
        do { // once, where this machine was not at something else for so long that the run came to its end
            assertTrue(tries++ < 5, () -> "it was always killed too late");
            Shell.run(PROJECT, "rm", "-rf", killed.toString());
            Process job = new ProcessBuilder(command.formatted(gas, killed).split(" "))
                    .directory(PROJECT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            while (Files.notExists(checkpoint) && job.isAlive()) {
                Thread.sleep(5);
            }
            List<ProcessHandle> processes = job.descendants().toList();
            processes.forEach(ProcessHandle::destroyForcibly);
            job.destroyForcibly().waitFor();
            for (ProcessHandle process : processes) {
                process.onExit().get(300, TimeUnit.SECONDS);
            }
            assertTrue(Files.exists(checkpoint), () -> "nothing was left to go on with");
        } while (Files.exists(last));
        String resume = "./hyades -q -n 2 gas --resume %s --blocks 1x2x2 --no-report".formatted(killed);
        byte[] good = Files.readAllBytes(checkpoint);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(checkpoint, bad);
        Files.deleteIfExists(killed.resolve("checkpoint-previous.bin"));
        Shell.Result refused = Shell.run(PROJECT, resume.split(" "));
        assertEquals(2, refused.code(), refused::output);
        assertEquals(1, refused.output().lines().count(), refused::output);
        Files.write(checkpoint, good);
        Shell.Result result = Shell.run(PROJECT, resume.split(" "));
        assertEquals(0, result.code(), result::output);
        for (String file : List.of(
                "diagnostics.csv", "profile.csv", "gas-0000.fits", "gas-0001.fits", "gas-0002.fits", "final.fits")) {
            assertEquals(-1, Files.mismatch(whole.resolve(file), killed.resolve(file)), file);
        }
    }

    /// Of 128³ cells a process takes less than 250 bytes a cell, the JVM and outputs on the way included, where it may
    /// have no more of a heap than 440 MiB: what it would have for nothing otherwise says nothing.
    @Test
    void aCellTakesLessThan250Bytes() throws Exception {
        Path run = folder.resolve("run");
        String command = "env HYADES_JAVA_OPTIONS=-Xmx440m ./hyades -q -n 1 gas --cells 128 --time 0.00002 --every"
                + " 0.00001 --no-plots --no-report --out " + run;
        Shell.Result result = Shell.run(PROJECT, command.split(" "));
        assertEquals(0, result.code(), result::output);
        JsonObject record = JsonParser.parseString(Files.readString(run.resolve("run.json")))
                .getAsJsonObject();
        long peak = record.getAsJsonArray("perRank")
                .get(0)
                .getAsJsonObject()
                .get("peakResidentBytes")
                .getAsLong();
        assertTrue(peak < 250L * 128 * 128 * 128, () -> peak + " bytes");
    }

    /// A gas so cold and fast that its energy's rounding is more than its pressure: soon a cell has none. It is named
    /// in one line, by the rank that the user sees, and what was written stays.
    @Test
    void gasThatLosesItsPressureEndsTheRun() throws Exception {
        Grid grid = new Grid(30, 2, 1, 1.0 / 30);
        double[][] values = new double[5][60];
        Arrays.setAll(values[0], i -> 1 + 0.5 * Math.sin(i % 30));
        Arrays.fill(values[1], 1);
        Arrays.fill(values[2], 0.3);
        Arrays.fill(values[4], 1e-18);
        Boundaries around = Boundaries.all(Boundary.PERIODIC);
        Medium medium = new Medium(5.0 / 3, null);
        Set<Quantity> all = EnumSet.allOf(Quantity.class);
        GasPlan plan = new GasPlan("cold", grid, List.of(1, 1, 1), around, medium, 0.8, 1, 0, 10, all);
        Path cold = folder.resolve("cold.fits");
        GasFile.write(cold, new GasFields(grid, values), plan, GasMoment.START);
        Path run = folder.resolve("run");
        String command = "./hyades -q -n 2 gas --initial %s --time 10 --every 5 --no-plots --out %s";
        Shell.Result result = Shell.run(PROJECT, command.formatted(cold, run).split(" "));
        assertEquals(1, result.code(), result::output);
        String line =
                "rank 0: no positive density and pressure after step \\d+, at [\\d.E-]+ s: cell \\(\\d+, [01], 0\\): "
                        + "density .*; what was written before is kept in " + Pattern.quote(run + "\n");
        assertTrue(result.output().matches(line), result::output);
        assertEquals(
                grid, InitialGas.read(run.resolve("gas-0000.fits")).fields().grid());
        assertTrue(Files.readAllLines(run.resolve("diagnostics.csv")).size() >= 2);
        assertTrue(Files.notExists(run.resolve("final.fits")));
    }
}
