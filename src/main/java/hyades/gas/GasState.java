package hyades.gas;

/// Gas in one place.
///
/// @param density [kg/m³]
/// @param vx velocity along x [m/s]
/// @param vy along y
/// @param vz along z
/// @param pressure [Pa]
public record GasState(double density, double vx, double vy, double vz, double pressure) {
    /// Says what gas there is in each cell of a grid.
    public interface Field {
        GasState at(int x, int y, int z);
    }
}
