package hyades.decay;

import hyades.comm.Communicator;
import hyades.partition.Subrange;
import hyades.trace.Activity;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// A decay ensemble over the ranks: each rank draws a block of each round of runs, and a gather brings their rows
/// and, at the end, the tallies to rank 0.
///
/// The bits of the result depend neither on the number of ranks nor on the number of threads: a run's random
/// numbers are its own, and tallies are sums of integers.
public final class DistributedEnsemble implements AutoCloseable {
    /// Is told how it goes, on rank 0 only.
    public interface Observer {
        /// After each of this rank's runs; `runs` of all ranks together, roughly.
        void progressed(long runs);

        /// For each run in ascending order, as soon as its round is gathered.
        ///
        /// @param finalCount nuclei of the parent that are left
        /// @param exposures nuclei of the parent at the beginning of each step, summed
        /// @param curve all counts, shape (slots of the plan), of the runs that are kept; null for the others
        void finished(int run, int finalCount, long exposures, int[] curve);

        /// Every ten minutes, and after the last run of an ensemble that was asked to stop.
        ///
        /// @param runs those that are done, all told of by [#finished]
        /// @param tally of these runs
        void checkpoint(int runs, Tally tally);
    }

    /// Rounds are to take about so long [s]: an ensemble stops between two of them.
    private static final double ROUND_SECONDS = 1;

    private static final double CHECKPOINT_SECONDS = 600;

    /// So often the ranks ask each other in a round of a few runs, each of which may take long.
    private static final long ASKING_NANOS = 500_000_000;

    private static final int MOST_GROWTH = 8;

    private final Communicator world;
    private final long askingNanos;
    private final Plan plan;
    private final Ensemble ensemble;
    private final int threads;
    private int runsDone;
    private boolean stops;
    private boolean areAllDone;
    private double slowest;
    private long computingSince;
    private double computedSeconds;

    /// Whether the runs at hand are left, on every rank, to be drawn another time.
    private volatile boolean isLeft;

    /// @param plan the same on every rank
    /// @param threads that compute on this rank, at least 1
    public DistributedEnsemble(Communicator world, Plan plan, int threads) {
        this(world, plan, threads, ASKING_NANOS);
    }

    /// @param askingNanos so often the ranks ask each other in a round of a few runs
    DistributedEnsemble(Communicator world, Plan plan, int threads, long askingNanos) {
        this.world = world;
        this.askingNanos = askingNanos;
        this.plan = plan;
        this.threads = threads;
        ensemble = new Ensemble(plan, threads, "rank " + world.rank());
    }

    /// Takes runs as done, on rank 0, before [#run].
    ///
    /// @param runs the first so many
    /// @param tally of these, as [Tally#pack] has it
    public void goOnAfter(int runs, byte[] tally) {
        runsDone = runs;
        ensemble.tally().merge(tally);
    }

    /// Draws all runs, or until a rank is asked to stop; collective.
    ///
    /// @param observer is told of the runs on rank 0; ignored elsewhere
    /// @return on rank 0 the tally of the runs that are done, elsewhere of this rank's own
    public Tally run(Observer observer) {
        double[] first = {runsDone};
        world.broadcast(first, 0);
        runsDone = (int) first[0];
        int few = ensemble.few() * world.size() * threads; // the first time: nobody knows yet how long they take
        int length = few;
        double sinceCheckpoint = 0;
        while (runsDone < plan.runs() && !stops) {
            Subrange round =
                    new Subrange(runsDone, (int) Math.min(ensemble.roundEnd(runsDone), (long) runsDone + length));
            draw(round, round.length() <= few, observer);
            length = next(round.length(), slowest);
            sinceCheckpoint += slowest;
            if (sinceCheckpoint > CHECKPOINT_SECONDS && runsDone < plan.runs() && !stops) {
                checkpoint(observer);
                sinceCheckpoint = 0;
            }
        }
        return stops && runsDone < plan.runs() ? checkpoint(observer) : gatherTally();
    }

