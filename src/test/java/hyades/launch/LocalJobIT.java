package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.process.Mode;
import hyades.process.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Real processes, real signals, with a launcher or without one where the ranks are threads: whatever ends one rank,
/// the job is over long before the others would give up, no process of it is left, the exit code is true, and one line
/// names the rank and the reason.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@Order(0) // waits most, so it begins first
class LocalJobIT {
    /// Milliseconds on a machine that is idle; ranks that wait do so for 300 s.
    private static final int LIMIT_SECONDS = 200;

    private final String token = UUID.randomUUID().toString();
    private final List<String> output = new ArrayList<>();
    private Process launcher;
    private BufferedReader lines;

    @AfterEach
    void leaveNothingBehind() {
        ofThisJob().forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "MULTICORE, throw,  1, rank 2: java.lang.IllegalStateException: the sky fell",
        "PROCESSES, throw,  1, rank 2: java.lang.IllegalStateException: the sky fell",
        "MULTICORE, exchange, 1, rank 2: java.lang.IllegalStateException: the sky fell",
        "PROCESSES, exchange, 1, rank 2: java.lang.IllegalStateException: the sky fell",
        "MULTICORE, usage,  2, hyades: no such sky",
        "PROCESSES, usage,  2, hyades: no such sky",
        "MULTICORE, exit,   1, rank 2: called System.exit before the job was done",
        "PROCESSES, exit,   1, rank 2: called System.exit before the job was done",
        "MULTICORE, memory, 1, 'rank 2: out of memory: Java heap space'",
        "PROCESSES, memory, 1, 'rank 2: out of memory: Java heap space'"
    })
    void aRankThatFailsEndsTheJob(Mode mode, String failure, int code, String expectedLine) throws Exception {
        start(mode, failure);
        awaitCulprit();
        assertEndsWithin(LIMIT_SECONDS, code);
        assertEquals(
                1, output.stream().filter(line -> line.startsWith(expectedLine)).count(), output::toString);
        assertEquals(
                1,
                output.stream()
                        .filter(line -> line.matches("(ranks? \\d|hyades:).*"))
                        .count(),
                output::toString);
    }

    /// Whichever says it ends the process, and the others wait for that.
    @Test
    void ofRanksThatFailTogetherOneSaysSo() throws Exception {
        start(Mode.MULTICORE, "together");
        awaitEnd();
        assertEquals(1, launcher.exitValue(), output::toString);
        assertEquals(
                1,
                output.stream()
                        .filter(line -> line.matches("rank \\d: .*: the sky fell"))
                        .count(),
                output::toString);
    }

    private void awaitEnd() throws Exception {
        assertTrue(launcher.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the launcher still runs");
        lines.lines().forEach(output::add);
    }

    /// Of ranks that are threads, which are killed together, the script says it.
    @Test
    void aKilledRankEndsTheJob() throws Exception {
        start(Mode.PROCESSES, "wait");
        ProcessHandle.of(awaitCulprit()).orElseThrow().destroyForcibly();
        assertEndsWithin(LIMIT_SECONDS, 1);
        assertEquals(List.of("rank 2: killed by signal 9 (SIGKILL)"), output);
    }

    /// 143 and 130 are what a shell expects of a program that ends on SIGTERM and SIGINT; 137 is ours to send.
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "MULTICORE, TERM, 143",
        "PROCESSES, TERM, 143",
        "MULTICORE, INT, 130",
        "PROCESSES, INT, 130",
        "MULTICORE, KILL, 137",
        "PROCESSES, KILL, 137"
    })
    void aSignalToTheLauncherEndsEveryRank(Mode mode, String signal, int code) throws Exception {
        start(mode, "wait");
        awaitCulprit();
        signal(signal);
        assertEndsWithin(LIMIT_SECONDS, code);
    }

    /// A program that listens stops in good order, and says so with its exit code.
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "MULTICORE, TERM",
        "PROCESSES, TERM",
        "MULTICORE, INT",
        "PROCESSES, INT",
        "MULTICORE, USR1",
        "PROCESSES, USR1",
        "PROCESSES, HUP"
    })
    void aProgramThatListensStopsInGoodOrder(Mode mode, String signal) throws Exception {
        start(mode, "listen");
        awaitCulprit();
        signal(signal);
        assertEndsWithin(LIMIT_SECONDS, 75);
        output.remove(Patience.LINE); // on a machine that has much to do
        assertEquals(List.of("stopped"), output);
    }

    /// Signals that are sent to all processes at once reach a rank that starts, and that they end, maybe
    /// long before the launcher. Nothing is lost then.
    @ParameterizedTest(name = "{0}, the launcher {1} ms later")
    @CsvSource({"TERM, 0", "TERM, 600", "USR1, 0", "USR1, 600"})
    void whatReachesAllWhileRanksStartStopsInGoodOrder(String signal, int millis) throws Exception {
        start(Mode.PROCESSES, "starting");
        awaitCulprit();
        signal(signal, launcher.children().toList());
        Thread.sleep(millis);
        assertTrue(launcher.isAlive(), "has not waited for a signal of its own");
        signal(signal);
        assertEndsWithin(LIMIT_SECONDS, 75);
        output.removeIf(line -> line.startsWith("culprit ")); // of the other ranks
        assertEquals(List.of("hyades: asked to stop before anything had begun"), output);
    }

    /// It was the rank that somebody meant.
    @Test
    void aRankThatIsEndedAloneWhileItStartsIsLost() throws Exception {
        start(Mode.PROCESSES, "starting");
        signal("USR1", List.of(ProcessHandle.of(awaitCulprit()).orElseThrow()));
        assertEndsWithin(LIMIT_SECONDS, 1);
        output.removeIf(line -> line.startsWith("culprit "));
        assertEquals(1, output.size(), output::toString);
        assertTrue(output.getFirst().matches("rank [012]: killed by signal 10 \\(SIGUSR1\\)"), output::toString);
    }

    /// Who says it listens and does not is ended by the second signal.
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"MULTICORE", "PROCESSES"})
    void theSecondSignalEndsTheJobAtOnce(Mode mode) throws Exception {
        start(mode, "deaf");
        awaitCulprit();
        signal("INT");
        assertFalse(launcher.waitFor(1, TimeUnit.SECONDS), "the first signal is a wish");
        signal("INT");
        assertEndsWithin(LIMIT_SECONDS, 130);
    }

    /// Ranks end together, so that one which ends in good order alone was ended by itself: the others have 30 s from
    /// the first that does, however many end meanwhile.
    @Test
    void whoEndsLongAfterTheFirstEndsTheJob() throws Exception {
        long start = System.nanoTime();
        start(Mode.PROCESSES, "apart");
        assertTrue(launcher.waitFor(300, TimeUnit.SECONDS));
        double seconds = (System.nanoTime() - start) * 1e-9;
        assertEquals(1, launcher.exitValue());
        assertEquals(
                List.of("hyades: 1 of 3 processes had not ended 30 s after the first"),
                lines.lines().toList());
        assertTrue(seconds > 30, seconds + " s"); // and the third had not ended, which it does at 44 s
    }

    private void signal(String name) throws Exception {
        signal(name, List.of(launcher.toHandle()));
    }

    /// All at once.
    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    /// Neither a fixed port nor a shared file: jobs side by side do not meet.
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"MULTICORE", "PROCESSES"})
    void jobsRunSideBySide(Mode mode) throws Exception {
        List<Process> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            jobs.add(process(mode, "wait", 99).start()); // no rank 99: nobody fails
        }
        for (Process job : jobs) {
            assertTrue(job.waitFor(300, TimeUnit.SECONDS));
            assertEquals(0, job.exitValue());
        }
    }

    private ProcessBuilder process(Mode mode, String failure, int culprit) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", // as the script starts it
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FailingJob.class.getName(),
                        mode.name(),
                        "3",
                        failure,
                        Integer.toString(culprit),
                        token)
                .redirectErrorStream(true);
    }

    private void start(Mode mode, String failure) throws IOException {
        launcher = process(mode, failure, 2).start();
        lines = launcher.inputReader(StandardCharsets.UTF_8);
    }

    /// Standard output and error reach us through different pipes, in any order.
    private long awaitCulprit() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("culprit ")) {
            output.add(line);
            line = lines.readLine();
        }
        assertNotNull(line, output::toString);
        return Long.parseLong(line.substring("culprit ".length()));
    }

    private void assertEndsWithin(int seconds, int code) throws Exception {
        assertTrue(launcher.waitFor(seconds, TimeUnit.SECONDS), "the launcher still runs");
        assertEquals(code, launcher.exitValue());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!ofThisJob().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertEquals(List.of(), ofThisJob());
        lines.lines().forEach(output::add);
        assertFalse(output.stream().anyMatch(line -> line.contains("incubator")), output::toString);
    }

    private List<ProcessHandle> ofThisJob() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(token))
                .toList();
    }
}
