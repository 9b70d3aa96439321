package hyades.nbody.app;

import hyades.nbody.DiagnosticsFile.Row;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedNBody;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.EventPlan.OnCollision;
import hyades.nbody.EventsFile;
import hyades.nbody.SofteningKernel;
import hyades.nbody.Units;
import hyades.run.Members;
import hyades.run.RunRecord;
import hyades.text.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a run of `nbody` says at its end.
final class NBodySummary {
    private NBodySummary() {}

    /// The members of `run.json` that tell of measurements.
    static void putMeasured(Members<Object> results, EnergyWatch energy, StepWatch watch, Row last) {
        results.put("initialEnergy", energy.scale().initial());
        results.put("finalEnergy", last.diagnostics().total());
        results.put("largestRelativeEnergyError", energy.largest());
        results.put("finalRelativeEnergyError", last.relativeEnergyError());
        results.put("energyErrorRelativeTo", energy.scale().words());
        results.put(
                "warnings",
                Stream.concat(energy.warnings().stream(), watch.warning().stream())
                        .toList());
        results.put("finalVirialRatio", last.diagnostics().virialRatio());
        results.put("finalLagrangianRadii", last.diagnostics().lagrangianRadii());
    }

    /// The members of `run.json` that tell what happened, as far as it was looked for.
    static void putEvents(Members<Object> results, EventsFile events, Plan plan) {
        if (plan.events().collision() != OnCollision.NONE) {
            results.put("collisions", events.collisions());
        }
        if (plan.events().encounter() > 0) {
            results.put("encounters", events.encounters());
        }
        if (plan.events().escape() > 0) {
            results.put("escapes", events.escapes());
        }
    }

    /// One line: how often what happened, as far as it was looked for.
    static String of(EventsFile events, Plan plan) {
        Units units = plan.units();
        List<String> parts = new ArrayList<>();
        if (plan.events().collision() != OnCollision.NONE) {
            parts.add(Digits.counted(events.collisions(), "collision"));
        }
        if (plan.events().encounter() > 0) {
            parts.add("%s closer than %s"
                    .formatted(
                            Digits.counted(events.encounters(), "encounter"),
                            units.say(Dimension.LENGTH, plan.events().encounter())));
        }
        if (plan.events().escape() > 0) {
            parts.add("%s beyond %s"
                    .formatted(
                            Digits.counted(events.escapes(), "escape"),
                            units.say(Dimension.LENGTH, plan.events().escape())));
        }
        return "%s: %s".formatted(EventsFile.NAME, String.join(", ", parts));
    }

    private static String softening(Plan plan) {
        if (plan.softening() == 0) {
            return "none";
        }
        String length = plan.units().round(Dimension.LENGTH, plan.softening());
        return plan.softeningKernel() == SofteningKernel.PLUMMER ? length : length + " by " + plan.softeningKernel();
    }

    /// Two lines: what was computed how, and how well.
    ///
    /// @param last measurement
    static String of(DistributedNBody nbody, Plan plan, RunRecord record, EnergyWatch energy, Row last) {
        Units units = plan.units();
        return String.format(
                Locale.ROOT,
                """
                %d bodies in %d dimensions: %d steps of %s, softening %s, on %d rank%s x %d thread%s (%s)
                %.4g steps/s; %s %s\
                """,
                nbody.bodies().count(),
                nbody.bodies().dimensions(),
                nbody.step(),
                units.round(
                        Dimension.TIME, plan.scheme().isAdaptive() ? plan.length() / nbody.step() : plan.timeStep()),
                softening(plan),
                record.ranks(),
                record.ranks() == 1 ? "" : "s",
                record.threads(),
                record.threads() == 1 ? "" : "s",
                nbody.kernel(),
                record.rates().get("stepsPerSecond"),
                nbody.sources() == 0
                        ? "no body has mass, so energies are 0; radius of half of them"
                        : "energy error %s at most %.2e, at the end %.2e; virial ratio %.3g; half-mass radius"
                                .formatted(
                                        energy.scale().isOfTotal() ? "|dE/E|" : "|dE|/max(T,|U|) (E is near 0)",
                                        energy.largest(),
                                        Math.abs(last.relativeEnergyError()),
                                        last.diagnostics().virialRatio()),
                units.round(Dimension.LENGTH, last.diagnostics().lagrangianRadii()[1]));
    }
}
