package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.process.JobFailure;
import hyades.run.RunRecord;
import hyades.study.app.StudyOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Studies of jobs that are made up: in which order they are run, what makes a study refuse its times, and how it
/// goes on.
class ScalingStudyTest {
    @TempDir
    Path folder;

    private final List<String> started = new ArrayList<>();
    private final ScalingPlan plan = Studies.plan(List.of(1, 2, 4), List.of(1), 2);

    /// Leaves what a job leaves: the same `final.csv` from all, times and pictures that differ.
    private PointJob.Ended run(ScalingPlan.Point point, Path out, Path log) throws IOException {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("stepsPerSecond", 50.0);
        rates.put("interactionsPerSecond", 5.0);
        started.add(out.getFileName().toString());
        Files.createDirectories(out);
        Files.writeString(out.resolve("final.csv"), "id,x\n0,1\n");
        Files.writeString(out.resolve("sky.fits"), "SIMPLE  =                    T");
        Files.writeString(out.resolve("resources.csv"), "rank,seconds\n0," + started.size() + "\n");
        Files.writeString(out.resolve("energy.png"), "picture " + started.size());
        Files.writeString(
                out.resolve("summary.csv"),
                "file,seconds,rank,outcome\na.fits,%d,%d,filtered\n".formatted(started.size(), point.ranks()));
        new RunRecord(
                        "nbody",
                        List.of(),
                        1L,
                        Map.of(),
                        "host",
                        2,
                        point.ranks(),
                        point.threads(),
                        "multicore",
                        "2026-01-01T00:00:00Z",
                        2,
                        3.0,
                        0.5,
                        List.of(
                                new RunRecord.RankTimes(
                                        0,
                                        "host",
                                        1,
                                        1,
                                        0.5,
                                        0.25,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        Map.of("force", 1.0)),
                                new RunRecord.RankTimes(
                                        1, "host", 1, 0.5, 0.75, 0, null, null, null, null, null, null, null)),
                        rates,
                        Map.of())
                .write(out.resolve("run.json"));
        return new PointJob.Ended(0, 2, "results in somewhere");
    }

    private void measure(ScalingStudy study, PointJob job) throws Exception {
        study.measure(job, (_, _, _) -> {}, Optional::empty);
    }

