package hyades.nbody;

import hyades.partition.Subrange;
import hyades.vector.KernelChoice;

/// Direct sum of softened gravity over all sources for a range of targets; Aarseth (1963), MNRAS 126, 223. The formulas
/// below are those of [SofteningKernel#PLUMMER].
///
/// Every implementation gives the same bits, whatever the range, the vector width and whether two dimensions or
/// three with all z equal are asked for: each target adds its sources in ascending order by the same sequence of
/// IEEE operations ([InverseCube]), and vector lanes, or the items of a device, run over targets only. A source
/// without mass adds +0 to sums that begin with +0, so it makes no difference to them whether it is among the sources.
interface GravityKernel {
    /// The one that is chosen.
    ///
    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    static GravityKernel of(KernelChoice choice, SofteningKernel softening) {
        // No reference to its constructor: making that would load the kernel before the module it needs.
        return switch (softening) {
            case PLUMMER -> choice.create(ScalarKernel::new, () -> new VectorKernel(), WarmingKernel::new);
            case SPLINE -> choice.create(ScalarSpline::new, () -> new VectorSpline(), WarmingKernel::new);
        };
    }

    /// Writes the accelerations a = Σ gm (x - x_target) / (|x - x_target|² + ε²)^(3/2) of the targets.
    ///
    /// @param source places of what pulls [m], shape (dim, m), dim 2 or 3; not modified
    /// @param gm gravitational constant times its mass [m³/s²], shape (m); not modified
    /// @param softeningSquared ε² [m²], at least [InverseCube#SMALLEST_SQUARE]
    /// @param position places of what is pulled [m], shape (dim, n), perhaps the same arrays; not modified
    /// @param acceleration [m/s²], shape (dim, n); only the columns in `targets` change
    void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration);

    /// The same of bodies that all pull at each other.
    default void accelerate(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[][] acceleration) {
        accelerate(position, gm, softeningSquared, position, targets, acceleration);
    }

    /// Writes the accelerations as [#accelerate] does, to the same bits, and how they change while the bodies
    /// move, da/dt = Σ gm (v/R³ - 3 (d·v) d/R⁵), where d and v are a source's place and velocity less the
    /// target's, and R² = |d|² + ε²; to first order, too, what places that are off by `velocity` make of the
    /// accelerations. It is one loop over the pairs: R⁻³ is what costs most of either.
    ///
    /// @param source places of what pulls [m], shape (dim, m), dim 2 or 3; not modified
    /// @param sourceVelocity its velocities [m/s], shape (dim, m); not modified
    /// @param gm gravitational constant times its mass [m³/s²], shape (m); not modified
    /// @param softeningSquared ε² [m²], at least [InverseCube#SMALLEST_SQUARE]
    /// @param position places of what is pulled [m], shape (dim, n), perhaps the same arrays; not modified
    /// @param velocity its velocities [m/s], shape (dim, n); not modified
    /// @param acceleration [m/s²], shape (dim, n); only the columns in `targets` change
    /// @param jerk [m/s³], shape (dim, n); only the columns in `targets` change
    void accelerateWithJerk(
            double[][] source,
            double[][] sourceVelocity,
            double[] gm,
            double softeningSquared,
            double[][] position,
            double[][] velocity,
            Subrange targets,
            double[][] acceleration,
            double[][] jerk);

    /// The same of bodies that all pull at each other.
    default void accelerateWithJerk(
            double[][] position,
            double[][] velocity,
            double[] gm,
            double softeningSquared,
            Subrange targets,
            double[][] acceleration,
            double[][] jerk) {
        accelerateWithJerk(position, velocity, gm, softeningSquared, position, velocity, targets, acceleration, jerk);
    }

    /// Writes the potentials φ = -Σ gm / (|x - x_target|² + ε²)^(1/2) of the targets, each without itself.
    ///
    /// @param position of bodies that all pull at each other [m], shape (dim, n), dim 2 or 3; not modified
    /// @param gm gravitational constant times mass [m³/s²], shape (n); not modified
    /// @param softeningSquared ε² [m²], at least [InverseCube#SMALLEST_SQUARE]
    /// @param potential [m²/s²], shape (n); only the elements in `targets` change
    void potential(double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential);

    /// Whether it lets many compute by itself: one thread asks then, for all the targets that there are.
    default boolean sharesItsWork() {
        return false;
    }

    /// What it is, for people: such as `vector, 8 lanes`.
    String description();
}
