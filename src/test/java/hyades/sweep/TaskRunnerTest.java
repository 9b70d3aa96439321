package hyades.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Real shells, real processes: what ends how, and that nothing of it stays.
@Timeout(60)
class TaskRunnerTest {
    /// Signals 1 to 31: the others are the C library's.
    private static final long CLASSIC = 0x7fffffffL;

    @TempDir
    private Path folder;

    private TaskRunner runner;

    private TaskRunner runner() {
        return runner(null);
    }

    /// Tasks that are commands themselves.
    private TaskRunner runner(Path results) {
        runner = new TaskRunner(
                new HowToRun(null, List.of("1"), "sh", mark(), folder.resolve("outputs"), results), 1, "here");
        return runner;
    }

    /// One of this test alone.
    private String mark() {
        return folder.getFileName().toString();
    }

    @AfterEach
    void end() throws IOException {
        if (runner != null) {
            runner.close();
        }
    }

    private static Task task(int seq, String command) {
        return new Task(seq, List.of(ByteText.of(command)));
    }

    private Ended ended(String command) throws IOException {
        return runner().run(task(1, command)).ended();
    }

    /// As wait(2) has it of the shell that runs the command, which is not what `$?` has: a program that
    /// calls its exit code 139 was not ended by a signal.
    @ParameterizedTest
    @CsvSource({
        "true, 0, 0",
        "exit 3, 3, 0",
        "exit 139, 139, 0",
        "exit 130, 130, 0",
        "exit 143, 143, 0",
        "exit 141, 141, 0",
        "kill -USR1 $$, 0, 10",
        "(sleep 0.2; kill -CONT $$) & kill -STOP $$; exit 137, 137, 0",
        "kill -SEGV $$, 0, 11",
        "kill -KILL $$, 0, 9",
        "kill -TERM $$, 0, 15",
        "kill -INT $$, 0, 2",
        "kill -PIPE $$, 0, 13",
        "no-such-command-there, 127, 0",
        "sh -c 'kill -SEGV $$'; true, 0, 0",
        "kill -KILL 0; echo, 0, 9",
        "kill -ALRM $$, 0, 14",
        "kill -HUP 0; echo, 0, 1",
        "(sleep 0.2; kill -CONT $$) & kill -STOP $$; exit 5, 5, 0",
        "kill -SEGV 0; echo, 0, 11"
    })
    void exitCodesAndSignalsAreTheCommands(String command, int exit, int signal) throws Exception {
        Ended ended = ended(command);
        assertEquals(List.of(exit, signal), List.of(ended.exit(), ended.signal()));
        assertFalse(ended.isCut());
    }

    @Test
    void whatIsPrintedIsKeptByteForByte() throws Exception {
        TaskResult result = runner().run(task(1, "printf 'a\\000\\377\\n'; printf 'oops' >&2"));
        assertArrayEquals(new byte[] {'a', 0, (byte) 255, '\n'}, shown(result.out()));
        assertArrayEquals("oops".getBytes(), shown(result.err()));
        assertEquals(0, runner.run(task(2, ":")).out().length(), "of the task before");
    }

    /// 100,000 lines go into a file of the run's, which the next task leaves alone.
    @Test
    void muchOutputIsInAFile() throws Exception {
        TaskResult result = runner().run(task(1, "seq 100000"));
        runner.run(task(2, "seq 3"));
        assertEquals(folder.resolve("outputs/1.out"), result.out().file());
        assertEquals(588_895, shown(result.out()).length);
        assertEquals("3\n", new String(shown(runner.run(task(1, "echo 3")).out())));
        assertTrue(Files.notExists(folder.resolve("outputs/1.out")), "of an attempt that did not count");
    }

