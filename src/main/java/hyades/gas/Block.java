package hyades.gas;

import hyades.partition.Subrange;

/// A block of the grid: the state of its cells and of those around it that theirs depends on, and room
/// for the next state. Along x cells are contiguous; of each quantity come all cells, then the next
/// quantity's ([Row]).
final class Block {
    /// With its halos: its quantities stand in one array, and JVMs keep a few elements of the longest for themselves.
    static final int MOST_CELLS = (Integer.MAX_VALUE - 8) / Row.QUANTITIES;

    private static final int SHORT = 4;

    private final Grid grid;
    private final Box cells;
    private final int[] lengths = new int[Grid.AXES];
    private final int size;
    private double[] state;
    private double[] next;
    private final double[] pull;

    /// @param cells of the grid
    Block(Grid grid, Box cells, Gravity gravity) {
        this.grid = grid;
        this.cells = cells;
        for (int axis = 0; axis < Grid.AXES; axis++) {
            lengths[axis] = length(grid, cells, axis);
        }
        long all = size(grid, cells);
        if (all > MOST_CELLS) {
            throw new IllegalArgumentException("a block of %d cells: more than an array holds".formatted(all));
        }
        size = (int) all;
        state = new double[Row.QUANTITIES * size];
        next = new double[Row.QUANTITIES * size];
        pull = gravity == null ? null : pull(gravity);
    }

    private static int length(Grid grid, Box cells, int axis) {
        return cells.along(axis).length() + 2 * grid.halo(axis);
    }

    /// How many cells a block has with its halos.
    static long size(Grid grid, Box cells) {
        long all = 1;
        for (int axis = 0; axis < Grid.AXES; axis++) {
            all *= length(grid, cells, axis);
        }
        return all;
    }

    private double[] pull(Gravity gravity) {
        double[] accelerations = new double[Grid.AXES * size];
        for (int z = 0; z < lengths[2]; z++) {
            for (int y = 0; y < lengths[1]; y++) {
                for (int x = 0; x < lengths[0]; x++) {
                    double[] a = gravity.at(place(0, x), place(1, y), place(2, z));
                    for (int axis = 0; axis < Grid.AXES; axis++) {
                        accelerations[axis * size + index(x, y, z)] = a[axis];
                    }
                }
            }
        }
        return accelerations;
    }

    /// Where the middle of a cell is, from the middle of the grid [m].
    double place(int axis, int cell) {
        return grid.place(axis, global(axis, cell));
    }

    /// The cell of the grid that has this number among the block's, its halo included.
    int global(int axis, int cell) {
        return cell - grid.halo(axis) + cells.along(axis).start();
    }

    /// The number among the block's of a cell of the grid.
    int local(int axis, int cell) {
        return cell + grid.halo(axis) - cells.along(axis).start();
    }

    /// Its cells, as the grid numbers them.
    Box cells() {
        return cells;
    }

    /// Its own cells, as it numbers them: the halo comes first.
    Box own() {
        Box own = cells;
        for (int axis = 0; axis < Grid.AXES; axis++) {
            int start = grid.halo(axis);
            own = own.with(axis, new Subrange(start, start + cells.along(axis).length()));
        }
        return own;
    }

    /// All cells, the halo included.
    Box all() {
        return new Box(new Subrange(0, lengths[0]), new Subrange(0, lengths[1]), new Subrange(0, lengths[2]));
    }

    private int index(int x, int y, int z) {
        return (z * lengths[1] + y) * lengths[0] + x;
    }

    /// From a cell to the next along an axis; 0 where there is none.
    int step(int axis) {
        return switch (axis) {
            case 0 -> grid.isOpen(0) ? 1 : 0;
            case 1 -> grid.isOpen(1) ? lengths[0] : 0;
            default -> grid.isOpen(2) ? lengths[0] * lengths[1] : 0;
        };
    }

    /// The state from a cell on.
    Row row(int x, int y, int z) {
        return new Row(state, index(x, y, z), size);
    }

    /// The gas in a cell.
    GasState state(int x, int y, int z) {
        int at = index(x, y, z);
        return new GasState(
                state[at + Row.DENSITY * size],
                state[at + Row.VELOCITY * size],
                state[at + (Row.VELOCITY + 1) * size],
                state[at + (Row.VELOCITY + 2) * size],
                state[at + Row.PRESSURE * size]);
    }

