package hyades.study;

import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.SlurmEnvironment;
import hyades.run.RunRecord;
import hyades.study.ScalingPlan.Point;
import hyades.study.ScalingPlan.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs the jobs of a plan one after the other, checks that all gave the same data, and keeps what they took.
///
/// In the study's folder are `measurements.csv` and what the jobs leave, as [JobFolders] has it.
public final class ScalingStudy {
    /// Is told of every job.
    public interface Observer {
        /// @param done jobs, earlier ones included
        /// @param total of the plan
        /// @param job the one that ended last, for people
        void measured(int done, int total, String job);
    }

    private final ScalingPlan plan;
    private final Path folder;
    private final JobFolders jobs;
    private final MeasurementsFile file;
    private final List<Measurement> measurements;

    private ScalingStudy(ScalingPlan plan, Path folder, List<Measurement> measurements) {
        this.plan = plan;
        this.folder = folder;
        this.measurements = measurements;
        jobs = new JobFolders(folder);
        file = new MeasurementsFile(folder.resolve("measurements.csv"));
    }

    /// Refuses a folder in which a study would write on what is not an earlier one's.
    ///
    /// @throws JobFailure with exit code 2
    public static void requireRoom(ScalingPlan plan, Path folder) {
        new JobFolders(folder).requireRoomFor(plan);
    }

    /// Begins a study in a folder. Of an earlier study there it deletes what that has written.
    public static ScalingStudy begin(ScalingPlan plan, Path folder) throws IOException {
        ScalingStudy study = new ScalingStudy(plan, folder, new ArrayList<>());
        study.jobs.requireRoomFor(plan);
        study.jobs.deleteEarlier();
        study.file.create();
        return study;
    }

    /// Goes on with what an earlier process began.
    ///
    /// @throws IOException in one line, where what it left is damaged
    public static ScalingStudy resume(ScalingPlan plan, Path folder) throws IOException {
        Path file = folder.resolve("measurements.csv");
        if (!Files.exists(file)) {
            throw new IOException(file + ": no such file");
        }
        List<Measurement> measurements = new MeasurementsFile(file).read();
        List<Run> left = new ArrayList<>(plan.runs());
        for (Measurement m : measurements) {
            boolean planned =
                    left.removeIf(run -> isOf(m, run) && run.point().size().equals(m.size()));
            if (!planned) {
                throw new IOException("%s: is damaged: %d ranks, %d threads, repeat %d are not in the study, or twice"
                        .formatted(file, m.ranks(), m.threads(), m.repeat()));
            }
        }
        return new ScalingStudy(plan, folder, measurements);
    }

    /// How many jobs are measured.
    public int done() {
        synchronized (measurements) {
            return measurements.size();
        }
    }

    /// How many jobs there are in all.
    public int total() {
        return plan.runs().size();
    }

    /// Runs what is left to run.
    ///
    /// @throws JobFailure with exit code 1 for a job that fails, or that gives other data than those before it
    public void measure(PointJob job, Observer observer) throws IOException, InterruptedException {
        boolean isElsewhere = plan.mode().equals(Mode.SLURM.toString()) // on the nodes of its allocation
                || plan.isProgram() && SlurmEnvironment.here().isAllocation();
        measure(job, observer, isElsewhere ? Optional::empty : MachineTicks::now);
    }

    /// @param machine on which the jobs run
    void measure(PointJob job, Observer observer, Supplier<Optional<MachineTicks>> machine)
            throws IOException, InterruptedException {
        for (Run run : plan.runs()) {
            if (measurements.stream().noneMatch(m -> isOf(m, run))) {
                Measurement measurement = measure(run, job, machine);
                file.append(measurement);
                synchronized (measurements) {
                    measurements.add(measurement);
                }
                observer.measured(
                        done(), total(), "%s: %.3g s".formatted(run.point().name(), measurement.wallSeconds()));
            }
        }
    }

    public List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    ScalingPlan plan() {
        return plan;
    }

    /// What the jobs' `rate` is, as their records name it; empty where they have none.
    ///
    /// @param known if the records are no longer there
    public String rateName(String known) throws IOException {
        Run first = plan.runs().getFirst();
        Path record = jobs.run(first).resolve("run.json");
        return Files.exists(record)
                ? Measurement.rateName(RunRecord.read(record).rates())
                : known;
    }

