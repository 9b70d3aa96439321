package hyades.gas;

/// The plane of cells in the middle of a grid, across the axis of fewest cells.
///
/// @param across the axis of its rows
/// @param up the axis of its columns
/// @param normal the axis across it
public record MiddlePlane(Grid grid, int across, int up, int normal) {
    public static MiddlePlane of(Grid grid) {
        int normal = 2;
        for (int axis = 1; axis >= 0; axis--) {
            normal = grid.cells(axis) < grid.cells(normal) ? axis : normal;
        }
        return new MiddlePlane(grid, normal == 0 ? 1 : 0, normal == 2 ? 1 : 2, normal);
    }

    public int width() {
        return grid.cells(across);
    }

    public int height() {
        return grid.cells(up);
    }

    /// The cell of a grid, along x, y and z, that is a pixel.
    ///
    /// @param pixel row by row, the lowest first
    public int[] cell(int pixel) {
        int[] cell = new int[Grid.AXES];
        cell[normal] = grid.cells(normal) / 2;
        cell[across] = pixel % width();
        cell[up] = pixel / width();
        return cell;
    }
}
