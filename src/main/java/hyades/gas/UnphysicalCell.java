package hyades.gas;

import java.nio.ByteBuffer;

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

    /// As ranks are sent it.
    byte[] toBytes() {
        return ByteBuffer.allocate(3 * Integer.BYTES + Row.QUANTITIES * Double.BYTES)
                .putInt(x)
                .putInt(y)
                .putInt(z)
                .putDouble(state.density())
                .putDouble(state.vx())
                .putDouble(state.vy())
                .putDouble(state.vz())
                .putDouble(state.pressure())
                .array();
    }

    /// The inverse of [#toBytes].
    static UnphysicalCell of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int x = in.getInt();
        int y = in.getInt();
        int z = in.getInt();
        GasState state = new GasState(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
        return new UnphysicalCell(x, y, z, state);
    }
}
