package hyades.matrix;

import hyades.vector.KernelChoice;

/// The innermost part of a product of matrices: a tile of it, from panels of rows as [RowPanels] holds
/// them.
///
/// Every implementation gives the same bits: an element is one sum over the columns in ascending order,
/// each term added by one fused multiply-add, whatever the width of the vectors, whose lanes are
/// different elements. Pieces of that sum come one after the other, and each goes on where the one before
/// it ended.
interface TileKernel {
    /// The one that is chosen.
    ///
    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    static TileKernel of(KernelChoice choice) {
        // No reference to its constructor: making that would load the kernel before the module it needs.
        return choice.create(ScalarKernel::new, () -> new VectorKernel(), WarmingKernel::begun);
    }

    /// Rows of a panel, and of a tile.
    int HEIGHT = 8;

    /// Columns of a tile: the rows of two panels.
    int WIDTH = 2 * HEIGHT;

    /// Elements of a tile.
    int ELEMENTS = HEIGHT * WIDTH;

    /// Adds to each element of a tile, at row i and column j, the sum of `a[i] b[j]` over `length`
    /// columns of panels.
    ///
    /// @param a holds the panel of the tile's rows, shape (columns, HEIGHT), of which the first
    ///     column begins at `aAt`
    /// @param b holds the two panels of its columns; the first begins at `left`, the second at
    ///     `right`, which may be the same
    /// @param length columns, at least 0
    /// @param tile shape (HEIGHT, WIDTH) from `at` on; nothing else changes
    void add(double[] a, int aAt, double[] b, int left, int right, int length, double[] tile, int at);

    /// What it is, for people: such as `vector, 8 lanes`.
    String description();
}
