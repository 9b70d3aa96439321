package hyades.gas;

import hyades.partition.Subrange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The cells of a group of blocks, in tiles.
///
/// @param inner those that do not depend on blocks of other groups
/// @param outer the others
record Tiling(List<Tile> inner, List<Tile> outer) {
    /// Cells along x that depend on halos, rounded up so that there are vectors of them.
    private static final int DEPTH_X = 8;

    /// @param mine the numbers of the blocks
    /// @param arriving what comes into their halos from blocks of other groups
    /// @param threads that share the tiles
    static Tiling of(Subrange mine, List<Block> blocks, List<Halos.Copy> arriving, int threads) {
        Map<Integer, List<Halos.Copy>> byBlock = arriving.stream().collect(Collectors.groupingBy(Halos.Copy::to));
        Tiling tiling = new Tiling(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean[] waits = waitingSides(block.own(), byBlock.getOrDefault(mine.start() + i, List.of()));
            tiling.cut(block, waits, blocks.size(), threads);
        }
        return tiling;
    }

    /// Cuts a block into what does not depend on blocks of other groups, and what does.
    private void cut(Block block, boolean[] waits, int blocks, int threads) {
        Box left = block.own();
        for (int axis = Grid.AXES - 1; axis >= 0; axis--) {
            int depth = axis == 0 ? DEPTH_X : Grid.HALO;
            Subrange range = left.along(axis);
            int start = range.start() + (waits[2 * axis] ? depth : 0);
            int end = range.end() - (waits[2 * axis + 1] ? depth : 0);
            if (end <= start) {
                outer.addAll(Tile.of(block, left, blocks, threads));
                return;
            }
            outer.addAll(Tile.of(block, left.with(axis, new Subrange(range.start(), start)), blocks, threads));
            outer.addAll(Tile.of(block, left.with(axis, new Subrange(end, range.end())), blocks, threads));
            left = left.with(axis, new Subrange(start, end));
        }
        inner.addAll(Tile.of(block, left, blocks, threads));
    }

    /// The sides of a block whose cells depend on blocks of other groups, low and high along x, y and z;
    /// shape (6). What depends on the halo beyond an edge is at both of its sides: one of them is enough,
    /// along the later axis, where few cells more are computed for it.
    private static boolean[] waitingSides(Box own, List<Halos.Copy> arriving) {
        boolean[] waits = new boolean[2 * Grid.AXES];
        arriving.stream()
                .map(copy -> sides(own, copy.target()))
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
}
