package hyades.decay;

import hyades.comm.Communicator;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import hyades.trace.Activity;
import java.util.List;

/// A decay ensemble over the ranks: each rank draws a block of each round of runs, and a gather brings their rows and,
/// at the end, the tallies to rank 0.
///
/// The bits of the result depend neither on the number of ranks nor on the number of threads: a run's random numbers
/// are its own, and tallies are sums of integers.
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
    }

    private final Communicator world;
    private final Plan plan;
    private final Ensemble ensemble;
    private long computeNanos;

    /// @param plan the same on every rank
    /// @param threads that compute on this rank, at least 1
    public DistributedEnsemble(Communicator world, Plan plan, int threads) {
        this.world = world;
        this.plan = plan;
        ensemble = new Ensemble(plan, threads, "rank " + world.rank());
    }

    /// Draws all runs; collective.
    ///
    /// @param observer is told of the runs on rank 0; ignored elsewhere
    /// @return on rank 0 the tally of all runs, elsewhere of this rank's own
    public Tally run(Observer observer) {
        for (int start = 0; start < plan.runs(); start = ensemble.roundEnd(start)) {
            int first = start;
            int length = ensemble.roundEnd(start) - start;
            Subrange block = new BlockPartition(length, world.size()).block(world.rank());
            Subrange mine = new Subrange(start + block.start(), start + block.end());
            long before = System.nanoTime();
            RunRows rows = ensemble.draw(mine, done -> {
                if (world.rank() == 0) {
                    observer.progressed(first + Math.min(length, (long) length * done / Math.max(1, mine.length())));
                }
            });
            computeNanos += world.timeline().ended(Activity.COMPUTE, "runs", before);
            int run = start;
            List<byte[]> all = world.gather(rows.pack(), 0);
            long told = System.nanoTime();
            for (byte[] each : all) {
                run = RunRows.tell(each, run, plan, observer);
            }
            if (world.rank() == 0) {
                world.timeline().ended(Activity.WRITING, "write", told);
            }
        }
        Tally tally = ensemble.tally();
        List<byte[]> tallies = world.gather(world.rank() == 0 ? new byte[0] : tally.pack(), 0);
        tallies.stream().skip(1).forEach(tally::merge);
        return tally;
    }

    /// The time this rank has spent drawing [s].
    public double computeSeconds() {
        return computeNanos * 1e-9;
    }

    @Override
    public void close() {
        ensemble.close();
    }
}
