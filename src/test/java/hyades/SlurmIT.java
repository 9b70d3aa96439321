package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jobs on a real SLURM of the test's own: two nodes on the loopback interface, without accounting, so that
/// nothing here can have needed `sacct`. Skipped where SLURM is not installed.
@Timeout(600)
@Order(0) // takes longest, for the most part waiting
class SlurmIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String HYADES = PROJECT.resolve("hyades").toString();

    /// Ends a test that would wait for ever: how fast this machine is at the moment is nothing to be tested.
    private static final int LIMIT_SECONDS = 300;

    private static final List<String> NBODY_FILES = List.of("final.csv", "diagnostics.csv");

    private static Path cluster;
    private static Path work;
    private static Map<String, String> environment;

    /// A job whose time limit passes a minute later, while other tests run: it waits for its tasks, and leaves them the
    /// cores.
    private static Process limited;

    @BeforeAll
    static void start() throws Exception {
        if (!isInstalled()) {
            return;
        }
        work = Files.createTempDirectory("hyades-slurm-work");
        cluster = Files.createTempDirectory("hyades-slurm"); // short: the path of a socket is in it
        environment = Map.of(
                "HYADES_CLUSTER", cluster.toString(),
                "HYADES_CLUSTER_CPUS", "4",
                "SLURM_CONF", cluster.resolve("slurm.conf").toString());
        // Also where somebody ends the tests midway.
        Runtime.getRuntime().addShutdownHook(new Thread(SlurmIT::endCluster));
        Shell.Result up = run(PROJECT.resolve("slurm/testing/cluster").toString(), "up");
        assertEquals(0, up.code(), up::output);
        // Without the early signal: the time limit itself.
        limited = start(
                HYADES,
                "--on",
                "slurm",
                "-n",
                "2",
                "--time=1",
                "--sbatch=--signal=URG@1",
                "--wait",
                "sweep",
                "--no-plots",
                "--no-report",
                "--out",
                "limited",
                "sleep {}",
                ":::",
                "1000",
                "1000");
    }

    @AfterAll
    static void end() throws Exception {
        if (cluster != null) {
            if (limited != null) {
                limited.destroyForcibly();
            }
            endCluster();
            assertFalse(Files.exists(cluster));
            Shell.run(PROJECT, "rm", "-rf", work.toString());
        }
    }

    private static void endCluster() {
        try {
            Shell.run(PROJECT, environment, "slurm/testing/cluster", "down");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void needsSlurm() {
        assumeTrue(isInstalled(), "needs Debian's slurm-wlm and munge");
    }

    private static boolean isInstalled() {
        return Stream.of("slurmctld", "slurmd", "munged", "sbatch")
                .allMatch(tool -> Stream.of("/usr/sbin", "/usr/bin", "/sbin")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
    }

    private static Shell.Result run(String... command) throws Exception {
        return Shell.run(work, environment, command);
    }

    private static Process start(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static Shell.Result hyades(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of(HYADES), Stream.of(arguments)).toArray(String[]::new));
    }

    /// Submits a job on two nodes with two ranks each.
    ///
    /// @return its id
    private static String submit(String options, String... job) throws Exception {
        return submit(4, options, job);
    }

    private static String submit(int ranks, String options, String... job) throws Exception {
        String[] front = "%s --on slurm -n %d --nodes 2 %s"
                .formatted(HYADES, ranks, options)
                .strip()
                .split(" +");
        Shell.Result submitted =
                run(Stream.concat(Stream.of(front), Stream.of(job)).toArray(String[]::new));
        assertEquals(0, submitted.code(), submitted::output);
        return idOf(submitted);
    }

    /// Of the line that says it, wherever that is: others may say other things before, such as that they build the jar.
    private static String idOf(Shell.Result submitted) {
        return submitted
                .output()
                .lines()
                .filter(line -> line.matches("job \\d+: .*"))
                .map(line -> line.split("[ :]")[1])
                .findFirst()
                .orElseThrow(() -> new AssertionError("no job in: " + submitted.output()));
    }

    private static String show(String job, String key) throws Exception {
        String all = run("scontrol", "show", "job", "-o", job).output();
        return Stream.of(all.split(" "))
                .filter(field -> field.startsWith(key + "="))
                .map(field -> field.substring(key.length() + 1))
                .findFirst()
                .orElse(all);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        await(what, 100, condition);
    }

    private static void await(String what, int millis, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, () -> "not within %d s: %s\n%s".formatted(LIMIT_SECONDS, what, logs()));
            Thread.sleep(millis);
        }
    }

    /// All that jobs have said, for whoever reads of a failure.
    private static String logs() {
        try (Stream<Path> logs = Files.list(work)) {
            return logs.filter(file -> file.toString().endsWith(".log"))
                    .map(file -> file.getFileName() + ":\n"
                            + uncheckedLog(file.getFileName().toString()))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void awaitState(String job, String state) throws Exception {
        await(
                job + " is " + state,
                500,
                () -> { // each look is a process
                    String now = show(job, "JobState");
                    assertFalse(
                            ENDS.contains(now) && !now.equals(state), () -> "%s is %s\n%s".formatted(job, now, logs()));
                    return now.equals(state);
                });
    }

    private static String log(String name) throws IOException {
        return Files.readString(work.resolve(name));
    }

    private static void awaitLine(String log, String line) throws Exception {
        await(
                "'%s' in %s".formatted(line, log),
                () -> Shell.lines(work.resolve(log)).stream().anyMatch(each -> each.contains(line)));
    }

    /// The processes of the ranks whose command line holds `word`, rank 0 first.
    private static List<ProcessHandle> ranks(String word) {
        Predicate<ProcessHandle> isRank = process -> {
            String line = process.info().commandLine().orElse("");
            return line.contains("--slurm-rank") && line.contains(word) && !line.contains("--kill-on-bad-exit");
        };
        return ProcessHandle.allProcesses()
                .filter(isRank)
                .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
                .toList();
    }

    private static int rank(ProcessHandle process) {
        try {
            String variables = Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return Integer.parseInt(variables.replaceAll("(?s).*\0SLURM_PROCID=(\\d+)\0.*", "$1"));
        } catch (IOException e) {
            return Integer.MAX_VALUE; // gone meanwhile
        }
    }

    private static void assertSameFiles(String reference, String out, List<String> names) throws IOException {
        for (String name : names) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            work.resolve(reference).resolve(name),
                            work.resolve(out).resolve(name)),
                    name);
        }
    }

    /// As the documents have it: sbatch, from another folder than Hyades's. Ranks of nbody all tell each other, those
    /// of gas their neighbours.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nbody --bodies 103 --dimensions 3 --steps 200 | final.csv diagnostics.csv",
                "gas --cells 24 --blocks 2 --time 0.02 --every 0.01 | final.fits diagnostics.csv gas-0001.fits",
            })
    void twoNodesOfTwoRanksGiveTheBitsOfOneRank(String command, String files) throws Exception {
        String[] job = (command.strip() + " --no-plots --out").split(" ");
        String one = "one-" + job[0];
        String four = "four-" + job[0];
        Shell.Result alone = hyades(Stream.of(Stream.of("-n", "1"), Stream.of(job), Stream.of(one))
                .flatMap(words -> words)
                .toArray(String[]::new));
        assertEquals(0, alone.code(), alone::output);
        Shell.Result batch = run(Stream.of(
                        Stream.of("sbatch", "--wait", "-N", "2", "--ntasks-per-node=2"),
                        Stream.of(PROJECT.resolve("slurm/hyades.sbatch").toString()),
                        Stream.of(job),
                        Stream.of(four))
                .flatMap(words -> words)
                .toArray(String[]::new));
        String id = batch.output().replaceAll("\\D", "");
        assertEquals(0, batch.code(), () -> batch.output() + uncheckedLog("hyades-%s.log".formatted(id)));
        assertSameFiles(one, four, List.of(files.strip().split(" ")));
        String record = log(four + "/run.json");
        for (String expected :
                List.of("\"launch\": \"slurm\"", "\"ranks\": 4", "\"host\": \"n1\"", "\"host\": \"n2\"")) {
            assertTrue(record.contains(expected), record);
        }
    }

    private static String uncheckedLog(String name) {
        try {
            return log(name);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Who runs where, threads from the CPUs of a task, the merged log and each rank's own.
    @Test
    void everyRankIsWhereSlurmPutItAndHasALogOfItsOwn() throws Exception {
        Files.createDirectories(work.resolve("bad"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(work.resolve("bad/image-%d.fits".formatted(i)), "no image");
        }
        String id = submit("--threads 2", "hello");
        awaitState(id, "COMPLETED");
        String hello = log("hello-%s.log".formatted(id));
        for (int rank = 0; rank < 4; rank++) {
            String line = "rank %d of 4 on n%d, process \\d+, MPJ Express 0.44 \\(niodev\\), 2 threads"
                    .formatted(rank, 1 + rank / 2);
            assertTrue(hello.lines().toList().get(rank).matches(line), hello);
        }
        assertEquals(hello, log("hello-%s/rank-0.log".formatted(id)));

        Shell.Result bad = hyades("--on", "slurm", "-n", "4", "--nodes", "2", "--wait", "images", "filter", "bad");
        assertEquals(3, bad.code(), bad::output);
        id = idOf(bad);
        for (int rank = 0; rank < 4; rank++) {
            String warning = "rank %d: bad/image-%d.fits: ".formatted(rank, rank);
            assertTrue(log("images-filter-%s.log".formatted(id)).contains(warning), bad::output);
            assertTrue(log("images-filter-%s/rank-%d.log".formatted(id, rank)).startsWith(warning), warning);
        }
    }

    /// Where a site gives jobs none of their users' variables, and where the user's own step holds the cores.
    @Test
    void ranksStartWithoutTheUsersVariablesAndWithinAStep() throws Exception {
        String comment = "a b#c'd\"e\\f";
        Shell.Result none = hyades(
                "--on",
                "slurm",
                "-n",
                "2",
                "--wait",
                "--sbatch=--export=NONE",
                "--sbatch=--comment=" + comment,
                "hello");
        assertEquals(0, none.code(), none::output);
        assertTrue(none.output().contains("\nrank 1 of 2 on "), none::output);
        String id = idOf(none);
        String job = run("scontrol", "show", "job", "-o", id).output();
        assertTrue(job.contains("Comment=" + comment + " "), job);
        Shell.Result within = run("timeout", "60", "srun", "-n", "1", HYADES, "--on", "slurm", "-n", "1", "hello");
        assertEquals(0, within.code(), within::output);
    }

    @Test
    void wrongUsageIsOneLineBeforeAnythingIsSubmitted() throws Exception {
        Shell.Result wrong = hyades("--on", "slurm", "-n", "2", "--wait", "nbody", "--steps", "many");
        assertEquals(2, wrong.code(), wrong::output);
        assertEquals(1, wrong.output().lines().count(), wrong::output);
        wrong = hyades("--on", "slurm", "--partition", "nowhere", "hello");
        assertEquals(1, wrong.code(), wrong::output);
        assertEquals(
                "hyades: cannot start the job: sbatch: Batch job submission failed: Invalid partition name specified",
                wrong.output().strip());
        wrong = run("srun", "-N", "2", "-n", "2", HYADES, "--on", "slurm", "hello");
        assertEquals(2, wrong.code(), wrong::output);
        assertTrue(wrong.output().contains("srun started 2 copies of this"), wrong::output);
        wrong = run("sbatch", "--wait", "-N", "2", "-o", "multi.log", "--wrap", HYADES + " hello");
        assertEquals(2, wrong.code(), wrong::output);
        assertEquals(
                "hyades: --on multicore uses one machine, and this SLURM job has 2: expected --on slurm, or a job of"
                        + " one node",
                log("multi.log").strip());
    }

    /// A rank's end is noticed in milliseconds on a machine that is idle.
    @ParameterizedTest(name = "rank {0}")
    @CsvSource({"0", "3"})
    void aKilledRankEndsTheJob(int victim) throws Exception {
        String out = "killed-" + victim;
        String id = submit("", "nbody", "--steps", "1000000", "--no-plots", "--out", out);
        await("the job begins", () -> Files.exists(work.resolve(out).resolve("diagnostics.csv")));
        ranks(out).get(victim).destroyForcibly();
        awaitState(id, "FAILED");
        assertEquals(List.of(), ranks(out));
        String log = log("nbody-%s.log".formatted(id));
        assertEquals(
                List.of("rank %d: gone before the job was done".formatted(victim)),
                log.lines().filter(line -> line.startsWith("rank ")).toList(),
                log);
    }

    /// Asked to stop, requeued, resumed: the bytes of an ensemble of one rank that nobody stopped. The wish comes
    /// to the ranks, or to the script alone as before a time limit.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nbody --steps 4000 --no-plots | nbody | USR1 | final.csv diagnostics.csv",
                "decay --particles 1000000 --method trials --runs 40 --no-plots | decay | USR1 --batch | mean.csv"
                        + " runs.csv",
                "images filter sky --window 80 --no-plots | images | TERM --batch | 00_highpass.fits 31_highpass.fits"
            })
    void aJobAskedToStopGoesOnAfterItsRequeue(String command, String kind, String signal, String files)
            throws Exception {
        makeSky();
        String[] job = command.strip().split(" ");
        Shell.Result alone = hyades(Stream.concat(
                        Stream.concat(Stream.of("-n", "1", "--threads", "2"), Stream.of(job)),
                        Stream.of("--out", "whole-" + kind))
                .toArray(String[]::new));
        assertEquals(0, alone.code(), alone::output);
        String id = submit("--requeue", job);
        await("the job begins", () -> hasBegun(kind, id));
        cancel("--signal=" + signal, id);
        String log = "%s-%s.log".formatted(command.startsWith("images") ? "images-filter" : kind, id);
        awaitLine(log, "goes back into the queue");
        awaitState(id, "COMPLETED");
        assertEquals("1", show(id, "Restarts"));
        assertTrue(log(log).contains("stopped "), () -> uncheckedLog(log)); // of the first start: appended to
        assertTrue(log(log).contains("hyades: job %s, started again (1)".formatted(id)), () -> uncheckedLog(log));
        assertTrue(log(log.replace(".log", "/rank-0.log")).contains("stopped "), "rank 0's log was truncated");
        assertSameFiles(
                "whole-" + kind,
                runDirectory(kind, id).toString(),
                List.of(files.strip().split(" ")));
    }

    /// PMIx does not take two nodes that are one machine, as the test's are; PMI2 does, which Debian's
    /// Open MPI does not know.
    @ParameterizedTest(name = "{0} on {1} nodes: {3}")
    @CsvSource({"pmix, 1, libmpi.so.40, Open MPI 4", "pmi2, 2, libmpich.so.12, MPICH 4"})
    void aNativeMpiJoinsTheTasks(String provider, int nodes, String library, String name) throws Exception {
        String mpirun = library.contains("mpich") ? "mpirun.mpich" : "mpirun.openmpi";
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", mpirun)), mpirun + " is not installed");
        String job = "nbody --bodies 41 --steps 300 --no-plots --no-report --out ";
        String reference = "reference-" + provider;
        assertEquals(0, hyades(("-n 1 " + job + reference).split(" ")).code());
        String command =
                "env SLURM_MPI_TYPE=%s HYADES_MPI_LIBRARY=%s %s --on slurm --engine mpi -n 2 --nodes %d --wait %s"
                        .formatted(provider, library, HYADES, nodes, job + provider);
        Shell.Result result = run(command.split(" "));
        assertEquals(0, result.code(), result::output);
        assertSameFiles(reference, provider, NBODY_FILES);
        String record = Files.readString(work.resolve(provider).resolve("run.json"));
        assertTrue(record.contains("\"launch\": \"slurm\""), record);
        assertTrue(record.contains("\"engine\": \"" + name), record);
    }

    private static void cancel(String options, String job) throws Exception {
        run(Stream.of("scancel", options, job)
                .flatMap(words -> Stream.of(words.split(" ")))
                .toArray(String[]::new));
    }

    /// A wish at any moment of a job's start costs no more than the start: when there is hardly more than the script
    /// that hears it, and when the ranks start.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"script, 7001", "ranks, 7002"})
    void aJobIsAskedToStopBeforeItHasBegun(String moment, String seed) throws Exception {
        String[] job = {"nbody", "--bodies", "100", "--steps", "50", "--no-plots", "--seed", seed};
        String id = submit(2, "--requeue", job);
        String log = "nbody-%s.log".formatted(id);
        await("the script hears signals", 20, () -> batchScript(id).anyMatch(SlurmIT::hearsUsr1));
        if (moment.equals("ranks")) {
            await("a rank starts", 20, () -> !ranks(seed).isEmpty());
        }
        cancel("--signal=USR1 --batch", id);
        awaitLine(log, "goes back into the queue");
        awaitState(id, "COMPLETED");
        assertEquals("1", show(id, "Restarts"));
        assertTrue(Files.exists(runDirectory("nbody", id).resolve("final.csv")), SlurmIT::logs);
    }

    /// The process that runs a job's batch script.
    private static Stream<ProcessHandle> batchScript(String id) {
        Pattern script =
                Pattern.compile("%s/.*/job0*%s/slurm_script( .*)?$".formatted(Pattern.quote(cluster.toString()), id));
        return ProcessHandle.allProcesses()
                .filter(process ->
                        script.matcher(process.info().commandLine().orElse("")).find());
    }

    /// Whether it catches SIGUSR1, the tenth bit of a number in base 16, as proc(5) has it.
    private static boolean hearsUsr1(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            return status.lines().anyMatch(line -> line.matches("SigCgt:\\s*\\p{XDigit}*[2367abef]\\p{XDigit}{2}"));
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    /// Fake images, more than a few seconds of work.
    private static void makeSky() throws Exception {
        if (Files.exists(work.resolve("sky"))) {
            return;
        }
        Shell.Result made = hyades("images", "generate", "--count", "32", "--size", "700x700", "--out", "made");
        assertEquals(0, made.code(), made::output);
        Files.createDirectories(work.resolve("sky"));
        try (Stream<Path> images = Files.list(work.resolve("made"))) {
            int number = 0;
            for (Path image : images.filter(file -> file.toString().endsWith(".fits"))
                    .sorted()
                    .toList()) {
                Files.move(image, work.resolve("sky/%02d.fits".formatted(number++)));
            }
        }
    }

    /// Whether the first results of a run are there.
    private static boolean hasBegun(String kind, String id) throws IOException {
        Path folder = runDirectory(kind, id);
        if (folder == null) {
            return false;
        }
        return Shell.files(folder).stream()
                .map(file -> file.getFileName().toString())
                .anyMatch(name -> name.equals("diagnostics.csv") || name.equals("runs.csv") || name.endsWith("s.fits"));
    }

    private static Path runDirectory(String kind, String id) throws IOException {
        return Shell.files(work.resolve("results").resolve(kind)).stream()
                .filter(folder -> folder.toString().endsWith("Z-" + id))
                .findFirst()
                .orElse(null);
    }

    /// Killed while checkpoints are written all the time, and resumed by another job each time.
    @Test
    void aRunKilledAtRandomMomentsGoesOnToTheSameBytes() throws Exception {
        String[] job = {"nbody", "--bodies", "1500", "--steps", "300", "--checkpoint-every", "1", "--no-plots"};
        Shell.Result alone =
                hyades(Stream.of(Stream.of("-n", "1", "--threads", "2"), Stream.of(job), Stream.of("--out", "unhurt"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
        assertEquals(0, alone.code(), alone::output);
        Random random = new Random(1);
        Path checkpoint = work.resolve("hurt/checkpoint.bin");
        String[] command =
                Stream.concat(Stream.of(job), Stream.of("--out", "hurt")).toArray(String[]::new);
        for (int i = 0; i < 2; i++) { // what has begun, and what goes on
            byte[] before = Shell.bytes(checkpoint);
            String id = submit(2, "", command);
            await("a checkpoint", () -> {
                byte[] now = Shell.bytes(checkpoint);
                return now.length > 0 && !Arrays.equals(before, now);
            });
            Thread.sleep(random.nextInt(300));
            ranks("hurt").getFirst().destroyForcibly();
            awaitState(id, "FAILED");
            command = new String[] {"nbody", "--resume", "hurt", "--checkpoint-every", "1", "--no-plots"};
        }
        awaitState(submit(2, "", command), "COMPLETED");
        assertSameFiles("unhurt", "hurt", NBODY_FILES);
    }

    /// The tasks of an array together write the rows and files of the whole.
    @Test
    void anArrayDoesWhatOneJobDoes() throws Exception {
        assertEquals(
                0,
                hyades("decay", "--runs", "100", "--no-plots", "--out", "all-runs")
                        .code());
        Shell.Result array = run(
                "sbatch",
                "--wait",
                "--array=1-2",
                "-n",
                "2",
                PROJECT.resolve("slurm/array.sbatch").toString(),
                "decay",
                "--runs",
                "100",
                "--no-plots");
        String id = array.output().replaceAll("\\D", "");
        assertEquals(0, array.code(), () -> uncheckedLog("hyades-%s_1.log".formatted(id)));
        List<String> rows = new ArrayList<>(List.of("run,finalCount,halfLife"));
        for (int task = 1; task <= 2; task++) {
            List<String> share =
                    Files.readAllLines(runDirectory("decay", id + "_" + task).resolve("runs.csv"));
            rows.addAll(share.subList(1, share.size()));
            assertTrue(Files.exists(work.resolve("hyades-%s_%d/rank-0.log".formatted(id, task))));
        }
        assertEquals(Files.readAllLines(work.resolve("all-runs/runs.csv")), rows);
        Shell.Result gaps = run(
                "sbatch",
                "--wait",
                "--array=2",
                "-o",
                "gaps.log",
                PROJECT.resolve("slurm/array.sbatch").toString(),
                "decay");
        assertEquals(2, gaps.code(), gaps::output);
        assertTrue(
                log("gaps.log").startsWith("hyades: --array is not 1-n: HYADES_SHARES"),
                () -> uncheckedLog("gaps.log"));
    }

    /// Two jobs of two ranks each, at the same time on one machine: each meets its own. They are let go together, since
    /// one would be done before the other is submitted where that takes long.
    @Test
    void twoJobsShareANode() throws Exception {
        String[] job = {"nbody", "--bodies", "103", "--steps", "400", "--no-plots", "--out"};
        assertEquals(
                0,
                hyades(Stream.concat(Stream.of(job), Stream.of("alone")).toArray(String[]::new))
                        .code());
        List<String> ids = new ArrayList<>();
        for (String out : List.of("first", "second")) {
            Shell.Result submitted = hyades(Stream.of(
                            Stream.of("--on", "slurm", "-n", "2", "--nodes", "1"),
                            Stream.of("--sbatch=--nodelist=n2", "--sbatch=--hold"),
                            Stream.of(job),
                            Stream.of(out))
                    .flatMap(words -> words)
                    .toArray(String[]::new));
            assertEquals(0, submitted.code(), submitted::output);
            ids.add(idOf(submitted));
        }
        run("scontrol", "release", String.join(",", ids));
        await(
                "both run at once",
                () -> ranks("first").size() == 2 && ranks("second").size() == 2);
        for (String id : ids) {
            awaitState(id, "COMPLETED");
        }
        assertSameFiles("alone", "first", NBODY_FILES);
        assertSameFiles("alone", "second", NBODY_FILES);
    }

    /// SIGTERM at the limit: the ranks keep what is done and end, within SLURM's patience; it goes on elsewhere.
    @Test
    void aJobWhoseTimeLimitPassesCanGoOn() throws Exception {
        assertTrue(limited.waitFor(300, TimeUnit.SECONDS), "the job still runs");
        assertEquals(1, limited.exitValue());
        String log;
        try (Stream<Path> logs = Files.list(work)) {
            log = logs.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("sweep-\\d+\\.log")
                            && uncheckedLog(name).contains("DUE TO TIME LIMIT"))
                    .findFirst()
                    .orElseThrow();
        }
        awaitLine(log, "2 of them left; "); // SLURM waits 30 s for them, the job is over before
        assertEquals("TIMEOUT", show(log.replaceAll("\\D", ""), "JobState"));
        Shell.Result rest = hyades("-n", "1", "sweep", "--resume", "limited", "--timeout", "1");
        assertEquals(3, rest.code(), rest::output);
        assertTrue(rest.output().contains("0 done, 2 failed"), rest::output);
    }

    private static final int TASKS = 24;

    /// The states that a job does not leave.
    private static final List<String> ENDS = List.of("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT");

    /// A sweep of which each task writes down that it is begun.
    private static String[] sweep(String out) {
        String command = "echo {} >>%s-begun; sleep 0.4321 && echo {}".formatted(out);
        return Stream.concat(
                        Stream.of("sweep", "-k", "--no-report", "--no-plots", "--out", out, command, ":::"),
                        Stream.iterate(1, i -> i <= TASKS, i -> i + 1).map(String::valueOf))
                .toArray(String[]::new);
    }

    private static String numbers() {
        return Stream.iterate(1, i -> i <= TASKS, i -> i + 1).map(i -> i + "\n").collect(Collectors.joining());
    }

    private static void awaitTasks(String out) throws Exception {
        await(
                "tasks of " + out,
                () -> Shell.lines(work.resolve(out + "/joblog")).size() > 5);
    }

    private static void assertEachIsDoneOnce(String out) throws Exception {
        List<String> tasks = log(out + "/tasks.csv").lines().skip(1).toList();
        assertEquals(TASKS, tasks.size());
        assertTrue(tasks.stream().allMatch(line -> line.contains(",\"done\",0,0,")), tasks::toString);
        assertEquals(TASKS + 1, log(out + "/joblog").lines().count());
        long begun = log(out + "-begun").lines().count();
        assertTrue(begun <= TASKS + 4, begun + " begun: at most one of each rank twice");
        await("no task is left", () -> run("ps", "axo", "args").output().lines().noneMatch("sleep 0.4321"::equals));
    }

    /// The wish comes to all processes, those of the tasks too, or to the script alone as before a time limit. What is
    /// done stays, what was asked to end is no failure, and the second start prints all.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"TERM", "USR1 --batch"})
    void aSweepAskedToStopGoesOnAfterItsRequeue(String signal) throws Exception {
        String out = "swept-" + signal.split(" ")[0];
        String id = submit("--requeue", sweep(out));
        awaitTasks(out);
        cancel("--signal=" + signal, id);
        String log = "sweep-%s.log".formatted(id);
        awaitLine(log, "goes back into the queue");
        awaitState(id, "COMPLETED");
        assertEquals("1", show(id, "Restarts"));
        String second = log(log).substring(log(log).indexOf("started again (1)"));
        assertTrue(second.contains("\n" + numbers()), () -> uncheckedLog(log));
        assertTrue(second.contains("%d done, 0 failed".formatted(TASKS)), () -> uncheckedLog(log));
        assertEachIsDoneOnce(out);
    }

    /// The others end what they are at; what was recorded stays.
    @ParameterizedTest(name = "rank {0}")
    @CsvSource({"0", "3"})
    void aSweepThatLosesARankCanGoOn(int victim) throws Exception {
        String out = "lost-" + victim;
        String id = submit("", sweep(out));
        awaitTasks(out);
        ranks(out).get(victim).destroyForcibly();
        awaitState(id, "FAILED");
        assertEquals("75:0", show(id, "ExitCode"), () -> uncheckedLog("sweep-%s.log".formatted(id)));
        await("its ranks end", () -> ranks(out).isEmpty());
        Shell.Result rest = hyades("-n", "2", "-q", "sweep", "--resume", out);
        assertEquals(0, rest.code(), rest::output);
        assertEquals(numbers(), rest.output());
        assertEachIsDoneOnce(out);
    }

    /// A cancelled job does not come back, be it asked to requeue; its ranks stop in good order all the same.
    @Test
    void aCancelledJobStaysCancelled() throws Exception {
        String id = submit("--requeue", "nbody", "--steps", "1000000", "--no-plots", "--out", "cancelled");
        await("the job begins", () -> Files.exists(work.resolve("cancelled/diagnostics.csv")));
        run("scancel", id);
        awaitState(id, "CANCELLED");
        await("its ranks end", () -> ranks("cancelled").isEmpty());
        awaitLine("nbody-%s.log".formatted(id), "stopped after step ");
        assertTrue(Files.exists(work.resolve("cancelled/checkpoint.bin")));
        assertEquals("CANCELLED", show(id, "JobState"));
        assertEquals("0", show(id, "Restarts"));
    }

    /// Points of one rank and of four on two nodes, in one allocation; asked to stop in its middle, requeued, and
    /// on to its end with what was measured before.
    @Test
    void aScalingStudySharesOneAllocation() throws Exception {
        Shell.Result submitted = run(
                "sbatch",
                "--parsable",
                "--requeue",
                "-N",
                "2",
                "--ntasks-per-node=2",
                PROJECT.resolve("slurm/scaling.sbatch").toString(),
                "--ranks",
                "1,4",
                "--repeats",
                "1",
                "--no-plots",
                "--no-report",
                "--",
                "nbody",
                "--bodies",
                "300",
                "--steps",
                "2000",
                "--no-plots");
        assertEquals(0, submitted.code(), submitted::output);
        String id = submitted.output().strip();
        String study = "results/scaling/job-" + id;
        String measurements = study + "/measurements.csv";
        await("ranks at work", () -> Files.exists(work.resolve(study + "/runs/4x1-0/diagnostics.csv")));
        run("scancel", "--signal=USR1", id);
        String log = "hyades-scaling-%s.log".formatted(id);
        awaitLine(log, "goes back into the queue");
        String before = log(measurements);
        awaitState(id, "COMPLETED");
        assertEquals("1", show(id, "Restarts"));
        assertTrue(log(measurements).startsWith(before));
        assertEquals(5, log(measurements).lines().count(), () -> uncheckedLog(log));
        assertTrue(log(log).contains("hyades: stopped: "), () -> uncheckedLog(log));
        String record = log(study + "/runs/4x1-1/run.json");
        for (String expected : List.of("\"launch\": \"slurm\"", "\"host\": \"n1\"", "\"host\": \"n2\"")) {
            assertTrue(record.contains(expected), record);
        }
        assertTrue(log(study + "/scaling.json").contains("\"complete\": true"), () -> uncheckedLog(log));
    }
}
