package hyades.decay.app;

import hyades.comm.Communicator;
import hyades.decay.Checkpoint;
import hyades.decay.DistributedEnsemble;
import hyades.decay.Ensemble;
import hyades.decay.EnsembleFiles;
import hyades.decay.HalfLifeFit;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.Plots;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunRecord.RankTimes;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import hyades.text.Digits;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What rank 0 makes of a run of `decay`: progress, the data files, `run.json` and a summary.
final class DecayRun implements DistributedEnsemble.Observer, AutoCloseable {
    private final Plan plan;
    private final Map<String, String> options;
    private final int runsBefore;
    private final boolean isShare;
    private final RunDirectory directory;
    private final EnsembleFiles files;
    private final Progress progress;
    private final Timeline timeline;
    private BigInteger decays = BigInteger.ZERO;
    private BigInteger exposures = BigInteger.ZERO;
    private double drawingSeconds;
    private double serialSeconds = Double.NaN;
    private double parallelSeconds = Double.NaN;
    private Tally tally;

    /// @param options what was asked for, to be found in checkpoints
    /// @param start where to go on with the run in `directory`; null begins one
    /// @param timeline of rank 0
    /// @param quiet whether to show no progress
    DecayRun(
            Plan plan,
            Map<String, String> options,
            Checkpoint start,
            RunDirectory directory,
            Timeline timeline,
            boolean quiet)
            throws IOException {
        this.plan = plan;
        this.options = options;
        this.directory = directory;
        this.timeline = timeline;
        isShare = options.containsKey("share");
        runsBefore = start == null ? 0 : start.runs();
        if (start != null) {
            check(start.files(), EnsembleFiles.logs(plan, directory.path()));
            decays = start.decays();
            exposures = start.exposures();
        }
        files = new EnsembleFiles(plan, directory.path(), start == null ? EnsembleFiles.Marks.START : start.files());
        progress = new Progress("runs", plan.runs(), quiet);
    }

    /// Refuses files that are not as they were left, before one of them is touched.
    private static void check(EnsembleFiles.Marks left, List<Path> files) {
        try {
            left.check(files);
        } catch (IOException e) {
            throw new JobFailure(2, "--resume: " + FileFault.line(e));
        }
    }

    /// Draws the ensemble; collective with its `run` on the other ranks.
    void run(DistributedEnsemble ensemble) {
        long start = System.nanoTime();
        double writtenBefore = timeline.seconds(Activity.WRITING);
        tally = ensemble.run(this);
        double writing = timeline.seconds(Activity.WRITING) - writtenBefore;
        drawingSeconds = (System.nanoTime() - start) * 1e-9 - writing;
    }

    @Override
    public void progressed(long runs) {
        directory.requireThere("runs.csv");
        progress.done(runs);
    }

    @Override
    public void finished(int run, int finalCount, long runExposures, int[] curve) {
        decays = decays.add(BigInteger.valueOf((long) plan.particles() - finalCount));
        exposures = exposures.add(BigInteger.valueOf(runExposures));
        files.write(
                run, finalCount, HalfLifeFit.of(plan, finalCount, runExposures).halfLife(), curve);
    }

