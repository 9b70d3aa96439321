package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.process.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs that are stopped or killed in the middle, as real processes: they go on to the same bytes.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class StopIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final int STOPPED = 75;

    /// SIGHUP, SIGUSR1 and SIGTERM as bits, of which the first is that of signal 1.
    private static final long ASKING = 1L | 1L << 9 | 1L << 14;

    private static final List<String> NBODY =
            List.of("nbody --bodies 300 --steps 20000 --no-plots --no-report --diagnostics-every 500".split(" "));

    /// What nobody waits for to its end.
    private static final List<String> ENDLESS =
            List.of("nbody --bodies 300 --steps 100000000 --no-plots --no-report --diagnostics-every 500".split(" "));

    private static final List<String> DECAY =
            List.of("decay --runs 200000 --keep-runs --max-time 1 --dt 0.1 --no-plots --no-report".split(" "));

    private static final List<String> TABLES =
            List.of("tables generate --count 200 --size 500 --no-plots --no-report".split(" "));

    @TempDir
    static Path reference;

    @TempDir
    Path folder;

    @BeforeAll
    static void runWithoutAStop() throws Exception {
        for (List<String> job : List.of(NBODY, DECAY)) {
            Process process = start(List.of("-n", "1"), job, reference.resolve(job.getFirst()));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
        }
        String[] generate = "images generate --count 12 --size 500x500 --no-report --out".split(" ");
        assertEquals(
                0,
                hyades(Stream.concat(Stream.of(generate), Stream.of(images().toString()))
                                .toArray(String[]::new))
                        .code());
        Process tables = start(List.of("-n", "1"), TABLES, reference.resolve("tables"));
        tables.getInputStream().readAllBytes();
        assertEquals(0, tables.waitFor());
        for (String split : List.of("", "--split")) {
            Process whole = start(List.of("-n", "2"), filter(split), reference.resolve("filtered" + split));
            whole.getInputStream().readAllBytes();
            assertEquals(0, whole.waitFor());
        }
    }

    private static Path images() {
        return reference.resolve("images");
    }

    /// @param split empty, or the option
    private static List<String> filter(String split) {
        List<String> job =
                new ArrayList<>(List.of("images", "filter", images().toString(), "--no-plots", "--no-report"));
        if (!split.isEmpty()) {
            job.add(split);
        }
        return job;
    }

    private static Process start(List<String> launcher, List<String> job, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROJECT.resolve("hyades").toString()));
        command.addAll(launcher);
        command.addAll(job);
        command.addAll(List.of("--out", out.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Shell.Result hyades(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PROJECT.resolve("hyades").toString()));
        command.addAll(List.of(arguments));
        return Shell.run(PROJECT, command.toArray(String[]::new));
    }

    /// Whether a run of bodies is in full swing.
    private static boolean hasSteps(Path out) throws IOException {
        return Shell.lines(out.resolve("diagnostics.csv")).size() >= 3;
    }

    /// Asks a job to stop once it is in full swing. Where this machine was at something else just then, the job may
    /// have
    /// come to its end before it was asked: then it is begun again.
    ///
    /// @return what it has said
    private static String stop(
            List<String> launcher, List<String> job, Path out, Callable<Boolean> isInFullSwing, String signal)
            throws Exception {
        for (int tries = 1; ; tries++) {
            Process process = start(launcher, job, out);
            while (process.isAlive() && !isInFullSwing.call()) {
                Thread.sleep(5);
            }
            signal(process.toHandle(), signal);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0 || tries == 5) {
                assertEquals(STOPPED, code, output);
                return output;
            }
            Shell.run(PROJECT, "rm", "-rf", out.toString());
        }
    }

    /// The script of two ranks that are at work.
    private Process startInFullSwing(String name) throws Exception {
        Path out = folder.resolve(name);
        Process script = start(List.of("-n", "2"), ENDLESS, out);
        while (!hasSteps(out)) {
            assertTrue(script.isAlive(), "it has ended");
            Thread.sleep(20);
        }
        return script;
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static void assertSame(Path expected, Path actual, String... files) throws IOException {
        for (String file : files) {
            assertEquals(-1, Files.mismatch(expected.resolve(file), actual.resolve(file)), file);
        }
    }

    /// SIGTERM and SIGUSR1, both modes: exit code 75 and one line that says how to go on, which is done with
    /// another number of ranks; of the checkpoints the last is left.
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"multicore, TERM", "multicore, USR1", "processes, TERM"})
    void aStoppedSystemGoesOn(String mode, String signal) throws Exception {
        Path expected = reference.resolve("nbody");
        Path out = folder.resolve("stopped");
        String output = stop(List.of("-n", "2", "--on", mode), NBODY, out, () -> hasSteps(out), signal);
        assertTrue(
                output.lines().anyMatch(line -> line.matches("stopped after step \\d+ of 20000; it goes on with: .*")),
                output);
        assertFalse(Files.exists(out.resolve("final.csv")));
        Shell.Result resumed = hyades("-n", "3", "nbody", "--no-plots", "--no-report", "--resume", out.toString());
        assertEquals(0, resumed.code(), resumed::output);
        assertSame(expected, out, "final.csv", "diagnostics.csv", "frames.csv", "checkpoint.bin");
        assertFalse(Files.exists(out.resolve("checkpoint-previous.bin")));
    }

    /// What a scheme knows beside the bodies goes along: acceleration and jerk, or what the last step was like.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "hermite4, --bodies 64 --steps 15000 --diagnostics-every 300",
        "ias15, --initial plummer --bodies 30 --softening 0.01 --time 150000 --diagnostics-every 20"
    })
    void aStoppedSchemeGoesOn(String scheme, String options) throws Exception {
        List<String> job = List.of("nbody --no-plots --no-report --scheme %s %s"
                .formatted(scheme, options)
                .split(" "));
        Path whole = folder.resolve("whole");
        Process undisturbed = start(List.of("-n", "1"), job, whole);
        String told = new String(undisturbed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, undisturbed.waitFor(), told);
        Path out = folder.resolve("stopped");
        stop(List.of("-n", "2"), job, out, () -> hasSteps(out), "TERM");
        Shell.Result resumed = hyades("-n", "3", "nbody", "--no-plots", "--no-report", "--resume", out.toString());
        assertEquals(0, resumed.code(), resumed::output);
        assertSame(whole, out, "final.csv", "diagnostics.csv", "frames.csv", "checkpoint.bin");
    }

    /// Whatever the script, the launcher and the ranks are at when it comes.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"multicore", "processes"})
    void aSignalAtAnyMomentOfTheStartStopsInGoodOrder(String mode) throws Exception {
        int moment = 0;
        for (String signal : List.of("TERM", "USR1", "HUP", "TERM", "USR1", "TERM")) {
            Path out = folder.resolve("stopped-" + moment);
            Process process = start(List.of("-n", "2", "--on", mode), ENDLESS, out);
            awaitCaught(process); // a shell that has not read its first lines does what any process does
            Thread.sleep(40L * moment * moment); // 0 to 1 s
            signal(process.toHandle(), signal);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(STOPPED, process.waitFor(), "%s, moment %d: %s".formatted(signal, moment, output));
            if (Files.exists(out)) {
                assertTrue(Files.exists(out.resolve("checkpoint.bin")), output);
            } else {
                List<String> lines = new ArrayList<>(output.lines().toList());
                lines.remove(Patience.LINE); // on a machine that has much to do
                assertEquals(List.of("hyades: asked to stop before anything had begun"), lines);
            }
            moment++;
        }
    }

    /// Waits until a script catches the signals that are sent here, as proc(5) has it.
    private static void awaitCaught(Process process) throws Exception {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Pattern caught = Pattern.compile("(?m)^SigCgt:\\s*(\\p{XDigit}+)$");
        while (true) {
            Matcher signals = caught.matcher(Files.readString(status));
            assertTrue(signals.find(), "it has ended");
            if ((Long.parseUnsignedLong(signals.group(1), 16) & ASKING) == ASKING) {
                return;
            }
            Thread.sleep(1);
        }
    }

    /// SIGKILL to a run that writes a checkpoint every few steps, at moments drawn with a fixed seed after its first
    /// one: whatever is left goes on to the same bytes, again and again.
    @Test
    void aKilledSystemGoesOnFromItsLastCheckpoint() throws Exception {
        Path expected = reference.resolve("nbody");
        Path out = folder.resolve("killed");
        Path checkpoint = out.resolve("checkpoint.bin");
        List<String> job = new ArrayList<>(NBODY);
        job.addAll(List.of("--checkpoint-every", "10"));
        Process process = start(List.of("-n", "2"), job, out);
        Random moments = new Random(5);
        for (int kill = 0; kill < 3; kill++) {
            FileTime before = Files.exists(checkpoint) ? Files.getLastModifiedTime(checkpoint) : null;
            while (process.isAlive()
                    && (!Files.exists(checkpoint)
                            || Files.getLastModifiedTime(checkpoint).equals(before))) {
                Thread.sleep(5);
            }
            Thread.sleep(moments.nextInt(200));
            if (kill > 0 && !process.isAlive()) { // this machine was at something else, and it is done
                break;
            }
            List<ProcessHandle> ranks = process.descendants().toList();
            ranks.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            assertTrue(process.waitFor(300, TimeUnit.SECONDS));
            for (ProcessHandle rank : ranks) {
                rank.onExit().get(300, TimeUnit.SECONDS);
            }
            assertTrue(kill > 0 || !Files.exists(out.resolve("final.csv")), "it was done");
            process = new ProcessBuilder(
                            PROJECT.resolve("hyades").toString(),
                            "-n",
                            Integer.toString(1 + kill % 2),
                            "nbody",
                            "--no-plots",
                            "--checkpoint-every",
                            "10",
                            "--resume",
                            out.toString())
                    .redirectErrorStream(true)
                    .start();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertSame(expected, out, "final.csv", "diagnostics.csv");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"multicore", "processes"})
    void aStoppedEnsembleGoesOn(String mode) throws Exception {
        Path expected = reference.resolve("decay");
        Path out = folder.resolve("stopped");
        Path runs = out.resolve("runs.csv");
        String output = stop(
                List.of("-n", "2", "--on", mode),
                DECAY,
                out,
                () -> Shell.lines(runs).size() >= 10,
                "TERM");
        Matcher stopped = Pattern.compile("(?m)^stopped after run (\\d+) of 200000; it goes on with: ")
                .matcher(output);
        assertTrue(stopped.find(), output);
        Shell.Result resumed = hyades("-n", "3", "decay", "--no-plots", "--no-report", "--resume", out.toString());
        assertEquals(0, resumed.code(), resumed::output);
        JsonObject results = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject()
                .getAsJsonObject("results");
        assertEquals(stopped.group(1), results.get("runsFromCheckpoint").getAsString());
        assertEquals(0, results.get("firstRun").getAsInt());
        assertSame(expected, out, "runs.csv", "curves.csv", "mean.csv");
        assertFalse(Files.exists(out.resolve("checkpoint.bin")));
    }

    /// The images at hand are finished and recorded, the others are not begun; the same command with
    /// --skip-existing does them, and the folder holds what it would have held.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"multicore, ''", "processes, ''", "multicore, --split"})
    void aStoppedBatchGoesOn(String mode, String split) throws Exception {
        List<String> job = filter(split);
        Path expected = reference.resolve("filtered" + split);
        Path out = folder.resolve("stopped");
        String output = stop(
                List.of("-n", "2", "--on", mode), job, out, () -> !images(out).isEmpty(), "TERM");
        assertTrue(output.lines().anyMatch(line -> line.matches("stopped before \\d+ of them; .*")), output);
        List<Path> done = images(out);
        assertTrue(done.size() < 12, done::toString);
        assertEquals(
                1 + done.size(), Files.readAllLines(out.resolve("summary.csv")).size());

        job.add("--skip-existing");
        Process rest = start(List.of("-n", "3"), job, out);
        String said = new String(rest.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, rest.waitFor(), said);
        assertTrue(said.contains(" %d skipped".formatted(done.size())), said);
        assertEquals(12, images(out).size());
        for (Path image : images(out)) {
            assertEquals(-1, Files.mismatch(expected.resolve(image.getFileName()), image), image::toString);
        }
    }

    private static List<Path> images(Path folder) throws IOException {
        return Shell.files(folder).stream()
                .filter(file -> file.toString().endsWith(".fits"))
                .toList();
    }

    /// Tables that are there stay, the one at hand is finished, and nothing half written is left.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"multicore", "processes"})
    void stoppedTablesGoOn(String mode) throws Exception {
        Path out = folder.resolve("stopped");
        Path fourth = out.resolve("x000003.csv");
        String output = stop(List.of("-n", "2", "--on", mode), TABLES, out, () -> Files.exists(fourth), "TERM");
        assertTrue(output.contains("stopped after "), output);
        try (Stream<Path> files = Files.list(out)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
        }
        Shell.Result rest = hyades("-n", "1", "tables", "generate", "--resume", out.toString());
        assertEquals(0, rest.code(), rest::output);
        assertSame(reference.resolve("tables"), out, "SHA256SUMS", "x000000.csv", "x000199.csv");
        assertEquals(
                0, Shell.run(out, "sha256sum", "--quiet", "-c", "SHA256SUMS").code());
    }

    /// What a killed process cannot say, the script says.
    @Test
    void theScriptSaysWhatKilledTheRanks() throws Exception {
        Process script = startInFullSwing("killed");
        assertEquals(1, script.children().count(), "the ranks are one process, which the user's command became");
        script.children().forEach(ProcessHandle::destroyForcibly);
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, script.waitFor(), output);
        assertEquals(
                "hyades: killed by signal 9 (SIGKILL)", output.lines().toList().getLast());
    }

    /// Ranks that do not answer, here because they are halted, end with the second signal.
    @Test
    void theSecondSignalEndsTheJobAtOnce() throws Exception {
        Process script = startInFullSwing("deaf");
        ProcessHandle ranks = script.children().findFirst().orElseThrow();
        signal(ranks, "STOP");
        signal(script.toHandle(), "INT");
        assertFalse(script.waitFor(1, TimeUnit.SECONDS), "the first signal is a wish");
        signal(script.toHandle(), "INT");
        assertTrue(script.waitFor(300, TimeUnit.SECONDS), "the job still runs");
        assertEquals(130, script.exitValue());
        ranks.onExit().get(300, TimeUnit.SECONDS);
    }

    /// A batch script passes SIGUSR1 on, and SLURM sends SIGTERM to all: that is one wish.
    @Test
    void aSchedulersSignalsAreOneWish() throws Exception {
        Process script = startInFullSwing("deaf");
        ProcessHandle ranks = script.children().findFirst().orElseThrow();
        signal(ranks, "STOP");
        for (String signal : List.of("USR1", "TERM", "USR1")) {
            signal(script.toHandle(), signal);
            assertFalse(script.waitFor(300, TimeUnit.MILLISECONDS), signal);
        }
        signal(ranks, "CONT");
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(STOPPED, script.waitFor(), output);
    }

    /// Somebody asks all processes at once, and a JVM that starts ends by it: the script, which waits until its JVM
    /// listens, has seen that it did not yet.
    @Test
    void whatIsAskedOfAllBeforeTheRanksListenHasNotBegun() throws Exception {
        Path out = folder.resolve("young");
        ProcessBuilder command = new ProcessBuilder(
                PROJECT.resolve("hyades").toString(), "-n", "2", "decay", "--runs", "10", "--out", out.toString());
        String halted = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:0";
        command.environment().put("HYADES_JAVA_OPTIONS", halted);
        Process script = command.redirectErrorStream(true).start();
        ProcessHandle ranks = awaitChild(script, "java");
        signal(script.toHandle(), "USR1");
        awaitChild(script, "sleep"); // between two looks at the ranks
        signal(ranks, "USR1");
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(STOPPED, script.waitFor(), output);
        assertEquals(
                List.of("hyades: asked to stop before anything had begun"),
                output.lines().toList());
        assertFalse(Files.exists(out));
    }

    /// Waits until a process has a child that runs a program.
    private static ProcessHandle awaitChild(Process process, String program) throws Exception {
        while (true) {
            for (ProcessHandle child : process.children().toList()) {
                if (child.info().command().orElse("").endsWith(program)) {
                    return child;
                }
            }
            assertTrue(process.isAlive(), "it has ended");
            Thread.sleep(1);
        }
    }

    /// The ranks end with a script that is killed: they are nobody else's.
    @Test
    void theRanksOfAKilledScriptEnd() throws Exception {
        Process script = startInFullSwing("orphans");
        ProcessHandle ranks = script.children().findFirst().orElseThrow();
        script.destroyForcibly();
        ranks.onExit().get(300, TimeUnit.SECONDS);
    }

    /// Of what is stopped in its middle; what else cannot go on RefusalTest says.
    @Test
    void whatCannotGoOnIsRefusedInOneLine() throws Exception {
        Path out = folder.resolve("stopped");
        stop(List.of("-n", "1"), ENDLESS, out, () -> hasSteps(out), "TERM");

        assertRefused(
                "--steps 9: expected at least the 100000000 steps of",
                "nbody",
                "--resume",
                out.toString(),
                "--steps",
                "9");
        byte[] checkpoint = Files.readAllBytes(out.resolve("checkpoint.bin"));
        checkpoint[500]++;
        Files.write(out.resolve("checkpoint.bin"), checkpoint);
        assertRefused("checkpoint.bin: damaged", "nbody", "--resume", out.toString());
    }

    /// What is typed is compared with what the run does, be it by default; nothing else is.
    @Test
    void aRunThatIsDoneIsMadeLonger() throws Exception {
        Path whole = folder.resolve("whole");
        Path out = folder.resolve("longer");
        String[] every = {"--diagnostics-every", "40"};
        String[] quick = {"--no-plots", "--no-report"};
        for (Path each : List.of(whole, out)) {
            String steps = each == whole ? "300" : "130";
            Process process = start(
                    List.of("-n", "1"),
                    Stream.concat(
                                    Stream.of("nbody", "--bodies", "50", "--steps", steps, every[0], every[1]),
                                    Stream.of(quick))
                            .toList(),
                    each);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
        }
        Shell.Result again = hyades("nbody", "--resume", out.toString(), "--scheme", "leapfrog", "--softening", "0.05");
        assertEquals(0, again.code(), again::output);
        assertTrue(again.output().contains("all 130 steps were done before"), again::output);
        Shell.Result longer =
                hyades("-n", "2", "nbody", "--resume", out.toString(), "--steps", "300", "--dimensions", "2");
        assertEquals(0, longer.code(), longer::output);
        assertSame(whole, out, "final.csv", "diagnostics.csv", "frames.csv");
    }

    private static void assertRefused(String words, String... arguments) throws Exception {
        Shell.Result result = hyades(arguments);
        assertEquals(2, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
        assertTrue(result.output().contains(words), result::output);
    }
}
