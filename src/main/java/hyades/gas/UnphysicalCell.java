package hyades.gas;

/// A cell of the grid whose density or pressure is not positive.
public record UnphysicalCell(int x, int y, int z, GasState state) {
    @Override
    public String toString() {
        return "cell (%d, %d, %d): density %s kg/m³, pressure %s Pa, velocity (%s, %s, %s) m/s"
                .formatted(x, y, z, state.density(), state.pressure(), state.vx(), state.vy(), state.vz());
    }

    /// Whether it comes before another one, by z, then y, then x.
    boolean isBefore(UnphysicalCell other) {
        return z != other.z ? z < other.z : y != other.y ? y < other.y : x < other.x;
    }
}