    /// Runs of all ranks that are done.
    public int runsDone() {
        return runsDone;
    }

    /// Draws this rank's part of a round and gathers what all have drawn.
    ///
    /// @param mayBeLeft whether the round ends, as if it had not begun, when a rank is asked to stop
    private void draw(Subrange round, boolean mayBeLeft, Observer observer) {
        Subrange mine = round.block(world.rank(), world.size());
        IntConsumer progress = done -> {
            if (world.rank() == 0) {
                observer.progressed(round.start()
                        + Math.min(round.length(), (long) round.length() * done / Math.max(1, mine.length())));
            }
        };
        computingSince = System.nanoTime();
        computedSeconds = 0;
        RunRows rows;
        Ensemble.Few drawn = null;
        if (mayBeLeft) {
            drawn = ensemble.drawFew(mine, progress, this::isLeft);
            rows = drawn.rows();
        } else {
            rows = ensemble.draw(mine, progress);
        }
        endComputing();
        areAllDone = false;
        while (!isLeft && !areAllDone) {
            ask(true);
        }
        if (isLeft) {
            return;
        }
        if (mayBeLeft) {
            ensemble.add(drawn);
        }
        gather(round, rows, observer);
    }

    private boolean isLeft(int thread) {
        if (thread == 0 && !isLeft && System.nanoTime() - computingSince > askingNanos) {
            endComputing();
            ask(false);
            computingSince = System.nanoTime();
        }
        return isLeft;
    }

    private void endComputing() {
        computedSeconds += 1e-9 * world.timeline().ended(Activity.COMPUTE, "runs", computingSince);
    }

    /// Tells the other ranks of this one, and hears of them; collective. Where one is asked to stop and not all have
    /// drawn their part of the round, all leave it.
    ///
    /// @param isDone whether this rank has drawn its part of the round
    private void ask(boolean isDone) {
        double[] words = new double[3 * world.size()];
        words[3 * world.rank()] = world.stopRequested() ? 1 : 0;
        words[3 * world.rank() + 1] = isDone ? 1 : 0;
        words[3 * world.rank() + 2] = computedSeconds;
        int[] three = new int[world.size()];
        Arrays.fill(three, 3);
        world.allgather(words, three);
        areAllDone = true;
        slowest = 0;
        for (int r = 0; r < world.size(); r++) {
            stops |= words[3 * r] != 0;
            areAllDone &= words[3 * r + 1] != 0;
            slowest = Math.max(slowest, words[3 * r + 2]);
        }
        isLeft = stops && !areAllDone;
    }

    private void gather(Subrange round, RunRows rows, Observer observer) {
        int run = round.start();
        List<byte[]> all = world.gather(rows.pack(), 0);
        long told = System.nanoTime();
        for (byte[] each : all) {
            run = RunRows.tell(each, run, plan, observer);
        }
        if (world.rank() == 0) {
            world.timeline().ended(Activity.WRITING, "write", told);
        }
        runsDone = round.end();
    }

    /// The length of the round after one of `length` runs that took `seconds`.
    private int next(int length, double seconds) {
        double fitting = length * (seconds > 0 ? ROUND_SECONDS / seconds : MOST_GROWTH);
        return (int) Math.clamp(fitting, world.size(), (double) MOST_GROWTH * length);
    }

    private Tally checkpoint(Observer observer) {
        Tally all = gatherTally();
        if (world.rank() == 0) {
            observer.checkpoint(runsDone, all);
        }
        return all;
    }

    /// On rank 0 the tally of all runs that are done; elsewhere this rank's own.
    private Tally gatherTally() {
        List<byte[]> tallies = world.gather(ensemble.tally().pack(), 0);
        if (world.rank() != 0 || world.size() == 1) {
            return ensemble.tally();
        }
        Tally all = new Tally(plan); // not into this rank's own: it may go on
        tallies.forEach(all::merge);
        return all;
    }

    @Override
    public void close() {
        ensemble.close();
    }
}
