package hyades.nbody.app;

import hyades.comm.Communicator;
import hyades.nbody.Bodies;
import hyades.nbody.BodiesFile;
import hyades.nbody.BodiesMet;
import hyades.nbody.Checkpoint;
import hyades.nbody.DeviceFailure;
import hyades.nbody.Diagnostics;
import hyades.nbody.DiagnosticsFile;
import hyades.nbody.DiagnosticsFile.Row;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedForces;
import hyades.nbody.DistributedNBody;
import hyades.nbody.EventPlan.OnCollision;
import hyades.nbody.EventsFile;
import hyades.nbody.ExternalField;
import hyades.nbody.FramesFile;
import hyades.nbody.Moment;
import hyades.nbody.NBodySetup;
import hyades.nbody.SnapshotFile;
import hyades.nbody.StepEvents;
import hyades.nbody.StepTooShort;
import hyades.nbody.Units;
import hyades.nbody.Written;
import hyades.process.JobFailure;
import hyades.run.Checkpoints;
import hyades.run.Members;
import hyades.run.Plots;
import hyades.run.Progress;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunRecord.RankTimes;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import hyades.storage.LineLog;
import hyades.storage.StepLog;
import hyades.storage.WholeFile;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What rank 0 makes of a run of `nbody`: progress, the data files, `run.json` and a summary.
final class NBodyRun implements DistributedNBody.Observer, AutoCloseable {
    /// All it may write; a run that goes on keeps what is there.
    static final String[] OUTPUTS = {
        "run.json",
        "diagnostics.csv",
        "final.csv",
        "frames.csv",
        EventsFile.NAME,
        "energy.png",
        "radii.png",
        "frames.png",
        "virial.png",
        NBodyMovieCommand.FILE,
        CheckpointFile.LATEST,
        CheckpointFile.PREVIOUS
    };

    /// The same, and the snapshots that are there.
    ///
    /// @param folder of the run, if the user names one
    static String[] outputs(Optional<Path> folder) {
        if (folder.filter(Files::isDirectory).isEmpty()) {
            return OUTPUTS;
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return Stream.concat(
                            Stream.of(OUTPUTS),
                            files.map(file -> file.getFileName().toString()).filter(SnapshotFile::isName))
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new JobFailure(2, FileFault.line(e));
        }
    }

    private final NBodySetup setup;
    private final Checkpoint start;
    private final long firstStep;
    private final boolean isAdaptive;
    private final Checkpoints checkpoints;
    private final EnergyWatch energy;
    private final StepWatch watch;
    private final RunDirectory directory;
    private final String kept;
    private final StepLog file;
    private final FramesFile film;
    private final EventsFile events; // null where none are looked for
    private final Progress progress;
    private final Timeline timeline;
    private Supplier<double[]> memory;
    private Row last;
    private String collision; // that ends the run, in words; else null
    private long toldStep = -1;
    private Written beforeToldStep;
    private long beforeFirstStep;
    private long afterFirstStep;
    private long afterLastStep;

