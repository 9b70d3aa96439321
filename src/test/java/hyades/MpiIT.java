package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.comm.CommunicatorContract;
import hyades.launch.FailingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The system's own MPI libraries, each where Debian's package of it is installed; skipped by name where not.
@Timeout(600)
@Order(1) // takes long, one method after the other
class MpiIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String HYADES = PROJECT.resolve("hyades").toString();

    /// As Debian calls their programs, which may be installed side by side.
    enum Library {
        OPEN_MPI("mpirun.openmpi", "libmpi.so.40", "Open MPI 4"),
        MPICH("mpirun.mpich", "libmpich.so.12", "MPICH 4");

        private final String mpirun;
        private final String file;
        private final String version;

        Library(String mpirun, String file, String version) {
            this.mpirun = mpirun;
            this.file = file;
            this.version = version;
        }

        Library other() {
            return this == MPICH ? OPEN_MPI : MPICH;
        }
    }

    /// What one rank makes, of which no library knows.
    @TempDir
    static Path references;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}, {1} ranks")
    @CsvSource({"OPEN_MPI, 1", "OPEN_MPI, 2", "OPEN_MPI, 3", "OPEN_MPI, 8", "MPICH, 1", "MPICH, 2", "MPICH, 3"})
    void theCommunicatorKeepsTheContract(Library library, int ranks) throws Exception {
        Shell.Result result = mpirun(library, ranks, java(CommunicatorContract.class, Integer.toString(ranks)));
        assertEquals(0, result.code(), result::output);
    }

    /// A library that has it, for want of a package: MPICH behind what the standard fixes.
    @Test
    void theStandardsOwnInterfaceWillDo() throws Exception {
        assumeInstalled(Library.MPICH);
        Path file = folder.resolve("libmpi_abi.so.1");
        Shell.compile(file, "src/test/resources/hyades/ffi/standard_mpi.c");
        Map<String, String> library = Map.of("HYADES_MPI_LIBRARY", file.toString());
        Shell.Result contract = mpirun(Library.MPICH, library, 2, java(CommunicatorContract.class, "2"));
        assertEquals(0, contract.code(), contract::output);
        Shell.Result failure = mpirun(Library.MPICH, library, 2, java(FailingJob.class, "throw", "1", "token"));
        assertEquals(1, failure.code(), failure::output);
        assertEquals(List.of("rank 1: java.lang.IllegalStateException: the sky fell"), ours(failure), failure::output);
    }

    /// A rank that does one thing once is not worth compiling well.
    private static String[] java(Class<?> main, String... arguments) {
        return with(
                arguments,
                null,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--mpi-rank");
    }

    @ParameterizedTest
    @EnumSource
    void ranksSayByWhatTheyAreJoined(Library library) throws Exception {
        for (Shell.Result result :
                List.of(mpirun(library, 2, HYADES, "hello"), hyades(library, "--on", "mpirun", "-n", "2", "hello"))) {
            assertEquals(0, result.code(), result::output);
            List<String> lines = result.output().lines().toList();
            assertEquals(2, lines.size(), result::output);
            for (int rank = 0; rank < 2; rank++) {
                String line = lines.get(rank);
                assertTrue(line.startsWith("rank %d of 2 ".formatted(rank)), line);
                assertTrue(line.contains(library.version), line);
                assertTrue(line.contains("(%s, thread level ".formatted(library.file)), line);
            }
        }
    }

    /// The same program by `mpirun`, and once by our launcher, which starts `mpirun`, against threads.
    @ParameterizedTest
    @EnumSource
    void theFilesAreTheSameBytes(Library library) throws Exception {
        String[] nbody = {"nbody", "--bodies", "97", "--steps", "60", "--no-plots", "--no-report", "--out"};
        String[] decay = {
            "decay",
            "--particles",
            "2000",
            "--runs",
            "7",
            "--max-time",
            "1",
            "--dt",
            "0.01",
            "--no-plots",
            "--no-report",
            "--out"
        };
        String[] gas = {
            "gas",
            "--problem",
            "blast",
            "--cells",
            "16",
            "--blocks",
            "2x2x2",
            "--time",
            "0.005",
            "--no-plots",
            "--no-report",
            "--out"
        };
        for (String[] job : List.of(nbody, decay, gas)) {
            Path one = references.resolve(job[0]);
            if (Files.notExists(one)) { // the other library's
                assertOk(hyades(library, with(job, one, "-n", "1")));
            }
            Path direct = folder.resolve(job[0] + "-mpirun");
            assertOk(mpirun(library, 2, with(with(job, direct), HYADES)));
            assertSameData(one, direct);
            assertTrue(Files.readString(direct.resolve("run.json")).contains("\"launch\": \"mpirun\""));
        }
        Path launched = folder.resolve("launched");
        assertOk(hyades(library, with(gas, launched, "--on", "mpirun", "-n", "2")));
        assertSameData(references.resolve("gas"), launched);
    }

    /// Each process would believe to be alone, and do the whole work.
    @ParameterizedTest
    @EnumSource
    void anotherLibraryThanThatOfMpirunIsRefused(Library library) throws Exception {
        assumeInstalled(library.other());
        Map<String, String> other = Map.of("HYADES_MPI_LIBRARY", library.other().file);
        Shell.Result result = mpirun(library, other, 2, HYADES, "nbody", "--steps", "1", "--out", folder + "/out");
        assertEquals(2, result.code(), result::output);
        List<String> ours = ours(result);
        assertEquals(1, ours.size(), result::output);
        assertTrue(ours.getFirst().contains(" has started rank 0 of 2, which is rank 0 of 1 to "), ours::toString);
        assertTrue(ours.getFirst().contains(library.other().version), ours::toString);
        assertTrue(Files.notExists(folder.resolve("out")));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "OPEN_MPI, /no/such/library, cannot open shared object file",
        "OPEN_MPI, libm.so.6, it lacks MPI_Get_library_version",
        "MPICH, /etc/passwd, invalid ELF header"
    })
    void whatIsNoLibraryIsRefused(Library library, String file, String reason) throws Exception {
        Map<String, String> wrong = Map.of("HYADES_MPI_LIBRARY", file);
        Shell.Result result = mpirun(library, wrong, 2, HYADES, "hello");
        assertEquals(2, result.code(), result::output);
        List<String> ours = ours(result);
        assertEquals(1, ours.size(), result::output);
        assertTrue(ours.getFirst().startsWith("hyades: HYADES_MPI_LIBRARY=%s: ".formatted(file)), ours::toString);
        assertTrue(ours.getFirst().contains(reason), ours::toString);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "OPEN_MPI, -n 3 hello, '-n 3: expected 2, which there are'",
        "MPICH, --engine mpj hello, '--engine mpj: expected mpi, which joins the ranks'",
        "MPICH, nbody --bodies 0, '--bodies 0: expected at least 1'",
        "OPEN_MPI, devices, 'devices runs in the launcher, not on ranks'"
    })
    void wrongUsageIsOneLineAndExitCodeTwo(Library library, String arguments, String line) throws Exception {
        Shell.Result result = mpirun(library, 2, with(arguments.split(" "), null, HYADES));
        assertEquals(2, result.code(), result::output);
        assertEquals(List.of("hyades: " + line), ours(result), result::output);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOfWhichSomeFailedEndsWithThree(Library library) throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.fits"), "no FITS");
        String[] batch = {"images", "filter", notes.toString(), "--no-report", "--overwrite", "--out"};
        Path out = folder.resolve("out");
        assertEquals(3, mpirun(library, 2, with(with(batch, out), HYADES)).code());
        assertEquals(
                3,
                hyades(library, with(batch, out, "--on", "mpirun", "-n", "2")).code());
    }

    /// While the others wait for it in an operation of MPI's.
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "OPEN_MPI, throw, 1, rank 1: java.lang.IllegalStateException: the sky fell",
        "MPICH, throw, 1, rank 1: java.lang.IllegalStateException: the sky fell",
        "OPEN_MPI, exchange, 1, rank 1: java.lang.IllegalStateException: the sky fell",
        "MPICH, exchange, 1, rank 1: java.lang.IllegalStateException: the sky fell",
        "OPEN_MPI, usage, 2, hyades: no such sky",
        "MPICH, exit, 1, rank 1: called System.exit before the job was done"
    })
    void aFailingRankEndsTheJobWithItsCodeAndOneLine(Library library, String failure, int code, String line)
            throws Exception {
        Shell.Result result = mpirun(library, 2, java(FailingJob.class, failure, "1", "token"));
        assertEquals(code, result.code(), result::output);
        assertEquals(List.of(line), ours(result), result::output);
    }

    /// Asked by a signal to `mpirun`, or to our launcher; it goes on as threads, then under `mpirun` again after a rank
    /// was killed, and ends with the bytes of an undisturbed run.
    @ParameterizedTest
    @EnumSource
    void aRunGoesOnByAnotherEngine(Library library) throws Exception {
        String[] job = {
            "nbody",
            "--bodies",
            "150",
            "--steps",
            "60000",
            "--checkpoint-every",
            "50",
            "--no-plots",
            "--no-report",
            "--out"
        };
        Path whole = folder.resolve("whole");
        assertOk(hyades(library, with(job, whole, "-n", "1")));
        Path out = folder.resolve("out");
        Process first = begin(library, with(with(job, out), HYADES), 2);
        awaitCheckpoint(out);
        kill("-ALRM", first.pid());
        end(first);
        assertTrue(Files.exists(out.resolve("checkpoint.bin")), "it had ended before it was asked to stop");

        String[] resume = {"nbody", "--resume", out.toString(), "--checkpoint-every", "50", "--no-plots", "--no-report"
        };
        List<String> launched = new ArrayList<>(List.of(with(resume, null, HYADES, "--on", "mpirun", "-n", "2")));
        Process second = builder(library, Map.of("HYADES_MPIRUN", library.mpirun), launched)
                .start();
        awaitCheckpoint(out);
        kill("-TERM", second.pid());
        assertEquals(75, end(second));

        Process third = begin(library, with(resume, null, HYADES), 2);
        awaitCheckpoint(out);
        ProcessHandle rank = third.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        rank.destroyForcibly();
        assertTrue(end(third) != 0);

        assertOk(hyades(library, with(resume, null, "-n", "2")));
        assertSameData(whole, out);
    }

    /// A task may start a job of MPI of its own, and no Hyades in it is a rank of the sweep's.
    @ParameterizedTest
    @EnumSource
    void theTasksOfASweepAreNoRanks(Library library) throws Exception {
        String task = "env | grep -c -e ^PMI -e ^OMPI_COMM_WORLD -e ^OMPI_MCA_orte -e ^MPI_LOCAL; true {}";
        Shell.Result result =
                mpirun(library, 2, HYADES, "-q", "sweep", "--out", folder + "/out", task, ":::", "a", "b", "c");
        assertEquals(List.of("0", "0", "0"), result.output().lines().toList(), result::output);
    }

    /// What comes last has no line end, and a rank's report stands in the same line.
    @ParameterizedTest
    @EnumSource
    void outputWithoutALineEndHidesNoReport(Library library) throws Exception {
        Shell.Result result = hyades(
                library, "-n", "2", "-q", "sweep", "-k", "--out", folder + "/unended", "printf %s {}", ":::", "a", "b");
        assertEquals(0, result.code(), result::output);
        assertEquals("ab", result.output());
    }

    private static void awaitCheckpoint(Path out) throws IOException, InterruptedException {
        Path checkpoint = out.resolve("checkpoint.bin");
        byte[] before = Shell.bytes(checkpoint);
        byte[] now = before;
        while (now.length == 0 || Arrays.equals(before, now)) {
            Thread.sleep(10);
            now = Shell.bytes(checkpoint);
        }
    }

    private static void kill(String signal, long process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", signal, Long.toString(process))
                        .start()
                        .waitFor());
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), "it goes on");
        return process.exitValue();
    }

    private static void assertOk(Shell.Result result) {
        assertEquals(0, result.code(), result::output);
    }

    private static void assertSameData(Path expected, Path actual) throws IOException {
        int files = 0;
        try (var data = Files.newDirectoryStream(expected, "*.{csv,fits}")) {
            for (Path file : data) {
                if (!file.getFileName().toString().equals("resources.csv")) {
                    Path other = actual.resolve(file.getFileName());
                    assertEquals(-1, Files.mismatch(file, other), other::toString);
                    files++;
                }
            }
        }
        assertTrue(files > 0, "no data in " + expected);
    }

    /// The lines that are not `mpirun`'s.
    private static List<String> ours(Shell.Result result) {
        return result.output()
                .lines()
                .filter(line -> line.matches("(hyades|rank \\d+): .*"))
                .toList();
    }

    private static String[] with(String[] job, Path out, String... before) {
        List<String> command = new ArrayList<>(Arrays.asList(before));
        command.addAll(Arrays.asList(job));
        if (out != null) {
            command.add(out.toString());
        }
        return command.toArray(String[]::new);
    }

    private static String[] with(String[] job, String first) {
        return with(job, null, first);
    }

    private Shell.Result hyades(Library library, String... arguments) throws Exception {
        assumeInstalled(library);
        List<String> command = new ArrayList<>(List.of(HYADES));
        command.addAll(Arrays.asList(arguments));
        return run(builder(library, Map.of("HYADES_MPIRUN", library.mpirun), command));
    }

    private Shell.Result mpirun(Library library, int ranks, String... command) throws Exception {
        return mpirun(library, Map.of(), ranks, command);
    }

    private Shell.Result mpirun(Library library, Map<String, String> environment, int ranks, String... command)
            throws Exception {
        assumeInstalled(library);
        return run(builder(library, environment, commandOf(library, ranks, command)));
    }

    private Process begin(Library library, String[] command, int ranks) throws IOException {
        return builder(library, Map.of(), commandOf(library, ranks, command)).start();
    }

    private static List<String> commandOf(Library library, int ranks, String... command) {
        List<String> whole = new ArrayList<>(List.of(library.mpirun, "-n", Integer.toString(ranks)));
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    /// Open MPI starts nothing for root, and no more ranks than cores, unless it is told so.
    private ProcessBuilder builder(Library library, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> variables = new HashMap<>(environment);
        for (String name : List.of(
                "OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "OMPI_MCA_rmaps_base_oversubscribe")) {
            variables.put(name, "1");
        }
        builder.environment().putAll(variables);
        builder.redirectOutput(
                ProcessBuilder.Redirect.to(folder.resolve("output").toFile()));
        return builder;
    }

    private Shell.Result run(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Shell.Result(code, Files.readString(folder.resolve("output")));
    }

    private static void assumeInstalled(Library library) {
        boolean isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, library.mpirun)));
        assumeTrue(isThere, library.mpirun + " is not installed");
    }
}
