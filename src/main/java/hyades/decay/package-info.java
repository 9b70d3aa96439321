/// Monte Carlo ensembles of radioactive decay. [hyades.decay.Isotope] and [hyades.decay.DecayChain] are the physics,
/// [hyades.decay.Method] draws an experiment, [hyades.decay.Tally] keeps what all experiments together say,
/// [hyades.decay.HalfLifeFit] fits; [hyades.decay.DistributedEnsemble] alone knows of ranks.
package hyades.decay;
