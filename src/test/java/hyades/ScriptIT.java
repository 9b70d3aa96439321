package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as users type them, on the built jar.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class ScriptIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Pattern HELLO =
            Pattern.compile("rank (\\d) of 3 on \\S+, process (\\d+), (.+ \\([\\w ]+\\)), 2 threads");

    /// What one rank makes: what all others are compared with.
    @TempDir
    static Path references;

    @TempDir
    Path folder;

    @BeforeAll
    static void runOnOneRank() throws Exception {
        assertEquals(
                0, collapse(1, 1, "multicore", references.resolve("collapse")).code());
        for (String options :
                List.of("--method binomial", "--method lifetimes", "--method trials", "--isotope 222Rn --chain")) {
            assertEquals(
                    0,
                    decay(1, 1, "multicore", options, references.resolve(options))
                            .code());
        }
    }

    @Test
    void helloRunsFromAnyFolderThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("hy"), PROJECT.resolve("hyades"));
        Shell.Result result = Shell.run(folder, link.toString(), "-n", "3", "--threads", "2", "hello");
        assertEquals(0, result.code(), result::output);
        List<String> lines = result.output()
                .lines()
                .filter(line -> !line.startsWith("hyades: warning: ")) // more threads than CPUs, on some machines
                .toList();
        assertEquals(3, lines.size(), result::output);
        for (int rank = 0; rank < 3; rank++) {
            var line = HELLO.matcher(lines.get(rank));
            assertTrue(line.matches(), lines.get(rank));
            assertEquals(rank, Integer.parseInt(line.group(1)));
            assertEquals("threads (shared memory)", line.group(3));
        }
    }

    /// 6 x 0.3 s in turn are at least 1.8 s of sleep, whatever else the machine does; each rank does one at least.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"multicore", "processes"})
    void tasksThatSleepAreComparedSeriallyAndOverTheRanks(String mode) throws Exception {
        Shell.Result result = hyades("-n", "2", "--on", mode, "hello", "--sleep", "0.3", "--tasks", "6");
        assertEquals(0, result.code(), result::output);
        Pattern expected = Pattern.compile("6 x 0\\.3 s of sleep: one after the other (\\d+\\.\\d{3}) s, over 2 ranks"
                + " (\\d+\\.\\d{3}) s, \\d+\\.\\d\\d times as fast \\(rank 0: ([1-5]), rank 1: ([1-5])\\)");
        Matcher line = expected.matcher(result.output().lines().toList().getLast());
        assertTrue(line.matches(), result::output);
        assertTrue(Double.parseDouble(line.group(1)) >= 1.8, result::output);
        assertTrue(Double.parseDouble(line.group(2)) >= 0.9, result::output);
        assertEquals(6, Integer.parseInt(line.group(3)) + Integer.parseInt(line.group(4)));
    }

    @Test
    void theEngineOfThreadsCanBeChosen() throws Exception {
        Shell.Result result = hyades("-n", "3", "--threads", "2", "--engine", "mpj", "hello");
        assertEquals(0, result.code(), result::output);
        List<String> engines = result.output()
                .lines()
                .map(HELLO::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(3))
                .toList();
        assertEquals(Collections.nCopies(3, "MPJ Express 0.44 (multicore)"), engines, result::output);
    }

    /// Without the script nobody tells MPJ Express where its configuration is.
    @Test
    void withoutTheScriptMpjExpressIsAskedForByName() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String jar = PROJECT.resolve("target/hyades.jar").toString();
        Shell.Result result = Shell.run(
                PROJECT, "env", "-u", "MPJ_HOME", java.toString(), "-jar", jar, "-n", "2", "--engine", "mpj", "hello");
        assertEquals(2, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
        String home = PROJECT.resolve("mpj/home").toString();
        assertTrue(result.output().contains("MPJ_HOME, which is not set: expected " + home), result::output);
    }

    @Test
    void processesAreProcesses() throws Exception {
        Shell.Result result = hyades("-n", "3", "--threads", "2", "--on", "processes", "hello");
        assertEquals(0, result.code(), result::output);
        List<String> processes = result.output()
                .lines()
                .map(HELLO::matcher)
                .filter(line -> line.matches() && line.group(3).equals("MPJ Express 0.44 (niodev)"))
                .map(line -> line.group(2))
                .distinct()
                .toList();
        assertEquals(3, processes.size(), result::output);
    }

    /// Line and code of the launcher are those of the script; what else is refused, and how, RefusalTest says.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nbodi                              | Unmatched argument at index 0: 'nbodi'; did you mean nbody?",
                "-n 0 hello                         | -n 0 --threads 1: expected at least 1",
                "decay --particles 0                | --particles 0: expected 1 to 2147483647",
                "scaling --ranks 1,2 -- nbody --steps -1 | --steps -1: expected 0 to 2^53"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments, String expected) throws Exception {
        Shell.Result result = hyades(arguments.strip().split(" +"));
        assertEquals(2, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
        assertTrue(result.output().startsWith("hyades: " + expected.strip()), result::output);
    }

    /// What a run wrote can be started from; numbers read back to the same bits, so no step means no change.
    @Test
    void finalStateIsAnInitialState() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Shell.Result run = hyades(
                "nbody",
                "--bodies",
                "50",
                "--dimensions",
                "3",
                "--steps",
                "20",
                "--no-plots",
                "--out",
                first.toString());
        assertEquals(0, run.code(), run::output);
        run = hyades(
                "nbody",
                "--initial",
                first.resolve("final.csv").toString(),
                "--steps",
                "0",
                "--no-plots",
                "--out",
                second.toString());
        assertEquals(0, run.code(), run::output);
        assertEquals(bodies(first), bodies(second));
        List<String> said = Files.readAllLines(second.resolve("final.csv"));
        assertTrue(said.contains("#   softening: 0.05") && said.contains("#   step: 0"), said::toString);
    }

    /// The lines of the bodies, without what the file says of the run.
    private static List<String> bodies(Path run) throws IOException {
        return Files.readAllLines(run.resolve("final.csv")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void aRunLeavesAllItsFilesAndRefusesToMixWithOthers() throws Exception {
        Path out = folder.resolve("run");
        String[] command = {"-n", "2", "nbody", "--bodies", "40", "--steps", "30", "--out", out.toString()};
        Shell.Result run = hyades(command);
        assertEquals(0, run.code(), run::output);
        for (String name : List.of(
                "run.json",
                "diagnostics.csv",
                "final.csv",
                "frames.csv",
                "energy.png",
                "radii.png",
                "frames.png",
                "report.html")) {
            assertTrue(Files.size(out.resolve(name)) > 0, name);
        }
        String json = Files.readString(out.resolve("run.json"));
        for (String key : List.of("\"command\": \"nbody\"", "\"ranks\": 2", "stepsPerSecond", "communicationSeconds")) {
            assertTrue(json.contains(key), json);
        }
        Shell.Result again = hyades(command);
        assertEquals(2, again.code(), again::output);
        assertTrue(again.output().contains("not empty"), again::output);
        assertEquals(
                0,
                hyades(Stream.concat(Stream.of(command), Stream.of("--overwrite"))
                                .toArray(String[]::new))
                        .code());
    }

    /// The bits of the data files for every number of ranks and threads the issue of the project names, in both
    /// modes, on every engine.
    @ParameterizedTest(name = "-n {0} --threads {1} --on {2}")
    @CsvSource({
        "2, 1, multicore",
        "3, 1, processes",
        "4, 2, multicore",
        "7, 1, multicore",
        "5, 1, multicore --engine mpj",
        "8, 1, processes",
        "12, 1, multicore",
        "2, 3, processes",
        "1, 2, multicore"
    })
    void dataFilesAreTheSameBytes(int ranks, int threads, String mode) throws Exception {
        Path reference = references.resolve("collapse");
        Path out = folder.resolve("out");
        Shell.Result run = collapse(ranks, threads, mode, out);
        assertEquals(0, run.code(), run::output);
        for (String name : List.of("final.csv", "diagnostics.csv", "frames.csv")) {
            assertEquals(-1, Files.mismatch(reference.resolve(name), out.resolve(name)), name);
        }
    }

    private static Shell.Result collapse(int ranks, int threads, String mode, Path out) throws Exception {
        String command = "-n %d --threads %d --on %s nbody --bodies 103 --steps 200 --no-plots --no-report --out %s"
                .formatted(ranks, threads, mode, out);
        return hyades(command.split(" "));
    }

    @Test
    void aDecayLeavesAllItsFiles() throws Exception {
        Path out = folder.resolve("decay");
        Shell.Result run = hyades(
                "-n", "2", "decay", "--particles", "1000", "--keep-runs", "--serial-check", "--out", out.toString());
        assertEquals(0, run.code(), run::output);
        assertTrue(run.output().contains("; the same counts"), run::output);
        for (String name : List.of("decay.png", "residuals.png")) {
            assertTrue(Files.size(out.resolve(name)) > 10_000, name);
        }
        assertEquals(101, Files.readAllLines(out.resolve("runs.csv")).size());
        assertEquals(101, Files.readAllLines(out.resolve("curves.csv")).size());
        List<String> mean = Files.readAllLines(out.resolve("mean.csv"));
        assertEquals(1002, mean.size());
        assertEquals("time,mean,standardDeviation,quantile05,quantile50,quantile95,law", mean.getFirst());
        String json = Files.readString(out.resolve("run.json"));
        for (String key : List.of("\"command\": \"decay\"", "runsPerSecond", "fittedHalfLife", "pull", "speedup")) {
            assertTrue(json.contains(key), json);
        }
    }

    /// The bits of a decay's data files for the numbers of ranks the issue of the project names, in both modes, for
    /// every method and a chain.
    @ParameterizedTest(name = "-n {0} --threads {1} --on {2}: {3}")
    @CsvSource({
        "2, 1, multicore, --method binomial",
        "3, 1, processes, --method binomial",
        "8, 1, multicore, --method binomial",
        "8, 1, processes, --method lifetimes",
        "3, 2, multicore, --method lifetimes",
        "2, 1, processes, --method trials",
        "8, 1, multicore, --method trials",
        "2, 1, multicore --engine mpj, --method trials",
        "3, 1, multicore, --isotope 222Rn --chain",
        "2, 2, processes, --isotope 222Rn --chain"
    })
    void filesOfADecayAreTheSameBytes(int ranks, int threads, String mode, String options) throws Exception {
        Path reference = references.resolve(options);
        Path out = folder.resolve("out");
        Shell.Result run = decay(ranks, threads, mode, options, out);
        assertEquals(0, run.code(), run::output);
        for (String name : List.of("mean.csv", "activity.csv", "runs.csv", "curves.csv")) {
            assertEquals(-1, Files.mismatch(reference.resolve(name), out.resolve(name)), name);
        }
    }

    private static Shell.Result decay(int ranks, int threads, String mode, String options, Path out) throws Exception {
        List<String> command = new ArrayList<>(List.of("-n", "" + ranks, "--threads", "" + threads));
        command.addAll(List.of(("--on " + mode).split(" ")));
        command.addAll(List.of("decay --particles 70000 --runs 23 --keep-runs --no-plots --no-report".split(" ")));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("--out", out.toString())); // which may have spaces
        return hyades(command.toArray(String[]::new));
    }

    @Test
    void helpIsCompleteWithDefaultsAndUnits() throws Exception {
        Shell.Result result = hyades("nbody", "--help");
        assertEquals(0, result.code());
        for (String option : List.of(
                "--dimensions",
                "--bodies",
                "--mass",
                "--radius",
                "--G",
                "--softening",
                "--seed",
                "--dt, --time-step",
                "--steps",
                "--initial",
                "--eccentricity",
                "--kernel",
                "--threads",
                "--ranks",
                "--out")) {
            assertTrue(result.output().contains(option + "="), option);
        }
        assertTrue(result.output().contains("6.6743E-11") && result.output().contains("si: m, kg, s;"), result::output);
        assertEquals(0, hyades("--help").code());
    }

    /// What is no plain file in the place of one of its own is replaced, not written through.
    @Test
    void whatStandsInAFilesPlaceIsReplaced() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.createSymbolicLink(full.resolve("final.csv"), Path.of("/dev/full"));
        Shell.Result run = hyades(
                "-n",
                "2",
                "nbody",
                "--overwrite",
                "--bodies",
                "20",
                "--steps",
                "10",
                "--no-plots",
                "--out",
                full.toString());
        assertEquals(0, run.code(), () -> "a file of an earlier run was not replaced");
    }

    /// A result that is no number is no success.
    @Test
    void anEnergyThatIsNotFiniteFailsTheRun() throws Exception {
        Path out = folder.resolve("far");
        Shell.Result run = hyades("nbody", "--dt", "1e300", "--steps", "50", "--no-plots", "--out", out.toString());
        assertEquals(1, run.code(), run::output);
        List<String> lines = run.output()
                .lines()
                .filter(line -> !line.contains(" of 50 steps")) // progress, on a slow machine
                .toList();
        assertEquals(2, lines.size(), run::output);
        assertTrue(lines.getFirst().startsWith("rank 0: warning: at step 0 body "), run::output);
        assertTrue(lines.getLast().startsWith("rank 0: the total energy is not finite at step "), run::output);
    }

    /// Two bodies that fall onto each other, on two ranks: all of them end then, and one line says why.
    @Test
    void aStepThatWouldBeNothingFailsTheRunInOneLine() throws Exception {
        Path bodies = folder.resolve("two.csv");
        Files.writeString(bodies, "mass,x,y,vx,vy\n1,1,0,0,0\n1,-1,0,0,0\n");
        Path out = folder.resolve("met");
        Shell.Result run =
                hyades(("-q -n 2 nbody --units nbody --softening 0 --scheme ias15 --time 3 --no-plots --initial "
                                + bodies + " --out " + out)
                        .split(" "));
        assertEquals(1, run.code(), run::output);
        assertEquals(1, run.output().lines().count(), run::output);
        assertTrue(
                run.output().matches("(?s)rank 0: step \\d+: a step of .* would be needed at 2\\.22.*"), run::output);
    }

    /// What an earlier run left is gone, its pictures too.
    @Test
    void overwritingLeavesNothingOfTheOtherRun() throws Exception {
        Path out = folder.resolve("twice");
        assertEquals(
                0,
                hyades("nbody", "--bodies", "20", "--steps", "5", "--out", out.toString())
                        .code());
        assertTrue(Files.exists(out.resolve("frames.png")));
        String[] again = {
            "nbody",
            "--bodies",
            "20",
            "--steps",
            "6",
            "--no-plots",
            "--no-report",
            "--overwrite",
            "--out",
            out.toString()
        };
        assertEquals(0, hyades(again).code());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(
                            "checkpoint.bin",
                            "diagnostics.csv",
                            "final.csv",
                            "frames.csv",
                            "resources.csv",
                            "run.json"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    /// A build beside a running job must not take the job's classes away; in a folder with a jar of its own. The job
    /// goes
    /// on until it is asked to stop, so that it has not ended before on any machine.
    @Test
    void aJobOutlivesTheJarItStartedFrom() throws Exception {
        Path jar = Shell.checkout(PROJECT, folder);
        Path out = folder.resolve("long");
        Process job = new ProcessBuilder(
                        "./hyades", "-n", "1", "nbody", "--steps", "100000000", "--no-plots", "--out", out.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        while (job.isAlive() && !Files.exists(out.resolve("diagnostics.csv"))) {
            Thread.sleep(20);
        }
        Files.write(jar, new byte[100]);
        job.toHandle().destroy(); // job.destroy would close its streams
        String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(75, job.waitFor(), output);
        assertTrue(Files.exists(out.resolve("checkpoint.bin")), output);
        assertTrue(Files.exists(out.resolve("run.json")), output);
    }

    /// As somebody runs the jar who does not know of the module: slower, and it says so; the same bits.
    @Test
    void withoutTheVectorModuleTheScalarKernelRunsAndSaysSo() throws Exception {
        Path slow = folder.resolve("slow");
        Path fast = folder.resolve("fast");
        Path mpj = PROJECT.resolve("mpj/home/lib");
        List<String> job = List.of("nbody", "--bodies", "70", "--steps", "50", "--no-plots", "--out");
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                PROJECT.resolve("target/hyades.jar") + ":" + mpj.resolve("mpj.jar"),
                "hyades.Main",
                "-n",
                "1");
        Shell.Result run = Shell.run(
                PROJECT,
                Stream.of(java, job, List.of(slow.toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
        assertEquals(0, run.code(), run::output);
        assertTrue(run.output().startsWith("rank 0: warning: without the JVM option"), run::output);
        assertTrue(run.output().contains("(scalar)"), run::output);
        run = hyades(Stream.concat(job.stream(), Stream.of(fast.toString(), "--kernel", "vector"))
                .toArray(String[]::new));
        assertTrue(run.output().contains("(vector, "), run::output);
        for (String name : List.of("final.csv", "diagnostics.csv", "frames.csv")) {
            assertEquals(-1, Files.mismatch(slow.resolve(name), fast.resolve(name)), name);
        }
    }

    /// On a terminal, whose width the script passes on, a bar redraws itself; elsewhere there are lines, if it
    /// takes long.
    @Test
    void progressIsABarOnATerminal() throws Exception {
        Path out = folder.resolve("bar");
        Shell.Result run = Shell.run(
                PROJECT,
                Map.of("HYADES_COLUMNS", "100"),
                "./hyades",
                "nbody",
                "--steps",
                "1500",
                "--no-plots",
                "--out",
                out.toString());
        assertEquals(0, run.code(), run::output);
        assertTrue(run.output().contains("1500/1500 steps"), run::output);
        assertTrue(run.output().contains("  dE/E "), run::output);
        assertTrue(run.output().contains("\r"), run::output);
    }

    /// No bar either, and none of the lines.
    @Test
    void aQuietRunSaysNothing() throws Exception {
        Path out = folder.resolve("quiet");
        Shell.Result run = Shell.run(
                PROJECT,
                Map.of("HYADES_COLUMNS", "100"),
                "./hyades",
                "-q",
                "nbody",
                "--steps",
                "1500",
                "--out",
                out.toString());
        assertEquals(new Shell.Result(0, ""), run);
        assertTrue(Files.exists(out.resolve("report.html")));
    }

    private static Shell.Result hyades(String... arguments) throws Exception {
        return Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of(arguments)).toArray(String[]::new));
    }
}