    /// @param start step 0 of a new run, or where to go on with the run in `directory`
    /// @param timeline of rank 0
    /// @param quiet whether to show no progress
    NBodyRun(Checkpoint start, Supervision supervision, RunDirectory directory, Timeline timeline, boolean quiet)
            throws IOException {
        this.start = start;
        setup = start.setup();
        firstStep = start.step();
        isAdaptive = setup.plan().scheme().isAdaptive();
        memory = start::memory;
        checkpoints = new Checkpoints(directory, "diagnostics.csv", supervision.checkpointEvery());
        this.directory = directory;
        kept = "what was written before is kept in " + directory.path();
        this.timeline = timeline;
        energy = new EnergyWatch(supervision, setup.plan(), start.written());
        watch = new StepWatch(setup.plan(), start.written().stepWarning());
        Path diagnostics = directory.file("diagnostics.csv");
        LineLog.Mark mark = start.written().diagnostics();
        try {
            if (!mark.equals(LineLog.Mark.START)) {
                mark.check(diagnostics); // before the film is touched
            }
            if (!start.written().events().equals(LineLog.Mark.START)) {
                start.written().events().check(directory.file(EventsFile.NAME));
            }
            Path frames = directory.file("frames.csv");
            film = isAdaptive
                    ? FramesFile.open(frames, setup.plan().end(), setup.bodies(), firstStep)
                    : FramesFile.open(frames, setup.plan().steps(), setup.bodies(), firstStep);
        } catch (IOException e) {
            throw new JobFailure(firstStep == 0 ? 1 : 2, FileFault.line(e));
        }
        if (!setup.plan().snapshots().areNone()) {
            WholeFile.removeAbandoned(directory.path(), SnapshotFile::isName);
        }
        events = setup.plan().events().isNone()
                ? null
                : EventsFile.open(directory.file(EventsFile.NAME), start.written());
        file = DiagnosticsFile.open(diagnostics, setup.bodies().dimensions(), mark);
        progress = isAdaptive
                ? new Progress("thousandths of the time", 1000, quiet)
                : new Progress("steps", setup.plan().steps(), quiet);
    }

    /// Runs on rank 0; collective with [#help].
    ///
    /// @param start, supervision, directory as the constructor has them
    /// @param plots whether to draw pictures
    /// @return the exit code
    static int lead(
            Communicator world,
            Checkpoint start,
            Supervision supervision,
            RunDirectory directory,
            DistributedForces forces,
            RunSettings settings,
            Plots plots)
            throws IOException {
        NBodySetup setup = start.setup();
        try (DistributedNBody nbody = new DistributedNBody(
                        world, setup.plan(), setup.bodies(), start.step(), start.memory(), forces, settings.threads());
                NBodyRun results = new NBodyRun(start, supervision, directory, world.timeline(), settings.quiet())) {
            long steps = results.run(nbody);
            results.finish(world, nbody, steps, settings, plots);
            if (results.collision != null) { // in the last step, too
                throw new JobFailure(1, "%s; %s".formatted(results.collision, results.kept));
            }
            return nbody.isDone() ? 0 : RankCommand.STOPPED;
        }
    }

    private long run(DistributedNBody nbody) {
        memory = nbody::memory;
        try {
            return nbody.run(this);
        } catch (StepTooShort e) {
            throw new JobFailure(
                    1,
                    "step %d: %s; %s"
                            .formatted(toldStep + 1, e.describe(setup.plan().units()), kept));
        } catch (BodiesMet e) {
            throw new JobFailure(1, "%s; %s".formatted(e.describe(nbody.bodies().labels(), toldStep + 1), kept));
        } catch (DeviceFailure e) {
            long step = nbody.step();
            checkpoints.tryToWrite(step, () -> writeCheckpoint(step));
            throw new JobFailure(1, "%s, after step %d; %s%s".formatted(e.getMessage(), step, kept, goingOn()));
        }
    }

    private String goingOn() {
        return Files.exists(directory.file(CheckpointFile.LATEST))
                ? "; it goes on with: ./hyades nbody --resume " + directory.path()
                : "";
    }

    /// Computes on the other ranks; collective.
    ///
    /// @return the exit code
    static int help(Communicator world, DistributedForces forces, RunSettings settings) {
        try (DistributedNBody nbody =
                new DistributedNBody(world, null, null, 0, new double[0], forces, settings.threads())) {
            nbody.run(null);
            settings.gatherTimes();
            return nbody.isDone() ? 0 : RankCommand.STOPPED;
        } catch (DeviceFailure | StepTooShort e) {
            return 1; // rank 0 says it
        }
    }

    /// Keeps what is written before a step is told of: lines of the step itself come again when a run goes on from
    /// there, the last ones only if that is the end then, too.
    private void begin(long step) {
        if (step != toldStep) {
            beforeToldStep = new Written(
                    file.mark(),
                    energy.scale(),
                    energy.largest(),
                    watch.warning().orElse(null),
                    events == null ? LineLog.Mark.START : events.mark(),
                    events == null ? List.of() : events.counts());
            toldStep = step;
        }
    }

