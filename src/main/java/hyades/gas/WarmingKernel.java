package hyades.gas;

import hyades.vector.WarmUp;
import java.util.function.Supplier;

/// Begins with one kernel and goes on with another, to the same bits, as soon as that is the faster
/// one: until the JVM has compiled it, a loop of vectors is a hundred times slower than a scalar one.
///
/// A thread of its own computes a row over and over meanwhile. All ranks of a process share one such
/// kernel, so one of them compiles for all.
final class WarmingKernel implements GasKernel {
    private static final int CELLS = 200;
    private static final double GAMMA = 1.4;

    private volatile GasKernel now;

    private WarmingKernel(GasKernel first) {
        now = first;
    }

    /// @param first computes until the other is faster
    /// @param last makes the other, on the thread that warms it up: its classes, too, take a while to
    /// load
    static WarmingKernel begun(GasKernel first, Supplier<GasKernel> last) {
        WarmingKernel kernel = new WarmingKernel(first);
        WarmUp.begin(first, last, new Exercise()::run, next -> kernel.now = next);
        return kernel;
    }

    /// All that a kernel does, with a row of gas that is not uniform.
    private static final class Exercise {
        private final Row state = Row.of(CELLS + 2).from(1);
        private final Row[] differences = {Row.of(CELLS), Row.of(CELLS), Row.of(CELLS)};
        private final Row middle = Row.of(CELLS);
        private final Row low = Row.of(CELLS);
        private final Row high = Row.of(CELLS);
        private final Row flux = Row.of(CELLS);
        private final Row result = Row.of(CELLS);
        private final double[] ratios = {0.1, 0.1, 0.1};

        private Exercise() {
            for (int i = 0; i < state.data().length; i++) {
                state.data()[i] = 2 + Math.sin(i);
            }
        }

        private void run(GasKernel kernel) {
            for (Row each : differences) {
                kernel.halfDifferences(state, 1, each, CELLS);
            }
            kernel.predict(state, differences, ratios, GAMMA, middle, CELLS);
            for (int axis = 0; axis < differences.length; axis++) {
                kernel.faces(middle, differences[axis], low, high, CELLS);
                kernel.fluxes(axis, high, low.from(1), GAMMA, result, flux, CELLS - 1);
                kernel.losses(flux, flux.from(1), ratios[axis], low, CELLS - 2);
            }
            kernel.sum(differences, flux, CELLS - 2);
            kernel.update(state, flux, GAMMA, result, CELLS - 2);
            kernel.signals(state, ratios, GAMMA, CELLS);
        }
    }

    @Override
    public void halfDifferences(Row state, int step, Row result, int cells) {
        now.halfDifferences(state, step, result, cells);
    }

    @Override
    public void predict(Row state, Row[] halfDifferences, double[] ratios, double gamma, Row result, int cells) {
        now.predict(state, halfDifferences, ratios, gamma, result, cells);
    }

    @Override
    public void faces(Row middle, Row halfDifference, Row low, Row high, int cells) {
        now.faces(middle, halfDifference, low, high, cells);
    }

    @Override
    public void fluxes(int axis, Row left, Row right, double gamma, Row waves, Row result, int faces) {
        now.fluxes(axis, left, right, gamma, waves, result, faces);
    }

    @Override
    public void losses(Row low, Row high, double ratio, Row result, int cells) {
        now.losses(low, high, ratio, result, cells);
    }

    @Override
    public void sum(Row[] losses, Row result, int cells) {
        now.sum(losses, result, cells);
    }

    @Override
    public void update(Row state, Row losses, double gamma, Row result, int cells) {
        now.update(state, losses, gamma, result, cells);
    }

    @Override
    public double signals(Row state, double[] perWidth, double gamma, int cells) {
        return now.signals(state, perWidth, gamma, cells);
    }

    /// The kernel that computes most of a run; the first alone where it was done before that.
    @Override
    public String description() {
        return now.description();
    }
}
