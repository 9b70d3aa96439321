package hyades.gas;

import hyades.comm.Communicator;
import hyades.comm.Exchange;
import hyades.partition.Workers;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.util.Arrays;
import java.util.List;

/// Gas over the ranks: each has a contiguous group of blocks, whose halos the neighbours exchange while
/// the cells that do not depend on them are computed; an allgather finds the next time step.
///
/// The bits of the result depend neither on ranks nor on blocks nor on threads: those of a cell do not
/// ([GasBlocks]), the largest of all signals is exact in any order, and so are the sums that are
/// measured ([ExactSum]).
public final class DistributedGas implements AutoCloseable {
    /// Is told how it goes, on rank 0 only.
    public interface Observer {
        /// Where a measurement is due, before [#stepped]; also at the start and at the end.
        ///
        /// @param timeStep of the last step [s]; 0 at the start
        void measured(GasMoment moment, double timeStep, Totals totals);

        /// Where an output is due, after [#measured]. The moment counts it; the fields are good until the
        /// next are collected.
        void output(GasMoment moment, GasFields fields);

        /// After each step, and before the first.
        ///
        /// @return whether a checkpoint is due
        boolean stepped(GasMoment moment);

        /// As [#stepped] has wished, after the next step; what has been told up to this moment is not
        /// told again.
        void checkpoint(GasMoment moment, GasFields fields);
    }

    private static final int STOP = 1;
    private static final int CHECKPOINT = 2;

    private final Communicator world;
    private final GasPlan plan;
    private final GasKernel kernel;
    private final Workers workers;
    private final GasBlocks blocks;
    private final Layout layout;
    private final DistributedHalos halos;
    private final GasFields room;
    private final double[] news;
    private final int[] lengths;
    private GasMoment moment;
    private double signals;
    private double timeStep;

    /// Collective.
    ///
    /// @param planOfRoot on rank 0; ignored elsewhere, may be null
    /// @param from how far the run has come, on rank 0
    /// @param fields the gas at that moment, on rank 0; what is collected later takes their place
    /// @param choice the same on every rank
    /// @param threads that compute on this rank, at least 1
    /// @throws IllegalArgumentException if there are more ranks than blocks
    public DistributedGas(
            Communicator world,
            GasPlan planOfRoot,
            GasMoment from,
            GasFields fields,
            KernelChoice choice,
            int threads) {
        this.world = world;
        kernel = world.shared(choice, () -> GasKernel.of(choice));
        DistributedGasStart start = DistributedGasStart.of(world, planOfRoot, from);
        plan = start.plan();
        moment = start.moment();
        layout = plan.layout();
        if (layout.count() < world.size()) {
            throw new IllegalArgumentException(
                    "%d ranks for %d blocks: expected at most as many".formatted(world.size(), layout.count()));
        }
        workers = new Workers(threads, "rank " + world.rank());
        blocks = new GasBlocks(
                layout, layout.group(world.rank(), world.size()), plan.boundaries(), plan.medium(), kernel, workers);
        halos = new DistributedHalos(world, layout, blocks);
        lengths = new int[world.size()];
        Arrays.fill(lengths, 2);
        news = new double[2 * world.size()];
        DistributedFields.scatter(world, fields, plan.grid(), blocks);
        room = fields;
    }

    /// Runs to the end, or until a rank is asked to stop; collective.
    ///
    /// @param observer is told of it on rank 0; ignored elsewhere
    /// @return whether it has come to the end
    /// @throws UnphysicalGas on rank 0, where the others return false
    public boolean run(Observer observer) {
        long start = System.nanoTime();
        signals = blocks.signals();
        world.timeline().ended(Activity.COMPUTE, "signals", start);
        int wish = exchangeNews(0);
        for (boolean isFirst = true; signals < Double.POSITIVE_INFINITY; isFirst = false) {
            int next = tell(observer, isFirst);
            if ((wish & CHECKPOINT) != 0) {
                GasFields fields = fields();
                if (world.rank() == 0) {
                    observer.checkpoint(moment, fields);
                }
            }
            if (moment.time() >= plan.end()) {
                return true;
            }
            if ((wish & STOP) != 0) {
                return false;
            }
            step();
            wish = exchangeNews(next);
        }
        refuse();
        return false;
    }

