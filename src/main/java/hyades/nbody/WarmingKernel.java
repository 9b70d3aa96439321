package hyades.nbody;

import hyades.partition.Subrange;
import hyades.vector.WarmUp;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Begins with one kernel and goes on with another, to the same bits, as soon as that is the faster one: until the
/// JVM has compiled it, a loop of vectors is a hundred times slower than a scalar one.
///
/// On the first call a thread of its own begins to compute a few accelerations, and then a few potentials, over and
/// over, from a copy of the bodies: with as many sources as there are, since the compiler takes its profile from there.
/// All ranks of a process share one such kernel, so one of them compiles for all.
final class WarmingKernel implements GravityKernel {
    /// Most bodies that are copied: enough for the compiler, and soon done while nothing is compiled.
    private static final int MOST_SOURCES = 1024;

    /// Two passes of the widest vectors, and one that overlaps them.
    private static final int TARGETS = 40;

    private final GravityKernel first;
    private final Supplier<GravityKernel> last;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean hasMoved = new AtomicBoolean();
    private volatile GravityKernel accelerating;
    private volatile GravityKernel measuring;
    private volatile GravityKernel moving;

    /// @param first computes until the other is faster
    /// @param last makes the other, on the thread that warms it up: its classes take a while to load, too
    WarmingKernel(GravityKernel first, Supplier<GravityKernel> last) {
        this.first = first;
        this.last = last;
        accelerating = first;
        measuring = first;
        moving = first;
    }

    @Override
    public void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        begin(source, gm, softeningSquared, position);
        accelerating.accelerate(source, gm, softeningSquared, position, targets, acceleration);
    }

    @Override
    public void potential(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential) {
        begin(position, gm, softeningSquared, position);
        measuring.potential(position, gm, softeningSquared, targets, potential);
    }

    /// Warmed up by itself: most runs never ask.
    @Override
    public void accelerateWithJerk(
            double[][] source,
            double[][] sourceVelocity,
            double[] gm,
            double softeningSquared,
            double[][] position,
            double[][] velocity,
            Subrange targets,
            double[][] acceleration,
            double[][] jerk) {
        if (!hasMoved.get() && hasMoved.compareAndSet(false, true)) {
            int sources = Math.min(gm.length, MOST_SOURCES);
            int pulled = Math.min(position[0].length, TARGETS);
            double[][] from = firstOf(source, sources);
            double[][] speedsFrom = firstOf(sourceVelocity, sources);
            double[] weights = Arrays.copyOf(gm, sources);
            double[][] to = firstOf(position, pulled);
            double[][] speedsTo = firstOf(velocity, pulled);
            Subrange few = new Subrange(0, pulled);
            double[][] pulls = new double[to.length][pulled];
            double[][] changes = new double[to.length][pulled];
            WarmUp.begin(
                    first,
                    last,
                    kernel -> kernel.accelerateWithJerk(
                            from, speedsFrom, weights, softeningSquared, to, speedsTo, few, pulls, changes),
                    next -> moving = next);
        }
        moving.accelerateWithJerk(
                source, sourceVelocity, gm, softeningSquared, position, velocity, targets, acceleration, jerk);
    }

    private static double[][] firstOf(double[][] fields, int length) {
        return Arrays.stream(fields).map(axis -> Arrays.copyOf(axis, length)).toArray(double[][]::new);
    }

    /// The kernel that computes most of a run; the first alone where the run was over before that.
    @Override
    public String description() {
        return accelerating.description();
    }

    /// Whether the final kernel computes everything.
    boolean isWarm() {
        return accelerating != first && measuring != first;
    }

    private void begin(double[][] source, double[] gm, double softeningSquared, double[][] position) {
        if (begun.get() || !begun.compareAndSet(false, true)) {
            return;
        }
        int sources = Math.min(gm.length, MOST_SOURCES);
        int pulled = Math.min(position[0].length, TARGETS);
        double[][] from = firstOf(source, sources);
        double[] weights = Arrays.copyOf(gm, sources);
        double[][] to = firstOf(position, pulled);
        Subrange targets = new Subrange(0, pulled);
        double[][] acceleration = new double[to.length][pulled];
        Subrange measured = new Subrange(0, Math.min(sources, TARGETS));
        double[] phi = new double[sources];
        Consumer<GravityKernel> potential = kernel -> kernel.potential(from, weights, softeningSquared, measured, phi);
        WarmUp.begin(
                first,
                last,
                kernel -> kernel.accelerate(from, weights, softeningSquared, to, targets, acceleration),
                next -> {
                    accelerating = next;
                    WarmUp.awaitWin(() -> potential.accept(next), () -> potential.accept(first));
                    measuring = next;
                });
    }
}
