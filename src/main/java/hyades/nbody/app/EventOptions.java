package hyades.nbody.app;

import hyades.nbody.Bodies;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.EventPlan;
import hyades.nbody.EventPlan.OnCollision;
import hyades.nbody.NBodySetup;
import hyades.process.JobFailure;
import hyades.run.Typed;
import hyades.text.Quantity.Amount;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// What `nbody` looks for while it runs.
final class EventOptions {
    private static final String ENCOUNTER = "--encounter";
    private static final String ESCAPE = "--escape";
    private static final String ON_COLLISION = "--on-collision";

    @Option(
            names = ENCOUNTER,
            paramLabel = "LENGTH",
            converter = Typed.Length.class,
            description =
                    "List each passage of two bodies closer than that, as 0.1 au, or a number in --units, once, in"
                            + " events.csv (default: none is looked for, which costs nothing).")
    private Amount encounter;

    @Option(
            names = ESCAPE,
            paramLabel = "LENGTH",
            converter = Typed.Length.class,
            description =
                    "List bodies when they become unbound, outward bound and farther than that from the centre of mass;"
                            + " they stay in the run (default: none is looked for).")
    private Amount escape;

    @Option(
            names = ON_COLLISION,
            paramLabel = "WHAT",
            description = {
                "What becomes of bodies of a FILE with a column radius that come closer than the sum of their radii"
                        + " (default: ${DEFAULT-VALUE}):",
                "none: they are not looked for; ignore: they are listed, and pass through each other;",
                "stop: the run ends after that step, with exit code 1 and a checkpoint."
            })
    private OnCollision onCollision = OnCollision.NONE;

    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(
                encounter == null || encounter.number().signum() > 0, ENCOUNTER, encounter, "a positive length");
        JobFailure.require(escape == null || escape.number().signum() > 0, ESCAPE, escape, "a positive length");
    }

    /// The run in which this is looked for.
    ///
    /// @throws JobFailure with exit code 2, if it cannot be
    NBodySetup with(NBodySetup setup) {
        Plan plan = setup.plan();
        JobFailure.require(
                escape == null || plan.fields().isEmpty(),
                ESCAPE,
                escape,
                "none in external fields, where no energy of a body alone tells whether it comes back");
        Bodies bodies = setup.bodies();
        JobFailure.require(
                onCollision == OnCollision.NONE || bodies.hasRadii(),
                ON_COLLISION,
                onCollision,
                "bodies with radii: a FILE with a column radius");
        return setup.with(new EventPlan(length(plan, ENCOUNTER, encounter), length(plan, ESCAPE, escape), onCollision));
    }

    private static double length(Plan plan, String option, Amount typed) {
        return typed == null ? 0 : InitialOptions.in(plan.units(), Dimension.LENGTH, option, typed);
    }

    /// What a run that goes on looks for, by the names of the options.
    static Map<String, String> known(EventPlan plan) {
        Map<String, String> known = new HashMap<>();
        if (plan.encounter() > 0) {
            known.put(ENCOUNTER, Double.toString(plan.encounter()));
        }
        if (plan.escape() > 0) {
            known.put(ESCAPE, Double.toString(plan.escape()));
        }
        known.put(ON_COLLISION, plan.collision().toString());
        return known;
    }
}
