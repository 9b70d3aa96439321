package hyades.gas;

/// The exact solution of the gas that two uniform states make where they meet; Toro (2009), chapter 4.
///
/// What lies between the outer waves has one pressure and one velocity; a shock or a rarefaction on
/// either side leads there.
public final class RiemannSolution {
    private static final int MOST_STEPS = 100;
    private static final double TOLERANCE = 1e-14;

    private final Side left;
    private final Side right;
    private final double gamma;
    private final double pressure;
    private final double velocity;

    /// @param left state below the place where they meet; velocities along x count, others are
    /// carried along
    /// @throws IllegalArgumentException if a vacuum arises
    public RiemannSolution(GasState left, GasState right, double gamma) {
        this.gamma = gamma;
        this.left = new Side(left, -1);
        this.right = new Side(right, 1);
        if (2 / (gamma - 1) * (this.left.sound + this.right.sound) <= right.vx() - left.vx()) {
            throw new IllegalArgumentException("a vacuum arises between %s and %s".formatted(left, right));
        }
        pressure = starPressure();
        velocity = 0.5 * (left.vx() + right.vx()) + 0.5 * (this.right.change(pressure) - this.left.change(pressure));
    }

    /// By Newton's steps, from the guess of two rarefactions (Toro, eq. 4.46).
    private double starPressure() {
        double z = (gamma - 1) / (2 * gamma);
        double fall = right.state.vx() - left.state.vx();
        double p = Math.pow(
                (left.sound + right.sound - 0.5 * (gamma - 1) * fall)
                        / (left.sound / Math.pow(left.state.pressure(), z)
                                + right.sound / Math.pow(right.state.pressure(), z)),
                1 / z);
        for (int step = 0; step < MOST_STEPS; step++) {
            double next = p - (left.change(p) + right.change(p) + fall) / (left.slope(p) + right.slope(p));
            next = next > 0 ? next : 0.5 * p;
            if (Math.abs(next - p) <= TOLERANCE * p) {
                return next;
            }
            p = next;
        }
        return p;
    }

    /// The pressure between the outer waves [Pa].
    public double pressure() {
        return pressure;
    }

    /// The velocity between the outer waves [m/s].
    public double velocity() {
        return velocity;
    }

    /// The gas where x/t = `speed` from the place where the states have met [m/s].
    public GasState at(double speed) {
        return speed < velocity ? left.at(speed) : right.at(speed);
    }

    /// One of the two states, and what its wave makes of it.
    private final class Side {
        private final GasState state;
        private final double sound;

        /// -1 for the left: there waves run the other way.
        private final int sign;

        private Side(GasState state, int sign) {
            this.state = state;
            this.sign = sign;
            sound = Math.sqrt(gamma * state.pressure() / state.density());
        }

        /// By how much the wave changes the velocity, where it leads to a pressure (eqs. 4.6, 4.7).
        private double change(double p) {
            double ratio = p / state.pressure();
            if (ratio <= 1) {
                return 2 * sound / (gamma - 1) * (Math.pow(ratio, (gamma - 1) / (2 * gamma)) - 1);
            }
            return (p - state.pressure()) * Math.sqrt(a() / (p + b()));
        }

        private double slope(double p) {
            double ratio = p / state.pressure();
            if (ratio <= 1) {
                return Math.pow(ratio, -(gamma + 1) / (2 * gamma)) / (state.density() * sound);
            }
            return Math.sqrt(a() / (p + b())) * (1 - 0.5 * (p - state.pressure()) / (p + b()));
        }

        private double a() {
            return 2 / ((gamma + 1) * state.density());
        }

        private double b() {
            return (gamma - 1) / (gamma + 1) * state.pressure();
        }

        private GasState at(double speed) {
            double outwards =
                    sign * (speed - state.vx()); // seen by a gas that flows to the right with this side before it
            double ratio = pressure / state.pressure();
            if (ratio > 1) {
                double shock = sound * Math.sqrt((gamma + 1) / (2 * gamma) * ratio + (gamma - 1) / (2 * gamma));
                double k = (gamma - 1) / (gamma + 1);
                return outwards > shock ? state : inner(state.density() * (ratio + k) / (k * ratio + 1));
            }
            double innerSound = sound * Math.pow(ratio, (gamma - 1) / (2 * gamma));
            if (outwards > sound) {
                return state;
            }
            if (sign * (speed - velocity) < innerSound) {
                return inner(state.density() * Math.pow(ratio, 1 / gamma));
            }
            double scale = 2 / (gamma + 1) + (gamma - 1) / ((gamma + 1) * sound) * outwards;
            double v = state.vx() + sign * 2 / (gamma + 1) * (outwards - sound);
            return new GasState(
                    state.density() * Math.pow(scale, 2 / (gamma - 1)),
                    v,
                    state.vy(),
                    state.vz(),
                    state.pressure() * Math.pow(scale, 2 * gamma / (gamma - 1)));
        }

        private GasState inner(double density) {
            return new GasState(density, velocity, state.vy(), state.vz(), pressure);
        }
    }
}
