package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.util.function.BooleanSupplier;

/// Advances bodies step by step, on every rank to the same bits.
sealed interface Integrator permits Hermite4, Ias15, Leapfrogs {
    /// The one that a plan asks for.
    ///
    /// @param memory what [#memory] gave after an earlier step; empty at the first
    static Integrator of(Plan plan, Bodies bodies, double[] memory) {
        return switch (plan.scheme()) {
            case LEAPFROG, YOSHIDA4, YOSHIDA6 -> new Leapfrogs(plan, bodies);
            case HERMITE4 -> new Hermite4(plan, bodies, memory);
            case IAS15 -> new Ias15(plan, bodies, memory);
        };
    }

    /// Advances the bodies by one step.
    ///
    /// @param acceleration [m/s²], shape (dim, n): that of the bodies as they are, on entry and on return; of
    ///     [Hermite4] that at the predicted places
    /// @param forces computes the acceleration anew, and says whether it has done so
    /// @return whether the step is done; where it is not, the bodies are somewhere on the way
    boolean step(double[][] acceleration, BooleanSupplier forces);

    /// Where the run is after so many steps.
    Moment at(long step);

    /// What rounding took from the places of the bodies as they are [m], shape (dim, n), to be heeded by who
    /// evaluates the forces; null where it is not known.
    default double[][] rounding() {
        return null;
    }

    /// Where each evaluation writes how the accelerations change while the bodies move [m/s³], shape (dim, n), on every
    /// rank; null where nobody wants that.
    default double[][] jerk() {
        return null;
    }

    /// All that it knows beside the bodies between two steps; a copy.
    double[] memory();

    /// The inverse of [#memory], after a step that was left.
    void remember(double[] memory);
}