    /// The next state from a cell on.
    Row nextRow(int x, int y, int z) {
        return new Row(next, index(x, y, z), size);
    }

    /// Accelerations from a cell on, those along x, y and z as three quantities; null without gravity
    /// [m/s²].
    Row pullRow(int x, int y, int z) {
        return pull == null ? null : new Row(pull, index(x, y, z), size);
    }

    /// Makes the next state the state.
    void turn() {
        double[] old = state;
        state = next;
        next = old;
    }

    /// Copies cells of another block, or of this one, which lie elsewhere.
    ///
    /// @param source as the other numbers them
    /// @param target as this one does, as many
    void copy(Block other, Box source, Box target) {
        for (int f = 0; f < Row.QUANTITIES; f++) {
            for (int z = 0; z < target.z().length(); z++) {
                for (int y = 0; y < target.y().length(); y++) {
                    int from = other.index(
                            source.x().start(),
                            source.y().start() + y,
                            source.z().start() + z);
                    int to = index(
                            target.x().start(),
                            target.y().start() + y,
                            target.z().start() + z);
                    move(
                            other.state,
                            f * other.size + from,
                            state,
                            f * size + to,
                            target.x().length());
                }
            }
        }
    }

    /// As `System.arraycopy`, which takes longer to start than one or two cells take: so many has each row
    /// of a face normal to x.
    private static void move(double[] from, int at, double[] to, int start, int length) {
        if (length > SHORT) {
            System.arraycopy(from, at, to, start, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            to[start + i] = from[at + i];
        }
    }

    /// Copies cells into an array, or out of it.
    ///
    /// @param isOut whether from here to there
    /// @return where the array goes on
    int exchange(Box box, double[] values, int at, boolean isOut) {
        int length = box.x().length();
        int next = at;
        for (int f = 0; f < Row.QUANTITIES; f++) {
            for (int z = box.z().start(); z < box.z().end(); z++) {
                for (int y = box.y().start(); y < box.y().end(); y++) {
                    int here = f * size + index(box.x().start(), y, z);
                    move(
                            isOut ? state : values,
                            isOut ? here : next,
                            isOut ? values : state,
                            isOut ? next : here,
                            length);
                    next += length;
                }
            }
        }
        return next;
    }

    /// Fills the halo beyond those faces of the grid that are not periodic, from the cells before it.
    void fillBoundaries(Boundaries boundaries) {
        for (int axis = 0; axis < Grid.AXES; axis++) {
            if (grid.isOpen(axis) && !boundaries.isPeriodic(axis)) {
                if (cells.along(axis).start() == 0) {
                    fill(axis, Grid.HALO, -1, boundaries.at(axis, false));
                }
                if (cells.along(axis).end() == grid.cells(axis)) {
                    fill(axis, lengths[axis] - Grid.HALO - 1, 1, boundaries.at(axis, true));
                }
            }
        }
    }

    /// @param last the last own cell along the axis
    /// @param outwards the step from there to the halo
    private void fill(int axis, int last, int outwards, Boundary boundary) {
        for (int layer = 0; layer < Grid.HALO; layer++) {
            int from = boundary == Boundary.REFLECTING ? last - layer * outwards : last;
            int to = last + (layer + 1) * outwards;
            Box target = all().with(axis, new Subrange(to, to + 1));
            copy(this, all().with(axis, new Subrange(from, from + 1)), target);
            bend(target, axis, outwards, boundary);
        }
    }

    /// Changes the velocity beyond a boundary: before a wall it is turned round, and nothing moves in from
    /// outside.
    private void bend(Box box, int axis, int outwards, Boundary boundary) {
        for (int z = box.z().start(); z < box.z().end(); z++) {
            for (int y = box.y().start(); y < box.y().end(); y++) {
                int at = (Row.VELOCITY + axis) * size + index(box.x().start(), y, z);
                for (int i = at; i < at + box.x().length(); i++) {
                    if (boundary == Boundary.REFLECTING) {
                        state[i] = -state[i];
                    } else if (state[i] * outwards < 0) {
                        state[i] = 0;
                    }
                }
            }
        }
    }
}
