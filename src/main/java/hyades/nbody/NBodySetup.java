package hyades.cli;

import hyades.nbody.Bodies;
import hyades.nbody.DistributedNBody.Plan;

/// A run of `nbody` with all its defaults filled in.
///
/// @param initial what it starts from, as typed
/// @param bodies the state to start from
/// @param plan how to integrate it
/// @param timeScale free-fall time or period [s]
/// @param seed of the random numbers; null where none are used
record NBodySetup(String initial, Bodies bodies, Plan plan, double timeScale, Long seed) {}
