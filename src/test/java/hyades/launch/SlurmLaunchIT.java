package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.Main;
import hyades.Shell;
import hyades.process.JobFailure;
import hyades.process.SlurmEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher as a process, with fake `sbatch`, `srun` and `scontrol` on the PATH that write down what they are
/// asked. `SlurmIT` has the real ones.
@Timeout(600)
class SlurmLaunchIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private void fake(String command, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(command), "#!/bin/sh\ncd '" + folder + "' || exit 1\n" + script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Shell.Result hyades(Map<String, String> variables, String... arguments) throws Exception {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        return Shell.run(
                folder,
                environment,
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC", // as the script starts it
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Main.class.getName()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// What a user gets to see, and SLURM to read; the body is that of slurm/hyades.sbatch.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain    | hello",
                "full     | -n 4 --nodes 2 --threads 3 --time 1-12 --partition=long --requeue --sbatch=--mem=4G"
                        + " nbody --steps 7 --out it's_$HOME",
                "job-file | -n 3 --nodes 2 @job.args"
            })
    void renderedScriptsAreGoldenFiles(String name, String arguments) throws Exception {
        Files.writeString(folder.resolve("job.args"), "# a comment\ndecay\n--runs 10\n--method \"binomial\"\n");
        Shell.Result dry = hyades(
                Map.of(),
                Stream.concat(Stream.of("--on", "slurm", "--dry-run"), Stream.of(arguments.split(" ")))
                        .toArray(String[]::new));
        assertEquals(0, dry.code(), dry::output);
        String script = Files.readString(PROJECT.resolve("slurm/hyades.sbatch"));
        String golden =
                Files.readString(PROJECT.resolve("src/test/resources/hyades/launch/%s.sbatch".formatted(name.strip())));
        assertEquals(
                golden.replace("@HOME@", PROJECT.toString()) + script.substring(script.indexOf("# ---- ")),
                dry.output());
        Path file = Files.writeString(folder.resolve("script"), dry.output());
        assertEquals(0, Shell.run(folder, "sh", "-n", file.toString()).code());
    }

    /// A shell gives the program the words that the user typed.
    @Test
    void theScriptPassesArgumentsOnAsTheyAre() throws Exception {
        fake("hyades", "shift 2\nprintf '<%s>' \"$@\"\n");
        BatchScript script = new BatchScript(
                "x", List.of(), List.of("--on", "slurm", "it's", "a b", "$HOME", "`id`", "\"q\"", "*", "", "ü\\n"));
        String text = script.render(PROJECT).replace("HYADES_HOME=" + PROJECT, "HYADES_HOME='%s'".formatted(folder));
        Path file = Files.writeString(folder.resolve("script"), text);
        Shell.Result result = Shell.run(folder, Map.of("SLURM_JOB_ID", "1"), "sh", file.toString());
        assertEquals("<it's><a b><$HOME><`id`><\"q\"><*><><ü\\n>", result.output());
    }

    /// What follows a line end in a script is the shell's, or another line for sbatch.
    @ParameterizedTest
    @ValueSource(strings = {"--partition=a\ntouch b", "--time=1\r#SBATCH --uid=0", "--comment=\u0000"})
    void anOptionOfSbatchIsOneLine(String option) {
        JobFailure refusal = assertThrows(JobFailure.class, () -> new BatchScript("x", List.of(option), List.of()));
        assertEquals(2, refusal.exitCode());
        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().startsWith(option.replaceFirst("(?s)=.*", " ")), refusal::getMessage);
    }

    /// How sbatch reads it is seen by `SlurmIT`.
    @Test
    void anOptionOfSbatchWithBlanksIsQuoted() throws Exception {
        String script = new BatchScript("x", List.of("--comment=a b#c'd\"e\\f", "--mem=4G"), List.of()).render(PROJECT);
        assertTrue(script.contains("\n#SBATCH \"--comment=a b\\#c\\'d\\\"e\\\\f\"\n#SBATCH --mem=4G\n"), script);
    }

    /// Another step's cores are not waited for by what runs on them.
    @ParameterizedTest(name = "SLURM_STEP_ID {0}: {1}")
    @CsvSource({"0, true", "4294967290, false", "'', false"})
    void aStepSharesItsCoresWithTheOneItStarts(String step, boolean shares) {
        assertEquals(shares, new SlurmEnvironment(Map.of("SLURM_STEP_ID", step)).isStep());
    }

    /// All scripts end alike.
    @ParameterizedTest
    @ValueSource(strings = {"array", "scaling"})
    void otherScriptsHaveTheSameBody(String name) throws Exception {
        String one = Files.readString(PROJECT.resolve("slurm/hyades.sbatch"));
        String other = Files.readString(PROJECT.resolve("slurm/%s.sbatch".formatted(name)));
        assertEquals(one.substring(one.indexOf("# ---- ")), other.substring(other.indexOf("# ---- ")));
    }

    /// The first start begins a study in a folder with the job's number; another start of the job goes on there.
    @Test
    void aStudyThatIsStartedAgainGoesOn() throws Exception {
        fake("hyades", "echo \"$@\"\n");
        Map<String, String> variables = Map.of("HYADES_HOME", folder.toString(), "SLURM_JOB_ID", "13");
        String script = PROJECT.resolve("slurm/scaling.sbatch").toString();
        String[] start = {"sh", script, "--ranks", "1,2", "--", "nbody"};
        Shell.Result first = Shell.run(folder, variables, start);
        assertEquals("--on slurm scaling --out results/scaling/job-13 --ranks 1,2 -- nbody\n", first.output());
        Path left = Files.createDirectories(folder.resolve("results/scaling/job-13"));
        Files.writeString(left.resolve("scaling.json"), "{}");
        Shell.Result again = Shell.run(folder, variables, start);
        assertEquals("scaling --resume results/scaling/job-13\n", again.output());
        Shell.Result other = Shell.run(folder, variables, "sh", script, "--resume", "there");
        assertEquals("scaling --resume there\n", other.output());
        Shell.Result refused = Shell.run(folder, variables, "sh", script, "--out", "here", "--", "nbody");
        assertEquals(2, refused.code(), refused::output);
    }

    @ParameterizedTest(name = "code {0}, {1}, {2}: requeued {3}")
    @CsvSource({
        "75, Requeue=1, JobState=RUNNING, true",
        "75, Requeue=0, JobState=RUNNING, false",
        "75, Requeue=1, JobState=CANCELLED, false",
        "0, Requeue=1, JobState=RUNNING, false",
        "1, Requeue=1, JobState=RUNNING, false"
    })
    void onlyAStoppedJobGoesBackIntoTheQueue(int code, String requeue, String state, boolean isRequeued)
            throws Exception {
        fake("hyades", "exit " + code);
        fake("scontrol", "echo \"$@\" >>asked\necho 'JobId=12 %s %s Restarts=0'\n".formatted(state, requeue));
        Path file = PROJECT.resolve("slurm/hyades.sbatch");
        Shell.Result result = Shell.run(
                folder,
                Map.of(
                        "PATH", folder + ":" + System.getenv("PATH"),
                        "HYADES_HOME", folder.toString(),
                        "SLURM_JOB_ID", "13",
                        "SLURM_ARRAY_JOB_ID", "12",
                        "SLURM_ARRAY_TASK_ID", "4"),
                "sh",
                file.toString(),
                "hello");
        assertEquals(code, result.code(), result::output);
        Path asked = folder.resolve("asked");
        assertEquals(isRequeued, Files.exists(asked) && Files.readString(asked).contains("requeue 12_4"));
    }

    /// The job's end as SLURM tells it, without its accounting, becomes the exit code; the log is shown to its
    /// end.
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "COMPLETED, 0:0, 0",
        "FAILED, 3:0, 3",
        "FAILED, 75:0, 75",
        "FAILED, 0:9, 1",
        "CANCELLED, 0:15, 1",
        "TIMEOUT, 0:0, 1",
        "NODE_FAIL, 0:0, 1"
    })
    void waitingReturnsTheJobsExitCode(String state, String exitCode, int code) throws Exception {
        fake(
                "sbatch",
                "cat >script\necho \"$@\" >arguments\necho 'sbatch: a warning' >&2\necho '12;cluster'\n"
                        + "echo 'sbatch: a word of the site' >&2\n");
        fake("scontrol", """
            [ "$*" = "show job -o 12" ] || exit 1
            [ -e asked ] && state=%s || state=RUNNING
            [ ! -e asked ] || echo last >>hello-12.log
            [ -e asked ] || echo first >hello-12.log
            echo >asked
            echo "JobId=12 JobName=x y JobState=$state Reason=None ExitCode=%s StdOut=%s/hello-12.log Power="
            """.formatted(state, exitCode, folder));
        Shell.Result result = hyades(Map.of(), "--on", "slurm", "--wait", "hello");
        assertEquals(code, result.code(), result::output);
        assertTrue(
                result.output().startsWith("job 12: hello; output in " + folder + "/hello-12.log\n"), result::output);
        assertTrue(result.output().contains("\nfirst\nlast\n"), result::output);
        assertEquals("--parsable", Files.readString(folder.resolve("arguments")).strip());
        assertTrue(Files.readString(folder.resolve("script")).contains("set -- --on slurm hello\n"));
    }

    @Test
    void anAnswerWithoutANumberIsNoJob() throws Exception {
        fake("sbatch", "echo 'Submitted, thank you'\n");
        Shell.Result result = hyades(Map.of(), "--on", "slurm", "hello");
        assertEquals(1, result.code());
        assertEquals(
                "hyades: cannot start the job: sbatch: expected the number of the job, found 'Submitted, thank you'\n",
                result.output());
    }

    /// In an allocation: one srun, a secret in the environment and on no command line, lines without labels, whole
    /// again where SLURM cut them, a log for each rank, and the worst code that a rank reports.
    @ParameterizedTest(name = "srun {0}, ranks {1} and {2}: {3}")
    @CsvSource({"0, 0, 0, 0", "0, 0, 3, 3", "0, 75, 75, 75", "2, 2, 2, 2", "137, 0, '', 1", "0, 0, '', 1", "1, 0, 0, 1"
    })
    void anAllocationRunsOneSrun(int srunCode, String first, String second, int code) throws Exception {
        fake("scontrol", """
            case "$*" in
                "show hostnames n[1-2]") echo n1; echo n2 ;;
                "show node -o n1") echo "NodeName=n1 NodeAddr=10.0.0.1 NodeHostName=host1 OS=Linux 6.1" ;;
                *) exit 1 ;;
            esac
            """);
        fake("srun", """
            echo "$@" >srun-arguments
            env >srun-environment
            word=$(sed 's/.*-Dhyades.report=\\([^ ]*\\) .*/\\1/' srun-arguments)
            long=$(printf '%%1024s' '' | tr ' ' x)
            echo '0: one'
            echo '1: rank 1: a warning: it is so' >&2
            echo "0: $long"
            echo '1: between'
            echo "0: $long"
            echo '0: end'
            echo 'srun: says something' >&2
            echo "0: $word 0 %s"
            [ -z '%s' ] || echo "1: $word 1 %s"
            exit %d
            """.formatted(first, second == null ? "" : second, second, srunCode));
        Map<String, String> job = Map.of(
                "SLURM_JOB_ID",
                "12",
                "SLURM_JOB_NODELIST",
                "n[1-2]",
                "SLURM_JOB_NUM_NODES",
                "2",
                "SLURM_NTASKS",
                "2",
                "SLURM_CPUS_PER_TASK",
                "3",
                "SLURM_JOB_CPUS_PER_NODE",
                "3(x2)");
        Files.createDirectories(folder.resolve("hyades-12"));
        Files.writeString(folder.resolve("hyades-12/rank-0.log"), "of an earlier start\n");
        Shell.Result result = hyades(job, "--on", "slurm", "hello");
        assertEquals(code, result.code(), result::output);
        String whole = "x".repeat(2048) + "end\n";
        assertTrue(result.output().contains(whole), result::output);
        assertTrue(result.output().contains("srun: says something\n"), result::output);
        assertFalse(result.output().contains("hyades-exit"), result::output);
        assertEquals("of an earlier start\none\n" + whole, Files.readString(folder.resolve("hyades-12/rank-0.log")));
        assertTrue(Files.readString(folder.resolve("hyades-12/rank-1.log")).contains("rank 1: a warning: it is so\n"));

        String arguments = Files.readString(folder.resolve("srun-arguments"));
        assertTrue(
                arguments.startsWith(
                        "--kill-on-bad-exit=1 --mpi=none --label --ntasks=2 --export=ALL --cpus-per-task=3 "),
                arguments);
        assertTrue(arguments.strip().endsWith(" hyades.Main --slurm-rank --on slurm hello"), arguments);
        String environment = Files.readString(folder.resolve("srun-environment"));
        assertTrue(environment.contains("\nHYADES_FIRST_NODE=10.0.0.1 host1 n1\n"), environment);
        String secret = environment.replaceAll("(?s).*\nHYADES_SECRET=(\\p{XDigit}{64})\n.*", "$1");
        assertEquals(64, secret.length());
        assertFalse(arguments.contains(secret));
    }

    @Test
    void withoutSlurmOneLineSaysSo() throws Exception {
        Map<String, String> nothing = Map.of("PATH", folder.toString());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--on",
                        "slurm",
                        "hello")
                .redirectErrorStream(true);
        builder.environment().putAll(nothing);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(1, process.waitFor());
        assertEquals("hyades: cannot start the job: no 'sbatch' on the PATH: is SLURM installed here?", output.strip());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--nodes 2 hello                   | --nodes: expected only with --on slurm, which submits one",
                "--wait hello                      | --wait: expected only with --on slurm, which submits one",
                "--on processes --requeue hello    | --requeue: expected only with --on slurm, which submits one",
                "--on slurm --nodes 0 hello        | --nodes 0: expected at least 1",
                "decay --share 3/2                 | Invalid value for option '--share': '3/2' is not one of 1/N to N/N"
            })
    void optionsThatWouldMeanNothingAreRefused(String arguments, String expected) throws Exception {
        Shell.Result result = hyades(Map.of(), arguments.strip().split(" +"));
        assertEquals(2, result.code(), result::output);
        assertTrue(result.output().startsWith("hyades: " + expected), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
    }
}
