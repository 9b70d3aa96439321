package hyades.nbody;

import hyades.vector.WarmUp;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Begins with one kernel and goes on with another, to the same bits, as soon as that is the faster one, as
/// [WarmingKernel] does.
final class WarmingLanes implements LaneKernel {
    private final LaneKernel first;
    private final Supplier<LaneKernel> last;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile LaneKernel accelerating;

    /// @param first computes until the other is faster
    /// @param last makes the other, on the thread that warms it up: its classes take a while to load, too
    WarmingLanes(LaneKernel first, Supplier<LaneKernel> last) {
        this.first = first;
        this.last = last;
        accelerating = first;
    }

    @Override
    public void accelerate(
            double[][] position, double[] gm, double[] softeningSquared, double[][] acceleration, double[] smallest) {
        if (!begun.get() && begun.compareAndSet(false, true)) {
            double[][] places = Arrays.stream(position).map(double[]::clone).toArray(double[][]::new);
            double[] weights = gm.clone();
            double[] softening = softeningSquared.clone();
            double[][] result = new double[places.length][weights.length];
            double[] least = new double[LANES];
            WarmUp.begin(
                    first,
                    last,
                    kernel -> kernel.accelerate(places, weights, softening, result, least),
                    next -> accelerating = next);
        }
        accelerating.accelerate(position, gm, softeningSquared, acceleration, smallest);
    }
}
