package hyades.nbody;

import hyades.partition.Subrange;

/// Direct summation of Newtonian gravity with Plummer softening (Aarseth 1963, MNRAS 126, 223).
///
/// Every kernel gives the same bits for a body, whatever the other targets of the call, whatever the lane width:
/// each target's sum runs over all sources in ascending order with one fixed sequence of operations.
interface GravityKernel {
    /// The smallest square of a softening length that kernels take [m²]: a body's pull on itself is then finite,
    /// times a distance of 0. It changes no bit for bodies more than 1e-67 m apart.
    double SMALLEST_SOFTENING_SQUARED = 1e-150;

    /// Writes a(i) = sum over j of gm(j) (x(j) - x(i)) / (|x(j) - x(i)|² + ε²)^(3/2) of the targets.
    ///
    /// @param position [m], shape (dim, n), dim 2 or 3; not modified
    /// @param gm gravitational constant times mass [m³/s²], shape (n); not modified
    /// @param softeningSquared ε² [m²], at least [#SMALLEST_SOFTENING_SQUARED]
    /// @param acceleration [m/s²], shape (dim, n); only the columns in `targets` change
    void accelerate(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[][] acceleration);

    /// Writes φ(i) = - sum over j ≠ i of gm(j) / (|x(j) - x(i)|² + ε²)^(1/2) of the targets.
    ///
    /// @param potential [m²/s²], shape (n); only the elements in `targets` change
    void potential(double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential);

    /// What it is, for people: such as `vector, 8 lanes`.
    String description();
}
