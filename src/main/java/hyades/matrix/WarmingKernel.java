package hyades.matrix;

import hyades.vector.WarmUp;
import java.util.function.Supplier;

/// Begins with one kernel and goes on with another, to the same bits, as soon as that is the faster one:
/// until the JVM has compiled it, a loop of vectors is a hundred times slower than a scalar one.
///
/// A thread of its own adds tiles of a few columns over and over meanwhile. All ranks of a process share
/// one such kernel, so one of them compiles for all.
final class WarmingKernel implements TileKernel {
    private static final int COLUMNS = 128;

    private volatile TileKernel now;

    private WarmingKernel(TileKernel first) {
        now = first;
    }

    /// @param first adds until the other is faster
    /// @param last makes the other, on the thread that warms it up: its classes take a while to load, too
    static WarmingKernel begun(TileKernel first, Supplier<TileKernel> last) {
        WarmingKernel kernel = new WarmingKernel(first);
        double[] panels = new double[2 * COLUMNS * HEIGHT];
        double[] tile = new double[ELEMENTS];
        WarmUp.begin(
                first,
                last,
                each -> each.add(panels, 0, panels, 0, COLUMNS * HEIGHT, COLUMNS, tile, 0),
                next -> kernel.now = next);
        return kernel;
    }

    @Override
    public void add(double[] a, int aAt, double[] b, int left, int right, int length, double[] tile, int at) {
        now.add(a, aAt, b, left, right, length, tile, at);
    }

    /// The kernel that adds most of a product; the first alone where it was done before that.
    @Override
    public String description() {
        return now.description();
    }
}
