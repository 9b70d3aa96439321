package hyades.study.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.figure.Figure;
import hyades.page.Run;
import hyades.page.SampleRuns;
import hyades.process.JobFailure;
import hyades.study.ChildJob;
import hyades.study.Machine;
import hyades.study.ScalingPlan;
import hyades.study.ScalingRecord;
import hyades.study.ScalingStudy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Studies of programs that are no jobs of Hyades: shell scripts of a line.
class ProgramStudyTest {
    private static final Set<String> COMMANDS = Set.of("nbody", "decay", "hello");

    @TempDir
    Path folder;

    private static ScalingPlan plan(String same, String script) {
        return StudyPlans.ofProgram(List.of("sh", "-c", script), List.of(1, 2), List.of(3), 1, same);
    }

    private ScalingRecord measure(ScalingPlan plan) throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        StudyOutput output = new StudyOutput(folder, plan, Machine.here(8), 0.7, "2026-01-01T00:00:00Z");
        output.begin();
        study.measure(ChildJob.ofProgram(), (_, _, _) -> {});
        return output.finish(study, "", null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sh, true", "/bin/sh, true", "nbody, false", "nbdoy, false", "-n, false", "@jobs/x, false"})
    void aProgramIsWhatTheShellWouldFindAndHyadesHasNot(String first, boolean isProgram) {
        assertEquals(isProgram, StudyPlans.isProgram(List.of(first, "x"), COMMANDS));
    }

    @Test
    void aPathWithoutAProgramIsOneLine() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no program");
        for (Path path : List.of(text, folder, folder.resolve("nothing"))) {
            JobFailure refusal =
                    assertThrows(JobFailure.class, () -> StudyPlans.isProgram(List.of(path.toString()), COMMANDS));
            assertEquals(path + ": is no program: expected one, or a command of Hyades", refusal.getMessage());
            assertEquals(2, refusal.exitCode());
        }
        assertFalse(StudyPlans.isProgram(List.of(), COMMANDS));
    }

    /// Ranks, threads and folder are in the words; the file that two numbers of ranks leave the same is compared, the
    /// other is not; what it says is kept.
    @Test
    void ranksThreadsAndFolderArePutInAndFilesCompared() throws Exception {
        ScalingRecord record = measure(plan(
                "sub/*.dat",
                "mkdir {out}/sub && echo {ranks} {threads} >{out}/sub/own.txt && echo 42 >{out}/sub/a.dat; echo said"));
        assertEquals("2 3\n", Files.readString(folder.resolve("runs/2x3-1/sub/own.txt")));
        assertEquals("42\n", Files.readString(folder.resolve("reference/sub/a.dat")));
        assertFalse(Files.exists(folder.resolve("runs/2x3-1/sub/a.dat")));
        assertEquals("said\n", Files.readString(folder.resolve("runs/2x3-1-output.log")));
        assertTrue(record.isProgram());
        assertEquals(record, ScalingRecord.read(folder.resolve("scaling.json")));
        assertTrue(record.points().getLast().wallSeconds().median() > 0);
        assertTrue(Double.isNaN(record.points().getLast().loadBalance().median()));
        String text = StudyOutput.text(record);
        assertTrue(text.startsWith("sh -c 'mkdir {out}/sub &&"), text);
        assertTrue(
                text.replaceAll("\\s+", " ").contains("wall time alone; all left the same bytes as sub/*.dat"), text);
        assertFalse(text.contains("NaN") || text.contains("comm. eff.") || text.contains("--on"), text);
        assertTrue(text.lines().allMatch(line -> line.length() < 100), text);
        assertFalse(Files.readString(folder.resolve("extrap.txt")).contains("job->"));

        SampleRuns.write(folder, SampleRuns.record("scaling"));
        Run run = SampleRuns.run(folder, new ScalingFeature());
        assertEquals(
                List.of("runtime", "speedup", "efficiency", "exercise"),
                new ScalingFeature().figures(run).stream().map(Figure::id).toList());
        String page = new ScalingFeature().sections(run).getFirst().content().toString();
        assertFalse(page.contains("Load balance</th>") || page.contains("NaN"), page);
        assertTrue(page.contains("Speedup</th>"), page);

        measure(plan("*.dat", "echo 43 >{out}/a.dat # {ranks}")); // begins anew where the other was
        assertEquals("43\n", Files.readString(folder.resolve("reference/a.dat")));
    }

    @Test
    void whatIsNotComparedIsSaidSo() throws Exception {
        ScalingRecord record = measure(plan(null, "echo {ranks} >{out}/a.dat"));
        assertEquals("2\n", Files.readString(folder.resolve("runs/2x3-1/a.dat")));
        String text = StudyOutput.text(record);
        assertTrue(text.contains("nothing was compared, so it is not known whether"), text);
    }

    /// A study that is asked to stop ends what its program has started, too.
    @Test
    void aStopEndsAllOfTheProgram() throws Exception {
        ScalingPlan plan =
                plan(null, "sleep 100 & echo $! >{out}/pid.part; mv {out}/pid.part {out}/pid; wait # {ranks}");
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        ChildJob job = ChildJob.ofProgram();
        Path pid = folder.resolve("runs/1x3-0/pid");
        Thread stop = Thread.ofVirtual().start(() -> {
            while (!Files.exists(pid)) {
                LockSupport.parkNanos(1_000_000);
            }
            job.stop();
        });
        assertThrows(InterruptedException.class, () -> study.measure(job, (_, _, _) -> {}));
        stop.join();
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(sleeper)
                .ifPresent(process ->
                        process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*.dat | echo {ranks} >{out}/a.dat    | 2 ranks x 3 threads, repeat 0, gave other data than 1 rank x"
                        + " 3 threads: a.dat differs from byte 1 on; no time counts",
                "*.dat | echo {ranks} >{out}/a.txt    | 1 rank x 3 threads, repeat 0, left no --same '*.dat' in its"
                        + " folder, ",
                "      | echo a >&2; echo b >&2; echo c; exit {ranks} | 1 rank x 3 threads, repeat 0: exit code 1:"
                        + " b; 0 of 4 jobs are kept",
                "      | echo only; exit 75 # {ranks} | 1 rank x 3 threads, repeat 0: exit code 75: only; ",
                "      | exit 7 # {ranks}             | 1 rank x 3 threads, repeat 0: exit code 7: it said nothing; "
            })
    void whatFailsOrDiffersEndsTheStudyInOneLine(String same, String script, String line) {
        JobFailure failure = assertThrows(JobFailure.class, () -> measure(plan(same, script)));
        assertEquals(1, failure.exitCode());
        assertTrue(failure.getMessage().startsWith(line), failure::getMessage);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "./prog          |       | sh ./prog: expected {ranks} where the number of ranks goes",
                "--n={ranks}     |       | sh --n={ranks}: expected {threads} where the number of threads goes",
                "{ranks}{threads}| *.dat | sh {ranks}{threads}: expected {out} where the folder of the run goes",
                "{ranks}{threads}{out} | [ | --same [: expected a pattern such as '*.dat'"
            })
    void whatIsMissingIsNamed(String word, String same, String line) {
        JobFailure refusal = assertThrows(
                JobFailure.class,
                () -> StudyPlans.ofProgram(List.of("sh", word), List.of(1, 2), List.of(1, 2), 1, same));
        assertEquals(line, refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }
}