    /// The parts of the job on one core, of the repeats that count and were not disturbed; none where the study has no
    /// such point, or its records are no longer there.
    public List<ScalingRecord.Part> parts() throws IOException {
        List<AmdahlBounds.Job> onOneCore = new ArrayList<>();
        for (Run run : plan.runs()) {
            Path record = jobs.run(run).resolve("run.json");
            if (run.point().cores() > 1 || run.repeat() == 0 || plan.isProgram() || !Files.exists(record)) {
                continue;
            }
            List<RunRecord.RankTimes> times = RunRecord.read(record).perRank();
            measurements.stream()
                    .filter(m -> isOf(m, run) && !m.around().disturbed() && !times.isEmpty())
                    .forEach(m -> onOneCore.add(new AmdahlBounds.Job(m.wallSeconds(), times.getFirst())));
        }
        return AmdahlBounds.of(onOneCore);
    }

    private static boolean isOf(Measurement m, Run run) {
        return run.point().isOf(m) && run.repeat() == m.repeat();
    }

    private Measurement measure(Run run, PointJob job, Supplier<Optional<MachineTicks>> machine)
            throws IOException, InterruptedException {
        Path out = jobs.run(run);
        Files.createDirectories(out.getParent());
        DataFiles.deleteTree(out); // a job that was stopped
        DataFiles.deleteTree(jobs.log(run));
        DataFiles.deleteTree(JobFolders.errors(jobs.log(run)));
        Optional<MachineTicks> before = machine.get();
        PointJob.Ended ended = job.run(run.point(), out, jobs.log(run));
        Surroundings around = before.flatMap(b -> machine.get()
                        .map(after -> Surroundings.between(b, after, run.point().cores())))
                .orElse(Surroundings.UNKNOWN);
        if (ended.code() != 0) {
            throw new JobFailure(
                    1,
                    "%s, repeat %d: exit code %d: %s; %s"
                            .formatted(
                                    run.point().name(),
                                    run.repeat(),
                                    ended.code(),
                                    ended.lastLine().isEmpty() ? "it said nothing" : ended.lastLine(),
                                    goesOn()));
        }
        Measurement measurement = plan.isProgram()
                ? Measurement.ofProgram(run, ended, around)
                : Measurement.of(run, ended, RunRecord.read(out.resolve("run.json")), around);
        requireSameData(run, out);
        return measurement;
    }

    /// How a study that was stopped goes on, for people.
    public String goesOn() {
        return "%d of %d jobs are kept, and ./hyades scaling --resume %s goes on".formatted(done(), total(), folder);
    }

    private DataFiles data(Path folder) throws IOException {
        return plan.isProgram()
                ? DataFiles.in(folder, folder.getFileSystem().getPathMatcher("glob:" + plan.same())::matches)
                : DataFiles.in(folder);
    }

    private void requireSameData(Run run, Path out) throws IOException {
        if (plan.isProgram() && plan.same() == null) {
            return;
        }
        String size = run.point().size();
        Path reference = jobs.reference(size);
        DataFiles data = data(out);
        if (data.names().isEmpty() && plan.isProgram()) {
            throw new JobFailure(
                    1,
                    "%s, repeat %d, left no --same '%s' in its folder, %s: nothing shows that it did its work"
                            .formatted(run.point().name(), run.repeat(), plan.same(), out));
        }
        if (data.names().isEmpty()) {
            throw new JobFailure(
                    1, "%s left no data files: nothing shows that it did its work".formatted(plan.command()));
        }
        if (!Files.exists(reference)) {
            data.moveTo(reference);
            return;
        }
        Optional<String> difference = data.differenceFrom(data(reference), plan.circumstances());
        if (difference.isPresent()) {
            throw new JobFailure(
                    1,
                    "%s, repeat %d, gave other data than %s: %s; no time counts (compare %s with %s)"
                            .formatted(
                                    run.point().name(),
                                    run.repeat(),
                                    firstOf(size).name(),
                                    difference.get(),
                                    out,
                                    reference));
        }
        data.delete();
    }

    private Point firstOf(String size) {
        return plan.points().stream()
                .filter(point -> point.size().equals(size))
                .findFirst()
                .orElseThrow();
    }
}
