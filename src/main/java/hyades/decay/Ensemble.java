package hyades.decay;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Draws runs on the threads of one process and tallies them.
public final class Ensemble implements AutoCloseable {
    /// Runs of which each rank holds its rows at a time, and counts of kept curves: both bound the memory.
    private static final int MOST_RUNS = 8192;

    private static final int MOST_COUNTS = 4_000_000;

    private static final long PAUSE_NANOS = 50_000;

    private final Plan plan;
    private final Tally tally;
    private final Workers workers;

    /// @param threads that compute, at least 1, the caller's among them
    Ensemble(Plan plan, int threads, String name) {
        this.plan = plan;
        tally = new Tally(plan);
        workers = new Workers(threads, name);
    }

    /// Says whether what is being drawn is wanted no more.
    interface Leaving {
        /// @param thread who asks: the caller's, 0, or another
        boolean isLeft(int thread);
    }

    /// The same ensemble on the caller's thread alone, to compare with.
    ///
    /// @param isLeft whether it is wanted no more
    /// @return empty where it was left
    public static Optional<Tally> alone(Plan plan, BooleanSupplier isLeft) {
        try (Ensemble ensemble = new Ensemble(plan, 1, "alone")) {
            Experiment experiment = plan.method().experiment(plan);
            int[] counts = new int[plan.slots()];
            for (int run = 0; run < plan.runs(); run++) {
                if (isLeft.getAsBoolean() || !experiment.run(plan.firstRun() + run, counts, isLeft)) {
                    return Optional.empty();
                }
                ensemble.tally.add(counts);
            }
            return Optional.of(ensemble.tally);
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

    /// So many runs of a thread can be drawn by [#drawFew]: their counts are all held.
    int few() {
        return Math.clamp(MOST_COUNTS / 4 / plan.slots(), 1, 4);
    }

    /// A few runs that are drawn, but not yet counted.
    record Few(RunRows rows, int[][] counts) {}

    /// Draws a few runs, each of which may take long, until they are wanted no more; [#add] adds them to the tally.
    ///
    /// @param runsDone is told after each run of the caller's thread how many it has drawn
    Few drawFew(Subrange runs, IntConsumer runsDone, Leaving leaving) {
        Few few = new Few(new RunRows(runs), new int[runs.length()][]);
        AtomicInteger others = new AtomicInteger(workers.threads() - 1);
        workers.share(runs, (thread, block) -> {
            try {
                drawFew(block, few, runs.start(), thread == 0 ? runsDone : _ -> {}, () -> leaving.isLeft(thread));
            } finally {
                others.addAndGet(thread == 0 ? 0 : -1);
            }
            while (thread == 0 && others.get() > 0 && !leaving.isLeft(0)) { // the other ranks may ask this one
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
        return few;
    }

    private void drawFew(Subrange runs, Few few, int first, IntConsumer runsDone, BooleanSupplier isLeft) {
        Experiment experiment = plan.method().experiment(plan);
        for (int run = runs.start(); run < runs.end(); run++) {
            int[] counts = new int[plan.slots()];
            if (isLeft.getAsBoolean() || !experiment.run(plan.firstRun() + run, counts, isLeft)) {
                return;
            }
            few.counts[run - first] = counts;
            few.rows.put(run, counts, plan);
            runsDone.accept(run - runs.start() + 1);
        }
    }

    void add(Few few) {
        for (int[] counts : few.counts) {
            tally.add(counts);
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
