package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.util.function.BooleanSupplier;

/// The Hermite scheme of fourth order with one time step for all bodies: Makino & Aarseth (1992), PASJ 44, 141, in the
/// form P(EC)¹.
///
/// Places and velocities are predicted by acceleration and jerk, both are evaluated there, once, and the polynomial
/// through them and those of the step before corrects the prediction. It is not evaluated again: the next step begins
/// with what was found at the predicted places, which differ from the corrected ones by the fourth power of the step.
/// That belongs to the memory, since it does not follow from the bodies.
final class Hermite4 implements Integrator {
    private final Plan plan;
    private final Bodies bodies;
    private final int dim;
    private final int n;

    /// Those at the bodies as they are, which each evaluation writes.
    private final double[][] jerk;

    /// Where the step began: place, velocity, acceleration, jerk; shape (4, dim, n).
    private final double[][][] start;

    /// Whether the last two of [#start] are those of a step that is done.
    private boolean hasStepped;

    /// @param memory empty where the run begins
    Hermite4(Plan plan, Bodies bodies, double[] memory) {
        this.plan = plan;
        this.bodies = bodies;
        dim = bodies.dimensions();
        n = bodies.count();
        jerk = new double[dim][n];
        start = new double[4][dim][n];
        remember(memory);
    }

    /// Of how many numbers the memory of so many bodies is.
    static int memoryLength(int dimensions, int bodies) {
        return Math.multiplyExact(2 * dimensions, bodies);
    }

    @Override
    public boolean step(double[][] acceleration, BooleanSupplier forces) {
        if (!hasStepped) {
            keep(acceleration);
        }
        double dt = plan.timeStep();
        for (int d = 0; d < dim; d++) {
            predict(d, dt);
        }
        if (!forces.getAsBoolean()) {
            return false;
        }
        for (int d = 0; d < dim; d++) {
            correct(d, dt, acceleration[d], jerk[d]);
        }
        keep(acceleration);
        return true;
    }

    private void predict(int d, double dt) {
        double[] x = bodies.position[d];
        double[] v = bodies.velocity[d];
        double[] x0 = start[0][d];
        double[] v0 = start[1][d];
        double[] a0 = start[2][d];
        double[] j0 = start[3][d];
        System.arraycopy(x, 0, x0, 0, n);
        System.arraycopy(v, 0, v0, 0, n);
        double half = dt / 2;
        double third = dt / 3;
        for (int i = 0; i < n; i++) {
            x[i] = x0[i] + dt * (v0[i] + half * (a0[i] + third * j0[i]));
            v[i] = v0[i] + dt * (a0[i] + half * j0[i]);
        }
    }

    /// The second and third derivatives that fit both ends, put into Taylor's series:
    /// v = v₀ + dt (a₀ + a₁)/2 + dt² (j₀ - j₁)/12, x = x₀ + dt v₀ + dt² (7a₀ + 3a₁)/20 + dt³ (3j₀ - 2j₁)/60.
    private void correct(int d, double dt, double[] a1, double[] j1) {
        double[] x = bodies.position[d];
        double[] v = bodies.velocity[d];
        double[] x0 = start[0][d];
        double[] v0 = start[1][d];
        double[] a0 = start[2][d];
        double[] j0 = start[3][d];
        for (int i = 0; i < n; i++) {
            double far = (7 * a0[i] + 3 * a1[i]) / 20 + dt * ((3 * j0[i] - 2 * j1[i]) / 60);
            x[i] = x0[i] + dt * (v0[i] + dt * far);
            v[i] = v0[i] + dt * ((a0[i] + a1[i]) / 2 + dt * ((j0[i] - j1[i]) / 12));
        }
    }

    private void keep(double[][] acceleration) {
        for (int d = 0; d < dim; d++) {
            System.arraycopy(acceleration[d], 0, start[2][d], 0, n);
            System.arraycopy(jerk[d], 0, start[3][d], 0, n);
        }
        hasStepped = true;
    }

    @Override
    public Moment at(long step) {
        return Moment.of(plan, step);
    }

    @Override
    public double[][] jerk() {
        return jerk;
    }

    @Override
    public double[] memory() {
        double[] memory = new double[hasStepped ? memoryLength(dim, n) : 0];
        for (int d = 0; d < dim && hasStepped; d++) {
            System.arraycopy(start[2][d], 0, memory, d * n, n);
            System.arraycopy(start[3][d], 0, memory, (dim + d) * n, n);
        }
        return memory;
    }

    @Override
    public void remember(double[] memory) {
        hasStepped = memory.length > 0;
        for (int d = 0; d < dim && hasStepped; d++) {
            System.arraycopy(memory, d * n, start[2][d], 0, n);
            System.arraycopy(memory, (dim + d) * n, start[3][d], 0, n);
        }
    }
}
