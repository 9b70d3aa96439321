package hyades.nbody;

import static hyades.nbody.LaneKernel.LANES;

import hyades.nbody.DistributedNBody.Plan;
import hyades.partition.Subrange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Integrates several systems side by side, step by step, each to the bits of a run of its own: the sums of
/// [Leapfrogs] and [Bodies], of all systems at a time.
final class SystemLanes {
    /// Of more bodies a kernel of one system has lanes of its own to fill, and eight systems no room near the
    /// processor.
    private static final int MOST_BODIES = 128;

    /// What systems that go side by side have in common.
    record Shape(Scheme scheme, int dimensions, int bodies, long steps, long diagnosticsEvery) {}

    /// What a system has in common with those beside which it may go; none where it has to go alone.
    static Optional<Shape> shape(NBodySetup setup) {
        Plan plan = setup.plan();
        return plan.scheme().substeps().length > 0
                        && plan.fields().isEmpty()
                        && plan.softeningKernel() == SofteningKernel.PLUMMER
                        && setup.bodies().count() <= MOST_BODIES
                ? Optional.of(new Shape(
                        plan.scheme(),
                        setup.bodies().dimensions(),
                        setup.bodies().count(),
                        plan.steps(),
                        plan.diagnosticsEvery()))
                : Optional.empty();
    }

    private final List<NBodySetup> setups;
    private final LaneKernel kernel;
    private final GravityKernel measuring;
    private final Plan plan;
    private final int dimensions;
    private final double[][] position;
    private final double[][] velocity;
    private final double[][] acceleration;
    private final double[] gm;
    private final double[] softeningSquared = new double[LANES];
    private final double[] smallest = new double[LANES];
    private final double[][] halfKicks;
    private final double[][] drifts;
    private final SystemWatch[] watches;
    private final SystemResult[] results;
    private final Meetings meetings;

    /// @param setups of one shape, at most [LaneKernel#LANES], taken over; lanes that are left compute the last once
    ///     more
    /// @param measuring computes the potentials
    SystemLanes(List<NBodySetup> setups, LaneKernel kernel, GravityKernel measuring) {
        this.setups = setups;
        this.kernel = kernel;
        this.measuring = measuring;
        plan = setups.getFirst().plan();
        Bodies first = setups.getFirst().bodies();
        dimensions = first.dimensions();
        int length = first.count() * LANES;
        position = new double[3][length];
        velocity = new double[dimensions][length];
        acceleration = new double[3][length];
        gm = new double[length];
        double[] parts = plan.scheme().substeps();
        halfKicks = new double[parts.length][length];
        drifts = new double[parts.length][length];
        for (int s = 0; s < LANES; s++) {
            lay(s, setups.get(Math.min(s, setups.size() - 1)), parts);
        }
        watches = new SystemWatch[setups.size()];
        Arrays.setAll(watches, _ -> new SystemWatch());
        results = new SystemResult[setups.size()];
        meetings = new Meetings(first.count());
    }

    private void lay(int lane, NBodySetup setup, double[] parts) {
        Bodies bodies = setup.bodies();
        double dt = setup.plan().timeStep();
        double softening = setup.plan().softening();
        softeningSquared[lane] = Math.max(softening * softening, InverseCube.SMALLEST_SQUARE);
        for (int i = 0; i < bodies.count(); i++) {
            int at = i * LANES + lane;
            gm[at] = setup.plan().gravitationalConstant() * bodies.mass[i];
            for (int d = 0; d < dimensions; d++) {
                position[d][at] = bodies.position[d][i];
                velocity[d][at] = bodies.velocity[d][i];
            }
            for (int part = 0; part < parts.length; part++) {
                halfKicks[part][at] = 0.5 * parts[part] * dt;
                drifts[part][at] = parts[part] * dt;
            }
        }
    }

    /// Integrates all of them to their ends.
    ///
    /// @return what came of each
    /// @throws CancellationException if this thread is interrupted: the systems are left
    List<SystemResult> run() {
        evaluate(0);
        tell(0);
        for (long step = 1; step <= plan.steps() && !areAllOver(); step++) {
            for (int part = 0; part < drifts.length; part++) {
                addScaled(velocity, halfKicks[part], acceleration);
                addScaled(position, drifts[part], velocity);
                evaluate(step);
                addScaled(velocity, halfKicks[part], acceleration);
            }
            tell(step);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
        }
        for (int s = 0; s < results.length; s++) {
            if (results[s] == null) {
                results[s] = watches[s].result(at(s, plan.steps()));
            }
        }
        return List.of(results);
    }

    private boolean areAllOver() {
        for (SystemResult each : results) {
            if (each == null) {
                return false;
            }
        }
        return true;
    }

    private void addScaled(double[][] target, double[] factor, double[][] source) {
        for (int d = 0; d < dimensions; d++) {
            addScaled(target[d], factor, source[d]);
        }
    }

    private static void addScaled(double[] target, double[] factor, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor[i] * source[i];
        }
    }

    /// @param step in which it is, 0 before the first
    private void evaluate(long step) {
        kernel.accelerate(position, gm, softeningSquared, acceleration, smallest);
        for (int s = 0; s < results.length; s++) {
            if (results[s] == null
                    && setups.get(s).plan().softening() == 0
                    && !(smallest[s] > InverseCube.SMALLEST_SQUARE)) {
                refuse(s, step);
            }
        }
    }

    private void refuse(int system, long step) {
        try {
            meetings.refuse(bodies(system));
        } catch (BodiesMet e) {
            results[system] = SystemResult.failed(
                    at(system, Math.max(0, step - 1)),
                    e.describe(setups.get(system).bodies().labels(), step));
        }
    }

    private Moment at(int system, long step) {
        return Moment.of(setups.get(system).plan(), step);
    }

    /// A system as it is now, in the arrays that it came in.
    private Bodies bodies(int system) {
        Bodies bodies = setups.get(system).bodies();
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < bodies.count(); i++) {
                bodies.position[d][i] = position[d][i * LANES + system];
                bodies.velocity[d][i] = velocity[d][i * LANES + system];
            }
        }
        return bodies;
    }

    /// Measures those that go on, where that is due.
    private void tell(long step) {
        if (!plan.measures(at(0, step))) {
            return;
        }
        for (int s = 0; s < results.length; s++) {
            if (results[s] == null) {
                measure(s, step);
            }
        }
    }

    private void measure(int system, long step) {
        Bodies bodies = bodies(system);
        double[] weights = new double[bodies.count()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = gm[i * LANES + system];
        }
        double[] potential = new double[weights.length];
        measuring.potential(
                bodies.position, weights, softeningSquared[system], new Subrange(0, weights.length), potential);
        Moment at = at(system, step);
        try {
            watches[system].measured(at, Diagnostics.of(bodies, potential));
            watches[system].stepped(at, bodies);
        } catch (SystemWatch.RanAway e) {
            results[system] = SystemResult.failed(at, e.getMessage());
        }
    }
}
