package hyades.nbody;

import hyades.vector.KernelChoice;

/// Direct sum of softened gravity in several systems of equally many bodies side by side, one a lane.
///
/// The bits are those of [GravityKernel] for each system: a pair's distance and the powers of it are the same seen from
/// both of its bodies, and are computed once, and pairs come in such an order that each body adds its sources in
/// ascending order, itself among them.
interface LaneKernel {
    /// Systems side by side: as many as the widest vectors hold.
    int LANES = 8;

    /// The one that is chosen.
    ///
    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    static LaneKernel of(KernelChoice choice) {
        // No reference to its constructor: making that would load the kernel before the module it needs.
        return choice.create(ScalarLanes::new, () -> new VectorLanes(), WarmingLanes::new);
    }

    /// Writes the accelerations of all bodies of all systems, as [GravityKernel#accelerate] has them. Body i of the
    /// system s is at i [#LANES] + s of each array.
    ///
    /// @param position [m], shape (3, n LANES); not modified
    /// @param gm gravitational constant times mass [m³/s²], shape (n LANES); not modified
    /// @param softeningSquared ε² of each system [m²], shape (LANES), at least [InverseCube#SMALLEST_SQUARE]
    /// @param acceleration [m/s²], shape (3, n LANES)
    /// @param smallest the smallest squared distance of two bodies of each system, plus its ε² [m²], shape (LANES);
    ///     infinite for one body, NaN where a place is none
    void accelerate(
            double[][] position, double[] gm, double[] softeningSquared, double[][] acceleration, double[] smallest);
}
