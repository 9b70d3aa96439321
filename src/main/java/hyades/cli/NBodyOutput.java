package hyades.cli;

import hyades.comm.Communicator;
import hyades.comm.JobFailure;
import hyades.nbody.Bodies;
import hyades.nbody.BodiesFile;
import hyades.nbody.Diagnostics;
import hyades.nbody.DiagnosticsFile;
import hyades.nbody.DistributedNBody;
import hyades.nbody.FramesFile;
import hyades.report.NBodyPlots;
import hyades.report.RunDirectory;
import hyades.report.RunRecord;
import hyades.report.RunRecord.RankTimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What rank 0 makes of a run of `nbody`: progress, the data files, the pictures, `run.json` and a summary.
final class NBodyOutput implements DistributedNBody.Observer, AutoCloseable {
    private static final int FRAMES = 6;

    private record Measurement(double time, Diagnostics diagnostics, double relativeEnergyError) {}

    private final NBodySetup setup;
    private final RunDirectory directory;
    private final DiagnosticsFile file;
    private final FramesFile framesFile;
    private final Progress progress;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<NBodyPlots.Frame> frames = new ArrayList<>();
    private long beforeFirstStep;
    private long afterFirstStep;
    private long afterLastStep;

    /// @param plots whether to leave what only pictures need
    NBodyOutput(NBodySetup setup, RunDirectory directory, boolean plots) throws IOException {
        this.setup = setup;
        this.directory = directory;
        file = new DiagnosticsFile(
                directory.file("diagnostics.csv"), setup.bodies().dimensions());
        framesFile = plots
                ? new FramesFile(
                        directory.file("frames.csv"),
                        setup.plan().steps(),
                        setup.bodies().dimensions())
                : null;
        progress = new Progress("steps", setup.plan().steps());
    }

    @Override
    public void stepped(int step, Bodies bodies) {
        if (step == 0) {
            beforeFirstStep = System.nanoTime();
        } else if (step == 1) {
            afterFirstStep = System.nanoTime();
        }
        int steps = setup.plan().steps();
        if (frames.size() < FRAMES && (long) step * (FRAMES - 1) >= (long) frames.size() * steps) {
            frames.add(new NBodyPlots.Frame(time(step), bodies.positions(0), bodies.positions(1)));
        }
        if (framesFile != null) {
            framesFile.write(step, time(step), bodies);
        }
        progress.done(step, measurements.isEmpty() ? "" : note());
    }

    private String note() {
        return "dE/E %.1e".formatted(measurements.getLast().relativeEnergyError);
    }

    @Override
    public void measured(int step, Diagnostics d) {
        double error = 0;
        if (!measurements.isEmpty()) {
            double initial = measurements.getFirst().diagnostics.total();
            error = d.total() == initial ? 0 : (d.total() - initial) / Math.abs(initial);
        }
        if (!Double.isFinite(d.total())) {
            throw new JobFailure(
                    1,
                    "the total energy is not finite at step %d: --dt %s s is too long, or bodies met that --softening 0 lets"
                                    .formatted(step, setup.plan().timeStep())
                            + " come too close");
        }
        measurements.add(new Measurement(time(step), d, error));
        file.write(step, time(step), d, error);
        afterLastStep = System.nanoTime();
    }

    private double time(int step) {
        return step * setup.plan().timeStep();
    }

    /// Writes what is left to write; collective with [RunSettings#gatherTimes] on the other ranks.
    void finish(Communicator world, DistributedNBody nbody, RunSettings settings) throws IOException {
        close();
        long start = System.nanoTime();
        BodiesFile.write(directory.file("final.csv"), nbody.bodies());
        if (framesFile != null) {
            try {
                plot();
            } catch (IOException e) { // the data are safe, and what they cost is not to be lost for a missing font
                System.err.println("rank 0: warning: no pictures: " + e.getMessage());
            }
        }
        double inputOutput = (System.nanoTime() - start) * 1e-9;
        List<RankTimes> times = RunSettings.gatherTimes(world, nbody.computeSeconds(), inputOutput);
        RunRecord record = record(world, nbody, settings, times);
        record.write(directory.file("run.json"));
        summarise(nbody, record);
        settings.report(directory);
    }

