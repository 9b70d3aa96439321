package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;

/// Where a run is between two steps.
///
/// @param step the steps that are done
/// @param time [s]
/// @param before the time one step earlier [s]; the same at the first
/// @param isLast whether the run ends here
public record Moment(long step, double time, double before, boolean isLast) {
    /// After a step of a scheme whose steps all have the same length: times are products, which no sum makes inexact.
    public static Moment of(Plan plan, long step) {
        double time = step * plan.timeStep();
        return new Moment(step, time, Math.max(0, step - 1) * plan.timeStep(), step == plan.steps());
    }
}
