package hyades.gas;

/// All cells of a grid.
///
/// @param values of each [Quantity]; shape (5, cells), x fastest, then y
public record GasFields(Grid grid, double[][] values) {
    /// Room for all cells.
    static GasFields of(Grid grid) {
        return new GasFields(grid, new double[Row.QUANTITIES][Math.toIntExact(grid.cells())]);
    }

    /// The gas that a field has in each cell.
    static GasFields of(Grid grid, GasState.Field field) {
        GasFields gas = of(grid);
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    GasState state = field.at(x, y, z);
                    int i = gas.index(x, y, z);
                    gas.values[0][i] = state.density();
                    gas.values[1][i] = state.vx();
                    gas.values[2][i] = state.vy();
                    gas.values[3][i] = state.vz();
                    gas.values[4][i] = state.pressure();
                }
            }
        }
        return gas;
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