    /// Ends the files where they are, after a failure too.
    @Override
    public void close() throws IOException {
        progress.close();
        file.close();
        if (framesFile != null) {
            framesFile.close();
        }
    }

    private void plot() throws IOException {
        double[] time = series(Measurement::time);
        NBodyPlots.energy(
                directory.file("energy.png"),
                time,
                series(m -> m.diagnostics.kinetic()),
                series(m -> m.diagnostics.potential()),
                series(m -> m.diagnostics.total()),
                series(m -> Math.abs(m.relativeEnergyError)));
        NBodyPlots.radii(
                directory.file("radii.png"),
                time,
                series(m -> m.diagnostics.lagrangianRadii()[0]),
                series(m -> m.diagnostics.lagrangianRadii()[1]),
                series(m -> m.diagnostics.lagrangianRadii()[2]));
        NBodyPlots.frames(directory.file("frames.png"), frames);
    }

    private double[] series(ToDoubleFunction<Measurement> value) {
        return measurements.stream().mapToDouble(value).toArray();
    }

    private RunRecord record(Communicator world, DistributedNBody nbody, RunSettings settings, List<RankTimes> times)
            throws IOException {
        DistributedNBody.Plan plan = setup.plan();
        double stepping = (afterLastStep - beforeFirstStep) * 1e-9;
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("stepsPerSecond", plan.steps() / stepping);
        rates.put(
                "interactionsPerSecond", plan.steps() * Math.pow(nbody.bodies().count(), 2) / stepping);
        Diagnostics last = measurements.getLast().diagnostics;
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("initial", setup.initial());
        results.put("bodies", nbody.bodies().count());
        results.put("dimensions", nbody.bodies().dimensions());
        results.put("mass", nbody.bodies().totalMass());
        results.put("gravitationalConstant", plan.gravitationalConstant());
        results.put("softening", plan.softening());
        results.put("scheme", plan.scheme().toString());
        results.put("timeStep", plan.timeStep());
        results.put("steps", plan.steps());
        results.put("timeScale", setup.timeScale());
        results.put("kernel", nbody.kernel());
        results.put("secondsToFirstStep", plan.steps() == 0 ? Double.NaN : settings.secondsUntil(afterFirstStep));
        results.put("steppingSeconds", stepping);
        results.put("initialEnergy", measurements.getFirst().diagnostics.total());
        results.put("finalEnergy", last.total());
        results.put("largestRelativeEnergyError", largestError());
        results.put("finalRelativeEnergyError", measurements.getLast().relativeEnergyError);
        results.put("finalVirialRatio", last.virialRatio());
        results.put("finalLagrangianRadii", last.lagrangianRadii());
        return settings.record("nbody", setup.seed(), world, times, rates, results);
    }

    private double largestError() {
        return measurements.stream()
                .mapToDouble(m -> Math.abs(m.relativeEnergyError))
                .max()
                .orElse(0);
    }

    private void summarise(DistributedNBody nbody, RunRecord record) {
        DistributedNBody.Plan plan = setup.plan();
        System.out.printf(
                Locale.ROOT,
                "%d bodies in %d dimensions: %d steps of %.4g s on %d rank%s x %d thread%s (%s)%n",
                nbody.bodies().count(),
                nbody.bodies().dimensions(),
                plan.steps(),
                plan.timeStep(),
                record.ranks(),
                record.ranks() == 1 ? "" : "s",
                record.threads(),
                record.threads() == 1 ? "" : "s",
                nbody.kernel());
        Diagnostics last = measurements.getLast().diagnostics;
        System.out.printf(
                Locale.ROOT,
                "%.4g steps/s; energy error |dE/E| at most %.2e, at the end %.2e; virial ratio %.3g; half-mass radius"
                        + " %.4g m%n",
                record.rates().get("stepsPerSecond"),
                largestError(),
                Math.abs(measurements.getLast().relativeEnergyError),
                last.virialRatio(),
                last.lagrangianRadii()[1]);
        System.out.println("results in " + directory.path());
    }
}
