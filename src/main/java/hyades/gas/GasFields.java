package hyades.gas;

/// All cells of a grid.
///
/// @param values of each [Quantity]; shape (5, cells), x fastest, then y
public record GasFields(Grid grid, double[][] values) {
    /// Room for all cells.
    static GasFields of(Grid grid) {
        return new GasFields(grid, new double[Row.QUANTITIES][Math.toIntExact(grid.cells())]);
    }

    /// Where a cell is among the values of a quantity.
    public int index(int x, int y, int z) {
        return (z * grid.ny() + y) * grid.nx() + x;
    }

    /// The gas in a cell.
    public GasState at(int x, int y, int z) {
        int i = index(x, y, z);
        return new GasState(values[0][i], values[1][i], values[2][i], values[3][i], values[4][i]);
    }
}
