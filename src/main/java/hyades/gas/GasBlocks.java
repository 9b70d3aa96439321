package hyades.gas;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A contiguous group of the blocks of a grid, and the gas in them.
///
/// The bits of a cell's next state depend neither on the group, nor on the block, nor on the thread: it
/// follows from the cells around it by one sequence of operations ([GasKernel]), wherever these are.
final class GasBlocks {
    /// Rows along y that a thread steps together: what it keeps of them is to stay near the processor.
    private static final int TILE = 32;

    /// Cells along x that depend on halos, rounded up so that there are vectors of them.
    private static final int DEPTH_X = 8;

    /// Cells that are stepped together.
    private record Tile(Block block, Box box) {}

    private final Subrange mine;
    private final Boundaries boundaries;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Halos.Copy> within = new ArrayList<>();
    private final List<Halos.Copy> arriving = new ArrayList<>();
    private final List<Halos.Copy> leaving = new ArrayList<>();
    private final List<Tile> inner = new ArrayList<>();
    private final List<Tile> outer = new ArrayList<>();
    private final Workers workers;
    private final List<Sweep> sweeps = new ArrayList<>();
    private final GasKernel kernel;
    private final Medium medium;
    private final double[] perWidth;

    /// @param mine the blocks of the group
    GasBlocks(Layout layout, Subrange mine, Boundaries boundaries, Medium medium, GasKernel kernel, Workers workers) {
        this.mine = mine;
        this.boundaries = boundaries;
        this.medium = medium;
        this.kernel = kernel;
        this.workers = workers;
        perWidth = layout.grid().where(1 / layout.grid().width());
        for (int number = mine.start(); number < mine.end(); number++) {
            blocks.add(new Block(layout.grid(), layout.box(number), medium.gravity()));
        }
        for (int number = 0; number < layout.count(); number++) {
            for (Halos.Copy copy : Halos.of(layout, boundaries, number)) {
                if (isMine(copy.from()) || isMine(copy.to())) {
                    List<Halos.Copy> kind = !isMine(copy.from()) ? arriving : isMine(copy.to()) ? within : leaving;
                    kind.add(copy);
                }
            }
        }
        for (int number = mine.start(); number < mine.end(); number++) {
            cut(number);
        }
        for (int thread = 0; thread < workers.threads(); thread++) {
            sweeps.add(new Sweep(layout.grid(), kernel, medium.gamma()));
        }
    }

    private boolean isMine(int block) {
        return block >= mine.start() && block < mine.end();
    }

    private Block block(int number) {
        return blocks.get(number - mine.start());
    }

    /// Cuts a block into what does not depend on blocks of other groups, and what does.
    private void cut(int number) {
        Block block = block(number);
        boolean[] waits = waitingSides(number);
        Box left = block.own();
        for (int axis = Grid.AXES - 1; axis >= 0; axis--) {
            int depth = axis == 0 ? DEPTH_X : Grid.HALO;
            Subrange range = left.along(axis);
            int start = range.start() + (waits[2 * axis] ? depth : 0);
            int end = range.end() - (waits[2 * axis + 1] ? depth : 0);
            if (end <= start) {
                tile(block, left, outer);
                return;
            }
            tile(block, left.with(axis, new Subrange(range.start(), start)), outer);
            tile(block, left.with(axis, new Subrange(end, range.end())), outer);
            left = left.with(axis, new Subrange(start, end));
        }
        tile(block, left, inner);
    }

    /// The sides of a block whose cells depend on blocks of other groups, low and high along x, y and z;
    /// shape (6). What depends on the halo beyond an edge is at both of its sides: one of them is enough,
    /// along the later axis, where few cells more are computed for it.
    private boolean[] waitingSides(int number) {
        boolean[] waits = new boolean[2 * Grid.AXES];
        arriving.stream()
                .filter(copy -> copy.to() == number)
                .map(copy -> sides(block(number).own(), copy.target()))
                .sorted(Comparator.comparingInt(List::size)) // faces first
                .filter(sides -> sides.stream().noneMatch(side -> waits[side]))
                .forEachOrdered(sides -> waits[sides.getLast()] = true);
        return waits;
    }

