package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `mpj/mpjrun` as MPJ's users know it, with an mpjdaemon of the test's own.
///
/// The daemon listens on all interfaces: MPJ Express knows no other way. It lives for the duration of this class.
@Timeout(600)
@Order(1) // takes long, one method after the other
class MpjrunIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    static Path folder;

    private static Path mpj;
    private static int daemonPort;
    private static Process daemon;
    private static Path machines;

    @BeforeAll
    static void startDaemon() throws Exception {
        setUp();
        machines = Files.writeString(folder.resolve("machines"), "localhost\n");
        ProcessBuilder builder = new ProcessBuilder(
                        javaHome().resolve("bin/java").toString(),
                        "-jar",
                        mpjHome().resolve("lib/daemon.jar").toString(),
                        Integer.toString(daemonPort))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("daemon.log").toFile());
        builder.environment().put("MPJ_HOME", mpjHome().toString());
        builder.environment().put("PATH", javaHome().resolve("bin") + ":" + System.getenv("PATH"));
        daemon = builder.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!isListening()) {
            assertTrue(System.nanoTime() < end && daemon.isAlive(), "no mpjdaemon");
            Thread.sleep(50);
        }
    }

    /// As it is set up in the project, but for the ports, which are free ones: somebody else on this machine may have a
    /// daemon too, or test another checkout.
    private static void setUp() throws IOException {
        Path project = PROJECT.resolve("mpj");
        mpj = Files.createDirectory(folder.resolve("mpj"));
        for (String name : List.of("mpjrun", "setup", "find-java")) {
            Files.copy(project.resolve(name), mpj.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path home = Files.createDirectory(mpjHome());
        for (String name : List.of("lib", ".layout")) {
            Files.createSymbolicLink(home.resolve(name), project.resolve("home").resolve(name));
        }
        Files.createDirectory(home.resolve("logs"));
        String file = "conf/mpjexpress.conf";
        Files.createDirectory(home.resolve("conf"));
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0);
                ServerSocket three = new ServerSocket(0)) {
            daemonPort = one.getLocalPort();
            String conf = Files.readString(project.resolve("home").resolve(file));
            for (Map.Entry<String, ServerSocket> port :
                    Map.of("40055", one, "40052", two, "40002", three).entrySet()) {
                assertTrue(conf.contains("=" + port.getKey() + "\n"), conf);
                conf = conf.replace(
                        "=" + port.getKey() + "\n", "=" + port.getValue().getLocalPort() + "\n");
            }
            Files.writeString(home.resolve(file), conf);
        }
    }

    @AfterAll
    static void stopDaemon() throws InterruptedException {
        daemon.descendants().forEach(ProcessHandle::destroyForcibly);
        daemon.destroyForcibly().waitFor();
    }

    private static boolean isListening() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), daemonPort)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest(name = "-np {0} -dev {1}")
    @CsvSource({"1, multicore", "4, multicore", "8, multicore", "3, niodev", "2, hybdev"})
    void everyRankSaysHello(int ranks, String device) throws Exception {
        Shell.Result result = mpjrun(ranks, device, "hello");
        assertEquals(0, result.code(), result::output);
        List<String> lines = result.output().lines().toList();
        assertEquals(ranks, lines.size(), result::output);
        for (int rank = 0; rank < ranks; rank++) {
            assertTrue(lines.get(rank).startsWith("rank %d of %d on ".formatted(rank, ranks)), result::output);
            assertTrue(lines.get(rank).contains("MPJ Express 0.44 (%s)".formatted(device)), result::output);
        }
    }

    /// More ranks than bodies among them; the same bytes as our own launcher gives.
    @ParameterizedTest(name = "-np {0} -dev {1}")
    @CsvSource({"3, multicore", "5, multicore", "3, niodev", "2, hybdev"})
    void dataFilesAreThoseOfOurLauncher(int ranks, String device) throws Exception {
        Path ours = folder.resolve("ours");
        Path theirs = folder.resolve("theirs-%d-%s".formatted(ranks, device));
        String[] job = {"nbody", "--initial", "figure-eight", "--steps", "300", "--no-plots", "--no-report", "--out"};
        if (Files.notExists(ours)) {
            Shell.Result alone = Shell.run(
                    PROJECT,
                    Stream.of(Stream.of("./hyades"), Stream.of(job), Stream.of(ours.toString()))
                            .flatMap(words -> words)
                            .toArray(String[]::new));
            assertEquals(0, alone.code(), alone::output);
        }
        Shell.Result run = mpjrun(
                ranks,
                device,
                Stream.concat(Stream.of(job), Stream.of(theirs.toString())).toArray(String[]::new));
        assertEquals(0, run.code(), run::output);
        for (String name : List.of("final.csv", "diagnostics.csv", "frames.csv")) {
            assertEquals(-1, Files.mismatch(ours.resolve(name), theirs.resolve(name)), name);
        }
    }

    /// What comes last has no line end, and a rank's report stands in the same line.
    @Test
    void outputWithoutALineEndHidesNoReport() throws Exception {
        Path out = folder.resolve("unended");
        Shell.Result run =
                mpjrun(2, "multicore", "-q", "sweep", "-k", "--out", out.toString(), "printf %s {}", ":::", "a", "b");
        assertEquals(0, run.code(), run::output);
        assertEquals("ab", run.output());
    }

    /// File by file, and all ranks on one image at a time.
    @ParameterizedTest(name = "-np {0} -dev {1} {2}")
    @CsvSource({
        "3, multicore, --schedule=block",
        "3, niodev, --schedule=dynamic",
        "3, niodev, --split",
        "2, hybdev, --split"
    })
    void imagesAreThoseOfOurLauncher(int ranks, String device, String option) throws Exception {
        Path sky = folder.resolve("sky");
        Path ours = folder.resolve("filtered");
        Path theirs = Files.createTempDirectory(folder, "images").resolve("theirs");
        if (Files.notExists(sky)) {
            for (String command : List.of(
                    "./hyades images generate --count 4 --size 60x40 --no-report --out " + sky,
                    "./hyades images filter %s --window 9 --no-plots --no-report --out %s".formatted(sky, ours))) {
                Shell.Result run = Shell.run(PROJECT, command.split(" "));
                assertEquals(0, run.code(), run::output);
            }
        }
        Shell.Result run = mpjrun(
                ranks,
                device,
                "images",
                "filter",
                sky.toString(),
                "--window",
                "9",
                "--no-plots",
                "--no-report",
                option,
                "--out",
                theirs.toString());
        assertEquals(0, run.code(), run::output);
        for (int i = 0; i < 4; i++) {
            String name = "fake_60x40_%d_highpass.fits".formatted(i);
            assertEquals(-1, Files.mismatch(ours.resolve(name), theirs.resolve(name)), name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"multicore", "niodev", "hybdev"})
    void wrongUsageKeepsItsExitCode(String device) throws Exception {
        Shell.Result result = mpjrun(2, device, "nbody", "--bodies", "none");
        assertEquals(2, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
    }

    /// MPJ's own mpjrun would return 0 (multicore) or hang (niodev).
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"multicore", "niodev", "hybdev"})
    void aKilledRankEndsTheJob(String device) throws Exception {
        Path out = folder.resolve("killed-" + device);
        Process job = start(3, device, "nbody", "--steps", "1000000", "--no-plots", "--out", out.toString());
        ProcessHandle victim = awaitRanks(out).getLast();
        victim.destroyForcibly();
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "the job still runs");
        assertEquals(1, job.exitValue());
        List<String> lines = job.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("gone before") || line.contains("without finishing"))
                .toList();
        assertEquals(1, lines.size(), lines::toString);
        assertEquals(List.of(), awaitGone(out));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"multicore", "niodev"})
    void aSignalStopsEveryRankInGoodOrder(String device) throws Exception {
        Path out = folder.resolve("stopped-" + device);
        Process job = start(2, device, "nbody", "--steps", "1000000", "--no-plots", "--out", out.toString());
        awaitRanks(out);
        job.toHandle().destroy(); // job.destroy would close its streams
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "the job still runs");
        String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(75, job.exitValue(), output);
        assertTrue(output.contains("it goes on with"), output);
        assertTrue(Files.exists(out.resolve("checkpoint.bin")));
        assertEquals(List.of(), awaitGone(out));
    }

    /// What SIGKILL leaves of the script, of MPJ's starter, or of both: the ranks see that nobody waits for them.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"multicore, script", "multicore, script and starter", "niodev, starter", "niodev, script and starter"})
    void whatIsKilledLeavesNothingBehind(String device, String killed) throws Exception {
        Path temporary = Files.createTempDirectory(folder, "temporary");
        Path out = folder.resolve("alone-%s-%s".formatted(device, killed.replace(' ', '-')));
        ProcessBuilder builder = new ProcessBuilder(
                        command(2, device, "nbody", "--steps", "1000000", "--no-plots", "--out", out.toString()))
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alone.log").toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        Process job = builder.start();
        awaitRanks(out);
        List<ProcessHandle> starters = processes(out)
                .filter(process -> commandLine(process).contains("starter.jar "))
                .toList();
        assertEquals(1, starters.size());
        if (killed.contains("script")) {
            job.destroyForcibly();
        }
        if (killed.contains("starter")) {
            starters.getFirst().destroyForcibly();
        }
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "the script still runs");
        assertEquals(killed.equals("starter") ? 1 : 137, job.exitValue());
        awaitNone(out);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().contains("hyades.")).toList());
        }
    }

    /// MPJ's starter has hardly begun; the ranks come a second later.
    @Test
    void aSignalBeforeThereIsARankIsHeard() throws Exception {
        Path out = folder.resolve("early");
        Process job = start(2, "multicore", "nbody", "--steps", "1000000", "--no-plots", "--out", out.toString());
        while (job.isAlive()
                && processes(out).noneMatch(process -> commandLine(process).contains("starter.jar "))) {
            Thread.sleep(5);
        }
        job.toHandle().destroy();
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "the job still runs");
        String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("mpj/mpjrun: stopped before the job had begun", output.strip());
        assertEquals(75, job.exitValue());
        awaitNone(out);
        assertTrue(Files.notExists(out));
    }

    /// The other rank would wait for it in MPJ Express for two minutes, our deadline.
    @Test
    void aRankKilledBeforeTheRanksHaveMetEndsTheJob() throws Exception {
        Path out = folder.resolve("unmet");
        Process job = start(
                List.of("-Dhyades.meetingSeconds=60", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y"),
                2,
                "niodev",
                "nbody",
                "--steps",
                "1000000",
                "--no-plots",
                "--out",
                out.toString());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (ranks(out).size() < 2) {
            assertTrue(System.nanoTime() < end, "the job does not begin");
            Thread.sleep(20);
        }
        awaitLook(job);
        ranks(out).getLast().destroyForcibly();
        assertTrue(job.waitFor(300, TimeUnit.SECONDS), "the job still runs");
        String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, job.exitValue(), output);
        assertTrue(output.strip().endsWith("mpj/mpjrun: a rank was gone before the ranks had met"), output);
        awaitNone(out);
    }

    /// Waits until the script has looked at its processes: between two of its looks it sleeps.
    private static void awaitLook(Process script) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        Set<Long> sleeps = new HashSet<>();
        while (sleeps.size() < 2) {
            assertTrue(System.nanoTime() < end, "the script does not look");
            script.descendants()
                    .filter(each -> each.info().command().orElse("").endsWith("/sleep"))
                    .forEach(each -> sleeps.add(each.pid()));
            Thread.sleep(5);
        }
    }

    /// MPJ's own mpjrun returns 0.
    @Test
    void aProgramThatIsNotThereIsAFailure() throws Exception {
        Shell.Result result = Shell.run(PROJECT, "mpj/mpjrun", "-np", "2", "-dev", "multicore", "nbody");
        assertEquals(1, result.code(), result::output);
        assertEquals(
                "mpj/mpjrun: no class nbody: expected -jar FILE or a class before the arguments",
                result.output().lines().toList().getLast());
    }

    @Test
    void aBadNumberOfRanksIsRefused() throws Exception {
        Shell.Result result = Shell.run(PROJECT, "mpj/mpjrun", "-np", "four", "-jar", "target/hyades.jar", "hello");
        assertEquals(2, result.code());
        assertEquals(
                "mpj/mpjrun: -np four: expected a number of ranks, at least 1",
                result.output().strip());
    }

    private static Shell.Result mpjrun(int ranks, String device, String... job) throws Exception {
        return Shell.run(PROJECT, command(ranks, device, job));
    }

    private static Process start(int ranks, String device, String... job) throws IOException {
        return start(List.of(), ranks, device, job);
    }

    private static Process start(List<String> options, int ranks, String device, String... job) throws IOException {
        List<String> command = new ArrayList<>(List.of(command(ranks, device, job)));
        command.addAll(command.indexOf("-jar"), options);
        return new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String[] command(int ranks, String device, String... job) {
        return Stream.concat(
                        Stream.of(
                                mpj.resolve("mpjrun").toString(),
                                "-np",
                                Integer.toString(ranks),
                                "-dev",
                                device,
                                "-machinesfile",
                                machines.toString(),
                                "-jar",
                                "target/hyades.jar"),
                        Stream.of(job))
                .toArray(String[]::new);
    }

    /// The JVMs that run the ranks of the job that writes into `out`, once it has begun to step.
    private static List<ProcessHandle> awaitRanks(Path out) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!Files.exists(out.resolve("diagnostics.csv"))) {
            assertTrue(System.nanoTime() < end, "the job does not begin");
            Thread.sleep(20);
        }
        return ranks(out);
    }

    private static List<ProcessHandle> awaitGone(Path out) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!ranks(out).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return ranks(out);
    }

    private static void awaitNone(Path out) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (processes(out).findAny().isPresent() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertEquals(
                List.of(),
                processes(out)
                        .map(process -> process.pid() + " " + commandLine(process))
                        .toList());
    }

    private static List<ProcessHandle> ranks(Path out) {
        return processes(out)
                .filter(process -> commandLine(process).contains("java")
                        && !commandLine(process).contains("starter.jar "))
                .sorted((a, b) -> Long.compare(a.pid(), b.pid()))
                .toList();
    }

    private static Stream<ProcessHandle> processes(Path out) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(out.toString()));
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    private static Path mpjHome() {
        return mpj.resolve("home");
    }
}
