package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.InProcess;
import hyades.run.RunRecord;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Sweeps, tables and gas from their command line to their page, on ranks of this process.
@Isolated // it listens to standard output and error
class WholeRunsTest {
    @TempDir
    Path folder;

    private String said;

    /// Words as a shell would give them; `{}` in the first is left, `@@` is the test's folder.
    private int hyades(String... words) {
        InProcess.Result result = InProcess.run(Stream.of(words)
                .map(word -> word.replace("@@", folder.toString()))
                .toList());
        said = result.said();
        return result.code();
    }

    private String page(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("report.html"));
    }

    @Test
    void aSweepPrintsInOrderAndLeavesItsPage() throws IOException {
        int code = hyades(
                "-n",
                "2",
                "sweep",
                "-k",
                "--tag",
                "--joblog",
                "@@/log",
                "--results",
                "@@/results",
                "--out",
                "@@/run",
                "echo {1}-{2}; echo bad >&2",
                ":::",
                "a b",
                "c",
                ":::",
                "1",
                "2");
        assertEquals(0, code, said);
        assertTrue(said.contains("a b 1\ta b-1\n"), said);
        assertTrue(said.indexOf("a b-2") < said.indexOf("c-1"), said);
        assertEquals(5, Files.readAllLines(folder.resolve("log")).size());
        assertEquals("c-2\n", Files.readString(folder.resolve("results/1/c/2/2/stdout")));
        assertTrue(page("run").contains("Time of the tasks"));
        assertTrue(Files.exists(folder.resolve("run/tasks.png")));
    }

    /// What has failed is listed, and done again when asked for; what is done is not.
    @Test
    void whatHasFailedIsDoneAgain() throws IOException {
        Files.writeString(folder.resolve("values.csv"), "name,n\nx,1\ny,2\nz,3\n");
        String command = "echo {name} >>@@/done; test -e @@/mended || test {n} -ne 2";
        int code = hyades(
                "-n",
                "2",
                "sweep",
                "--csv",
                "@@/values.csv",
                "--retries",
                "1",
                "--no-plots",
                "--out",
                "@@/run",
                command);
        assertEquals(3, code, said);
        assertTrue(said.contains("task 2: exit code 1"), said);
        assertTrue(page("run").contains("exit code 1"));
        assertEquals(4, Files.readAllLines(folder.resolve("done")).size(), "one was tried twice");
        Files.createFile(folder.resolve("mended"));
        assertEquals(0, hyades("-n", "1", "sweep", "--resume-failed", "@@/run"), said);
        assertEquals(5, Files.readAllLines(folder.resolve("done")).size());
    }

    /// Four that take a fifth of a second say what is long; the fifth is ended, and the bar says how many there are.
    @Test
    void whatTakesTooLongBesideTheOthersIsEnded() throws IOException {
        long start = System.nanoTime();
        int code = hyades(
                "-n",
                "2",
                "sweep",
                "--timeout",
                "800%",
                "--eta",
                "--no-plots",
                "--out",
                "@@/run",
                "sleep {}",
                ":::",
                "0.2",
                "0.2",
                "0.2",
                "0.2",
                "1000");
        assertEquals(3, code, said);
        assertTrue(System.nanoTime() - start < 100e9);
        assertTrue(said.contains("task 5: timeout: sleep 1000"), said);
        assertTrue(said.contains("5/5") || said.contains("5 of 5"), said);
        assertTrue(Files.readString(folder.resolve("run/tasks.csv")).contains("5,\"timeout\","), said);
    }

    /// One that fails lets no other begin, and the rest is left for who goes on; a failure of then is no reason any
    /// more.
    @Test
    void aHaltLeavesTheRest() throws IOException {
        String[] halted = {"-n", "1", "sweep", "--halt", "soon,fail=1", "--no-report", "--no-plots", "--out", "@@/run"};
        int code = hyades(Stream.concat(Stream.of(halted), Stream.of("exit {}", ":::", "0", "1", "0", "0"))
                .toArray(String[]::new));
        assertEquals(3, code, said);
        assertTrue(said.contains("2 of them left; ./hyades sweep --resume"), said);
        assertEquals(3, hyades("-n", "1", "sweep", "--resume", "@@/run"), said);
        assertTrue(said.contains("4 tasks: 3 done, 1 failed"), said);
    }

    @Test
    void aDryRunShowsWhatTheShellWouldGet() throws IOException {
        Files.writeString(folder.resolve("list"), "a b.txt\n$(c)\n");
        assertEquals(0, hyades("sweep", "--from", "@@/list", "--dry-run", "wc {} >{.}.n"), said);
        assertTrue(said.contains("wc 'a b.txt' >'a b'.n"), said);
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    @Test
    void tablesAreMadeAndChecked() throws IOException {
        long start = System.nanoTime();
        assertEquals(
                0,
                hyades(
                        "-n",
                        "2",
                        "tables",
                        "generate",
                        "--count",
                        "3",
                        "--size",
                        "30x40",
                        "--serial-check",
                        "--out",
                        "@@/made"),
                said);
        assertTimes("made", "secondsAlone", "secondsTogether", (System.nanoTime() - start) * 1e-9);
        Map<String, Object> found = record("made").results();
        String times = "rank 0 alone %.3f s, all ranks %.3f s, speedup %.2f, the same bytes%n"
                .formatted(found.get("secondsAlone"), found.get("secondsTogether"), found.get("speedup"));
        assertTrue(said.contains(times), said);
        Files.writeString(folder.resolve("made/other.csv"), "a,b\n20,21\n19,\n");
        assertEquals(0, hyades("-n", "2", "tables", "check", "@@/made", "--out", "@@/checked"), said);
        assertTrue(said.contains("4 tables, 1 of them with a header, 3603 numbers"), said);
        assertTrue(said.contains("poisson:20: χ² "), said);
        assertTrue(page("checked").contains("Numbers in the tables"));
        Files.writeString(folder.resolve("made/x000001.csv"), "20,21\n");
        Files.writeString(folder.resolve("made/x000002.csv"), "20,-1\n");
        assertEquals(3, hyades("tables", "check", "@@/made", "--no-plots", "--out", "@@/failed"), said);
        assertTrue(said.contains("x000001.csv: failed: other bytes than SHA256SUMS says"), said);
    }

    /// A run says both times and what comes of them, which is no more than the whole took.
    private void assertTimes(String run, String alone, String together, double seconds) throws IOException {
        Map<String, Object> found = record(run).results();
        double serial = (double) found.get(alone);
        double parallel = (double) found.get(together);
        assertTrue(serial > 0 && parallel > 0 && serial + parallel < seconds, found::toString);
        assertEquals(serial / parallel, found.get("speedup"));
    }

    private RunRecord record(String run) throws IOException {
        return RunRecord.read(folder.resolve(run).resolve("run.json"));
    }

    @Test
    void aDecayIsDrawnOnceMoreAlone() throws IOException {
        String[] job = {"-n", "2", "decay", "--particles", "500", "--runs", "40", "--no-plots", "--out", "@@/run"};
        long start = System.nanoTime();
        int code = hyades(
                Stream.concat(Stream.of(job), Stream.of("--serial-check")).toArray(String[]::new));
        assertEquals(0, code, said);
        assertTimes("run", "serialSeconds", "parallelSeconds", (System.nanoTime() - start) * 1e-9);
        Map<String, Object> found = record("run").results();
        String line = "once more, warm: one rank alone %.4g s, 2 ranks x %s %.4g s: speedup %.2f; the same counts%n"
                .formatted(
                        found.get("serialSeconds"),
                        Digits.counted(record("run").threads(), "thread"),
                        found.get("parallelSeconds"),
                        found.get("speedup"));
        assertTrue(said.contains(line), said);
    }

    /// What an earlier run has written stays, byte for byte and by its time; the rest follows from what it was.
    @Test
    void tablesThatAreThereStay() throws IOException {
        Files.createDirectories(folder.resolve("made/x000001.csv/in the way"));
        assertEquals(
                3,
                hyades(
                        "tables",
                        "generate",
                        "--count",
                        "3",
                        "--size",
                        "30x40",
                        "--seed",
                        "5",
                        "--overwrite",
                        "--out",
                        "@@/made"),
                said);
        assertTrue(said.contains("./hyades tables generate --resume " + folder + "/made goes on"), said);
        Files.delete(folder.resolve("made/x000001.csv/in the way"));
        Files.delete(folder.resolve("made/x000001.csv"));
        FileTime then = FileTime.fromMillis(1);
        Files.setLastModifiedTime(folder.resolve("made/x000002.csv"), then);
        assertEquals(2, hyades("tables", "generate", "--resume", "@@/made", "--seed", "6"), said);
        assertTrue(said.contains("expected no option beside it that says what to write"), said);
        assertEquals(0, hyades("-n", "2", "tables", "generate", "--resume", "@@/made"), said);
        Matcher line = Pattern.compile("3 tables of 30x40, poisson:20, 2 of them there before, in ([0-9.]+) s\n")
                .matcher(said);
        assertTrue(line.find(), said);
        double perFile = 1 / record("made").rates().get("filesPerSecond"); // of the one that it has written
        assertEquals(Double.parseDouble(line.group(1)), perFile, 0.51e-3);
        assertEquals(perFile, 1200 / record("made").rates().get("numbersPerSecond"), 1e-9);
        assertEquals(2.0, record("made").results().get("there"));
        assertEquals(then, Files.getLastModifiedTime(folder.resolve("made/x000002.csv")));
        assertEquals(2, hyades("tables", "generate", "--resume", "@@/made"), "done: no checkpoint");
        assertEquals(
                0, hyades("tables", "generate", "--count", "3", "--size", "30x40", "--seed", "5", "--out", "@@/whole"));
        assertEquals(-1, Files.mismatch(folder.resolve("made/SHA256SUMS"), folder.resolve("whole/SHA256SUMS")));
    }

    @Test
    void tablesOfAnotherLawFail() throws IOException {
        assertEquals(
                0,
                hyades(
                        "tables",
                        "generate",
                        "--count",
                        "1",
                        "--distribution",
                        "normal:0,1",
                        "--size",
                        "100",
                        "--out",
                        "@@/n"),
                said);
        assertEquals(3, hyades("tables", "check", "@@/n", "--distribution", "normal:0.3,1", "--out", "@@/c"), said);
        assertTrue(said.contains("it does not follow normal:0.3,1: χ² "), said);
        Files.writeString(folder.resolve("i.csv"), "1.5,1\n");
        assertEquals(3, hyades("tables", "check", "@@/i.csv", "--distribution", "poisson:1", "--out", "@@/d"), said);
        assertTrue(said.contains("it holds numbers that poisson:1 cannot give"), said);
        assertEquals(0, hyades("tables", "check", "@@/i.csv", "--out", "@@/e"), said);
        assertTrue(said.contains("mean 1.25000"), said);
    }

    @Test
    void gasLeavesItsPage() throws IOException {
        assertEquals(
                0,
                hyades("-n", "2", "gas", "--cells", "24x24x1", "--time", "0.05", "--every", "0.02", "--out", "@@/run"),
                said);
        assertTrue(said.contains("blast, 24 x 24 x 1 cells in 1x2x1 blocks: "), said);
        assertTrue(page("run").contains("Gas: blast, 24 × 24 × 1 cells"));
        assertTrue(page("run").contains("Means over shells"));
        for (String file : new String[] {"density.png", "profile.png", "energies.png", "gas-0002.fits", "final.fits"}) {
            assertTrue(Files.exists(folder.resolve("run").resolve(file)), file);
        }
    }

    @Test
    void tasksThatSleepAreCompared() {
        assertEquals(0, hyades("-n", "2", "hello", "--sleep", "0.05", "--tasks", "4"), said);
        Matcher line = Pattern.compile(
                        "4 x 0\\.05 s of sleep: one after the other ([0-9.]+) s, over 2 ranks ([0-9.]+) s, "
                                + "([0-9.]+) times as fast \\(rank 0: (\\d), rank 1: (\\d)\\)")
                .matcher(said);
        assertTrue(line.find(), said);
        double serial = Double.parseDouble(line.group(1));
        double parallel = Double.parseDouble(line.group(2));
        assertTrue(serial >= 0.2 && parallel >= 0.1, said); // four sleeps, and two
        assertEquals(serial / parallel, Double.parseDouble(line.group(3)), 0.01 * serial / parallel);
        assertEquals(4, Integer.parseInt(line.group(4)) + Integer.parseInt(line.group(5)), said);
    }
}
