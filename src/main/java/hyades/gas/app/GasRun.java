package hyades.gas.app;

import hyades.comm.Communicator;
import hyades.gas.DistributedGas;
import hyades.gas.GasCheckpoint;
import hyades.gas.GasDiagnosticsFile;
import hyades.gas.GasFields;
import hyades.gas.GasFile;
import hyades.gas.GasMoment;
import hyades.gas.GasPlan;
import hyades.gas.Problem;
import hyades.gas.Profile;
import hyades.gas.SedovSolution;
import hyades.gas.Totals;
import hyades.gas.UnphysicalGas;
import hyades.process.JobFailure;
import hyades.run.Checkpoints;
import hyades.run.Members;
import hyades.run.Plots;
import hyades.run.Progress;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import hyades.storage.LineLog;
import hyades.storage.StepLog;
import hyades.storage.WholeFile;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A run of `gas`: what the ranks do, and on rank 0 progress, the data files, `run.json` and a summary.
final class GasRun {
    static final String FINAL = "final.fits";
    static final String PROFILE = "profile.csv";
    static final String DIAGNOSTICS = "diagnostics.csv";

    private static final int PERCENT = 100;

    private final Communicator world;
    private final RunSettings settings;
    private final KernelChoice kernel;

    GasRun(Communicator world, RunSettings settings, KernelChoice kernel) {
        this.world = world;
        this.settings = settings;
        this.kernel = kernel;
    }

    /// All that a run may write.
    ///
    /// @param outputs before the end
    static String[] outputs(long outputs) {
        List<String> names = new ArrayList<>(List.of(
                "run.json",
                DIAGNOSTICS,
                FINAL,
                PROFILE,
                "density.png",
                "pressure.png",
                "speed.png",
                "profile.png",
                "energies.png",
                "conservation.png",
                CheckpointFile.LATEST,
                CheckpointFile.PREVIOUS));
        for (long output = 0; output < outputs; output++) {
            names.add(name(output));
        }
        return names.toArray(String[]::new);
    }

    /// What a file before the end is called.
    static String name(long output) {
        return "gas-%04d.fits".formatted(output);
    }

    /// Computes on the other ranks; collective with [#lead].
    ///
    /// @return the exit code
    int help() throws IOException {
        try (DistributedGas gas = new DistributedGas(world, null, null, null, kernel, settings.threads())) {
            boolean isDone = gas.run(null);
            gas.fields();
            settings.finish(world, null, "gas", null, null, null, null);
            return isDone ? 0 : RankCommand.STOPPED;
        }
    }

    /// Runs on rank 0.
    ///
    /// @param checkpointEvery steps; 0: one every ten minutes
    /// @return the exit code
    int lead(GasCheckpoint first, RunDirectory directory, long checkpointEvery, Plots plots) throws IOException {
        try (Keeper keeper = new Keeper(first, directory, checkpointEvery);
                DistributedGas gas = new DistributedGas(
                        world, first.plan(), first.moment(), first.fields(), kernel, settings.threads())) {
            boolean isDone = run(gas, keeper);
            GasFields last = gas.fields();
            Members<Object> results = keeper.results(gas);
            if (isDone) {
                keeper.end(last, results, plots);
            } else {
                keeper.writeCheckpoint(gas.moment(), last); // what cannot go on must not say so
            }
            keeper.stop();
            summarize(keeper, gas, isDone);
            settings.finish(world, directory, "gas", null, keeper.rates(gas), results, plots.onlyIf(isDone));
            return isDone ? 0 : RankCommand.STOPPED;
        }
    }

    private static boolean run(DistributedGas gas, Keeper keeper) {
        try {
            return gas.run(keeper);
        } catch (UnphysicalGas e) {
            throw new JobFailure(
                    1, "%s; what was written before is kept in %s".formatted(e.getMessage(), keeper.directory.path()));
        }
    }

    private void summarize(Keeper keeper, DistributedGas gas, boolean isDone) {
        if (!isDone) {
            System.out.printf(
                    "stopped after step %d, at %s s; it goes on with: ./hyades gas --resume %s%n",
                    gas.moment().step(), gas.moment().time(), keeper.directory.path());
        } else if (!settings.quiet()) {
            GasPlan plan = keeper.first.plan();
            double rate = keeper.rates(gas).get("cellUpdatesPerSecond");
            System.out.printf(
                    "%s, %d x %d x %d cells in %s blocks: %d steps to %s s, on %d ranks x %d threads (%s)%n"
                            + "%smass changed by %.2e, energy by %.2e of what they were%n",
                    plan.initial(),
                    plan.grid().nx(),
                    plan.grid().ny(),
                    plan.grid().nz(),
                    plan.layout(),
                    gas.moment().step(),
                    gas.moment().time(),
                    world.size(),
                    settings.threads(),
                    gas.kernel(),
                    Double.isNaN(rate) ? "" : "%.3g million cell updates/s; ".formatted(rate * 1e-6),
                    keeper.massChange(),
                    keeper.energyChange());
        }
    }

