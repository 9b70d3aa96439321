package hyades;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Machines with other devices than this one has: libraries and drivers that are missing or bad, and a
/// library of our own before the system's that says of its device what a test needs.
@Timeout(600)
@Order(1) // takes long, one method after the other
class DevicesIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String LIBRARY = "HYADES_OPENCL_LIBRARY";
    private static final String DRIVERS = "OCL_ICD_VENDORS";

    /// Of `cl_device_type`.
    private static final String GPU = "4";

    @TempDir
    static Path shims;

    /// The job whose device is lost.
    private static final String[] LOSING = {"--bodies", "50", "--steps", "1000", "--diagnostics-every", "10"};

    private static String devices;
    private static byte[] undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void look() throws Exception {
        devices = Shell.run(PROJECT, "./hyades", "devices").output();
    }

    private static void requireDevice() {
        assumeTrue(
                devices.contains("self-test         passed"),
                () -> "needs a device of OpenCL (Debian: pocl-opencl-icd ocl-icd-libopencl1): " + devices);
    }

    private static Shell.Result hyades(Map<String, String> environment, String... words) throws Exception {
        String[] command =
                Stream.concat(Stream.of("./hyades"), Stream.of(words)).toArray(String[]::new);
        return Shell.run(PROJECT, environment, command);
    }

    /// The library before the system's, with wishes.
    private static Map<String, String> shim(String... wishes) throws Exception {
        requireDevice();
        Path library = shims.resolve("shim.so");
        synchronized (DevicesIT.class) {
            if (!Files.exists(library)) {
                Shell.compile(
                        library, "src/test/resources/hyades/ffi/shim.c", "-Wl,--no-as-needed", "-l:libOpenCL.so.1");
            }
        }
        Map<String, String> environment = new HashMap<>(Map.of(LIBRARY, library.toString()));
        for (String wish : wishes) {
            String[] parts = wish.split("=");
            environment.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return environment;
    }

    private String[] job(String... more) {
        return Stream.concat(
                        Stream.of(
                                "-n",
                                "1",
                                "nbody",
                                "--dimensions",
                                "3",
                                "--no-plots",
                                "--no-report",
                                "--out",
                                folder.resolve("run").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /// Where nothing is, `devices` tells what it has looked for, and a run that needs it has not begun.
    private void assertNoOpenCl(Map<String, String> environment, String line) throws Exception {
        assertEquals(new Shell.Result(0, line + "\n"), hyades(environment, "devices"));
        assertEquals(
                new Shell.Result(2, "hyades: --kernel opencl: " + line + "\n"),
                hyades(environment, job("--kernel", "opencl")));
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void aMissingLibraryIsOneLine() throws Exception {
        Path library = folder.resolve("libOpenCL.so");
        assertNoOpenCl(
                Map.of(LIBRARY, library.toString()),
                "no OpenCL: looked for the library %s, which cannot be loaded (HYADES_OPENCL_LIBRARY names another)"
                        .formatted(library));
    }

    /// Without what the JVM would say of it.
    @Test
    void aFileThatIsNoLibraryIsOneLine() throws Exception {
        Path library = Files.writeString(folder.resolve("libOpenCL.so"), "no library");
        assertNoOpenCl(
                Map.of(LIBRARY, library.toString()),
                "no OpenCL: looked for the library %s, which cannot be loaded (HYADES_OPENCL_LIBRARY names another)"
                        .formatted(library));
    }

    @Test
    void noDriverIsOneLine() throws Exception {
        requireDevice();
        assertNoOpenCl(
                Map.of(DRIVERS, folder.toString()),
                "no OpenCL: libOpenCL.so.1 has no driver: looked in %s, where no *.icd names one".formatted(folder));
    }

    @Test
    void aDriverThatDoesNotLoadIsOneLine() throws Exception {
        requireDevice();
        Path drivers = Files.createDirectory(folder.resolve("drivers"));
        Files.writeString(drivers.resolve("bad.icd"), "/nowhere/libbad.so\n");
        Path garbage = Files.writeString(folder.resolve("garbage.so"), "no library");
        Files.writeString(drivers.resolve("garbage.icd"), garbage + "\n");
        assertNoOpenCl(
                Map.of(DRIVERS, drivers.toString()),
                "no OpenCL: libOpenCL.so.1 has no driver: looked in %s, where bad.icd, garbage.icd name none that loads"
                        .formatted(drivers));
    }

    @Test
    void devicesAreListedWithWhatCounts() {
        requireDevice();
        for (String line : List.of(
                "device 0: \\S.*", "  kind {14}(CPU|GPU|other)", "  driver {12}\\S.*", "  memory {12}\\d+ MB")) {
            assertTrue(devices.lines().anyMatch(each -> each.matches(line)), line + "\n" + devices);
        }
        assertTrue(devices.contains("  double precision  yes\n"), devices);
        assertTrue(devices.contains("  self-test         passed: the bits of the scalar kernel\n"), devices);
    }

    private byte[] finalBytes(Map<String, String> environment, String... more) throws Exception {
        Shell.Result run = hyades(environment, job(more));
        assertEquals(0, run.code(), run.output());
        assertFalse(run.output().contains("WARNING"), run.output()); // of the JVM, about native access
        return Files.readAllBytes(folder.resolve("run/final.csv"));
    }

    /// Processes, each with a context of its own, and threads with one for all.
    @ParameterizedTest
    @CsvSource({"1, multicore", "3, multicore", "2, processes"})
    void aRunOnADeviceWritesTheBytesOfTheScalarKernel(int ranks, String mode) throws Exception {
        requireDevice();
        String[] job = {"--bodies", "203", "--steps", "20", "--overwrite"};
        byte[] expected = finalBytes(Map.of(), with(job, "--kernel", "scalar"));
        byte[] found =
                finalBytes(Map.of(), with(job, "--kernel", "opencl", "-n", Integer.toString(ranks), "--on", mode));
        assertArrayEquals(expected, found);
        assertTrue(Files.readString(folder.resolve("run/run.json")).contains("\"kernel\": \"OpenCL, "));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /// The self-test runs 64 kernels, then each rank one for accelerations and one for potentials before
    /// the first step, and one a step and a measurement. Without a checkpoint before, and whichever rank it
    /// is, what is left goes on to the bytes of an undisturbed run.
    @ParameterizedTest(name = "rank {2} of {0}, {1}, after {3}")
    @CsvSource({
        "1, multicore, '', 64, 0",
        "1, multicore, '', 65, 0",
        "1, multicore, '', 66, 0",
        "1, multicore, '', 500, 3[89].",
        "2, multicore, '', 200, [56].",
        "2, processes, 1, 64, 0",
        "2, processes, 1, 100, 3.",
        "2, processes, 0, 100, 3."
    })
    void aDeviceThatIsLostLeavesACheckpoint(int ranks, String mode, String rank, int kernels, String step)
            throws Exception {
        Shell.Result lost = hyades(
                shim("SHIM_LOST_AFTER=" + kernels, "SHIM_LOST_RANK=" + rank),
                job(with(LOSING, "--kernel", "opencl:0", "--quiet", "-n", Integer.toString(ranks), "--on", mode)));
        assertEquals(1, lost.code(), lost.output());
        String where = rank.isEmpty() ? "(on rank 1: )?" : rank.equals("0") ? "" : "on rank %s: ".formatted(rank);
        String kept = Pattern.quote(folder.resolve("run").toString());
        String line =
                "rank 0: %sdevice 0: .*: clEnqueueNDRangeKernel: out of resources, or the device was lost \\(-5\\),"
                    + " after step %s; what was written before is kept in %s; it goes on with: ./hyades nbody --resume"
                    + " %s\n";
        assertTrue(lost.output().matches(line.formatted(where, step, kept, kept)), lost.output());
        byte[] found = finalBytes(Map.of(), "--resume", folder.resolve("run").toString());
        assertArrayEquals(undisturbed(), found);
    }

    /// What the scalar kernel makes of the job whose device is lost.
    private byte[] undisturbed() throws Exception {
        if (undisturbed == null) {
            undisturbed = finalBytes(Map.of(), with(LOSING, "--overwrite", "--kernel", "scalar"));
        }
        return undisturbed;
    }

    /// pocl's compiler catches signals of its own accord.
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "USR1"})
    void aJobOnADeviceStillHearsSignals(String signal) throws Exception {
        requireDevice();
        Path out = folder.resolve("run");
        String[] command = with(
                new String[] {"./hyades"},
                job("--kernel", "opencl", "--bodies", "50", "--steps", "1000000000", "--diagnostics-every", "10"));
        Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            Path diagnostics = out.resolve("diagnostics.csv");
            while (script.isAlive() && Shell.bytes(diagnostics).length < 1000) {
                Thread.sleep(20);
            }
            long java = script.children()
                    .filter(child -> child.info().command().orElse("").endsWith("/java"))
                    .findFirst()
                    .orElseThrow()
                    .pid();
            Shell.run(PROJECT, "kill", "-" + signal, Long.toString(java)); // not by the script, which sends TERM
            String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(75, script.waitFor(), output);
            assertTrue(output.contains("it goes on with: ./hyades nbody --resume " + out), output);
        } finally {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aDeviceWithoutDoublesIsListedAndRefused() throws Exception {
        Map<String, String> environment = shim("SHIM_DOUBLES=0");
        String list = hyades(environment, "devices").output();
        assertTrue(list.contains("  double precision  none: not used\n"), list);
        Shell.Result any = hyades(environment, job("--kernel", "opencl"));
        assertEquals(2, any.code());
        assertTrue(any.output().startsWith("hyades: --kernel opencl: no device whose double precision is fast: 0: "));
        Shell.Result named = hyades(environment, job("--kernel", "opencl:0"));
        assertEquals(2, named.code());
        assertTrue(
                named.output().contains(": no double precision, without which the bits are others\n"), named.output());
    }

    /// By the bits of `cl_device_fp_config`: 1, 2, 4 and 32 are needed, 64 is software.
    @ParameterizedTest(name = "{1}")
    @CsvSource({"103, emulated", "7, partial"})
    void aDeviceWithOtherDoublesIsUsedWhereItIsNamed(int config, String word) throws Exception {
        Map<String, String> environment = shim("SHIM_DOUBLES=" + config);
        String list = hyades(environment, "devices").output();
        assertTrue(list.contains("  double precision  %s: used only where it is named\n".formatted(word)), list);
        Shell.Result any = hyades(environment, job("--kernel", "opencl"));
        assertEquals(2, any.code(), any.output());
        assertTrue(any.output().contains("no device whose double precision is fast"), any.output());
        finalBytes(environment, "--bodies", "20", "--steps", "2", "--kernel", "opencl:0");
    }

    /// Of two devices the second rank takes the second, which is the one that it loses; the third the first again, as
    /// the first does.
    @ParameterizedTest(name = "rank {0}")
    @CsvSource({"1, 1", "2, 0"})
    void ranksOfAMachineTakeItsDevicesInTurn(int rank, int device) throws Exception {
        Map<String, String> environment = shim("SHIM_TWICE=1", "SHIM_LOST_AFTER=70", "SHIM_LOST_RANK=" + rank);
        Shell.Result lost = hyades(environment, job("--kernel", "opencl", "-n", "3", "--on", "processes"));
        assertEquals(1, lost.code(), lost.output());
        String line = "rank 0: on rank %d: device %d: ".formatted(rank, device);
        assertTrue(lost.output().lines().anyMatch(each -> each.startsWith(line)), lost.output());
    }

    /// Such a card computes where it is named.
    @Test
    void aDeviceWithSlowDoublesIsListedAndUsedWhereItIsNamed() throws Exception {
        Map<String, String> environment = shim("SHIM_SLOW=400000", "SHIM_TYPE=" + GPU);
        String list = hyades(environment, "devices").output();
        assertTrue(list.contains("  kind              GPU\n"), list);
        assertTrue(
                list.lines()
                        .anyMatch(line ->
                                line.matches("  double precision  slow, \\d+ times as long as single: used only where"
                                        + " it is named")),
                list);
        Shell.Result any = hyades(environment, job("--kernel", "opencl"));
        assertEquals(2, any.code(), any.output());
        assertTrue(any.output().contains("no device whose double precision is fast"), any.output());
        finalBytes(environment, "--bodies", "20", "--steps", "2", "--kernel", "opencl:0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHIM_WRONG=1  | device 0: .*: its bits are not those of the scalar kernel: acceleration along x of .*",
                "SHIM_NOT_AVAILABLE=1 | device 0: .*: clCreateContext: the device is not available .-2.",
                "SHIM_BROKEN=1 | device 0: .*: the program cannot be built: .*this is no program.*"
            })
    void aBadDeviceIsRefusedInOneLine(String wish, String line) throws Exception {
        Map<String, String> environment = shim(wish);
        String list = hyades(environment, "devices").output();
        assertTrue(list.lines().anyMatch(each -> each.matches("  self-test         failed: " + line)), list);
        Shell.Result run = hyades(environment, job("--kernel", "opencl", "-n", "2"));
        assertEquals(2, run.code(), run.output());
        List<String> said = run.output()
                .lines()
                .filter(each -> !each.equals("1 error generated.")) // by pocl itself
                .toList();
        assertEquals(1, said.size(), run.output());
        assertTrue(said.getFirst().matches("hyades: --kernel opencl: " + line), run.output());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    /// Whatever wins, the measurement is printed, and the bytes are those of the scalar kernel; a small
    /// run, and a machine without a graphics card, measure nothing.
    @Test
    void autoMeasuresAGraphicsCardAndSaysSo() throws Exception {
        String[] job = {"--bodies", "300", "--steps", "3", "--overwrite"};
        byte[] expected = finalBytes(Map.of(), with(job, "--kernel", "scalar"));
        Map<String, String> card = shim("SHIM_TYPE=" + GPU);
        assertArrayEquals(expected, finalBytes(card, job));
        Shell.Result measured = hyades(card, job(job));
        assertTrue(
                measured.output()
                        .lines()
                        .anyMatch(line ->
                                line.matches("kernel auto: OpenCL, .* was (faster from \\d+ bodies on|slower than the"
                                        + " processor) in a short measurement; 300 are computed by (it|the"
                                        + " processor)")),
                measured.output());
        for (Shell.Result silent : List.of(
                hyades(shim(), job(job)), hyades(card, job("--bodies", "100", "--steps", "3", "--overwrite")))) {
            assertEquals(0, silent.code(), silent.output());
            assertFalse(silent.output().contains("kernel auto"), silent.output());
        }
    }

    /// One that differs does not compute, and is told of.
    @Test
    void autoLeavesABadGraphicsCardAlone() throws Exception {
        Shell.Result run = hyades(shim("SHIM_WRONG=1", "SHIM_TYPE=" + GPU), job("--bodies", "300", "--steps", "3"));
        assertEquals(0, run.code(), run.output());
        assertTrue(
                run.output()
                        .lines()
                        .anyMatch(line -> line.matches(
                                "kernel auto: the processor computes, since device 0: .*: its bits are not .*")),
                run.output());
    }
}
