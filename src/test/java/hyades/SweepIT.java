package hyades;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.sweep.ByteText;
import hyades.sweep.NastyValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sweeps as users type them, on the built jar: beside GNU Parallel where it is installed, stopped,
/// killed, without room.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class SweepIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final List<String> QUIET = List.of("-q", "sweep", "--no-report", "--no-plots");

    @TempDir
    Path folder;

    private record Printed(int code, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    private Printed run(byte[] input, List<String> command) throws Exception {
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .start();
        Thread.ofVirtual().start(() -> {
            try (var to = process.getOutputStream()) {
                to.write(input);
            } catch (IOException e) {
                // who does not want to read it all
            }
        });
        byte[] out = process.getInputStream().readAllBytes();
        return new Printed(process.waitFor(), out, Files.readString(err));
    }

    private List<String> hyades(List<String> launcher, String... arguments) {
        return Stream.of(List.of(PROJECT.resolve("hyades").toString()), launcher, QUIET, List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }

    private Printed sweep(String... arguments) throws Exception {
        return run(new byte[0], hyades(List.of("-n", "2"), arguments));
    }

    private Printed parallel(String... arguments) throws Exception {
        assumeTrue(
                Shell.run(folder, "sh", "-c", "parallel --version | grep -q GNU")
                                .code()
                        == 0,
                "needs GNU Parallel");
        return run(
                new byte[0],
                Stream.concat(Stream.of("parallel", "--will-cite", "-j2"), Stream.of(arguments))
                        .toList());
    }

    /// All that GNU Parallel is asked for here it prints as we do, to the byte.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-k|echo|:::|a|b c|$(x)|it's|-x|@x|help|--out",
                "-k|echo {2} {1} {#}|:::|a|b|:::|1|2|3",
                "-k|echo {} {2}|:::|a|b|c|:::+|1|2",
                "-k|--tag|seq {}|:::|3|1|2",
                "-k|--dry-run|x {.} {/} {//} {/.} {#}|:::|a.b/c.d.e|.bashrc|/a|/a/b/|a//|a b.c|it's|ü|~|a=b|'",
                "-k|:::|echo a b|echo $((1+2))|echo \"$PARALLEL_SEQ\"",
                "-k|printf|%s|:::|a|b",
                "-k|cat {}; echo {-1}|:::|/dev/null|:::|x y"
            })
    void whatIsPrintedIsGnuParallels(String line) throws Exception {
        String[] arguments = line.split("[|]");
        Printed expected = parallel(arguments);
        Printed found = sweep(arguments);
        assertEquals(ByteText.of(expected.out).latin(), ByteText.of(found.out).latin(), found.err);
        assertEquals(expected.code, found.code, found.err);
    }

    /// The log of the one in the columns and, but for times and who runs what, with the numbers of the
    /// other.
    @Test
    void theJobLogIsGnuParallels() throws Exception {
        String[] tasks = {
            "-k",
            "--joblog",
            "log",
            "--timeout",
            "5",
            ":::",
            "true",
            "exit 3",
            "kill -KILL $$",
            "kill -SEGV $$",
            "exit 139",
            "sh -c 'kill -SEGV $$'; exit $?",
            "echo abc",
            "kill -INT $$",
            "kill -TERM $$",
            "exec sleep 99"
        };
        assertEquals(8, parallel(tasks).code);
        List<String> expected = log();
        Printed found = sweep(tasks);
        assertEquals(3, found.code, found.err);
        assertEquals(expected, log());
        assertTrue(found.err.contains("task 2: exit code 3: exit 3\n"), found.err);
        assertTrue(found.err.contains("task 10: timeout: exec sleep 99\n"), found.err);
    }

    private List<String> log() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("log"));
        Files.delete(folder.resolve("log"));
        return Stream.concat(
                        rows.stream().limit(1),
                        rows.stream()
                                .skip(1)
                                .map(row -> row.replaceFirst("\\t\\d+\\.\\d{3}\\t *\\d+\\.\\d{3}\\t", "\tat\ttook\t"))
                                .sorted())
                .toList();
    }

    @Test
    void resultsLieWhereGnuParallelPutsThem() throws Exception {
        String[] tasks = {"--results", "r", "echo {1}; echo {2} >&2", ":::", "a b", "c/d", ":::", "1", "x\\y"};
        assertEquals(0, parallel(tasks).code);
        String expected = tree();
        assertEquals(0, sweep(tasks).code);
        assertEquals(expected, tree());
        assertEquals(12, expected.lines().count());
    }

    private String tree() throws Exception {
        return Shell.run(
                        folder,
                        "sh",
                        "-c",
                        "find r -type f | sort | while read -r f; do echo \"$f: $(cat \"$f\")\"; done; rm -r r")
                .output();
    }

    /// From a table, by name, quotes and a line end within a field too.
    @Test
    void columnsOfATableHaveNames() throws Exception {
        Files.writeString(folder.resolve("p.csv"), "mass,name\n1.5,\"a, \"\"b\"\"\"\n2,\"x\ny\"\n");
        Printed found = sweep("-k", "--csv", "p.csv", "printf '%s|' {mass} {name} {1}");
        assertEquals("1.5|a, \"b\"|1.5|2|x\ny|2|", found.text(), found.err);
    }

    /// What no text holds comes by a file or by standard input, and goes to the command byte for byte; on
    /// processes rank 0 reads it.
    @ParameterizedTest
    @CsvSource({"multicore", "processes"})
    void valuesAreBytes(String mode) throws Exception {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (String value : NastyValues.all()) {
            byte[] bytes = new ByteText(value).bytes();
            input.writeBytes(bytes);
            input.write(0);
            expected.writeBytes(bytes);
            expected.write('|');
            expected.write('\n');
        }
        Printed found = run(
                input.toByteArray(), hyades(List.of("-n", "2", "--on", mode), "-k", "--null", "printf '%s|\\n' {}"));
        assertEquals(0, found.code, found.err);
        assertArrayEquals(expected.toByteArray(), found.out);
    }

    @Test
    void aWordThatIsNoTextIsRefused() throws Exception {
        Path script = folder.resolve("run.sh");
        byte[] line = (PROJECT.resolve("hyades") + " sweep echo ::: x\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(script, line);
        Printed found = run(new byte[0], List.of("sh", script.toString()));
        assertEquals(2, found.code);
        assertTrue(found.err.contains("for --from"), found.err);
    }

    /// SIGTERM ends tasks in good order, and the sweep with 75, as the loss of a rank does; SIGKILL of everything that
    /// is ours ends
    /// them at once. What comes then prints what an undisturbed run prints, and runs nothing twice that
    /// was recorded.
    @ParameterizedTest
    @CsvSource({"TERM, multicore", "TERM, processes", "KILL, multicore", "KILL, processes", "RANK, processes"})
    void aSweepGoesOn(String signal, String mode) throws Exception {
        String command = "echo {} >>ran; echo began {}; sleep 0.{}; echo end {}";
        String[] values =
                Stream.iterate(1, i -> i <= 30, i -> i + 1).map(String::valueOf).toArray(String[]::new);
        List<String> all = new ArrayList<>(List.of("-k", "--out", "run", command, ":::"));
        all.addAll(Arrays.asList(values));
        Process process = new ProcessBuilder(hyades(List.of("-n", "2", "--on", mode), all.toArray(String[]::new)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("first.txt").toFile())
                .start();
        Path log = folder.resolve("run/joblog");
        while (Shell.lines(log).size() < 6) {
            assertTrue(process.isAlive(), () -> "it has ended");
            Thread.sleep(20);
        }
        if (signal.equals("KILL")) {
            List<ProcessHandle> ours = javas(process.toHandle());
            ours.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor();
        } else {
            List<ProcessHandle> one = javas(process.toHandle()).stream()
                    .filter(each -> each.info().commandLine().orElse("").contains("hyades.Main 1 "))
                    .toList();
            if (signal.equals("RANK")) {
                one.getFirst().destroyForcibly();
            } else {
                process.destroy();
            }
            assertEquals(75, process.waitFor(), Files.readString(folder.resolve("first.txt")));
        }
        assertNothingRuns();
        int recorded = Files.readAllLines(log).size() - 1;
        Printed found = run(new byte[0], hyades(List.of("-n", "3"), "--resume", "run"));
        assertEquals(0, found.code, found.err);
        assertEquals(
                Stream.of(values).map(i -> "began %s\nend %s\n".formatted(i, i)).collect(Collectors.joining()),
                found.text());
        assertTrue(Files.readAllLines(folder.resolve("ran")).size() <= 30 + 2, "at most one of each rank twice");
        assertEquals(31, Files.readAllLines(log).size());
        assertTrue(recorded >= 5 && recorded < 30);
    }

    /// SLURM's signals come to a task's processes and to the shell that waits for them maybe before they come to the
    /// rank.
    @Test
    void aTaskThatASignalEndsBeforeItComesToTheRankIsNoFailure() throws Exception {
        String command = "[ -e begun ] || { echo >begun; exit 138; }; echo end {}";
        Process process = new ProcessBuilder(hyades(List.of("-n", "1"), "--out", "run", command, ":::", "1"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("first.txt").toFile())
                .start();
        while (!Files.exists(folder.resolve("begun"))) {
            assertTrue(process.isAlive(), () -> "it has ended");
            Thread.sleep(5);
        }
        Thread.sleep(100); // of the 2 s that a rank waits, on any machine
        process.destroy();
        assertEquals(75, process.waitFor(), Files.readString(folder.resolve("first.txt")));
        Printed found = sweep("--resume", "run");
        assertEquals(0, found.code, found.err);
        assertEquals("end 1\n", found.text());
    }

    /// Two tasks that never end keep two ranks busy, of which one is no process of rank 0's; what is too long is known
    /// when the third has done some.
    @Test
    void whatTakesTooLongBesideOthersIsEndedThoughItWasTheFirst() throws Exception {
        Printed found = run(
                new byte[0],
                hyades(
                        List.of("-n", "3", "--on", "processes"),
                        "--timeout",
                        "1000%",
                        "sleep {}",
                        ":::",
                        "10000",
                        "10000",
                        "0.1",
                        "0.1",
                        "0.1",
                        "0.1",
                        "0.1"));
        assertEquals(3, found.code, found.err);
        assertTrue(found.err.contains("task 1: timeout: sleep 10000\ntask 2: timeout: sleep 10000\n"), found.err);
    }

    /// Rank and guard are killed at once, and the task is nobody's: whoever goes on ends it, be it on fewer ranks.
    @Test
    void whoGoesOnEndsWhatNobodyGuards() throws Exception {
        String command = "[ -e again ] || exec sleep 1234; echo end {}";
        Process process = new ProcessBuilder(hyades(List.of("-n", "2"), "-k", "--out", "run", command, ":::", "1", "2"))
                .directory(folder.toFile())
                .start();
        while (tasks(process.toHandle()).size() < 2) {
            assertTrue(process.isAlive(), () -> "it has ended");
            Thread.sleep(20);
        }
        List<ProcessHandle> left = tasks(process.toHandle());
        List<ProcessHandle> ranks = javas(process.toHandle());
        for (ProcessHandle rank : ranks) { // so that it sees nothing of what becomes of its shells
            Shell.run(folder, "kill", "-STOP", Long.toString(rank.pid()));
        }
        ranks.stream().flatMap(ProcessHandle::children).forEach(ProcessHandle::destroyForcibly);
        ranks.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor();
        Thread.sleep(500);
        assertTrue(left.stream().allMatch(ProcessHandle::isAlive), "or there is nothing to end");
        Files.createFile(folder.resolve("again"));
        Printed found = run(new byte[0], hyades(List.of("-n", "1"), "--resume", "run"));
        assertEquals(0, found.code, found.err);
        assertEquals("end 1\nend 2\n", found.text());
        assertNothingRuns();
    }

    private static List<ProcessHandle> tasks(ProcessHandle script) {
        return script.descendants()
                .filter(each -> each.info().commandLine().orElse("").endsWith("sleep 1234"))
                .filter(each -> each.info().command().orElse("").endsWith("/sleep"))
                .toList();
    }

    private static List<ProcessHandle> javas(ProcessHandle script) {
        return Stream.concat(Stream.of(script), script.descendants())
                .filter(each -> each.info().command().orElse("").endsWith("/java"))
                .toList();
    }

    /// Of this test: those that have its folder as theirs.
    private void assertNothingRuns() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<String> left = here();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(50);
            left = here();
        }
        assertEquals(List.of(), left);
    }

    private List<String> here() throws IOException {
        Path own = folder.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> own.equals(folderOf(process)))
                .map(process -> process.info().commandLine().orElse("?"))
                .toList();
    }

    /// Nothing of what has ended or is another user's.
    private static Path folderOf(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void aSweepOfOtherValuesDoesNotGoOn() throws Exception {
        assertEquals(3, sweep("--out", "run", "exit {}", ":::", "0", "1").code);
        Printed other = sweep("--resume", "run", "exit {}", ":::", "0", "2");
        assertEquals(2, other.code);
        assertTrue(other.err.contains("is a sweep of another command or other values"), other.err);
        assertEquals(3, sweep("--resume", "run", "exit {}", ":::", "0", "1").code, "nothing is run again");
        Printed again = sweep("--resume-failed", "run", "--retries", "1");
        assertEquals(3, again.code);
        assertTrue(Files.readString(folder.resolve("run/tasks.csv")).contains("2,\"exit code 1\",1,0,2,"), again.err);
    }

    /// The run directory may be elsewhere by then, and what it lacks is said; the commands' own files may not.
    @Test
    void aSweepThatWasMovedPrintsTheSameAgain() throws Exception {
        Printed first = sweep("-k", "--out", "run", "seq {}", ":::", "3", "3000");
        Files.move(folder.resolve("run"), folder.resolve("moved"));
        Printed again = sweep("--resume", "moved");
        assertEquals(first.text(), again.text(), again.err);
        Files.delete(folder.resolve("moved/outputs/2.out"));
        Printed less = sweep("--resume", "moved");
        assertEquals("1\n2\n3\n", less.text());
        assertTrue(less.err.contains("2.out: is gone: what task 2 has printed is not printed here"), less.err);
        Path other = Files.createDirectory(folder.resolve("other"));
        Shell.Result elsewhere =
                Shell.run(other, hyades(List.of(), "--resume", "../moved").toArray(String[]::new));
        assertEquals(2, elsewhere.code());
        assertTrue(elsewhere.output().contains("was begun in " + folder + ", where its"), elsewhere.output());
    }

    /// Who types the same again means the same.
    @ParameterizedTest
    @CsvSource({"multicore, --from, -", "processes, -k, -k"})
    void valuesOfStandardInputMayComeAgain(String mode, String option, String word) throws Exception {
        List<String> launcher = List.of("-n", "2", "--on", mode);
        List<String> input = option.equals(word) ? List.of("-k") : List.of("-k", option, word);
        String[] begin = Stream.of(List.of("--out", "run"), input, List.of("echo {}"))
                .flatMap(List::stream)
                .toArray(String[]::new);
        String[] goOn = Stream.of(List.of("--resume", "run"), input, List.of("echo {}"))
                .flatMap(List::stream)
                .toArray(String[]::new);
        assertEquals("1\n2\n", run("1\n2\n".getBytes(), hyades(launcher, begin)).text());
        Printed again = run("1\n2\n".getBytes(), hyades(launcher, goOn));
        assertEquals("1\n2\n", again.text(), again.err);
        Printed others = run("1\n3\n".getBytes(), hyades(launcher, goOn));
        assertEquals(2, others.code, others.err);
        assertTrue(others.err.contains("is a sweep of another command or other values"), others.err);
    }

    /// Tasks that fail in an unusual way take no longer than others: asking whether they were stopped costs less than
    /// half a second in all, not each.
    @Test
    void whatFailsAtOnceHoldsNobodyUp() throws Exception {
        String[] tasks = Stream.concat(
                        Stream.of("--out", "run", "exit 255", ":::"),
                        Stream.iterate(1, i -> i <= 200, i -> i + 1).map(String::valueOf))
                .toArray(String[]::new);
        assertEquals(3, sweep(tasks).code);
        String record = Files.readString(folder.resolve("run/run.json"));
        double seconds = Double.parseDouble(record.replaceAll("(?s).*\"sweepSeconds\": ([0-9.]+).*", "$1"));
        // 200 * 0.5 s over two ranks would be 50; to start 200 processes is a matter of seconds on any machine
        assertTrue(seconds < 45, seconds + " s");
    }

    /// Few descriptors are open at a time, and none stays so: one of ten tasks would be too many. Some machines start
    /// no more than a hundred processes a second.
    @Test
    void sixHundredTasksRunWithFewDescriptors() throws Exception {
        String command = "ulimit -n 64; seq 600 | " + PROJECT.resolve("hyades")
                + " -n 2 -q sweep -k --no-report --no-plots --out run echo | cksum; seq 600 | cksum";
        String[] sums = Shell.run(folder, "bash", "-c", command).output().split("\n");
        assertEquals(2, sums.length, () -> String.join("\n", sums));
        assertEquals(sums[1], sums[0]);
    }

    /// A hundred thousand tasks, recorded and told again, where a million may have 512 MB. What is no
    /// number fails before a shell sees it, so that no process is started.
    @Test
    void aTaskTakesLittleMemory() throws Exception {
        String command = "export JAVA_TOOL_OPTIONS=-Xmx60m; seq -f x%.0f 100000 | " + PROJECT.resolve("hyades")
                + " -n 2 -q sweep --no-report --no-plots --out run 'echo $(({}))' 2>/dev/null; echo \"code $?\"; "
                + String.join(" ", hyades(List.of("-n", "2"), "--resume", "run"))
                + " 2>/dev/null; echo \"code $?\"; wc -l <run/joblog";
        assertEquals(
                "code 3\ncode 3\n100001\n",
                Shell.run(folder, "bash", "-c", command).output());
    }

    /// A disk of a megabyte: who cannot print has failed, and a sweep that cannot record ends in one
    /// line.
    @Test
    void aFullDiskIsNoSuccess() throws Exception {
        assumeTrue(Shell.run(folder, "unshare", "-rm", "true").code() == 0, "needs the right to mount");
        String full = "mount -t tmpfs -o size=1m none small && export TMPDIR=$PWD/small && "
                + String.join(" ", hyades(List.of("-n", "1"), "--out", "run", "'head -c {} /dev/zero'"))
                + " ::: 100 2000000 200 >/dev/null; echo \"code $?\"; cut -d, -f1,2 run/tasks.csv";
        Files.createDirectory(folder.resolve("small"));
        String output = Shell.run(folder, "unshare", "-rm", "sh", "-c", full).output();
        assertTrue(output.contains("code 3\ntask,outcome\n1,\"done\"\n2,\"exit code 1\"\n3,\"done\"\n"), output);
        String where = "mount -t tmpfs -o size=256k none small && cd small && "
                + String.join(
                        " ",
                        hyades(List.of("-n", "1"), "--out", "run", "'head -c 4000 /dev/zero | tr \"\\0\" x; :' {}"))
                + " ::: $(seq 100) >/dev/null; echo \"code $?\"";
        output = Shell.run(folder, "unshare", "-rm", "sh", "-c", where).output();
        assertTrue(output.matches("(?s)rank 0: run/journal.bin: No space left on device\ncode 1\n"), output);
    }
}
