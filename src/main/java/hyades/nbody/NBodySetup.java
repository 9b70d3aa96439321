package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;

/// A run of `nbody` with all its defaults filled in.
///
/// @param initial what it starts from, as typed
/// @param bodies the state to start from
/// @param plan how to integrate it
/// @param timeScale free-fall time or period [s]
/// @param seed of the random numbers; null where none are used
public record NBodySetup(String initial, Bodies bodies, Plan plan, double timeScale, Long seed) {
    /// Everything but the bodies' places, for people.
    public String describe() {
        return "%s, %d bodies in %d dimensions, seed %s, %d steps of %s s by %s, G %s, softening %s, diagnostics every %d"
                .formatted(
                        initial,
                        bodies.count(),
                        bodies.dimensions(),
                        seed == null ? "none" : seed,
                        plan.steps(),
                        plan.timeStep(),
                        plan.scheme(),
                        plan.gravitationalConstant(),
                        plan.softening(),
                        plan.diagnosticsEvery());
    }
}
