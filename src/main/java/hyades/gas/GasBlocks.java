package hyades.gas;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/// A contiguous group of the blocks of a grid, and the gas in them.
///
/// The bits of a cell's next state depend neither on the group, nor on the block, nor on the thread: it
/// follows from the cells around it by one sequence of operations ([GasKernel]), wherever these are.
final class GasBlocks {
    private final Subrange mine;
    private final Boundaries boundaries;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Halos.Copy> within = new ArrayList<>();
    private final List<Halos.Copy> arriving = new ArrayList<>();
    private final List<Halos.Copy> leaving = new ArrayList<>();
    private final List<Tile> inner;
    private final List<Tile> outer;
    private final List<Tile> all;
    private final Workers workers;
    private final List<Sweep> sweeps = new ArrayList<>();
    private final GasKernel kernel;
    private final Medium medium;
    private final double[] perWidth;
    private final long cellsWithin;

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
        cellsWithin = within.stream().mapToLong(copy -> copy.target().cells()).sum();
        Tiling tiling = Tiling.of(mine, blocks, arriving, workers.threads());
        inner = tiling.inner();
        outer = tiling.outer();
        all = Stream.concat(inner.stream(), outer.stream()).toList();
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

    /// Does something with a tile.
    private interface Work {
        void of(int thread, Tile tile);
    }

    /// Shares tiles among the threads; one or none wake nobody.
    private void share(List<Tile> tiles, Work work) {
        if (tiles.size() <= 1) {
            tiles.forEach(tile -> work.of(0, tile));
            return;
        }
        workers.share(
                new Subrange(0, tiles.size()),
                (thread, some) -> tiles.subList(some.start(), some.end()).forEach(tile -> work.of(thread, tile)));
    }

    /// The largest of what the tiles come to.
    private double largest(List<Tile> tiles, ToDoubleBiFunction<Sweep, Tile> of) {
        double[] largest = new double[workers.threads()];
        share(
                tiles,
                (thread, tile) ->
                        largest[thread] = Math.max(largest[thread], of.applyAsDouble(sweeps.get(thread), tile)));
        return Arrays.stream(largest).max().orElseThrow();
    }

    List<Block> blocks() {
        return blocks;
    }

    /// How many cells depend on other groups, and those taken with them.
    long waitingCells() {
        return outer.stream().mapToLong(tile -> tile.box().cells()).sum();
    }

    /// The largest rate of signals now [1/s].
    double signals() {
        return largest(all, (_, tile) -> signals(tile.block(), tile.box()));
    }

    private double signals(Block block, Box box) {
        double largest = 0;
        for (int z = box.z().start(); z < box.z().end(); z++) {
            for (int y = box.y().start(); y < box.y().end(); y++) {
                Row row = block.row(box.x().start(), y, z);
                largest = Math.max(
                        largest,
                        kernel.signals(row, perWidth, medium.gamma(), box.x().length()));
            }
        }
        return largest;
    }

    /// Fills the halos from the blocks of the group, and beyond the boundaries of the grid.
    void fillHalos() {
        share(within.size(), cellsWithin, some -> {
            for (Halos.Copy copy : within.subList(some.start(), some.end())) {
                block(copy.to()).copy(block(copy.from()), copy.source(), copy.target());
            }
        });
        fillBoundaries();
    }

    /// Shares what is done with halos among the threads, unless it is too little.
    private void share(int count, long cells, Consumer<Subrange> work) {
        Subrange whole = new Subrange(0, count);
        if (count <= 1 || cells < (long) Tile.LEAST_CELLS * workers.threads()) {
            work.accept(whole);
        } else {
            workers.share(whole, (_, some) -> work.accept(some));
        }
    }

    /// Fills the halos beyond the boundaries of the grid, corners from other halos.
    void fillBoundaries() {
        share(
                blocks.size(),
                cellsWithin,
                some -> blocks.subList(some.start(), some.end()).forEach(block -> block.fillBoundaries(boundaries)));
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
        return largest(tiles, (sweep, tile) -> sweep.advance(tile.block(), tile.box(), dt));
    }

    /// Makes the next state the state.
    void turn() {
        blocks.forEach(Block::turn);
    }

    /// What the gas comes to here.
    TotalsSum totals() {
        List<TotalsSum> sums =
                Stream.generate(TotalsSum::new).limit(workers.threads()).toList();
        share(all, (thread, tile) -> add(tile.block(), tile.box(), sums.get(thread)));
        sums.stream().skip(1).forEach(sums.getFirst()::add);
        return sums.getFirst();
    }

    private void add(Block block, Box box, TotalsSum sum) {
        int start = box.x().start();
        double[] potentials =
                medium.gravity() == null ? null : new double[box.x().length()];
        for (int z = box.z().start(); z < box.z().end(); z++) {
            for (int y = box.y().start(); y < box.y().end(); y++) {
                for (int i = 0; potentials != null && i < potentials.length; i++) {
                    potentials[i] =
                            medium.gravity().potential(block.place(0, start + i), block.place(1, y), block.place(2, z));
                }
                sum.add(
                        block.row(start, y, z),
                        potentials,
                        medium.gamma(),
                        box.x().length());
            }
        }
    }

    /// The first cell that has no positive density and pressure now; null if all have.
    UnphysicalCell unphysical() {
        UnphysicalCell[] first = new UnphysicalCell[1];
        for (Block block : blocks) {
            block.own().forEach((x, y, z) -> {
                GasState state = block.state(x, y, z);
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
}
