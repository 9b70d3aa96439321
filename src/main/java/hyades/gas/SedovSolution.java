package hyades.gas;

/// The blast of a point in a uniform gas without pressure: Taylor (1950), Proc. R. Soc. A 201, 159;
/// Sedov (1959), Similarity and Dimensional Methods in Mechanics. With ξ = r/R(t) and R = β (E
/// t²/ρ)^(1/(d+2)) in d dimensions, density, velocity and pressure are ρ G(ξ), Ṙ U(ξ) and ρ Ṙ² P(ξ);
/// the equations for G, U and P are integrated from the shock inwards by Runge and Kutta's scheme.
public final class SedovSolution {
    /// Where the integration ends: within it is less than 1e-9 of the energy.
    private static final double INNERMOST = 1e-3;

    private static final int STEPS = 4000;
    private static final int G = 0;
    private static final int U = 1;
    private static final int P = 2;

    private final double gamma;
    private final int dimensions;
    private final double[][] profile = new double[STEPS + 1][];
    private final double beta;

    /// @param dimensions 1 for a plane, 2 for a line, 3 for a point
    public SedovSolution(double gamma, int dimensions) {
        this.gamma = gamma;
        this.dimensions = dimensions;
        double[] here = {(gamma + 1) / (gamma - 1), 2 / (gamma + 1), 2 / (gamma + 1)};
        double step = Math.log(INNERMOST) / STEPS;
        double energy = 0;
        profile[0] = here;
        for (int i = 0; i < STEPS; i++) {
            double s = i * step;
            double[] k1 = slopes(s, here);
            double[] k2 = slopes(s + step / 2, moved(here, k1, step / 2));
            double[] k3 = slopes(s + step / 2, moved(here, k2, step / 2));
            double[] k4 = slopes(s + step, moved(here, k3, step));
            double[] next = new double[here.length];
            for (int q = 0; q < next.length; q++) {
                next[q] = here[q] + step / 6 * (k1[q] + 2 * k2[q] + 2 * k3[q] + k4[q]);
            }
            energy -= step / 2 * (energyBetween(s, here) + energyBetween(s + step, next));
            here = next;
            profile[i + 1] = here;
        }
        energy += here[P] / (gamma - 1) * Math.pow(INNERMOST, dimensions) / dimensions;
        double surface = dimensions == 1 ? 2 : 2 * (dimensions - 1) * Math.PI;
        double power = 2.0 / (dimensions + 2);
        beta = Math.pow(surface * power * power * energy, -1.0 / (dimensions + 2));
    }

    private double energyBetween(double s, double[] at) {
        return (0.5 * at[G] * at[U] * at[U] + at[P] / (gamma - 1)) * Math.exp(s * dimensions);
    }

    /// d/d(ln ξ) of G, U and P: conservation of mass, momentum and entropy.
    private double[] slopes(double s, double[] at) {
        double xi = Math.exp(s);
        double a = at[U] - xi;
        double spread = (dimensions - 1) * at[U] / xi;
        double heat = at[P] / (at[G] * a);
        double u = (0.5 * dimensions * at[U] - heat * (dimensions - gamma * spread)) / (a - gamma * heat);
        double g = -at[G] * (u + spread) / a;
        double p = at[P] * (dimensions - gamma * (u + spread)) / a;
        return new double[] {g * xi, u * xi, p * xi};
    }

    private static double[] moved(double[] from, double[] slope, double by) {
        double[] moved = new double[from.length];
        for (int q = 0; q < moved.length; q++) {
            moved[q] = from[q] + by * slope[q];
        }
        return moved;
    }

    /// β of R = β (E t²/ρ)^(1/(d+2)).
    public double beta() {
        return beta;
    }

    /// Where the shock is [m].
    ///
    /// @param energy of the blast: all of it for a point, by length for a line, by area for a plane
    public double radius(double energy, double density, double time) {
        return beta * Math.pow(energy * time * time / density, 1.0 / (dimensions + 2));
    }

    /// The gas at a distance; its velocity, away from the middle, as that along x. Before the shock
    /// without pressure.
    public GasState at(double distance, double energy, double density, double time) {
        double radius = radius(energy, density, time);
        double speed = 2 * radius / ((dimensions + 2) * time);
        double xi = distance / radius;
        if (xi > 1) {
            return new GasState(density, 0, 0, 0, 0);
        }
        double place = Math.min(STEPS, Math.log(Math.max(xi, INNERMOST)) / Math.log(INNERMOST) * STEPS);
        int i = (int) Math.min(place, STEPS - 1);
        double share = place - i;
        double[] q = new double[profile[i].length];
        for (int k = 0; k < q.length; k++) {
            q[k] = (1 - share) * profile[i][k] + share * profile[i + 1][k];
        }
        double within = Math.min(1, xi / INNERMOST); // in the middle the velocity falls with the distance
        return new GasState(density * q[G], speed * q[U] * within, 0, 0, density * speed * speed * q[P]);
    }
}
