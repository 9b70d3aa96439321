/// Newtonian gravity by direct summation. [hyades.nbody.Bodies] is the state, [hyades.nbody.InitialConditions]
/// makes it, [hyades.nbody.GravityKernel] computes accelerations, [hyades.nbody.Scheme] steps,
/// [hyades.nbody.Diagnostics] measures; [hyades.nbody.DistributedNBody] alone knows of ranks.
///
/// Many small systems: [hyades.nbody.SystemLanes] integrates several side by side, [hyades.nbody.LaneKernel] computes
/// their accelerations, [hyades.nbody.DistributedEnsemble] hands them out.
package hyades.nbody;
