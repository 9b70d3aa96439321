package hyades.nbody.app;

import hyades.nbody.Diagnostics;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.EnergyScale;
import hyades.nbody.Written;
import hyades.process.JobFailure;
import java.util.List;
import java.util.stream.Stream;

/// Sees whether a run conserves its energy well enough to be believed.
final class EnergyWatch {
    private final Supervision supervision;
    private final Plan plan;
    private EnergyScale scale;
    private double largest;

    /// @param before what the run has measured, where it goes on
    EnergyWatch(Supervision supervision, Plan plan, Written before) {
        this.supervision = supervision;
        this.plan = plan;
        scale = before.energy();
        largest = before.largestEnergyError();
    }

    /// Takes notice of a measurement, the run's first before all others.
    ///
    /// @return the relative error of its energy
    double see(Diagnostics measured) {
        if (scale == null) {
            scale = EnergyScale.of(measured);
        }
        double error = scale.error(measured.total());
        largest = Math.max(largest, Math.abs(error));
        return error;
    }

    /// By what errors are measured; null before the first measurement.
    EnergyScale scale() {
        return scale;
    }

    /// The largest error so far, without its sign.
    double largest() {
        return largest;
    }

    /// Ends a run whose energy is none.
    ///
    /// @throws JobFailure with exit code 1
    void refuseInfinite(long step, Diagnostics measured) {
        if (!Double.isFinite(measured.total())) {
            String why = step == 0
                    ? "the masses, speeds or inverse distances are too large"
                    : tooLong()
                            + (plan.softening() == 0 ? ", or bodies met that --softening 0 lets come too close" : "");
            throw new JobFailure(1, "the total energy is not finite at step %d: %s".formatted(step, why));
        }
    }

    private String tooLong() {
        return plan.scheme().isAdaptive()
                ? "--tolerance %s is too large".formatted(plan.tolerance())
                : "--dt %s is too long".formatted(plan.units().say(Dimension.TIME, plan.timeStep()));
    }

    /// Ends a run that was to end where the error is too large.
    ///
    /// @param kept says what is left of the run
    /// @throws JobFailure with exit code 1
    void refuseLarge(long step, String kept) {
        if (supervision.stopsOnEnergyError() && isTooLarge()) {
            throw new JobFailure(
                    1,
                    "the energy error is %.2e at step %d, above --energy-error %s; %s"
                            .formatted(largest, step, supervision.energyError(), kept));
        }
    }

    /// What is doubtful about the run: from the start, and of its energy.
    List<String> warnings() {
        return isTooLarge()
                ? Stream.concat(supervision.warnings().stream(), Stream.of(warning()))
                        .toList()
                : supervision.warnings();
    }

    /// In words, whether or not it is due.
    String warning() {
        boolean isAdaptive = plan.scheme().isAdaptive();
        return ("the energy error is up to %.2e, above --energy-error %s: steps %s do not resolve how close the bodies"
                        + " come; take a smaller %s, or a%s --softening")
                .formatted(
                        largest,
                        supervision.energyError(),
                        isAdaptive
                                ? "by --tolerance " + plan.tolerance()
                                : "of " + plan.units().round(Dimension.TIME, plan.timeStep()),
                        isAdaptive ? "--tolerance" : "--dt",
                        plan.softening() == 0 ? "" : " larger");
    }

    boolean isTooLarge() {
        return largest > supervision.energyError();
    }
}
