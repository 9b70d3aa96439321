package hyades.nbody;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What the error of a run's energy is measured by: the total energy at the start, or, where that is what is left of a
/// kinetic and a potential energy that cancel (a parabolic orbit has none), the larger of these two.
///
/// @param initial E₀ [J]
/// @param scale [J]
/// @param isOfTotal whether `scale` is |E₀|
public record EnergyScale(double initial, double scale, boolean isOfTotal) {
    /// Below this part of the larger energy the total is near 0: it says nothing of the orbits' sizes any more.
    private static final double NEAR_ZERO = 1e-6;

    /// By the state at the start.
    public static EnergyScale of(Diagnostics first) {
        return of(first.kinetic(), first.potential());
    }

    /// By the energies at the start [J].
    public static EnergyScale of(double kinetic, double potential) {
        double total = kinetic + potential;
        double larger = Math.max(kinetic, Math.abs(potential));
        boolean isOfTotal = Math.abs(total) >= NEAR_ZERO * larger;
        return new EnergyScale(total, isOfTotal ? Math.abs(total) : larger, isOfTotal);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(initial);
        out.writeDouble(scale);
        out.writeBoolean(isOfTotal);
    }

    static EnergyScale read(DataInput in) throws IOException {
        return new EnergyScale(in.readDouble(), in.readDouble(), in.readBoolean());
    }

    /// (E - E₀) over the scale.
    ///
    /// @param total E [J]
    public double error(double total) {
        return total == initial ? 0 : (total - initial) / scale;
    }

    /// By what the error is divided, in words.
    public String words() {
        return isOfTotal
                ? "total energy at the start"
                : "larger of kinetic and potential energy at the start, the total is near 0";
    }
}
