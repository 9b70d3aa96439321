package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.gas.InitialGas;
import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Scaling studies as users type them, of small real jobs, on the built jar.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ScalingIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private static final List<String> FILES = List.of(
            "run.json",
            "scaling.json",
            "measurements.csv",
            "extrap.txt",
            "runtime.png",
            "speedup.png",
            "efficiency.png",
            "rate.png",
            "exercise.png",
            "report.html",
            "reference/mean.csv",
            "reference/runs.csv",
            "runs/2x1-2/run.json",
            "runs/2x1-2-output.log");

    @TempDir
    Path folder;

    /// A study from a job file is stopped in its middle, goes on, and is compared with itself.
    @Test
    void aStudyIsStoppedGoesOnAndIsCompared() throws Exception {
        Path job = Files.writeString(
                folder.resolve("small.args"), "# small\ndecay\n--runs 20\n--particles 1000\n--no-plots\n");
        Path out = folder.resolve("study");
        Process study = start("--ranks", "1,2", "--repeats", "2", "--out", out.toString(), "--", "@" + job);
        Path measurements = out.resolve("measurements.csv");
        while (study.isAlive() && lines(measurements) < 2) {
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(study.pid())).start().waitFor();
        String said = new String(study.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(study.waitFor(300, TimeUnit.SECONDS));
        assertEquals(75, study.exitValue(), said);
        assertTrue(
                said.lines()
                        .toList()
                        .getLast()
                        .matches("hyades: stopped: \\d of 6 jobs are kept, and" + " ./hyades scaling --resume " + out
                                + " goes on"),
                said);
        assertFalse(json("scaling.json", out).get("complete").getAsBoolean());

        List<String> before = Files.readAllLines(measurements);
        Shell.Result other = hyades("scaling", "--resume", out.toString(), "--ranks", "1,2", "--", "decay");
        assertEquals(2, other.code(), other::output);
        Shell.Result again = hyades("scaling", "--resume", out.toString());
        assertEquals(0, again.code(), again::output);
        assertTrue(
                again.output()
                        .lines()
                        .filter(line -> !line.startsWith("hyades: warning: ")) // where the tests' machine is busy
                        .allMatch(line -> line.length() < 100),
                again::output);
        assertTrue(again.output().contains("orth it"), again::output);
        assertTrue(again.output().endsWith("report in " + out.resolve("report.html") + "\n"), again::output);
        assertEquals(before, Files.readAllLines(measurements).subList(0, before.size()));
        assertEquals(7, lines(measurements));
        for (String file : FILES) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        JsonObject record = json("scaling.json", out);
        assertTrue(record.get("complete").getAsBoolean());
        assertEquals(
                "[\"decay\",\"--runs\",\"20\",\"--particles\",\"1000\",\"--no-plots\"]",
                record.get("command").toString());
        JsonObject two = record.getAsJsonArray("points").get(1).getAsJsonObject();
        double wall = two.getAsJsonObject("wallSeconds").get("median").getAsDouble();
        double cpu = two.getAsJsonObject("cpuShare").get("median").getAsDouble();
        assertTrue(wall > 0 && cpu > 0, two::toString);
        assertEquals("scaling", json("run.json", out).get("command").getAsString());

        Shell.Result compared =
                hyades("scaling", "--resume", out.toString(), "--compare", out.toString(), "--no-plots");
        assertEquals(0, compared.code(), compared::output);
        // Beside other tests jobs may well be disturbed, which are not compared: the last column says which.
        long points = Files.readAllLines(measurements).stream()
                .map(line -> line.split(",", -1))
                .filter(line -> line[2].matches("[12]") && !line[line.length - 1].equals("true"))
                .map(line -> line[0])
                .distinct()
                .count();
        assertTrue(compared.output().contains(points > 0 ? "Mann-Whitney" : "nothing to test"), compared::output);
        assertEquals(points, lines(out.resolve("comparison.csv")) - 1, compared::output);
    }

    /// Under --weak each point has its own size, and is compared with itself only.
    @Test
    void aProblemThatGrowsKeepsItsSizesApart() throws Exception {
        Path out = folder.resolve("weak");
        Shell.Result run = hyades(
                "scaling",
                "--ranks",
                "1,2",
                "--repeats",
                "1",
                "--weak",
                "--on",
                "processes",
                "--no-plots",
                "--out",
                out.toString(),
                "--",
                "nbody",
                "--bodies",
                "100",
                "--steps",
                "10",
                "--no-plots");
        assertEquals(0, run.code(), run::output);
        assertEquals(101, rows(out.resolve("reference-100/final.csv")));
        assertEquals(142, rows(out.resolve("reference-141/final.csv")));
        assertEquals("processes", json("runs/2x1-1/run.json", out).get("launch").getAsString());
    }

    /// Of gas the cells grow, and with them the steps: twice the work are 2^(1/4) times as many cells along each
    /// axis.
    @Test
    void gasGrowsByItsCells() throws Exception {
        Path out = folder.resolve("gas");
        String study = "scaling --ranks 1,2 --repeats 1 --weak --no-plots --out " + out;
        Shell.Result run = hyades((study + " -- gas --cells 16 --time 0.02 --no-plots").split(" "));
        assertEquals(0, run.code(), run::output);
        for (int cells : new int[] {16, 19}) {
            Path gas = out.resolve("reference-%d/final.fits".formatted(cells));
            assertEquals(cells, InitialGas.read(gas).fields().grid().nz());
        }
        assertTrue(run.output().contains("exchange and waiting"), run::output); // what it costs to have neighbours
        RunRecord record = RunRecord.read(out.resolve("runs/2x1-1/run.json"));
        record.perRank()
                .forEach(rank -> assertTrue(
                        rank.communicationSeconds() > 0
                                && rank.computeParts()
                                        .keySet()
                                        .containsAll(List.of("halos", "inner cells", "outer cells")),
                        rank::toString));
    }

    /// Its own folder is in none of a job's data files; and what the study says to the job, the job may say, too.
    @Test
    void runsInOtherFoldersLeaveTheSameData() throws Exception {
        Path out = folder.resolve("images");
        Shell.Result run = hyades(("scaling --ranks 1,2 --repeats 1 --out " + out
                        + " -- images activity --count 3 --size 60x50 --window 5 --no-plots --no-report")
                .split(" "));
        assertEquals(0, run.code(), run::output);
        assertTrue(Files.readString(out.resolve("reference/summary.csv")).contains("\n\"fake_60x50_0.fits\","));
        assertTrue(run.output().contains("Cannot tell whether it is worth it"), run::output);
    }

    /// What is no command of Hyades is run as it is, here by a shell.
    @Test
    void anyProgramIsStudied() throws Exception {
        Path out = folder.resolve("program");
        Shell.Result run = hyades(
                "scaling",
                "--ranks",
                "1,2",
                "--repeats",
                "1",
                "--no-plots",
                "--same",
                "*.txt",
                "--out",
                out.toString(),
                "--",
                "sh",
                "-c",
                "echo 42 >{out}/answer.txt # {ranks}");
        assertEquals(0, run.code(), run::output);
        assertEquals("42\n", Files.readString(out.resolve("reference/answer.txt")));
        assertTrue(run.output().contains("all left the same bytes as *.txt"), run::output);
        assertEquals("program", json("run.json", out).get("launch").getAsString());
        Shell.Result again = hyades("scaling", "--resume", out.toString(), "--no-plots");
        assertEquals(0, again.code(), again::output);
    }

    /// Lines that are no comments.
    private static long rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .count();
    }

    private static Process start(String... arguments) throws IOException {
        return new ProcessBuilder(Stream.concat(Stream.of("./hyades", "scaling"), Stream.of(arguments))
                        .toList())
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /// A study that is killed can't end its job: the job's launcher and its rank see to that themselves.
    @Test
    void theJobOfAKilledStudyEnds() throws Exception {
        Path out = folder.resolve("study");
        Process study = start("--ranks", "1,2", "--out", out.toString(), "--", "nbody", "--steps", "100000000");
        List<ProcessHandle> job = List.of();
        while (study.isAlive() && job.size() < 2) {
            Thread.sleep(20);
            job = !Files.exists(out.resolve("scaling.json")) // the script has children too
                    ? List.of()
                    : study.descendants().toList();
        }
        study.destroyForcibly();
        assertEquals(2, job.size(), () -> "the launcher and the rank");
        for (ProcessHandle process : job) {
            process.onExit().get(300, TimeUnit.SECONDS);
        }
    }

    @Test
    void aJobThatFailsIsTheStudysLine() throws Exception {
        Path out = folder.resolve("failing");
        Shell.Result run = hyades(
                "scaling", "--ranks", "1,2", "--out", out.toString(), "--", "nbody", "--dt", "1e300", "--no-plots");
        assertEquals(1, run.code(), run::output);
        assertEquals(1, run.output().lines().count(), run::output);
        assertTrue(
                run.output().startsWith("hyades: 1 rank x 1 thread, repeat 0: exit code 1: rank 0: the total energy"),
                run::output);
        assertTrue(run.output()
                .strip()
                .endsWith("0 of 14 jobs are kept, and ./hyades scaling --resume " + out + " goes on"));
    }

    private static long lines(Path file) throws Exception {
        return Shell.lines(file).size();
    }

    private static JsonObject json(String name, Path folder) throws Exception {
        return JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
    }

    private static Shell.Result hyades(String... arguments) throws Exception {
        return Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of(arguments)).toArray(String[]::new));
    }
}
