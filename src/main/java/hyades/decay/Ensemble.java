package hyades.decay;

import hyades.partition.Subrange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Draws runs on the threads of one process and tallies them.
public final class Ensemble implements AutoCloseable {
    /// Runs of which each rank holds its rows at a time, and counts of kept curves: both bound the memory.
    private static final int MOST_RUNS = 8192;

    private static final int MOST_COUNTS = 4_000_000;

    private final Plan plan;
    private final int threads;
    private final Tally tally;
    private final ExecutorService workers;

    /// @param threads that compute, at least 1, the caller's among them
    Ensemble(Plan plan, int threads, String name) {
        this.plan = plan;
        this.threads = threads;
        tally = new Tally(plan);
        workers = Executors.newFixedThreadPool(
                Math.max(1, threads - 1),
                Thread.ofPlatform().daemon().name(name + " worker ", 1).factory());
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
    /// @param runsDone is told after each run of this thread how many it has drawn
    RunRows draw(Subrange runs, IntConsumer runsDone) {
        RunRows rows = new RunRows(runs);
        List<Future<?>> others = new ArrayList<>();
        for (int t = 1; t < threads; t++) {
            Subrange block = runs.block(t, threads);
            others.add(workers.submit(() -> draw(block, rows, _ -> {})));
        }
        draw(runs.block(0, threads), rows, done -> runsDone.accept(done));
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("A worker thread failed", e.getCause() == null ? e : e.getCause());
            }
        }
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
        workers.shutdownNow();
    }
}
