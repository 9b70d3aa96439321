package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.util.function.BooleanSupplier;

/// Symplectic integrators: kick-drift-kick leapfrog steps one after the other, one evaluation each.
final class Leapfrogs implements Integrator {
    private static final double[] NOTHING = {};

    private final Plan plan;
    private final Bodies bodies;
    private final double[] parts;

    Leapfrogs(Plan plan, Bodies bodies) {
        this.plan = plan;
        this.bodies = bodies;
        parts = plan.scheme().substeps();
    }

    @Override
    public boolean step(double[][] acceleration, BooleanSupplier forces) {
        double dt = plan.timeStep();
        for (double part : parts) {
            bodies.kick(0.5 * part * dt, acceleration);
            bodies.drift(part * dt);
            if (!forces.getAsBoolean()) {
                return false;
            }
            bodies.kick(0.5 * part * dt, acceleration);
        }
        return true;
    }

    @Override
    public Moment at(long step) {
        return Moment.of(plan, step);
    }

    @Override
    public double[] memory() {
        return NOTHING;
    }

    @Override
    public void remember(double[] memory) {
        // there is none
    }
}
