package hyades.gas;

import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A grid cut into blocks, which are numbered along a curve that fills space (Morton 1966): blocks of
/// near numbers are near each other, and contiguous groups of them have few faces to others.
public final class Layout {
    /// Of two cells each way with their halos they take 18 GB.
    private static final int MOST_BLOCKS = 1 << 20;

    private final Grid grid;
    private final BlockPartition[] parts = new BlockPartition[Grid.AXES];
    private final List<int[]> places;
    private final int[] numbers;

    /// @param blocks along x, y and z
    /// @throws IllegalArgumentException in one line if a block had fewer cells than its
    /// neighbours need of it, or if there are too many
    public Layout(Grid grid, int... blocks) {
        this.grid = grid;
        for (int axis = 0; axis < Grid.AXES; axis++) {
            int most = most(grid, axis);
            if (blocks[axis] < 1 || blocks[axis] > most) {
                throw new IllegalArgumentException("%d blocks along %c for %d cells: expected 1 to %d"
                        .formatted(blocks[axis], "xyz".charAt(axis), grid.cells(axis), most));
            }
            parts[axis] = new BlockPartition(grid.cells(axis), blocks[axis]);
        }
        long all = (long) blocks[0] * blocks[1] * blocks[2]; // fewer than cells
        if (all > MOST_BLOCKS) {
            throw new IllegalArgumentException("%d blocks: expected at most %d in all".formatted(all, MOST_BLOCKS));
        }
        int count = (int) all;
        places = IntStream.range(0, count)
                .mapToObj(n -> new int[] {n % blocks[0], n / blocks[0] % blocks[1], n / blocks[0] / blocks[1]})
                .sorted(Comparator.comparingLong(Layout::morton))
                .toList();
        numbers = new int[count];
        for (int number = 0; number < count; number++) {
            numbers[index(places.get(number))] = number;
        }
    }

    /// Into how many blocks an axis can be cut at most.
    static int most(Grid grid, int axis) {
        return grid.isOpen(axis) ? grid.cells(axis) / Grid.HALO : 1;
    }

    /// The bits of the three numbers in turn.
    private static long morton(int[] place) {
        long code = 0;
        for (int bit = 0; bit < Long.SIZE / Grid.AXES; bit++) {
            for (int axis = 0; axis < Grid.AXES; axis++) {
                code |= (long) (place[axis] >> bit & 1) << (Grid.AXES * bit + axis);
            }
        }
        return code;
    }

    private int index(int[] place) {
        return place[0] + parts[0].parts() * (place[1] + parts[1].parts() * place[2]);
    }

    public Grid grid() {
        return grid;
    }

    /// The number of blocks.
    public int count() {
        return places.size();
    }

    /// Those of one of several groups: contiguous ones.
    public Subrange group(int group, int groups) {
        return new BlockPartition(count(), groups).block(group);
    }

    /// Looks whether arrays can hold every block.
    ///
    /// @throws IllegalArgumentException in one line if not
    public void requireRoom() {
        for (int block = 0; block < count(); block++) {
            long cells = Block.size(grid, box(block));
            if (cells > Block.MOST_CELLS) {
                throw new IllegalArgumentException(
                        "a block of %d cells with its halos: expected at most %d, by more ranks or --blocks"
                                .formatted(cells, Block.MOST_CELLS));
            }
        }
    }

    /// How many cells some blocks have with their halos.
    long cellsWithHalos(Subrange blocks) {
        return IntStream.range(blocks.start(), blocks.end())
                .mapToLong(block -> Block.size(grid, box(block)))
                .sum();
    }

    /// To which of several groups each block belongs, shape (count).
    int[] owners(int groups) {
        int[] owners = new int[count()];
        for (int group = 0; group < groups; group++) {
            Arrays.fill(
                    owners, group(group, groups).start(), group(group, groups).end(), group);
        }
        return owners;
    }

    /// The cells of a block.
    Box box(int block) {
        int[] place = places.get(block);
        return new Box(parts[0].block(place[0]), parts[1].block(place[1]), parts[2].block(place[2]));
    }

    /// The block on the other side, around the grid if need be; -1 where a boundary that is not
    /// periodic is before it.
    int neighbour(int block, int[] offset, Boundaries boundaries) {
        int[] place = places.get(block).clone();
        for (int axis = 0; axis < Grid.AXES; axis++) {
            int count = parts[axis].parts();
            int there = place[axis] + offset[axis];
            if ((there < 0 || there >= count) && !boundaries.isPeriodic(axis)) {
                return -1;
            }
            place[axis] = Math.floorMod(there, count);
        }
        return numbers[index(place)];
    }

    @Override
    public String toString() {
        return String.join("x", Arrays.stream(parts).map(p -> "" + p.parts()).toList());
    }
}
