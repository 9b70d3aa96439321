package hyades.gas;

/// The pull of a mass in the middle of the grid, softened (Plummer 1911, MNRAS 71, 460): potential
/// -GM/(r² + ε²)^(1/2).
///
/// @param strength GM [m³/s²]
/// @param softening ε [m]
public record Gravity(double strength, double softening) {
    /// The accelerations along the three axes [m/s²] at a place from the middle [m].
    double[] at(double x, double y, double z) {
        double square = SymmetricSum.of(x * x, y * y, z * z) + softening * softening;
        double scale = -strength / (square * Math.sqrt(square));
        return new double[] {scale * x, scale * y, scale * z};
    }

    /// The potential [m²/s²] at a place from the middle [m].
    double potential(double x, double y, double z) {
        return -strength / Math.sqrt(SymmetricSum.of(x * x, y * y, z * z) + softening * softening);
    }
}