    /// What rank 0 keeps of a run.
    private final class Keeper implements DistributedGas.Observer, AutoCloseable {
        private final GasCheckpoint first;
        private final RunDirectory directory;
        private final Checkpoints checkpoints;
        private final StepLog file;
        private final Progress progress;
        private GasCheckpoint.Conserved atFirst;
        private Totals last;
        private long begin;
        private long end;

        private Keeper(GasCheckpoint first, RunDirectory directory, long checkpointEvery) throws IOException {
            this.first = first;
            this.directory = directory;
            checkpoints = new Checkpoints(directory, DIAGNOSTICS, checkpointEvery);
            atFirst = first.first();
            try {
                file = GasDiagnosticsFile.open(directory.file(DIAGNOSTICS), first.diagnostics());
            } catch (IOException e) {
                throw new JobFailure(first.diagnostics().equals(LineLog.Mark.START) ? 1 : 2, FileFault.line(e));
            }
            progress = new Progress("percent", PERCENT, settings.quiet());
        }

        @Override
        public void measured(GasMoment moment, double timeStep, Totals totals) {
            long start = System.nanoTime();
            end = start;
            last = totals;
            if (atFirst == null) {
                atFirst = new GasCheckpoint.Conserved(totals.mass(), totals.energy());
            }
            file.write(moment.step(), GasDiagnosticsFile.values(moment.time(), timeStep, totals));
            world.timeline().ended(Activity.WRITING, "write", start);
        }

        @Override
        public void output(GasMoment moment, GasFields gas) {
            boolean isEnd = moment.time() >= first.plan().end();
            write(isEnd ? FINAL : name(moment.outputs() - 1), moment, gas);
        }

        private void write(String name, GasMoment moment, GasFields gas) {
            long start = System.nanoTime();
            try {
                GasFile.write(directory.file(name), gas, first.plan(), moment);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            world.timeline().ended(Activity.WRITING, "write gas", start);
        }

        @Override
        public boolean stepped(GasMoment moment) {
            long now = System.nanoTime();
            begin = begin == 0 ? now : begin;
            if (moment.time() < first.plan().end()) { // the last output is no part of the stepping
                end = now;
            }
            checkpoints.look();
            double share =
                    first.plan().end() == 0 ? 1 : moment.time() / first.plan().end();
            progress.done((long) (PERCENT * share), () -> "step " + moment.step());
            return checkpoints.isDue(moment.step() + 1);
        }

        @Override
        public void checkpoint(GasMoment moment, GasFields gas) {
            long start = System.nanoTime();
            checkpoints.tryToWrite(moment.step(), () -> writeCheckpoint(moment, gas));
            world.timeline().ended(Activity.WRITING, "checkpoint", start);
        }

        private void writeCheckpoint(GasMoment moment, GasFields gas) throws IOException {
            file.sync();
            new GasCheckpoint(first.plan(), moment, gas, first.options(), first.warnings(), file.mark(), atFirst)
                    .write(directory.path());
        }

        /// Writes what is left to write after the last step.
        private void end(GasFields gas, Members<Object> results, Plots plots) throws IOException {
            GasPlan plan = first.plan();
            Problem problem = Problem.named(plan.initial());
            Profile profile = Profile.of(problem, gas, plan.medium().gamma(), plan.end());
            if (!profile.lines().isEmpty()) {
                WholeFile.writeText(directory.file(PROFILE), profile.csv());
                results.put("densityError", profile.densityError());
            }
            if (problem == Problem.BLAST) {
                results.put("shockRadius", profile.shock());
                results.put(
                        "exactShockRadius",
                        new SedovSolution(plan.medium().gamma(), plan.grid().dimensions()).radius(1, 1, plan.end()));
            }
            if (plots.areWanted()) {
                MiddlePictures.draw(directory, gas, plots.dpi());
            }
            file.sync();
            CheckpointFile.delete(directory.path());
        }

        private double massChange() {
            return last == null ? 0 : last.mass() / atFirst.mass() - 1;
        }

        private double energyChange() {
            return last == null ? 0 : (last.energy() - atFirst.energy()) / Math.abs(atFirst.energy());
        }

        /// 0 where there was no step.
        private double steppingSeconds() {
            return Math.max(0, end - begin) * 1e-9;
        }

        /// NaN where there was no step.
        private Members<Double> rates(DistributedGas gas) {
            Members<Double> rates = new Members<>();
            double steps = gas.moment().step() - first.moment().step();
            double seconds = steppingSeconds();
            rates.put("cellUpdatesPerSecond", steps * first.plan().grid().cells() / seconds);
            rates.put("stepsPerSecond", steps / seconds);
            return rates;
        }

        private Members<Object> results(DistributedGas gas) {
            Members<Object> results = GasSummary.of(first, gas.moment(), gas.kernel());
            results.put("steppingSeconds", steppingSeconds());
            if (last != null) {
                results.put("mass", last.mass());
                results.put("energy", last.energy());
                results.put("relativeMassChange", massChange());
                results.put("relativeEnergyChange", energyChange());
                results.put("largestDensity", last.largestDensity());
                results.put("largestSpeed", last.largestSpeed());
            }
            return results;
        }

        private void stop() throws IOException {
            progress.close();
            file.close();
        }

        /// After a failure, too.
        @Override
        public void close() throws IOException {
            stop();
        }
    }
}
