package hyades.sweep.app;

import com.google.gson.Gson;
import hyades.comm.Communicator;
import hyades.farm.Journal;
import hyades.farm.Outcome;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunRecord.RankTimes;
import hyades.run.RunSettings;
import hyades.sweep.DistributedSweep;
import hyades.sweep.TaskResult;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// What a rank does of a sweep; rank 0 also what is printed, the files and `run.json`.
///
/// @param showsProgress how many tasks are done
/// @param goesOn whether there was an earlier run
/// @param triesFailedAgain whether tasks that have failed in an earlier run are done again
record SweepRun(
        Communicator world,
        RunSettings settings,
        OutputOptions output,
        boolean showsProgress,
        boolean goesOn,
        boolean triesFailedAgain) {
    private static final String JOURNAL = "journal.bin";

    static final String[] OUTPUTS = {
        "run.json", TasksFile.NAME, SweepLog.NAME, JOURNAL, "checkpoint.bin", "checkpoint-previous.bin"
    };

    /// Runs the tasks; collective.
    ///
    /// @param plan on rank 0; ignored elsewhere
    /// @return the exit code
    int run(SweepPlan plan) throws IOException {
        String host = RunRecord.hostName();
        double[] code = new double[1];
        if (world.rank() != 0) {
            try (DistributedSweep sweep = new DistributedSweep(world, null, host)) {
                SweepSettings how = sent(null);
                if (goesOn) {
                    sweep.endWhatIsLeft();
                }
                sweep.run(how.rules(), 0, null, null, null);
            }
            settings.gatherTimes();
        } else {
            code[0] = runAsRoot(plan, host);
        }
        world.broadcast(code, 0);
        return (int) code[0];
    }

    private int runAsRoot(SweepPlan plan, String host) throws IOException {
        RunDirectory directory = output.create(SweepCommand.NAME, OUTPUTS);
        Path outputs = directory.file("outputs");
        long start = System.nanoTime();
        SweepLog log;
        try (DistributedSweep sweep = new DistributedSweep(world, plan.howToRun(outputs), host);
                Journal<TaskResult> journal = journal(sweep, directory.file(JOURNAL), plan.mark());
                Progress progress = new Progress("tasks", plan.inputs().size(), !showsProgress);
                SweepLog open = SweepLog.open(
                        directory,
                        plan,
                        settings.started(),
                        showsProgress,
                        seq -> journal.told(seq - 1).result())) {
            log = open;
            plan.write(directory.path()); // now that nobody else goes on with it
            sent(plan.settings());
            if (goesOn) {
                sweep.endWhatIsLeft();
            }
            sweep.run(
                    plan.settings().rules(),
                    plan.settings().delaySeconds(),
                    plan.inputs(),
                    journal,
                    (task, completed) -> {
                        open.ended(task, completed);
                        progress.done(open.ended());
                    });
        }
        return finish(plan, directory, log, (System.nanoTime() - start) * 1e-9);
    }

    /// What rank 0 knows of earlier runs; collective.
    ///
    /// @param mine on rank 0; ignored elsewhere, may be null
    private SweepSettings sent(SweepSettings mine) {
        byte[] sent = mine == null ? null : new Gson().toJson(mine).getBytes(StandardCharsets.UTF_8);
        return new Gson().fromJson(new String(world.broadcast(sent, 0), StandardCharsets.UTF_8), SweepSettings.class);
    }

    private Journal<TaskResult> journal(DistributedSweep sweep, Path file, String key) throws IOException {
        Predicate<Outcome<TaskResult>> isKept =
                triesFailedAgain ? outcome -> outcome instanceof Outcome.Done<TaskResult> : _ -> true;
        Journal<TaskResult> journal = sweep.journal(file, key, isKept);
        journal.remarks().forEach(remark -> System.err.println("rank 0: warning: " + remark));
        return journal;
    }

    private int finish(SweepPlan plan, RunDirectory directory, SweepLog log, double seconds) throws IOException {
        long start = System.nanoTime();
        log.writeTasks(directory.file(TasksFile.NAME));
        world.timeline().ended(Activity.WRITING, "write", start);
        List<RankTimes> times = settings.gatherTimes();
        Members<Double> rates = new Members<>();
        rates.put("tasksPerSecond", log.ran() / seconds);
        Members<Object> results = log.results();
        results.put("sweepSeconds", seconds);
        settings.keep(world, directory, SweepCommand.NAME, null, times, rates, results);
        if (!settings.quiet()) {
            log.say(seconds, directory.path());
        }
        log.sayFailed();
        settings.reportQuietly(directory, output.plots());
        return log.code(plan.settings().rules().halt());
    }
}