    /// Measures and shows what is due.
    ///
    /// @param isFirst whether nothing is done yet: what a run that goes on has told is not told again
    /// @return what rank 0 wishes
    private int tell(Observer observer, boolean isFirst) {
        boolean isStart = moment.step() == 0 && isFirst;
        boolean isEnd = moment.time() >= plan.end();
        if (isStart || !isFirst && (isEnd || moment.step() % plan.diagnosticsEvery() == 0)) {
            Totals totals = totals();
            if (world.rank() == 0) {
                observer.measured(moment, timeStep, totals);
            }
        }
        if (moment.time() >= plan.outputTime(moment.outputs())
                && (!isFirst || isStart && (isEnd || plan.showsStart()))) {
            moment = new GasMoment(moment.step(), moment.time(), moment.outputs() + 1);
            GasFields fields = fields();
            if (world.rank() == 0) {
                observer.output(moment, fields);
            }
        } else if (isStart) {
            moment = new GasMoment(0, moment.time(), 1);
        }
        return world.rank() == 0 && observer.stepped(moment) ? CHECKPOINT : 0;
    }

    private void step() {
        double stop = plan.outputTime(moment.outputs());
        double longest = plan.cfl() / signals;
        boolean reaches = moment.time() + longest >= stop;
        timeStep = reaches ? stop - moment.time() : longest;
        Exchange exchange = halos.begin();
        long start = System.nanoTime();
        blocks.fillHalos();
        start = ended("halos", start);
        double inner = blocks.advanceInner(timeStep);
        ended("inner cells", start);
        halos.end(exchange);
        start = System.nanoTime();
        if (!blocks.arriving().isEmpty()) { // the corners beyond boundaries take from them
            blocks.fillBoundaries();
        }
        double outer = blocks.advanceOuter(timeStep);
        ended("outer cells", start);
        blocks.turn();
        signals = Math.max(inner, outer);
        moment = new GasMoment(moment.step() + 1, reaches ? stop : moment.time() + timeStep, moment.outputs());
    }

    private long ended(String what, long start) {
        world.timeline().ended(Activity.COMPUTE, what, start);
        return System.nanoTime();
    }

    /// Finds the largest rate of signals of all ranks, and what any of them wishes.
    private int exchangeNews(int wish) {
        int mine = 2 * world.rank();
        news[mine] = signals;
        news[mine + 1] = wish | (world.stopRequested() ? STOP : 0);
        world.allgather(news, lengths);
        int wishes = 0;
        for (int i = 0; i < news.length; i += 2) {
            signals = Math.max(signals, news[i]);
            wishes |= (int) news[i + 1];
        }
        return wishes;
    }

    private void refuse() {
        UnphysicalCell first = DistributedFields.first(world, blocks.unphysical());
        if (world.rank() == 0) {
            throw new UnphysicalGas(first, moment.step(), moment.time());
        }
    }

    /// What the gas comes to; collective.
    ///
    /// @return on rank 0; elsewhere null
    private Totals totals() {
        long start = System.nanoTime();
        TotalsSum mine = blocks.totals();
        world.timeline().ended(Activity.COMPUTE, "totals", start);
        List<byte[]> all = world.gather(mine.toBytes(), 0);
        if (world.rank() != 0) {
            return null;
        }
        TotalsSum sum = new TotalsSum();
        all.forEach(bytes -> sum.add(TotalsSum.of(bytes)));
        return sum.totals(plan.grid().cellVolume());
    }

    /// All cells now, in the room of all that were told of before; collective.
    ///
    /// @return on rank 0; elsewhere null
    public GasFields fields() {
        DistributedFields.gather(world, plan.grid(), blocks, layout, room);
        return world.rank() == 0 ? room : null;
    }

    /// How far the run has come; the same on every rank.
    public GasMoment moment() {
        return moment;
    }

    /// What computes, for people.
    public String kernel() {
        return kernel.description();
    }

    @Override
    public void close() {
        workers.close();
    }
}
