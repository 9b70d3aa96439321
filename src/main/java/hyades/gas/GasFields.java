package hyades.gas;

import java.util.List;

/// All cells of a grid.
///
/// @param values density, velocities along x, y and z, pressure; shape (5, cells), x fastest, then y
public record GasFields(Grid grid, double[][] values) {
    /// What the quantities are called.
    public static final List<String> NAMES = List.of("DENSITY", "VX", "VY", "VZ", "PRESSURE");

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
