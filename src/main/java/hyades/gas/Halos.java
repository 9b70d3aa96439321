package hyades.gas;

import hyades.partition.Subrange;
import java.util.ArrayList;
import java.util.List;

/// Which cells of a block are in the halos of which others.
final class Halos {
    /// Cells of one block that are in the halo of another, or on its own other side.
    ///
    /// @param source as the block that owns them numbers them
    /// @param target as the other does
    record Copy(int from, Box source, int to, Box target) {}

    private Halos() {}

    /// All that a block's halo takes from blocks, itself included; in an order of their own.
    static List<Copy> of(Layout layout, Boundaries boundaries, int block) {
        List<Copy> copies = new ArrayList<>();
        for (int[] offset : offsets(layout.grid())) {
            int from = layout.neighbour(block, offset, boundaries);
            if (from >= 0) {
                Box source = region(layout, from, negative(offset), true);
                copies.add(new Copy(from, source, block, region(layout, block, offset, false)));
            }
        }
        return copies;
    }

    /// To the neighbours beyond faces and edges: the scheme does not look beyond corners.
    static List<int[]> offsets(Grid grid) {
        List<int[]> offsets = new ArrayList<>();
        for (int z = -1; z <= 1; z++) {
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) {
                    int far = Math.abs(x) + Math.abs(y) + Math.abs(z);
                    boolean isThere =
                            (x == 0 || grid.isOpen(0)) && (y == 0 || grid.isOpen(1)) && (z == 0 || grid.isOpen(2));
                    if (far > 0 && far < Grid.AXES && isThere) {
                        offsets.add(new int[] {x, y, z});
                    }
                }
            }
        }
        return offsets;
    }

    private static int[] negative(int[] offset) {
        return new int[] {-offset[0], -offset[1], -offset[2]};
    }

    /// A block's cells at the side of an offset, its own last ones or those of its halo.
    private static Box region(Layout layout, int block, int[] offset, boolean isOwn) {
        Box box = layout.box(block);
        for (int axis = 0; axis < Grid.AXES; axis++) {
            int halo = layout.grid().halo(axis);
            int cells = box.along(axis).length();
            int start = switch (offset[axis]) {
                case -1 -> isOwn ? halo : 0;
                case 1 -> isOwn ? cells : halo + cells;
                default -> halo;
            };
            box = box.with(axis, new Subrange(start, start + (offset[axis] == 0 ? cells : Grid.HALO)));
        }
        return box;
    }
}
