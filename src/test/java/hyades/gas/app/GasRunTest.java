package hyades.gas.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import hyades.comm.Communicator;
import hyades.comm.TestRanks;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.gas.GasFields;
import hyades.gas.InitialGas;
import hyades.gas.MiddlePlane;
import hyades.gas.Problem;
import hyades.process.JobFailure;
import hyades.run.Observation;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class GasRunTest {
    private static final String BLAST = "--problem blast --cells 24x20x1 --time 0.1 --every 0.04 --cfl 0.6 ";

    @TempDir
    Path folder;

    private static final int FITS_BLOCK = 2880;

    /// The command as its rank runs it.
    private static GasCommand command(String arguments) {
        GasCommand command = new GasCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.split(" +"));
        return command;
    }

    private static int run(Communicator world, String arguments) {
        RunSettings settings = new RunSettings(
                world.size() == 2 ? 2 : 1,
                "multicore",
                List.of(arguments.split(" +")),
                Instant.now(),
                new Observation(world, Instant.now(), false, false),
                true,
                (_, _, _) -> {});
        try {
            return command(arguments).run(world, settings);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path run(String name, int ranks, String arguments) {
        Path run = folder.resolve(name);
        String all = "%s --no-plots --out %s".formatted(arguments, run);
        assertEquals(
                List.of(0),
                TestRanks.run(ranks, world -> run(world, all)).stream()
                        .distinct()
                        .toList());
        return run;
    }

    private void assertSameFiles(Path expected, Path actual) throws Exception {
        for (String file : List.of(
                "diagnostics.csv", "profile.csv", "final.fits", "gas-0000.fits", "gas-0001.fits", "gas-0002.fits")) {
            assertEquals(-1, Files.mismatch(expected.resolve(file), actual.resolve(file)), file);
        }
    }

    /// Data files of other ranks, threads, blocks and kernels are the same bytes.
    @ParameterizedTest(name = "{0} ranks{1}")
    @CsvSource({"2, ''", "3, ' --blocks 4x2x1 --kernel scalar'", "4, ' --kernel vector'"})
    void theFilesAreTheSameBytes(int ranks, String how) throws Exception {
        assertSameFiles(run("one", 1, BLAST), run("other", ranks, BLAST + how.strip()));
    }

    /// Stopped in the middle, a run goes on with other ranks and blocks to the bytes of one that was
    /// never stopped.
    @Test
    void aStoppedRunGoesOn() throws Exception {
        Path whole = run("whole", 1, BLAST);
        Path stopped = folder.resolve("stopped");
        String all = "%s --no-plots --out %s".formatted(BLAST, stopped);
        List<Integer> codes = TestRanks.run(3, world -> {
            AtomicInteger asked = new AtomicInteger();
            TestRanks.stopWhen(world, () -> world.rank() == 2 && asked.incrementAndGet() > 15);
            return run(world, all);
        });
        assertEquals(List.of(75, 75, 75), codes);
        assertTrue(Files.exists(stopped.resolve("checkpoint.bin")));
        assertTrue(Files.notExists(stopped.resolve("final.fits")));
        assertTrue(RunRecord.read(stopped.resolve("run.json"))
                .results()
                .get("steps")
                .toString()
                .startsWith("15"));
        String on = "--resume %s --blocks 1x2x1 --cfl 0.6 --no-plots".formatted(stopped);
        command(on).check();
        assertEquals(List.of(0, 0), TestRanks.run(2, world -> run(world, on)));
        assertSameFiles(whole, stopped);
        assertTrue(Files.notExists(stopped.resolve("checkpoint.bin")));
    }

    /// The fields that a run was begun with are those that it goes on with, by whatever case and order they
    /// are named again, if they are.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", " --fields PRESSURE,density,DENSITY"})
    void aRunGoesOnWithItsFields(String again) throws Exception {
        String blast = BLAST + "--fields density,Pressure";
        Path whole = run("whole", 1, blast);
        Path stopped = folder.resolve("stopped");
        AtomicInteger asked = new AtomicInteger();
        List<Integer> codes = TestRanks.run(1, world -> {
            TestRanks.stopWhen(world, () -> asked.incrementAndGet() > 15);
            return run(world, "%s --no-plots --out %s".formatted(blast, stopped));
        });
        assertEquals(List.of(75), codes);
        String on = "--resume %s --no-plots%s".formatted(stopped, again);
        assertEquals(List.of(0), TestRanks.run(1, world -> run(world, on)));
        assertSameFiles(whole, stopped);
    }

    /// A run of four checkpoints that was stopped; the latest and the one before it are there.
    private Path stopped(String name) {
        Path stopped = folder.resolve(name);
        AtomicInteger asked = new AtomicInteger();
        List<Integer> codes = TestRanks.run(1, world -> {
            TestRanks.stopWhen(world, () -> asked.incrementAndGet() > 9);
            return run(world, "%s --checkpoint-every 2 --no-plots --out %s".formatted(BLAST, stopped));
        });
        assertEquals(List.of(75), codes);
        assertTrue(Files.exists(stopped.resolve(CheckpointFile.PREVIOUS)));
        return stopped;
    }

    /// What it does may be said again, though nobody has said it at first; nothing else may.
    @Test
    void aRunThatGoesOnIsTheSame() {
        Path stopped = stopped("stopped");
        command(("--resume %s --problem blast --cells 24x20x1 --gamma 1.4 --cfl 0.6 --time 0.1 --every 0.04 --boundary"
                                + " outflow --fields VX,VY,VZ,PRESSURE,DENSITY --diagnostics-every 10")
                        .formatted(stopped))
                .check();
        JobFailure refused = assertThrows(JobFailure.class, command("--gamma 1.3 --resume " + stopped)::check);
        assertEquals(2, refused.exitCode());
        assertEquals("--gamma 1.3: expected 1.4, with which %s was begun".formatted(stopped), refused.getMessage());
    }

    private static Map<Path, String> files(Path directory) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /// Whatever is wrong with what is left of a run, be it the latest checkpoint or, without that, the one
    /// before: one line that names the file, before anything is written.
    @ParameterizedTest(name = "{0} of the {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "damage | latest | : damaged, its checksum is wrong; the one before it is whole: .*-previous.bin",
                "cut | latest | : damaged, its checksum is wrong; the one before it is whole: .*-previous.bin",
                "empty | latest | : damaged, its checksum is wrong; the one before it is whole: .*-previous.bin",
                "another command | latest | : is a 'hyades nbody checkpoint 4', expected a 'hyades gas .*previous.bin",
                "damage | one before | : damaged, its checksum is wrong",
                "cut | one before | : damaged, its checksum is wrong",
                "empty | one before | : damaged, its checksum is wrong",
                "another command | one before | : is a 'hyades nbody checkpoint 4', expected a 'hyades gas .*'",
                "no room | one before | : damaged, it ends too early",
                "none | one before | : there is no such checkpoint",
            })
    void whatIsNoCheckpointIsRefused(String what, String which, String line) throws Exception {
        Path stopped = stopped("stopped");
        Path file = stopped.resolve(CheckpointFile.LATEST);
        if (which.equals("one before")) {
            Files.delete(file);
            file = stopped.resolve(CheckpointFile.PREVIOUS);
        }
        byte[] bytes = Files.readAllBytes(file);
        switch (what) {
            case "damage" -> bytes[bytes.length / 2] ^= 1;
            case "cut" -> bytes = Arrays.copyOf(bytes, bytes.length - 100);
            case "empty" -> bytes = new byte[0];
            default -> {}
        }
        Files.write(file, bytes);
        Path other = Files.createDirectory(folder.resolve("other"));
        switch (what) {
            case "another command" -> CheckpointFile.write(other, "hyades nbody checkpoint 4", out -> out.writeInt(1));
            case "no room" -> cutWithItsSum(bytes, other);
            default -> Files.copy(file, other.resolve(CheckpointFile.LATEST));
        }
        Files.move(other.resolve(CheckpointFile.LATEST), file, StandardCopyOption.REPLACE_EXISTING);
        if (what.equals("none")) {
            Files.delete(file);
            file = stopped.resolve(CheckpointFile.LATEST);
        }
        Map<Path, String> before = files(stopped);
        JobFailure refused = assertThrows(JobFailure.class, command("--resume " + stopped)::check);
        assertEquals(2, refused.exitCode());
        String expected = Pattern.quote("--resume %s: %s".formatted(stopped, file)) + line;
        assertTrue(refused.getMessage().matches(expected), refused.getMessage());
        assertEquals(before, files(stopped));
    }

    /// As somebody makes it up: the sum is right, and most of the gas is missing.
    private static void cutWithItsSum(byte[] checkpoint, Path to) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(checkpoint);
        byte[] format = new byte[content.getShort()];
        content.get(format);
        byte[] some = new byte[content.remaining() / 2];
        content.get(some);
        CheckpointFile.write(to, new String(format, StandardCharsets.UTF_8), out -> out.write(some));
    }

    /// The checkpoint of another run would go on with lines that are none of its.
    @Test
    void theCheckpointOfAnotherRunIsRefused() throws Exception {
        Path stopped = stopped("stopped");
        Path diagnostics = stopped.resolve(GasRun.DIAGNOSTICS);
        Files.writeString(diagnostics, Files.readString(diagnostics).replaceFirst("\\n0,0.0,", "\n0,0.1,"));
        Map<Path, String> before = files(stopped);
        String on = "--resume %s --no-plots".formatted(stopped);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> TestRanks.alone(world -> run(world, on)));
        JobFailure failure = (JobFailure) refused.getCause();
        assertEquals(2, failure.exitCode());
        assertEquals(
                diagnostics + ": is not as the run left it (its line ends may be others): it cannot go on",
                failure.getMessage());
        assertEquals(before, files(stopped));
    }

    /// What a run goes on with has its size, and grows not with the cores.
    @Test
    void aRunThatGoesOnDoesNotGrow() {
        assertTrue(command("--cells 8").growth().isPresent());
        assertTrue(command("--resume run").growth().isEmpty());
    }

    /// From the file that a run has left another goes on: two halves are not the whole, since steps end
    /// elsewhere, but the gas of the file is the one that it begins with.
    @Test
    void aFileOfGasIsABeginning() throws Exception {
        Path first = run("first", 1, BLAST);
        Path next = run("next", 2, "--initial %s --time 0 --gamma 1.4".formatted(first.resolve("final.fits")));
        List<Image> before = FitsFiles.images(first.resolve("final.fits"));
        List<Image> after = FitsFiles.images(next.resolve("final.fits"));
        assertEquals(5, before.size());
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i).pixels(), after.get(i).pixels());
        }
    }

    /// What a file says of its run holds in another that begins with it; what an option says against it
    /// holds instead, and is told of.
    @Test
    void aRunGoesByWhatItsFileSays() throws Exception {
        String disc = "--problem disc --cells 8x8x1 --time 0 --gamma 1.3 --boundary reflecting";
        Path file = run("first", 1, disc).resolve("final.fits");
        Map<String, Object> as = RunRecord.read(
                        run("as", 2, "--initial %s --time 0".formatted(file)).resolve("run.json"))
                .results();
        assertEquals("1.3", as.get("gamma").toString());
        assertEquals(String.join(",", Collections.nCopies(6, "reflecting")), as.get("boundaries"));
        assertEquals(
                Problem.DISC.gravity().strength(),
                Double.parseDouble(as.get("gravityStrength").toString()));
        assertNull(as.get("warnings"));
        String other = "--initial %s --time 0 --gamma 1.5 --boundary outflow".formatted(file);
        Map<String, Object> against =
                RunRecord.read(run("against", 1, other).resolve("run.json")).results();
        assertEquals("1.5", against.get("gamma").toString());
        assertEquals(String.join(",", Collections.nCopies(6, "outflow")), against.get("boundaries"));
        assertEquals(
                List.of(
                        file + ": GAMMA is 1.3 there: --gamma 1.5 is taken",
                        file + ": BOUNDARY is reflecting there: --boundary outflow is taken"),
                against.get("warnings"));
    }

    /// What was doubtful of the file is in the record of a run that was stopped and went on, too.
    @Test
    void doubtsOutliveAStop() throws Exception {
        Path file = run("first", 1, BLAST).resolve("final.fits");
        Path stopped = folder.resolve("stopped");
        AtomicInteger asked = new AtomicInteger();
        List<Integer> codes = TestRanks.run(1, world -> {
            TestRanks.stopWhen(world, () -> asked.incrementAndGet() > 3);
            return run(world, "--initial %s --time 0.1 --no-plots --out %s".formatted(file, stopped));
        });
        assertEquals(List.of(75), codes);
        TestRanks.run(1, world -> run(world, "--resume %s --no-plots".formatted(stopped)));
        RunRecord record = RunRecord.read(stopped.resolve("run.json"));
        assertEquals(
                List.of(file + ": TIME is 0.1 s there: this run begins at 0 s"),
                record.results().get("warnings"));
    }

    /// Of whichever quantity, in the file of a run: a number that no gas has is named with its cell.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "0, NaN, DENSITY of cell (2; 1; 1) is NaN: expected a number above 0",
        "0, 0, DENSITY of cell (2; 1; 1) is 0.0: expected a number above 0",
        "1, NaN, VX of cell (2; 1; 1) is NaN: expected a number",
        "3, -Infinity, VZ of cell (2; 1; 1) is -Infinity: expected a number",
        "4, -1, PRESSURE of cell (2; 1; 1) is -1.0: expected a number above 0",
        "4, Infinity, PRESSURE of cell (2; 1; 1) is Infinity: expected a number above 0",
    })
    void whatNoGasHasIsRefused(int quantity, double value, String line) throws Exception {
        Path file = run("first", 1, "--problem blast --cells 4x4x4 --time 0").resolve("final.fits");
        byte[] bytes = Files.readAllBytes(file);
        int start =
                startOf(bytes, List.of("DENSITY", "VX", "VY", "VZ", "PRESSURE").get(quantity));
        ByteBuffer.wrap(bytes).putDouble(start + Double.BYTES * (2 + 4 * (1 + 4)), value);
        Files.write(file, bytes);
        String from = "--initial %s --time 1 --out %s".formatted(file, folder.resolve("no"));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> TestRanks.alone(world -> run(world, from)));
        assertEquals(
                "--initial %s: %s".formatted(file, line.replace(';', ',')),
                refused.getCause().getMessage());
        assertTrue(Files.notExists(folder.resolve("no")));
    }

    /// Of cells that are not cubes nothing is computed.
    @Test
    void cellsThatAreNoCubesAreRefused() throws Exception {
        Path file = run("first", 1, "--problem blast --cells 4x4x1 --time 0").resolve("final.fits");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, text.replaceAll("(CDELT2  = .{19}).", "$19"), StandardCharsets.ISO_8859_1);
        String from = "--initial %s --time 1 --out %s".formatted(file, folder.resolve("no"));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> TestRanks.alone(world -> run(world, from)));
        String line = refused.getCause().getMessage();
        assertTrue(
                line.matches("--initial %s: CDELT2 [\\d.]+9: expected cubic cells, CDELT1 is .*".formatted(file)),
                line);
    }

    /// Where the pixels of an extension begin.
    private static int startOf(byte[] file, String name) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("END     ", text.indexOf("EXTNAME = '" + name));
        return (end / FITS_BLOCK + 1) * FITS_BLOCK;
    }

    @Test
    void cubesThatAreMissingAreNamed() {
        Path part = run("part", 1, BLAST + "--fields density,PRESSURE");
        String from = "--initial %s --time 1 --out %s".formatted(part.resolve("final.fits"), folder.resolve("no"));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> TestRanks.alone(world -> run(world, from)));
        assertTrue(refused.getCause().getMessage().contains("final.fits: no cube VX: expected images of the names"));
    }

    /// All problems come to their end, and the record says how well.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sod, 100x1x1, densityError",
        "wave, 1x16x1, densityError",
        "blast, 16, shockRadius",
        "disc, 16x16x4, largestSpeed",
        "kelvin-helmholtz, 16x16x1, largestSpeed"
    })
    void problemsComeToTheirEnd(String problem, String cells, String result) throws Exception {
        Path run = run("run", 1, "--problem %s --cells %s --time 0.1".formatted(problem, cells));
        RunRecord record = RunRecord.read(run.resolve("run.json"));
        assertTrue(
                ((Number) record.results().get(result)).doubleValue() > 0,
                () -> record.results().toString());
        assertTrue(record.rates().get("cellUpdatesPerSecond") > 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--problem sun | --problem sun: expected sod, wave, blast, kelvin-helmholtz, disc",
                "--cells 64 --blocks 33 | --blocks: 33 blocks along x for 64 cells: expected 1 to 32",
                "--cfl 0 | --cfl 0.0: expected more than 0, at most 1",
                "--gamma 1 | --gamma 1.0: expected a number, more than 1",
                "--time -1 | --time -1.0: expected a number, 0 or more",
                "--every 0 | --every 0.0: expected a number, more than 0",
                "--every 1e-9 | --every 1.0E-9: expected fewer than 10000 outputs until 0.1 s",
                "--gamma Infinity | --gamma Infinity: expected a number, more than 1",
                "--gamma NaN | --gamma NaN: expected a number, more than 1",
                "--cfl NaN | --cfl NaN: expected more than 0, at most 1",
                "--time Infinity | --time Infinity: expected a number, 0 or more",
                "--time NaN | --time NaN: expected a number, 0 or more",
                "--every Infinity | --every Infinity: expected a number, more than 0",
                "--every NaN | --every NaN: expected a number, more than 0",
                "--cells 2000 | --cells 2000: 2000 x 2000 x 2000 cells: expected at most 2147483647 in all",
                "--boundary periodic,outflow | --boundary: 2 boundaries: expected 1 or 6",
                "--initial a.fits | --initial a.fits: expected --time beside it",
                "--initial a.fits --problem sod | --problem sod: expected none beside --initial",
                "--initial none.fits --time 1 | --initial none.fits: expected a file that can be read",
                "--diagnostics-every 0 | --diagnostics-every 0: expected at least 1",
                "--checkpoint-every 0 | --checkpoint-every 0: expected at least 1",
                "--checkpoint-every -3 | --checkpoint-every -3: expected at least 1",
                "--cfl 1.01 | --cfl 1.01: expected more than 0, at most 1",
                "--cfl -0.5 | --cfl -0.5: expected more than 0, at most 1",
                "--gamma 0.5 | --gamma 0.5: expected a number, more than 1",
                "--fields , | --fields ',': expected one of DENSITY, VX, VY, VZ, PRESSURE or several",
                "--boundary , | --boundary: 0 boundaries: expected 1 or 6",
                "--cells 5x5x1 --blocks 1x1x2 | --blocks: 2 blocks along z for 1 cells: expected 1 to 1",
                "--cells 1290 --blocks 645 | --blocks: 268336125 blocks: expected at most 1048576 in all",
                "--cells 999999999 --blocks 999999999 | --cells 999999999: 999999999 x 999999999 x 999999999 cells:"
                        + " expected at most 2147483647 in all",
            })
    void whatCannotBeComputedIsRefused(String arguments, String line) {
        JobFailure refused = assertThrows(JobFailure.class, command(arguments)::check);
        assertEquals(2, refused.exitCode());
        assertEquals(line, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cells 4x4",
                "--cells x",
                "--cells 64x64x1x1",
                "--cells -4",
                "--cells 1e2",
                "--cells 9999999999",
                "--cells 0",
                "--cells 4x0x4",
                "--blocks 2x2",
                "--blocks 0",
                "--blocks 1x1x0",
                "--blocks 9999999999",
                "--fields MASS",
                "--fields DENSITY,,VX",
                "--kernel fast",
                "--boundary wall",
                "--checkpoint-every 1.5",
                "--gamma air",
                "--time"
            })
    void whatCannotBeReadIsRefused(String arguments) {
        assertThrows(ParameterException.class, () -> command(arguments));
    }

    /// By rank 0, which the others follow: they wait for it until the job ends. The number that is named works.
    @ParameterizedTest(name = "{0} ranks, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | --cells 24x20x1 --blocks 1x2x1 | -n 3: expected at most 2 ranks, as many as --blocks 1x2x1 has",
                "4 | --cells 7x1x1 | -n 4: expected at most 3 ranks, as many as --blocks 3x1x1 has",
                "7 | --cells 1x6x5 | -n 7: expected at most 6 ranks, as many as --blocks 1x3x2 has",
                "2 | --cells 2x3x2 | -n 2: expected at most 1 ranks, as many as --blocks 1x1x1 has",
            })
    void moreRanksThanBlocksAreRefused(int ranks, String cells, String line) {
        String arguments = "%s --time 0.001 --out %s".formatted(cells, folder.resolve("run"));
        List<String> said = TestRanks.run(ranks, world -> {
            if (world.rank() != 0) {
                return "";
            }
            return refusal(world, arguments);
        });
        assertEquals(line, said.getFirst());
        assertTrue(Files.notExists(folder.resolve("run")));
        int works = Integer.parseInt(line.replaceAll(".*at most (\\d+).*", "$1"));
        run("works", works, cells + " --time 0.001");
    }

    private static String refusal(Communicator world, String arguments) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> run(world, arguments));
        JobFailure failure = (JobFailure) refused.getCause();
        assertEquals(2, failure.exitCode());
        return failure.getMessage();
    }

    /// Before there is any: 1200³ cells in eight blocks need 120 bytes each, and more for the halos.
    @Test
    void gasThatHasNoRoomIsRefused() {
        String arguments = "--cells 1200 --blocks 2 --time 0.001 --out " + folder.resolve("run");
        long bytes = 40 * 1_728_000_000L + 80 * 8 * 604L * 604 * 604;
        String line = "1728000000 cells in 2x2x2 blocks: expected gas that fits in memory: it needs a heap of %d bytes,"
                + " there are %d (HYADES_JAVA_OPTIONS=-Xmx%dm raises it)";
        assertEquals(
                line.formatted(bytes, Runtime.getRuntime().maxMemory(), (bytes >> 20) * 3 / 2 + 1),
                TestRanks.alone(world -> refusal(world, arguments)));
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    /// Nothing to do is no work at a negative speed.
    @Test
    void aRunOfNoStepsHasNoRates() throws Exception {
        RunRecord record = RunRecord.read(run("run", 2, "--cells 8 --time 0").resolve("run.json"));
        assertEquals(Double.NaN, record.rates().get("cellUpdatesPerSecond"));
        assertEquals(Double.NaN, record.rates().get("stepsPerSecond"));
        assertEquals("0.0", record.results().get("steppingSeconds").toString());
    }

    /// The film shows what the files hold, to a step of its colours.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"24x20x1, 24, 20", "8x20x24, 20, 24", "200x8x8, 100, 4"})
    void theFilmIsOfTheFiles(String cells, int width, int height) throws Exception {
        Path run = run("run", 1, "--problem blast --time 0.05 --every 0.02 --cells " + cells);
        JsonObject film = Slices.of(new RunDirectory(run)).orElseThrow();
        assertEquals(width, film.get("width").getAsInt());
        assertEquals(height, film.get("height").getAsInt());
        assertEquals("[0.0,0.02,0.04,0.05]", film.get("times").toString());
        byte[] values = Base64.getDecoder().decode(film.get("values").getAsString());
        assertEquals(4 * width * height, values.length);
        double low = film.get("low").getAsDouble();
        double step = (film.get("high").getAsDouble() - low) / 255;
        GasFields gas = InitialGas.read(run.resolve("final.fits")).fields();
        MiddlePlane plane = MiddlePlane.of(gas.grid());
        int bin = plane.width() / width;
        double[] sums = new double[width * height];
        for (int i = 0; i < plane.width() * plane.height(); i++) {
            int[] cell = plane.cell(i);
            int at = i / plane.width() / bin * width + i % plane.width() / bin;
            sums[at] += gas.at(cell[0], cell[1], cell[2]).density() / (bin * bin);
        }
        for (int i = 0; i < sums.length; i++) {
            int shown = values[3 * sums.length + i] & 0xff;
            assertEquals(sums[i], low + step * shown, 0.5001 * step);
        }
    }

    /// A tube has no plane, and a film is no film without times or without the density.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--problem sod --cells 32x1x1 --time 0.05 --every 0.02",
                "--problem blast --cells 16x16x1 --time 0.05",
                "--problem blast --cells 16x16x1 --time 0.05 --every 0.02 --fields PRESSURE"
            })
    void someRunsHaveNoFilm(String arguments) throws Exception {
        assertTrue(Slices.of(new RunDirectory(run("run", 1, arguments))).isEmpty());
    }
}
