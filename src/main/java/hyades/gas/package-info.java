/// Gas dynamics on a grid of cells, cut into blocks: [hyades.gas.Problem] says what to compute,
/// [hyades.gas.DistributedGas] computes it over the ranks, [hyades.gas.GasBlocks] holds a rank's blocks and steps
/// them, [hyades.gas.Sweep] is the scheme, [hyades.gas.GasKernel] its arithmetic row by row;
/// [hyades.gas.RiemannSolution] and [hyades.gas.SedovSolution] are what it is checked against.
package hyades.gas;