    /// Beyond which sides of a block cells of its halo are.
    private static List<Integer> sides(Box own, Box target) {
        List<Integer> sides = new ArrayList<>();
        for (int axis = 0; axis < Grid.AXES; axis++) {
            if (target.along(axis).end() <= own.along(axis).start()) {
                sides.add(2 * axis);
            } else if (target.along(axis).start() >= own.along(axis).end()) {
                sides.add(2 * axis + 1);
            }
        }
        return sides;
    }

    private static void tile(Block block, Box box, List<Tile> tiles) {
        int rows = box.y().length();
        int count = (rows + TILE - 1) / TILE;
        for (int i = 0; i < count && !box.isEmpty(); i++) {
            tiles.add(new Tile(block, box.with(1, box.y().block(i, count))));
        }
    }

    /// What comes into halos here from blocks of other groups, in an order that all groups agree on.
    List<Halos.Copy> arriving() {
        return arriving;
    }

    /// What goes from here into halos of blocks of other groups.
    List<Halos.Copy> leaving() {
        return leaving;
    }

    /// Writes the cells of a copy from here into an array.
    ///
    /// @return where the array goes on
    int pack(Halos.Copy copy, double[] values, int at) {
        return block(copy.from()).exchange(copy.source(), values, at, true);
    }

    /// Takes the cells of a copy to here from an array.
    int unpack(Halos.Copy copy, double[] values, int at) {
        return block(copy.to()).exchange(copy.target(), values, at, false);
    }

    /// Sets all cells.
    void set(GasState.Field field) {
        forEach((block, x, y, z) -> {
            GasState state = field.at(block.global(0, x), block.global(1, y), block.global(2, z));
            Row row = block.row(x, y, z);
            row.data()[row.at(Row.DENSITY)] = state.density();
            row.data()[row.at(Row.VELOCITY)] = state.vx();
            row.data()[row.at(Row.VELOCITY + 1)] = state.vy();
            row.data()[row.at(Row.VELOCITY + 2)] = state.vz();
            row.data()[row.at(Row.PRESSURE)] = state.pressure();
        });
    }

    /// Is told of cells.
    interface Visitor {
        /// The cell as the block numbers it.
        void visit(Block block, int x, int y, int z);
    }

    /// Visits all cells of the group, on all threads.
    void forEach(Visitor visitor) {
        workers.share(new Subrange(0, blocks.size()), (_, some) -> {
            for (Block block : blocks.subList(some.start(), some.end())) {
                visit(block, visitor);
            }
        });
    }

    private static void visit(Block block, Visitor visitor) {
        Box own = block.own();
        for (int z = own.z().start(); z < own.z().end(); z++) {
            for (int y = own.y().start(); y < own.y().end(); y++) {
                for (int x = own.x().start(); x < own.x().end(); x++) {
                    visitor.visit(block, x, y, z);
                }
            }
        }
    }

    List<Block> blocks() {
        return blocks;
    }

    /// How many cells depend on other groups, and those taken with them.
    long waitingCells() {
        return outer.stream().mapToLong(tile -> tile.box.cells()).sum();
    }

    /// The largest rate of signals now [1/s].
    double signals() {
        double[] largest = new double[workers.threads()];
        workers.share(new Subrange(0, blocks.size()), (thread, some) -> {
            for (Block block : blocks.subList(some.start(), some.end())) {
                largest[thread] = Math.max(largest[thread], signals(block));
            }
        });
        return Arrays.stream(largest).max().orElseThrow();
    }

    private double signals(Block block) {
        Box own = block.own();
        double largest = 0;
        for (int z = own.z().start(); z < own.z().end(); z++) {
            for (int y = own.y().start(); y < own.y().end(); y++) {
                Row row = block.row(own.x().start(), y, z);
                largest = Math.max(
                        largest,
                        kernel.signals(row, perWidth, medium.gamma(), own.x().length()));
            }
        }
        return largest;
    }

