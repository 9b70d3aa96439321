package hyades.gas;

/// What a gas comes to: sums over all cells, each the double next to the exact sum of its terms, and
/// extremes. In fewer than three dimensions by unit of area, or of length.
///
/// @param mass [kg]
/// @param momentum along x, y and z [kg m/s]
/// @param kinetic energy [J]
/// @param internal energy [J]
/// @param potential energy in the pull of the central mass [J]
public record Totals(
        double mass,
        double[] momentum,
        double kinetic,
        double internal,
        double potential,
        double leastDensity,
        double largestDensity,
        double leastPressure,
        double largestPressure,
        double largestSpeed) {
    /// All energy [J].
    public double energy() {
        return kinetic + internal + potential;
    }
}
