package hyades.gas;

/// A disc of one temperature about a softened mass: in balance everywhere, since its pressure follows
/// from its density, and its angular speed depends on the distance from the axis alone (Poincaré and
/// Wavre's theorem).
final class Disc {
    static final Gravity GRAVITY = new Gravity(1, 0.5);

    /// The square of its speed of sound at one temperature, p/ρ.
    private static final double HEAT = 0.05;

    private Disc() {}

    /// The density far away, in units of that in the middle.
    private static final double THIN = 0.01;

    /// The angular speed: in the plane z = 0 pull and pressure balance the turning of a density
    /// exp(-R²/2) + 0.01.
    static double rate(double radius) {
        double square = radius * radius;
        double depth = square + GRAVITY.softening() * GRAVITY.softening();
        double dense = StrictMath.exp(-0.5 * square);
        double fall = dense / (dense + THIN); // of ln ρ, by R and R²/2
        return Math.sqrt(GRAVITY.strength() / (depth * Math.sqrt(depth)) - HEAT * fall);
    }

    /// The gas at a place from the middle.
    static GasState at(double x, double y, double z) {
        double square = x * x + y * y;
        double rise = GRAVITY.potential(x, y, z) - GRAVITY.potential(x, y, 0);
        double density = (StrictMath.exp(-0.5 * square) + THIN) * StrictMath.exp(-rise / HEAT);
        double rate = rate(Math.sqrt(square));
        return new GasState(density, -rate * y, rate * x, 0, density * HEAT);
    }
}