    /// They belong to what is written before the step is told of: a run that goes on from there does not
    /// find them again.
    @Override
    public void happened(StepEvents happened, Bodies bodies) {
        long start = System.nanoTime();
        happened.writeTo(events, bodies.labels());
        timeline.ended(Activity.WRITING, "write", start);
        if (setup.plan().events().collision() == OnCollision.STOP) {
            collision =
                    happened.collision(bodies.labels(), setup.plan().units()).orElse(null);
        }
    }

    @Override
    public void stepped(Moment at, Bodies bodies) {
        long step = at.step();
        begin(step);
        if (step == firstStep) {
            beforeFirstStep = System.nanoTime();
        } else if (step == firstStep + 1) {
            afterFirstStep = System.nanoTime();
        }
        afterLastStep = System.nanoTime();
        checkpoints.look();
        if (last != null && last.step() == step) {
            lookAtStep(at, bodies);
        }
        long start = System.nanoTime();
        if (film.write(at, bodies)) {
            timeline.ended(Activity.WRITING, "write", start);
        }
        if (setup.plan().snapshots().have(setup.plan(), at)) {
            writeSnapshot(at, bodies);
        }
        if (step > firstStep && !at.isLast() && checkpoints.isDue(step)) {
            checkpoints.tryToWrite(step, () -> writeCheckpoint(step));
        }
        progress.done(isAdaptive ? (long) (1000 * (at.time() / setup.plan().end())) : step, this::note);
    }