    @Override
    public void checkpoint(int runs, Tally soFar) {
        long start = System.nanoTime();
        try {
            files.sync();
            new Checkpoint(options, plan.describe(), runs, soFar.pack(), decays, exposures, files.marks())
                    .write(directory.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        timeline.ended(Activity.WRITING, "checkpoint", start);
    }

    /// Leaves a run that was asked to stop; collective with [RunSettings#gatherTimes] on the other ranks.
    void stop(Communicator world, DistributedEnsemble ensemble, RunSettings settings) throws IOException {
        progress.close();
        files.close();
        List<RankTimes> times = settings.gatherTimes();
        keep(world, settings, times, ensemble.runsDone());
        System.out.printf(
                "stopped after run %d of %d; it goes on with: ./hyades decay --resume %s%n",
                ensemble.runsDone(), plan.runs(), directory.path());
        settings.report(directory, Plots.NONE);
    }

    /// Writes what is left to write; collective with [RunSettings#gatherTimes] on the other ranks.
    void finish(
            Communicator world, DistributedEnsemble ensemble, RunSettings settings, Plots plots, boolean serialCheck)
            throws IOException {
        progress.close();
        long start = System.nanoTime();
        if (isShare) { // all that a join needs of it
            checkpoint(plan.runs(), tally);
        }
        files.close();
        files.writeResults(directory.path(), tally);
        timeline.ended(Activity.WRITING, "write", start);
        List<RankTimes> times = settings.gatherTimes();
        if (serialCheck) {
            serialSeconds = repeatAlone(world);
            parallelSeconds = repeatTogether(world, plan, settings.threads());
        }
        RunRecord record = keep(world, settings, times, plan.runs());
        if (isShare) {
            CheckpointFile.deletePrevious(directory.path());
        } else {
            CheckpointFile.delete(directory.path());
        }
        if (!settings.quiet()) {
            summarise(record);
        }
        settings.report(directory, plots);
    }

    /// Ends the files where they are, after a failure too.
    @Override
    public void close() throws IOException {
        progress.close();
        files.close();
    }

    /// Draws the ensemble once more over the ranks, for its time only: the first time the JVM was still compiling.
    /// Collective.
    ///
    /// @return the time it took [s]
    static double repeatTogether(Communicator world, Plan plan, int threads) {
        try (DistributedEnsemble again = new DistributedEnsemble(world, plan, threads)) {
            world.barrier();
            long start = System.nanoTime();
            again.run(new Unobserved());
            return again.runsDone() < plan.runs() ? Double.NaN : (System.nanoTime() - start) * 1e-9;
        }
    }

    private record Unobserved() implements DistributedEnsemble.Observer {
        @Override
        public void progressed(long runs) {}

        @Override
        public void finished(int run, int finalCount, long runExposures, int[] curve) {}

        @Override
        public void checkpoint(int runs, Tally soFar) {}
    }

    private double repeatAlone(Communicator world) {
        long start = System.nanoTime();
        Optional<Tally> alone = Ensemble.alone(plan, world::stopRequested);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (alone.isEmpty()) { // the ensemble itself is there
            return Double.NaN;
        }
        if (!Arrays.equals(alone.get().pack(), tally.pack())) {
            throw new JobFailure(1, "--serial-check: one rank alone counted otherwise; this is a bug");
        }
        return seconds;
    }

    private RunRecord keep(Communicator world, RunSettings settings, List<RankTimes> times, int runsDone)
            throws IOException {
        Members<Double> rates = new Members<>();
        double drawn = runsDone - runsBefore;
        rates.put("stepsPerSecond", drawn * plan.steps() / drawingSeconds);
        rates.put("runsPerSecond", drawn / drawingSeconds);
        Members<Object> results = new Members<>();
        EnsembleResults found = found();
        found.describe(results, runsBefore);
        results.put("drawingSeconds", drawingSeconds);
        found.find(results);
        if (!Double.isNaN(serialSeconds)) {
            results.put("serialSeconds", serialSeconds);
            results.put("parallelSeconds", parallelSeconds);
            results.put("speedup", serialSeconds / parallelSeconds);
        }
        return settings.keep(world, directory, "decay", plan.seed(), times, rates, results);
    }

    private EnsembleResults found() {
        return new EnsembleResults(plan, tally, HalfLifeFit.of(decays, exposures, plan.timeStep()));
    }

    private void summarise(RunRecord record) {
        String ranks = Digits.counted(record.ranks(), "rank") + " x " + Digits.counted(record.threads(), "thread");
        System.out.printf(
                Locale.ROOT,
                "%s of %s%s: %s of %.4g s by %s on %s%n",
                Digits.counted(plan.runs(), "run"),
                plan.isMixed()
                        ? plan.inventory()
                        : Digits.counted(plan.particles(), "nucleus", "nuclei") + " of "
                                + plan.chain().parent().name(),
                plan.isUncertain() ? ", half-lives drawn for each run" : "",
                Digits.counted(plan.steps(), "step"),
                plan.timeStep(),
                plan.method(),
                ranks);
        found().sentences().forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%.4g s, %.4g runs/s, %.4g steps/s%n",
                drawingSeconds,
                record.rates().get("runsPerSecond"),
                record.rates().get("stepsPerSecond"));
        if (!Double.isNaN(serialSeconds)) {
            System.out.printf(
                    Locale.ROOT,
                    "once more, warm: one rank alone %.4g s, %s %.4g s: speedup %.2f; the same counts%n",
                    serialSeconds,
                    ranks,
                    parallelSeconds,
                    serialSeconds / parallelSeconds);
        }
        System.out.println("results in " + directory.path());
    }
}