    /// Fills the halos from the blocks of the group, and beyond the boundaries of the grid.
    void fillHalos() {
        workers.share(new Subrange(0, within.size()), (_, some) -> {
            for (Halos.Copy copy : within.subList(some.start(), some.end())) {
                block(copy.to()).copy(block(copy.from()), copy.source(), copy.target());
            }
        });
        fillBoundaries();
    }

    /// Fills the halos beyond the boundaries of the grid, corners from other halos.
    void fillBoundaries() {
        workers.share(new Subrange(0, blocks.size()), (_, some) -> {
            for (Block block : blocks.subList(some.start(), some.end())) {
                block.fillBoundaries(boundaries);
            }
        });
    }

    /// Computes the next state of the cells that do not depend on other groups.
    ///
    /// @return the largest rate of signals in it
    double advanceInner(double dt) {
        return advance(inner, dt);
    }

    /// Computes the next state of all other cells.
    double advanceOuter(double dt) {
        return advance(outer, dt);
    }

    private double advance(List<Tile> tiles, double dt) {
        double[] largest = new double[workers.threads()];
        workers.share(new Subrange(0, tiles.size()), (thread, some) -> {
            for (Tile tile : tiles.subList(some.start(), some.end())) {
                largest[thread] = Math.max(largest[thread], sweeps.get(thread).advance(tile.block, tile.box, dt));
            }
        });
        return Arrays.stream(largest).max().orElseThrow();
    }

    /// Makes the next state the state.
    void turn() {
        blocks.forEach(Block::turn);
    }

    /// What the gas comes to here.
    TotalsSum totals() {
        TotalsSum[] sums = new TotalsSum[workers.threads()];
        workers.share(new Subrange(0, blocks.size()), (thread, some) -> {
            sums[thread] = new TotalsSum();
            for (Block block : blocks.subList(some.start(), some.end())) {
                add(block, sums[thread]);
            }
        });
        for (int thread = 1; thread < sums.length; thread++) {
            sums[0].add(sums[thread]);
        }
        return sums[0];
    }

    private void add(Block block, TotalsSum sum) {
        Box own = block.own();
        int start = own.x().start();
        double[] potentials =
                medium.gravity() == null ? null : new double[own.x().length()];
        for (int z = own.z().start(); z < own.z().end(); z++) {
            for (int y = own.y().start(); y < own.y().end(); y++) {
                for (int i = 0; potentials != null && i < potentials.length; i++) {
                    potentials[i] =
                            medium.gravity().potential(block.place(0, start + i), block.place(1, y), block.place(2, z));
                }
                sum.add(
                        block.row(start, y, z),
                        potentials,
                        medium.gamma(),
                        own.x().length());
            }
        }
    }

    /// The first cell that has no positive density and pressure now; null if all have.
    UnphysicalCell unphysical() {
        UnphysicalCell[] first = new UnphysicalCell[1];
        for (Block block : blocks) {
            visit(block, (_, x, y, z) -> {
                GasState state = state(block, x, y, z);
                if (!(state.density() > 0 && state.pressure() > 0 && isFinite(state))) {
                    UnphysicalCell cell =
                            new UnphysicalCell(block.global(0, x), block.global(1, y), block.global(2, z), state);
                    first[0] = first[0] == null || cell.isBefore(first[0]) ? cell : first[0];
                }
            });
        }
        return first[0];
    }

    private static boolean isFinite(GasState state) {
        return Double.isFinite(state.density() + state.pressure() + state.vx() + state.vy() + state.vz());
    }

    static GasState state(Block block, int x, int y, int z) {
        Row row = block.row(x, y, z);
        double[] data = row.data();
        return new GasState(
                data[row.at(Row.DENSITY)],
                data[row.at(Row.VELOCITY)],
                data[row.at(Row.VELOCITY + 1)],
                data[row.at(Row.VELOCITY + 2)],
                data[row.at(Row.PRESSURE)]);
    }
}
