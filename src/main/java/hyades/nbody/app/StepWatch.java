package hyades.nbody.app;

import hyades.nbody.Bodies;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.ExternalField;
import hyades.nbody.Moment;
import hyades.nbody.ShortestOrbit;
import java.util.Optional;

/// Sees whether steps of one length resolve how any two bodies move around each other, and any in external fields.
final class StepWatch {
    /// Steps in an orbit. With these the leapfrog, whose frequency is off by (ω dt)²/24, turns 0.4 % too fast.
    private static final int LEAST = 20;

    private final Plan plan;
    private String warning;

    /// @param warning of this run before it was gone on with; null where there was none
    StepWatch(Plan plan, String warning) {
        this.plan = plan;
        this.warning = warning;
    }

    /// Looks at the bodies, until it has once found the step too long: O(N log N), as [ShortestOrbit] has it.
    ///
    /// @return what to warn of, the first time
    Optional<String> look(Moment at, Bodies bodies) {
        if (warning != null || plan.scheme().isAdaptive()) {
            return Optional.empty();
        }
        Optional<ShortestOrbit> tooShort = ShortestOrbit.shorterThan(
                LEAST * Math.abs(plan.timeStep()),
                bodies,
                plan.gravitationalConstant(),
                plan.softening(),
                plan.softeningKernel());
        tooShort.ifPresent(orbit -> warning = words(at, bodies, orbit));
        double circle = ExternalField.shortestOrbit(plan.fields(), plan.gravitationalConstant(), bodies);
        if (warning == null && circle < LEAST * Math.abs(plan.timeStep())) {
            warning = words(at, circle);
        }
        return warning();
    }

    /// What it has warned of.
    Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    private String words(Moment at, double circle) {
        return ("at step %d a circle in the external fields, from the place of a body, takes %s: that is %.2g steps of"
                        + " %s, fewer than %d; take a --dt of %s or shorter")
                .formatted(
                        at.step(),
                        plan.units().round(Dimension.TIME, circle),
                        circle / Math.abs(plan.timeStep()),
                        plan.units().round(Dimension.TIME, Math.abs(plan.timeStep())),
                        LEAST,
                        plan.units().round(Dimension.TIME, circle / LEAST));
    }

    private String words(Moment at, Bodies bodies, ShortestOrbit orbit) {
        return ("at step %d %s and %s, at a distance of %s, move around each other in %s: that is %.2g"
                        + " steps of %s, fewer than %d; take a --dt of %s or shorter, or a%s --softening")
                .formatted(
                        at.step(),
                        bodies.labels().text(orbit.first()),
                        bodies.labels().text(orbit.second()),
                        plan.units().round(Dimension.LENGTH, orbit.distance()),
                        plan.units().round(Dimension.TIME, orbit.period()),
                        orbit.period() / Math.abs(plan.timeStep()),
                        plan.units().round(Dimension.TIME, Math.abs(plan.timeStep())),
                        LEAST,
                        plan.units().round(Dimension.TIME, orbit.period() / LEAST),
                        plan.softening() == 0 ? "" : " larger");
    }
}
