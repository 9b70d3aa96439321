package hyades.decay;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import java.util.function.IntConsumer;

/// Draws runs on the threads of one process and tallies them.
public final class Ensemble implements AutoCloseable {
    /// Runs of which each rank holds its rows at a time, and counts of kept curves: both bound the memory.
    private static final int MOST_RUNS = 8192;

    private static final int MOST_COUNTS = 4_000_000;

    private final Plan plan;
    private final Tally tally;
    private final Workers workers;

    /// @param threads that compute, at least 1, the caller's among them
    Ensemble(Plan plan, int threads, String name) {
        this.plan = plan;
        tally = new Tally(plan);
        workers = new Workers(threads, name);
    }

    /// The same ensemble on the caller's thread alone, to compare with.
    ///
    /// @param runsDone is told how many are done
    public static Tally alone(Plan plan, IntConsumer runsDone) {
        try (Ensemble ensemble = new Ensemble(plan, 1, "alone")) {
            for (int start = 0; start < plan.runs(); start = ensemble.roundEnd(start)) {
                ensemble.draw(new Subrange(start, ensemble.roundEnd(start)), runsDone);
            }
            return ensemble.tally;
        }
    }

    /// Where the round that begins at `start` ends: the ensemble is drawn in rounds so that its rows fit into memory.
    int roundEnd(int start) {
        int length = start >= plan.keptRuns() ? MOST_RUNS : Math.clamp(MOST_COUNTS / plan.slots(), 8, MOST_RUNS);
        return (int) Math.min(plan.runs(), (long) start + length);
    }

    /// Draws `runs` and adds them to the tally.
    ///
    /// @param runsDone is told after each run of the caller's thread how many it has drawn
    RunRows draw(Subrange runs, IntConsumer runsDone) {
        RunRows rows = new RunRows(runs);
        workers.share(runs, (thread, block) -> draw(block, rows, thread == 0 ? runsDone : _ -> {}));
        return rows;
    }

    private void draw(Subrange runs, RunRows rows, IntConsumer runsDone) {
        Experiment experiment = plan.method().experiment(plan);
        int[] counts = new int[plan.slots()];
        for (int run = runs.start(); run < runs.end(); run++) {
            experiment.run(plan.firstRun() + run, counts);
            tally.add(counts);
            rows.put(run, counts, plan);
            runsDone.accept(run - runs.start() + 1);
        }
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        workers.close();
    }
}