    private void writeSnapshot(Moment at, Bodies bodies) {
        long begin = System.nanoTime();
        try {
            SnapshotFile.write(directory.file(SnapshotFile.name(at.step())), bodies, setup.plan(), at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        timeline.ended(Activity.WRITING, "snapshot", begin);
    }

    /// Where the state is measured: elsewhere it would cost more than it tells.
    private void lookAtStep(Moment at, Bodies bodies) {
        long begin = System.nanoTime();
        watch.look(at, bodies).ifPresent(warning -> System.err.println("rank 0: warning: " + warning));
        timeline.ended(Activity.COMPUTE, "diagnostics", begin);
    }

    private void writeCheckpoint(long step) throws IOException {
        long begin = System.nanoTime();
        begin(step);
        file.sync();
        film.sync();
        if (events != null) {
            events.sync();
        }
        new Checkpoint(setup, step, start.options(), beforeToldStep, memory.get()).write(directory.path());
        timeline.ended(Activity.WRITING, "checkpoint", begin);
    }

    private String note() {
        return last == null ? "" : "dE/E %.1e".formatted(last.relativeEnergyError());
    }

    @Override
    public void measured(Moment at, Diagnostics d) {
        long step = at.step();
        begin(step);
        double error = energy.see(d);
        energy.refuseInfinite(step, d);
        last = new Row(step, at.time(), d, error);
        long start = System.nanoTime();
        file.write(step, last.values());
        timeline.ended(Activity.WRITING, "write", start);
        energy.refuseLarge(step, kept);
    }

    /// Writes what is left to write after the last step, or a checkpoint after another; collective with
    /// [RunSettings#gatherTimes] on the other ranks.
    ///
    /// @param step the steps that are done
    void finish(Communicator world, DistributedNBody nbody, long step, RunSettings settings, Plots plots)
            throws IOException {
        progress.close();
        long start = System.nanoTime();
        boolean isDone = nbody.isDone();
        boolean wasDone = isDone
                && step == firstStep
                && Files.exists(directory.file("final.csv"))
                && Files.exists(directory.file("run.json"));
        if (isDone) {
            file.sync();
            film.sync();
            BodiesFile.write(directory.file("final.csv"), nbody.bodies(), setup.plan(), nbody.at());
            timeline.ended(Activity.WRITING, "write", start);
            checkpoints.tryToWrite(step, () -> writeCheckpoint(step)); // from which the run can be made longer
        } else {
            writeCheckpoint(step);
        }
        file.close();
        film.close();
        if (events != null) {
            events.close();
        }
        List<RankTimes> times = settings.gatherTimes();
        if (wasDone) {
            if (!settings.quiet()) {
                System.out.printf(
                        isAdaptive
                                ? "all %d steps were done before; from %s/final.csv another run goes on%n"
                                : "all %d steps were done before; to make the run longer: ./hyades nbody --resume %s"
                                        + " --steps MORE%n",
                        step,
                        directory.path());
            }
            CheckpointFile.deletePrevious(directory.path());
            return;
        }
        RunRecord record = keep(world, nbody, step, settings, times);
        if (isDone) {
            CheckpointFile.deletePrevious(directory.path());
            if (!settings.quiet()) {
                System.out.println(NBodySummary.of(nbody, setup.plan(), record, energy, last));
                if (events != null) {
                    System.out.println(NBodySummary.of(events, setup.plan()));
                }
                System.out.println("results in " + directory.path());
            }
            if (energy.isTooLarge()) {
                System.err.println("rank 0: warning: " + energy.warning());
            }
        } else {
            System.out.printf(
                    "stopped after step %d of %s; it goes on with: ./hyades nbody --resume %s%n",
                    step,
                    isAdaptive
                            ? "a run to %s, at %s"
                                    .formatted(
                                            inTime(setup.plan().end()),
                                            inTime(nbody.at().time()))
                            : Long.toString(setup.plan().steps()),
                    directory.path());
        }
        settings.report(directory, plots.onlyIf(isDone));
    }

    private String inTime(double time) {
        return setup.plan().units().say(Dimension.TIME, time);
    }

    /// Ends the files where they are, after a failure too.
    @Override
    public void close() throws IOException {
        progress.close();
        file.close();
        film.close();
        if (events != null) {
            events.close();
        }
    }

    private RunRecord keep(
            Communicator world, DistributedNBody nbody, long step, RunSettings settings, List<RankTimes> times)
            throws IOException {
        DistributedNBody.Plan plan = setup.plan();
        double stepping = (afterLastStep - beforeFirstStep) * 1e-9;
        Members<Double> rates = new Members<>();
        double steps = step - firstStep;
        rates.put("stepsPerSecond", steps / stepping);
        double inSteps = nbody.evaluations() - 1; // one is before the first
        double pairs = (double) nbody.bodies().count() * nbody.sources();
        rates.put("interactionsPerSecond", inSteps * pairs / stepping);
        Members<Object> results = new Members<>();
        results.put("initial", setup.initial());
        results.put("bodies", nbody.bodies().count());
        results.put("dimensions", nbody.bodies().dimensions());
        results.put("mass", nbody.bodies().totalMass());
        results.put("gravitationalConstant", plan.gravitationalConstant());
        results.put("units", plan.units() == Units.SI ? "SI" : plan.units().toString());
        if (plan.units().areKnown()) {
            Members<String> symbols = new Members<>();
            for (Dimension each : Dimension.values()) {
                symbols.put(each.toString(), plan.units().symbol(each));
            }
            results.put("unitSymbols", symbols);
        }
        results.put("softening", plan.softening());
        results.put(
                "softeningKernel",
                plan.softening() == 0 ? "none" : plan.softeningKernel().toString());
        results.put("externalField", ExternalField.text(plan.fields()));
        results.put("scheme", plan.scheme().toString());
        results.put("timeStep", plan.timeStep());
        results.put("steps", isAdaptive ? step : plan.steps());
        results.put("length", plan.length());
        results.put("firstStep", firstStep);
        results.put("stepsDone", step);
        results.put("forceEvaluations", nbody.evaluations());
        results.put("timeScale", setup.timeScale());
        results.put("kernel", nbody.kernel());
        results.put("secondsToFirstStep", step == firstStep ? Double.NaN : settings.secondsUntil(afterFirstStep));
        results.put("steppingSeconds", stepping);
        if (events != null) {
            NBodySummary.putEvents(results, events, plan);
        }
        if (last != null) {
            NBodySummary.putMeasured(results, energy, watch, last);
        }
        return settings.keep(world, directory, "nbody", setup.seed(), times, rates, results);
    }
}