    private static byte[] shown(TaskOutput output) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        output.show(out);
        return out.toByteArray();
    }

    @Test
    void resultsLieAsWithGnuParallel() throws Exception {
        Path results = folder.resolve("results");
        runner(results).run(task(7, "echo a/b; echo c >&2"));
        Path of = results.resolve("1").resolve("echo a\\_b; echo c >&2");
        assertEquals("a/b\n", Files.readString(of.resolve("stdout")));
        assertEquals("c\n", Files.readString(of.resolve("stderr")));
        assertEquals("7\n", Files.readString(of.resolve("seq")));
    }

    /// One line says what is in the way, or that the task has taken it away.
    @Test
    void resultsThatCannotBeKeptAreNoSuccess() throws Exception {
        Path results = folder.resolve("results");
        Path of = results.resolve("1").resolve("true");
        Files.createDirectories(of.resolve("stdout").resolve("mine"));
        runner(results);
        IOException refused = assertThrows(IOException.class, () -> runner.run(task(1, "true")));
        assertEquals(
                of.resolve("stdout") + ": cannot be replaced: is a folder that is not empty", refused.getMessage());
        String removes = "rm \"$(readlink /proc/$$/fd/1)\"";
        refused = assertThrows(IOException.class, () -> runner.run(task(2, removes)));
        assertTrue(refused.getMessage().endsWith("stdout: is gone, or cannot be written"), refused.getMessage());
    }

    @Test
    void noValueLeadsOutOfTheResults() {
        ResultsFolder results = new ResultsFolder(Path.of("r"), List.of("1"));
        for (String latin : NastyValues.all()) {
            Path path = results.of(new Task(1, List.of(new ByteText(latin))));
            assertTrue(path.normalize().equals(path) && path.startsWith("r/1"), () -> path.toString());
            assertTrue(path.getNameCount() <= 3, () -> path.toString());
        }
        Inputs twice = Inputs.of(List.of(new Inputs.Table(List.of(List.of(ByteText.of("a"), ByteText.of("a"))))));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> results.requireOneEach(twice));
        assertEquals("tasks 1 and 2 have the same values, and would both write into r/1/a", refused.getMessage());
    }

    /// No input, its number in its environment, and signals as a program expects them.
    @Test
    void aTaskFindsWhatItMayExpect() throws Exception {
        String script = "cat; echo $PARALLEL_SEQ $PARALLEL_JOBSLOT; awk '/Sig(Ign|Blk)/ {print $2}' /proc/self/status";
        String[] found = new String(shown(runner().run(task(5, script)).out())).split("\n");
        assertEquals("5 1", found[0]);
        assertEquals(0, Long.parseLong(found[1], 16) & CLASSIC, "blocked");
        assertEquals(0, Long.parseLong(found[2], 16) & CLASSIC, "ignored");
    }

    /// Asked to end, a task may do so in its own way, in the time it has; its children hear of it, too.
    @Test
    void anInterruptEndsATaskInGoodOrder() throws Exception {
        TaskResult result = interrupted("trap 'echo bye; exit 4' TERM; sleep 100 & wait");
        assertEquals("bye\n", new String(shown(result.out())));
        assertTrue(result.ended().isCut());
        assertEquals(4, result.ended().exit());
        assertNothingRuns();
    }

    /// One that does not want to is ended after three seconds, and those it has started with it.
    @Test
    void aStubbornTaskIsEndedToo() throws Exception {
        TaskResult result = interrupted("trap '' TERM; sh -c \"trap '' TERM; sleep 100; sleep 100\"; sleep 100");
        assertEquals(9, result.ended().signal());
        assertNothingRuns();
        assertEquals(0, runner.run(task(2, "true")).ended().exit(), "the next");
    }

    /// A shell that is told to end does so at once; what it was waiting for may still end in good order.
    @Test
    void whatAShellWaitsForMayEndInGoodOrder() throws Exception {
        Path saved = folder.resolve("saved");
        TaskResult result = interrupted(
                "sh -c \"trap 'sleep 0.5; echo all >%s; exit' TERM; sleep 100 & wait\"; echo".formatted(saved));
        assertEquals(15, result.ended().signal());
        assertEquals("all\n", Files.readString(saved));
        assertNothingRuns();
    }

    /// What has a group or a session of its own, as timeout(1) gives, ends with the task whose time is over.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout 100 sleep 100; echo",
                "env -i timeout 100 sleep 100; echo",
                "setsid sh -c 'trap \"\" TERM; sleep 100; sleep 100'; echo"
            })
    void anInterruptFindsWhatHasLeftTheGroup(String command) throws Exception {
        runner().run(task(7, "setsid sleep 100 & sleep 0.2"));
        interrupted(command);
        assertRunning(1); // what another task has left
        assertEquals(
                0,
                runner.run(task(2, "! ps axo args | grep '^timeout 100 sleep 100'"))
                        .ended()
                        .exit());
        runner.close();
        assertNothingRuns();
    }

    /// A task that is a sweep hands the mark on, beside its own.
    @Test
    void theTasksOfATaskAreItsOwn() throws Exception {
        String inner = "HYADES_TASK=\"$HYADES_TASK inner-1-5\" setsid sleep 100 & sleep 0.2";
        runner().run(task(1, inner));
        assertRunning(1);
        runner.close();
        assertNothingRuns();
    }

    private TaskResult interrupted(String command) throws Exception {
        if (runner == null) {
            runner();
        }
        Thread self = Thread.currentThread();
        Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            }
            self.interrupt();
        });
        TaskResult result = runner.run(task(1, command));
        assertFalse(Thread.interrupted());
        return result;
    }

    /// What a task leaves behind goes with it; what has gone into a session of its own at the end of all.
    @Test
    void nothingStaysBehind() throws Exception {
        runner().run(task(1, "sleep 100 & (sleep 100 &) ; setsid sleep 100 & sleep 0.2"));
        assertRunning(1);
        runner.close();
        assertNothingRuns();
    }

    /// Who ends all of its group ends this task, what it has left, and no other.
    @Test
    void whoKillsTheGroupEndsOneTask() throws Exception {
        assertEquals("signal 9", ended("sleep 100 & kill -KILL 0").failure());
        assertNothingRuns();
        TaskResult next = runner.run(task(2, "sleep 0.3; echo next"));
        assertEquals("next\n", new String(shown(next.out())));
        assertEquals(0, next.ended().exit());
    }

    /// Somebody ends the shell, or its guard: the task has failed, its processes are ended, and the next task has
    /// others.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill -KILL $PPID; sleep 100",
                "kill -STOP $PPID; setsid sleep 100 & kill -KILL $PPID; sleep 100",
                "kill -KILL $(cat guard); sleep 100"
            })
    void whoEndsTheShellEndsOneTask(String command) throws Exception {
        runner().run(task(1, "true"));
        Path guard = Files.writeString(
                folder.resolve("guard"), Long.toString(runner.guard().pid()));
        IOException gone =
                assertThrows(IOException.class, () -> runner.run(task(2, command.replace("guard", guard.toString()))));
        assertEquals("the shell that runs the tasks was ended from outside", gone.getMessage());
        assertNothingRuns();
        assertEquals(0, runner.run(task(3, "true")).ended().exit());
    }

    /// The number of the shell that runs the tasks.
    private long worker() throws IOException {
        return Long.parseLong(new String(shown(runner.run(task(1, "echo $PPID")).out())).strip());
    }

    private static void kill(String signal, long process) throws Exception {
        new ProcessBuilder("kill", "-s", signal, Long.toString(process)).start().waitFor();
    }

    /// Somebody ends the shell when no task runs: none fails of it.
    @Test
    void whoEndsTheShellBetweenTasksEndsNone() throws Exception {
        runner();
        long worker = worker();
        kill("KILL", worker);
        ProcessHandle.of(worker).ifPresent(gone -> gone.onExit().join());
        assertEquals(0, runner.run(task(2, "true")).ended().exit());
        kill("KILL", runner.guard().pid());
        ProcessHandle.of(runner.guard().pid()).ifPresent(gone -> gone.onExit().join());
        assertEquals(0, runner.run(task(3, "true")).ended().exit());
    }

    /// One that is stopped and not continued, as Ctrl-Z does, says nothing of its task's end: nobody waits for it
    /// longer than the farm does, which is five seconds.
    @Test
    void nobodyWaitsForAShellThatIsStopped() throws Exception {
        runner();
        long start = System.nanoTime();
        assertThrows(GoneException.class, () -> interrupted("kill -STOP $PPID; sleep 100"));
        assertTrue(System.nanoTime() - start < 10e9);
        assertNothingRuns();
        assertEquals(0, runner.run(task(2, "true")).ended().exit());
    }

    /// The folder for what tasks print goes with the rank, whoever has ended the guard.
    @Test
    void noFolderStaysBehind() throws Exception {
        runner();
        Path out = Path.of(
                new String(shown(runner.run(task(1, "readlink /proc/$$/fd/1")).out())).strip());
        assertTrue(Files.isDirectory(out.getParent()));
        Path guard = Files.writeString(
                folder.resolve("guard"), Long.toString(runner.guard().pid()));
        assertThrows(
                GoneException.class, () -> runner.run(task(2, "kill -KILL $(cat %s); sleep 100".formatted(guard))));
        runner.close();
        assertTrue(Files.notExists(out.getParent()), () -> out.toString());
    }

    /// A task that is ended before it has begun to print has printed nothing, whatever an earlier attempt has.
    @Test
    void resultsOfAnEarlierAttemptAreNotTaken() throws Exception {
        Path results = folder.resolve("results");
        runner(results);
        Path printed = runner.run(task(1, "echo $PPID; echo oops >&2")).out().file();
        long worker = Long.parseLong(Files.readString(printed).strip());
        kill("STOP", worker); // begins nothing any more
        Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(300);
                kill("KILL", worker);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThrows(GoneException.class, () -> runner.run(task(1, "echo $PPID; echo oops >&2")));
        assertTrue(Files.notExists(printed));
        assertTrue(Files.notExists(printed.resolveSibling("stderr")));
    }

    /// What tasks of a run have left of which no rank and no guard is there any more, whichever rank had them, and
    /// nothing of another run.
    @Test
    void whatAnEarlierRunHasLeftIsEnded() throws Exception {
        String mine = mark();
        for (String of :
                List.of(mine + "-1-7", mine + "-4-12", "outer-1-1 " + mine + "-2-1", mine + "x-1-1", mine + "-1-")) {
            ProcessBuilder left = new ProcessBuilder("setsid", "sleep", "100");
            left.environment().put("HYADES_TASK", of);
            left.start();
        }
        List<String> marks = List.of("HYADES_TASK=" + mine, "HYADES_TASK=outer-1-1 " + mine);
        await(() -> processes(marks).stream().filter(TaskRunnerTest::sleeps).count() == 5);
        Guard.clean(mine);
        await(() -> processes(marks).size() == 2);
        Guard.clean(mine);
        List<ProcessHandle> others = processes(marks);
        assertEquals(2, others.size());
        others.forEach(ProcessHandle::destroyForcibly);
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        boolean isHeld = holds.getAsBoolean();
        for (int looks = 0; looks < 100 && !isHeld; looks++) {
            Thread.sleep(20);
            isHeld = holds.getAsBoolean();
        }
        assertTrue(isHeld);
    }

    /// Whether it is what `setsid` becomes, by an `exec` that leaves it without variables for a moment.
    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().filter(each -> each.endsWith("/sleep")).isPresent();
    }

    private static List<ProcessHandle> processes(List<String> marks) {
        return ProcessHandle.allProcesses()
                .filter(each ->
                        marks.stream().anyMatch(read(Path.of("/proc/%d/environ".formatted(each.pid())))::contains))
                .toList();
    }

    private void assertNothingRuns() throws InterruptedException {
        assertRunning(0);
    }

    /// Who is killed is there for some more milliseconds.
    private void assertRunning(int most) throws InterruptedException {
        for (int looks = 0; looks < 50 && running().size() > most; looks++) {
            Thread.sleep(20);
        }
        assertTrue(running().size() <= most, () -> running().toString());
    }

    /// The processes of this test's tasks, but for those that nobody has buried.
    private List<String> running() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("environ")).contains("HYADES_TASK=" + mark()))
                    .map(process -> read(process.resolve("cmdline")))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return ByteText.of(Files.readAllBytes(file)).latin();
        } catch (IOException e) {
            return "";
        }
    }
}
