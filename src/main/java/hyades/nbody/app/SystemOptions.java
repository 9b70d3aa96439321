package hyades.nbody.app;

import hyades.nbody.DistributedNBody;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.process.JobFailure;
import hyades.run.Typed;
import hyades.text.Quantity.Amount;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One system of `nbody`, and how it is integrated.
final class SystemOptions {
    @Mixin
    private InitialOptions start = new InitialOptions();

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            description = "Number of steps (default: " + NBodySetup.STEPS + ", unless --time is given).")
    private Long steps;

    @Option(
            names = "--time",
            paramLabel = "T",
            converter = Typed.Time.class,
            description = {
                "Instead of --steps: how long to integrate, as 5 Myr, or a number in --units. Steps of one length"
                        + " are shortened to a whole number of them; with ias15 the last one is cut."
            })
    private Amount time;

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            description = {
                "Integrator (default: ${DEFAULT-VALUE}), and how often it evaluates all forces in a step:",
                "leapfrog: kick-drift-kick, second order, once;",
                "yoshida4: fourth order, 3 times; yoshida6: sixth order, 7 times;",
                "hermite4: fourth order, once, with jerks, which costs as much as 2 to 3 times;",
                "ias15: 15th order to rounding, with steps that vary, each about 15 to 25 times; needs --time."
            })
    private Scheme scheme = Scheme.LEAPFROG;

    @Option(
            names = "--tolerance",
            paramLabel = "EPSILON",
            description = "What ias15 chooses its steps by (default: " + NBodySetup.TOLERANCE + "); --dt is its first.")
    private Double tolerance;

    @Option(
            names = "--diagnostics-every",
            paramLabel = "K",
            description = "Steps between two lines of diagnostics.csv (default: 1/100 of the steps, at least 10).")
    private Long diagnosticsEvery;

    /// Refuses values that no run has.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(
                steps == null || steps >= 0 && steps <= DistributedNBody.Plan.MOST_STEPS,
                "--steps",
                steps,
                "0 to 2^53");
        JobFailure.require(time == null || time.number().signum() > 0, "--time", time, "a positive time");
        JobFailure.require(steps == null || time == null, "--steps", steps, "none beside --time");
        JobFailure.require(
                tolerance == null || tolerance > 0 && tolerance <= 1, "--tolerance", tolerance, "above 0, at most 1");
        start.check();
        JobFailure.require(
                diagnosticsEvery == null || diagnosticsEvery >= 1,
                "--diagnostics-every",
                diagnosticsEvery,
                "at least 1");
    }

    /// Refuses what does not go together, of a run that begins: one that goes on knows the rest.
    ///
    /// @throws JobFailure with exit code 2
    void checkTogether() {
        JobFailure.require(
                !scheme.isAdaptive() || time != null, "--scheme", scheme, "--time T beside it, its steps vary");
        JobFailure.require(
                tolerance == null || scheme.isAdaptive(),
                "--tolerance",
                tolerance,
                "none, the steps of %s are all of one length".formatted(scheme));
        JobFailure.require(
                !scheme.isAdaptive() || !start.isStepAuto(),
                "--dt",
                "auto",
                "a first step, or none: %s chooses all others by --tolerance".formatted(scheme));
    }

    /// What it starts from.
    InitialOptions start() {
        return start;
    }

    Scheme scheme() {
        return scheme;
    }

    /// Their number; null where it was not typed.
    Long steps() {
        return steps;
    }

    /// At which it ends; null where it was not typed.
    Amount time() {
        return time;
    }

    /// Fills in the defaults and makes the bodies.
    ///
    /// @throws JobFailure with exit code 2 if there is no such system
    NBodySetup setUp() {
        return start.setUp(scheme, steps == null ? NBodySetup.STEPS : steps, diagnosticsEvery, time, tolerance);
    }
}