    /// Round by round, every second round backwards; round 0 does not count.
    @Test
    void everyPointIsRunOnceARound() throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        measure(study, this::run);
        assertEquals(List.of("1x1-0", "2x1-0", "4x1-0", "4x1-1", "2x1-1", "1x1-1", "1x1-2", "2x1-2", "4x1-2"), started);
        assertEquals(9, study.done());
        assertEquals(2, new Analysis(plan, study.measurements(), 4).repeats(0).size());
        assertEquals("stepsPerSecond", study.rateName(""));
    }

    /// Of two ranks with computing 1 and 0.5, communication 0.5 and 0.75, files 0.25 and 0 s.
    @Test
    void aMeasurementHoldsWhatTheDefinitionsNeed() throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        measure(study, this::run);
        Measurement first = study.measurements().getFirst();
        assertEquals(new Measurement(1, 1, 0, "", 2, 50, 0.75, 1, 1.5, 1.75, 3, 0.5, Surroundings.UNKNOWN), first);
        assertEquals(study.measurements(), new MeasurementsFile(folder.resolve("measurements.csv")).read());
    }

    /// Two cores for 10 s a job. While the last job runs, 1.75 of them are busy with something else, and 0.25 with
    /// the job: it was to have two, as were the others, which had them. All it leaves says so, and nothing is
    /// concluded from its round.
    @Test
    void aDisturbedJobIsMarkedAndNothingIsConcludedFromItsRound() throws Exception {
        List<MachineTicks> looks = new ArrayList<>();
        long busy = 0;
        long own = 0;
        for (int job = 0; job < 9; job++) {
            looks.add(new MachineTicks(2, 2000 * job, busy, 0, own, 1));
            busy += 2000;
            own += job == 8 ? 250 : 2000;
            looks.add(new MachineTicks(2, 2000 * (job + 1), busy, 0, own, job == 8 ? 24 : 1));
        }
        Supplier<Optional<MachineTicks>> machine = () -> Optional.of(looks.removeFirst());
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        StudyOutput output = new StudyOutput(folder, plan, Machine.here(2), 0.7, "2026-01-01T00:00:00Z");
        output.begin();
        study.measure(this::run, (_, _, _) -> {}, machine);
        ScalingRecord record = output.finish(study, "", null);

        List<String> lines = Files.readAllLines(folder.resolve("measurements.csv"));
        assertTrue(lines.getFirst().endsWith(",load,stealShare,otherCores,ownCores,lostShare,cores,disturbed"));
        assertTrue(lines.getLast().startsWith("4,1,2,"), lines::toString);
        assertTrue(lines.getLast().endsWith(",24.0,0.0,1.75,0.25,0.875,2.0,true"), lines::toString);
        assertEquals(
                8, lines.stream().filter(line -> line.endsWith(",2.0,false")).count());
        assertEquals(
                List.of(0, 0, 1),
                record.points().stream().map(ScalingRecord.Point::disturbed).toList());
        assertEquals(
                "1 of 6 jobs that count was disturbed: other processes kept up to 1.8 of 2 cores busy (load 24 on 2"
                        + " cores); stop what else runs here: measure again on a quiet machine, or a node of your own"
                        + " (sbatch --exclusive)",
                record.warning());
        assertTrue(
                record.verdict().startsWith("Cannot tell whether it is worth it: 1 undisturbed repeat, and"),
                record::verdict);
        String text = StudyOutput.text(record);
        assertTrue(text.contains("! 4 ranks x 1 thread: 1 of 2 repeats disturbed"), text);
        assertTrue(text.contains(" 4 x 1*!"), text);
        assertTrue(text.contains(" 1 x 1   "), text);
        assertEquals(study.measurements(), ScalingStudy.resume(plan, folder).measurements());
    }

    /// One byte of one file of one repeat is enough: no times, and the line names file and points.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2x1-0 | final.csv   | id,x;0,2;                                    | 2 ranks x 1 thread, repeat 0,"
                        + " gave other data than 1 rank x 1 thread: final.csv differs from byte 8 on; no time counts",
                "1x1-1 | final.csv   | id,x;0,1                                     | 1 rank x 1 thread, repeat 1,"
                        + " gave other data than 1 rank x 1 thread: final.csv differs from byte 9 on",
                "4x1-2 | more.csv    | x                                            | 4 ranks x 1 thread, repeat 2,"
                        + " gave other data than 1 rank x 1 thread: more.csv is one more",
                "4x1-1 | more.fits   | x                                            | 4 ranks x 1 thread, repeat 1,"
                        + " gave other data than 1 rank x 1 thread: more.fits is one more",
                "4x1-0 | sky.fits    | SIMPLE  =                    F                | 4 ranks x 1 thread, repeat 0,"
                        + " gave other data than 1 rank x 1 thread: sky.fits differs from byte 30 on",
                "2x1-2 | summary.csv | file,seconds,rank,outcome;a.fits,1,0,failed; | 2 ranks x 1 thread, repeat 2,"
                        + " gave other data than 1 rank x 1 thread: summary.csv differs;"
            })
    void aStudyWhosePointsDifferIsRefused(String job, String file, String content, String line) throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        PointJob faulty = (point, out, log) -> {
            PointJob.Ended ended = run(point, out, log);
            if (out.endsWith(job)) {
                Files.writeString(out.resolve(file), content.replace(';', '\n'));
            }
            return ended;
        };
        JobFailure failure = assertThrows(JobFailure.class, () -> measure(study, faulty));
        assertEquals(1, failure.exitCode());
        assertTrue(failure.getMessage().startsWith(line), failure::getMessage);
        assertEquals(job, started.getLast());
        assertTrue(Files.exists(folder.resolve("runs").resolve(job).resolve(file)), "what differs is kept");
        // and it stays refused until the job gives what the others gave
        assertThrows(JobFailure.class, () -> measure(ScalingStudy.resume(plan, folder), faulty));
        measure(ScalingStudy.resume(plan, folder), this::run);
    }

    @Test
    void aMissingFileIsADifference() throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        PointJob faulty = (point, out, log) -> {
            PointJob.Ended ended = run(point, out, log);
            if (point.ranks() == 2) {
                Files.delete(out.resolve("final.csv"));
            }
            return ended;
        };
        JobFailure failure = assertThrows(JobFailure.class, () -> measure(study, faulty));
        assertTrue(failure.getMessage().contains("final.csv is missing"), failure::getMessage);
    }

    /// A job without data proves nothing by being equal to others without data.
    @Test
    void jobsWithoutDataAreRefused() throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        PointJob idle = (point, out, log) -> {
            PointJob.Ended ended = run(point, out, log);
            Files.delete(out.resolve("final.csv"));
            Files.delete(out.resolve("summary.csv"));
            Files.delete(out.resolve("sky.fits"));
            return ended;
        };
        assertThrows(JobFailure.class, () -> measure(study, idle));
    }

    /// Where the problem grows, only points of the same size are compared.
    @Test
    void sizesAreComparedAmongThemselves() throws Exception {
        List<ScalingPlan.Point> points = new ArrayList<>();
        for (ScalingPlan.Point p : plan.points()) {
            points.add(new ScalingPlan.Point(p.ranks(), 1, Integer.toString(100 * p.ranks()), p.ranks(), List.of()));
        }
        ScalingPlan weak = new ScalingPlan(
                List.of("decay"),
                plan.ranks(),
                plan.threads(),
                2,
                "multicore",
                null,
                "grows",
                points,
                Studies.CIRCUMSTANCES);
        PointJob growing = (point, out, log) -> {
            PointJob.Ended ended = run(point, out, log);
            Files.writeString(out.resolve("final.csv"), point.size());
            return ended;
        };
        measure(ScalingStudy.begin(weak, folder), growing);
        assertEquals("200", Files.readString(folder.resolve("reference-200/final.csv")));
        PointJob faulty = (point, out, log) -> {
            PointJob.Ended ended = growing.run(point, out, log);
            Files.writeString(out.resolve("final.csv"), "" + started.size());
            return ended;
        };
        assertThrows(JobFailure.class, () -> measure(ScalingStudy.begin(weak, folder), faulty));
    }

    /// After any number of jobs, and with a line that was not finished: what is measured is not run again.
    @ParameterizedTest(name = "after {0} jobs")
    @CsvSource({"0", "1", "4", "8"})
    void anInterruptedStudyGoesOn(int jobs) throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        PointJob stopped = (point, out, log) -> {
            if (started.size() == jobs) {
                Files.createDirectories(out);
                Files.writeString(out.resolve("final.csv"), "half a fi");
                throw new InterruptedException();
            }
            return run(point, out, log);
        };
        assertThrows(InterruptedException.class, () -> measure(study, stopped));
        Path file = folder.resolve("measurements.csv");
        String before = Files.readString(file);
        Files.writeString(file, "2,1,0,,1.2", StandardOpenOption.APPEND);
        ScalingStudy again = ScalingStudy.resume(plan, folder);
        assertEquals(jobs, again.done());
        measure(again, this::run);
        assertEquals(9, started.size());
        assertEquals(9, started.stream().distinct().count());
        assertTrue(Files.readString(file).startsWith(before));
        // one that is complete runs nothing
        measure(ScalingStudy.resume(plan, folder), this::run);
        assertEquals(9, started.size());
    }

    @Test
    void aJobThatFailsIsToldInItsOwnWords() throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        PointJob failing = (point, out, log) -> point.ranks() == 4
                ? new PointJob.Ended(1, 1, "rank 2: out of memory: Java heap space")
                : run(point, out, log);
        JobFailure failure = assertThrows(JobFailure.class, () -> measure(study, failing));
        assertEquals(1, failure.exitCode());
        assertEquals(
                ("4 ranks x 1 thread, repeat 0: exit code 1: rank 2: out of memory: Java heap space;"
                                + " 2 of 9 jobs are kept, and ./hyades scaling --resume %s goes on")
                        .formatted(folder),
                failure.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ranks,threads;1,1;                                       | line 2",
                "RANKS                                                    | line 2",
                "1,1,0,,x,,,,,,,                                          | line 2",
                "1,1,zero,,1,,,,,,,                                       | line 2",
                "1,1,9,,1,,,,,,,                                          | 1 ranks, 1 threads, repeat 9 are not in"
                        + " the study",
                "1,1,0,77,1,,,,,,,                                        | 1 ranks, 1 threads, repeat 0 are not in"
                        + " the study",
                "1,1,0,,1,,,,,,,;1,1,0,,1,,,,,,,                          | 1 ranks, 1 threads, repeat 0 are not in"
                        + " the study"
            })
    void damagedMeasurementsAreOneLine(String content, String place) throws Exception {
        ScalingStudy.begin(plan, folder);
        Path file = folder.resolve("measurements.csv");
        String header = Files.readString(file);
        String text = content.strip().replace(';', '\n') + "\n";
        Files.writeString(file, text.startsWith("ranks") ? text : header + text);
        IOException failure = assertThrows(IOException.class, () -> ScalingStudy.resume(plan, folder));
        assertTrue(failure.getMessage().startsWith(file + ": is damaged: " + place), failure::getMessage);
        assertFalse(failure.getMessage().contains("\n"));
        Files.delete(file);
        assertThrows(IOException.class, () -> ScalingStudy.resume(plan, folder));
    }

    private void begun(ScalingPlan plan) throws Exception {
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        new StudyOutput(folder, plan, Machine.here(2), 0.7, "2026-01-01T00:00:00Z").begin();
        measure(study, this::run);
    }

    /// What a new study finds of an old one is gone.
    @Test
    void beginningDeletesAnEarlierStudy() throws Exception {
        begun(plan);
        ScalingStudy study = ScalingStudy.begin(plan, folder);
        assertFalse(Files.exists(folder.resolve("reference")));
        assertFalse(Files.exists(folder.resolve("runs")));
        assertEquals(0, study.done());
    }

    /// Deleted is what the record of a study names: not what has its place, or one like it, but is somebody else's.
    @ParameterizedTest
    @ValueSource(strings = {"runs/notes.txt", "runs/8x1-0/a.txt", "runs/1x1-3/a.txt", "reference-books/a.txt"})
    void beginningLeavesWhatNoStudyHasWritten(String name) throws Exception {
        begun(plan);
        Path foreign = folder.resolve(name);
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "mine");
        begun(plan);
        assertEquals("mine", Files.readString(foreign));
    }

    /// Without the record of a study nothing is known to be one's; a link is not followed.
    @ParameterizedTest
    @ValueSource(strings = {"runs/1x1-0/a.txt", "reference/a.txt", "runs"})
    void beginningRefusesToWriteOnWhatNoStudyHasWritten(String name) throws Exception {
        Path foreign = folder.resolve(name);
        if (name.equals("runs")) {
            Files.createSymbolicLink(foreign, Files.createDirectory(folder.resolve("elsewhere")));
        } else {
            Files.createDirectories(foreign.getParent());
            Files.writeString(foreign, "mine");
        }
        JobFailure refusal = assertThrows(JobFailure.class, () -> ScalingStudy.begin(plan, folder));
        assertEquals(2, refusal.exitCode());
        assertTrue(refusal.getMessage().endsWith(" is no study's: expected another folder"), refusal::getMessage);
        assertTrue(Files.exists(foreign));
    }

    /// A size in its measurements is part of a path: anything but a number names nothing.
    @Test
    void damagedMeasurementsDeleteNothingElsewhere() throws Exception {
        begun(plan);
        Path foreign = Files.createDirectories(folder.resolve("reference-x/precious"));
        Files.writeString(
                folder.resolve("measurements.csv"),
                "1,1,0,x/precious,1,,,,,,,\n1,1,0,/../reference-x/precious,1,,,,,,,\n",
                StandardOpenOption.APPEND);
        ScalingStudy.begin(plan, folder);
        assertTrue(Files.isDirectory(foreign));
    }

    /// All files of a study, its JSON read back, and a comparison of it with itself: no difference.
    @Test
    void aStudyLeavesAllItsFiles() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        for (Path each : List.of(other, folder)) {
            ScalingStudy study = ScalingStudy.begin(plan, each);
            StudyOutput output = new StudyOutput(each, plan, Machine.here(2), 0.7, "2026-01-01T00:00:00Z");
            output.begin();
            assertFalse(ScalingRecord.read(each.resolve("scaling.json")).complete());
            IOException early =
                    assertThrows(IOException.class, () -> Comparisons.with(each, plan, Machine.here(2), List.of()));
            assertTrue(early.getMessage().contains("is not complete"), early::getMessage);
            measure(study, this::run);
            output.finish(study, "", each.equals(other) ? null : other);
        }
        ScalingRecord read = ScalingRecord.read(folder.resolve("scaling.json"));
        assertTrue(read.complete());
        assertEquals(3, read.points().size());
        assertEquals(
                List.of(false, false, true),
                read.points().stream().map(ScalingRecord.Point::oversubscribed).toList());
        assertEquals(plan.command(), read.command());
        assertEquals(
                List.of("force", "exchange", "files", "start-up and the rest"),
                read.parts().stream().map(ScalingRecord.Part::name).toList());
        assertEquals(new ScalingRecord.Part("force", 1, 0.5, 2, 2), read.parts().getFirst());
        assertTrue(Double.isNaN(read.points().getFirst().serialPart().median()));
        assertEquals(1, read.comparison().rows().getFirst().ratio());
        assertFalse(read.comparison().rows().getFirst().differs());
        assertTrue(read.comparison().test().contains("too few repeats to show any difference"));
        assertEquals(
                new ScalingRecord.Estimate(0, 0, 0),
                read.comparison().rows().getFirst().seconds());
        assertEquals(List.of(), read.comparison().differences());
        List<Measurement> disturbed = new MeasurementsFile(folder.resolve("measurements.csv"))
                .read().stream()
                        .map(m -> m.ranks() == 1 && m.repeat() == 1 ? Studies.disturbed(m) : m)
                        .toList();
        ScalingRecord.Comparison quiet = Comparisons.with(other, plan, Machine.here(2), disturbed);
        assertTrue(quiet.test().endsWith("; 1 disturbed job left out"), quiet::test);
        assertTrue(Double.isNaN(quiet.rows().getFirst().seconds().low()), "of one time there is no spread");
        assertTrue(Files.size(folder.resolve("measurements.csv")) > 0);
        for (String name : StudyOutput.FILES) {
            if (!name.equals("run.json") && !name.endsWith(".png")) { // the command's own, and the pages' pictures
                assertTrue(Files.size(folder.resolve(name)) > 0, name);
            }
        }
        String text = StudyOutput.text(read);
        assertTrue(text.lines().allMatch(line -> line.length() < 100), text);
        assertTrue(text.contains("4 x 1*"), text);
    }
}
