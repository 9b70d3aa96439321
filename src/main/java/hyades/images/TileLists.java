package hyades.images;

import java.util.Arrays;

/// For each tile the list of its pixels as they are dealt out, all in one array.
///
/// Beside the tiles there are slots for what appears in none: their lists begin behind all others and never grow, so
/// that a pixel of fewer appearances than its neighbour is dealt out by the same steps, without a branch.
final class TileLists {
    private final Tiling down;
    private final Tiling across;
    private final int capacity;

    /// The lists: row of the place in the tile above 16 bits of column.
    final int[] places;

    /// For each slot where its list ends.
    private final int[] ends;

    /// For each slot what one more place moves its end by: 1, or 0 beside the tiles.
    private final int[] steps;

    /// From a slot to that of the next row of tiles.
    private final int stride;

    /// @param room becomes [#places] if it is large enough; else a new array does
    TileLists(Tiling down, Tiling across, int[] room) {
        this.down = down;
        this.across = across;
        capacity = down.reach * across.reach;
        int none = down.tiles * across.tiles * capacity;
        places = room.length > none ? room : new int[none + 1];
        stride = across.tiles + 1;
        ends = new int[(down.tiles + 1) * stride];
        steps = new int[ends.length];
        Arrays.fill(ends, none);
        for (int row = 0; row < down.tiles; row++) {
            for (int column = 0; column < across.tiles; column++) {
                ends[slot(row, column)] = start(row, column);
                steps[slot(row, column)] = 1;
            }
        }
    }

    /// Where a tile's list begins.
    int start(int row, int column) {
        return (row * across.tiles + column) * capacity;
    }

    int length(int row, int column) {
        return ends[slot(row, column)] - start(row, column);
    }

    /// Adds a pixel to the list of a tile, or to none.
    ///
    /// @param row    an appearance of the pixel's row: the tile's above 16 bits of the place in it
    /// @param column the same of its column
    void add(int row, int column) {
        int slot = slot(row >>> 16, column >>> 16);
        int end = ends[slot];
        places[end] = row << 16 | column & 0xFFFF;
        ends[slot] = end + steps[slot];
    }

    /// Adds what lies outside of the image to the lists of all tiles that reach there.
    void addOutside() {
        for (int row = 0; row < down.tiles; row++) {
            for (int column = 0; column < across.tiles; column++) {
                addOutside(row, column);
            }
        }
    }

    private void addOutside(int row, int column) {
        for (int y = 0; y < down.reach(row); y++) {
            for (int x = 0; x < across.reach(column); x++) {
                if (down.isOutside(row, y) || across.isOutside(column, x)) {
                    add(row << 16 | y, column << 16 | x);
                }
            }
        }
    }

    private int slot(int row, int column) {
        return row * stride + column;
    }
}
