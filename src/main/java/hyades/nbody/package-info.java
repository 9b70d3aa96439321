/// Newtonian gravity by direct summation. [hyades.nbody.Bodies] is the state, [hyades.nbody.InitialConditions]
/// makes it, [hyades.nbody.GravityKernel] computes accelerations, [hyades.nbody.Scheme] steps,
/// [hyades.nbody.Diagnostics] measures; [hyades.nbody.DistributedNBody] alone knows of ranks.
package hyades.nbody;
