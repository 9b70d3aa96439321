package hyades.gas;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import hyades.vector.KernelChoice;

/// Runs of gas in one process.
final class TestGas {
    private static final double CFL = 0.8;

    private final Grid grid;
    private final int[] cut;
    private final Boundaries boundaries;
    private final Medium medium;
    private final GasState.Field start;
    private int threads = 1;
    private KernelChoice kernel = KernelChoice.VECTOR;

    private TestGas(Grid grid, Boundaries boundaries, Medium medium, GasState.Field start, int... cut) {
        this.grid = grid;
        this.boundaries = boundaries;
        this.medium = medium;
        this.start = start;
        this.cut = cut;
    }

    /// A problem as it is, in one block.
    static TestGas of(Problem problem, int nx, int ny, int nz) {
        Grid grid = Grid.of(nx, ny, nz, problem.length());
        return new TestGas(
                grid,
                Boundaries.all(problem.boundary()),
                new Medium(problem.gamma(), problem.gravity()),
                problem.field(grid, problem.gamma()),
                1,
                1,
                1);
    }

    TestGas within(Boundary boundary) {
        return within(Boundaries.all(boundary));
    }

    TestGas within(Boundaries others) {
        return new TestGas(grid, others, medium, start, cut);
    }

    TestGas on(Grid other) {
        return new TestGas(other, boundaries, medium, start, cut);
    }

    TestGas from(GasState.Field other) {
        return new TestGas(grid, boundaries, medium, other, cut);
    }

    TestGas cut(int... blocks) {
        return new TestGas(grid, boundaries, medium, start, blocks);
    }

    TestGas threads(int count) {
        threads = count;
        return this;
    }

    TestGas kernel(KernelChoice choice) {
        kernel = choice;
        return this;
    }

    Grid grid() {
        return grid;
    }

    /// Runs to a time.
    Result run(double time) {
        return run(time, Integer.MAX_VALUE);
    }

    /// Runs to a time, or for so many steps.
    Result run(double time, int mostSteps) {
        Layout layout = new Layout(grid, cut);
        try (Workers workers = new Workers(threads, "test")) {
            GasBlocks blocks = new GasBlocks(
                    layout, new Subrange(0, layout.count()), boundaries, medium, GasKernel.of(kernel), workers);
            set(blocks, start);
            Totals before = blocks.totals().totals(grid.cellVolume());
            double now = 0;
            int steps = 0;
            double signals = blocks.signals();
            while (now < time && steps < mostSteps && signals < Double.POSITIVE_INFINITY) {
                double dt = Math.min(CFL / signals, time - now);
                blocks.fillHalos();
                signals = blocks.advanceInner(dt);
                blocks.turn();
                now += dt;
                steps++;
            }
            return new Result(
                    grid,
                    steps,
                    before,
                    blocks.totals().totals(grid.cellVolume()),
                    states(blocks),
                    blocks.unphysical());
        }
    }

    /// Sets all cells.
    static void set(GasBlocks blocks, GasState.Field field) {
        for (Block block : blocks.blocks()) {
            block.own().forEach((x, y, z) -> {
                put(block.row(x, y, z), field.at(block.global(0, x), block.global(1, y), block.global(2, z)));
            });
        }
    }

    /// Sets the first cell of a row.
    static void put(Row row, GasState state) {
        row.data()[row.at(Row.DENSITY)] = state.density();
        row.data()[row.at(Row.VELOCITY)] = state.vx();
        row.data()[row.at(Row.VELOCITY + 1)] = state.vy();
        row.data()[row.at(Row.VELOCITY + 2)] = state.vz();
        row.data()[row.at(Row.PRESSURE)] = state.pressure();
    }

    private GasState[] states(GasBlocks blocks) {
        GasState[] states = new GasState[(int) grid.cells()];
        for (Block block : blocks.blocks()) {
            block.own()
                    .forEach((x, y, z) -> states[index(block.global(0, x), block.global(1, y), block.global(2, z))] =
                            block.state(x, y, z));
        }
        return states;
    }

    private int index(int x, int y, int z) {
        return (z * grid.ny() + y) * grid.nx() + x;
    }

    /// What has become of the gas.
    record Result(Grid grid, int steps, Totals before, Totals after, GasState[] states, UnphysicalCell unphysical) {
        GasState at(int x, int y, int z) {
            return states[(z * grid.ny() + y) * grid.nx() + x];
        }
    }
}
