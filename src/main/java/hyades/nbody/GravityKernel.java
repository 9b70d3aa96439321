package hyades.nbody;

import hyades.partition.Subrange;

/// Direct sum of softened gravity over all sources for a range of targets; Plummer (1911), MNRAS 71, 460, and
/// Aarseth (1963), MNRAS 126, 223.
///
/// Every implementation gives the same bits, whatever the range, the vector width and whether two dimensions or
/// three with all z equal are asked for: each target adds its sources in ascending order by the same sequence of
/// IEEE operations, and vector lanes run over targets only.
///
/// The weight gm r⁻³ follows from r² without division or square root. An integer subtraction seeds -r⁻¹ (Lomont
/// (2003), "Fast inverse square root"), a quadratic minimax polynomial brings it to 1.6e-5, and a cubic one
/// corrects the product of its powers once, where w is wanted, instead of the root. The root is negative because
/// the cubic is, so that w is positive and a sum of zeros stays +0:
///
/// ```
/// y = asDouble(SEED - (bits(r²) >>> 1))        t = r² y² in [0.75, 0.84375] for every normal r²
/// Y = y ((t - T)² + A)                         u = r² Y² in [2.27383, 2.27398]
/// w = gm Y³ (s³ + B s + C),  s = u - U         = gm r⁻³ / SCALE
/// ```
///
/// Both polynomials are Remez fits to t^(-1/2) and u^(-3/2), shifted such that the second-highest term vanishes
/// and divided by their leading coefficients, which saves one operation each; the factors left over are in
/// `SCALE`, applied once to each sum. The second fit is off by 3.2e-19. With h = 2⁻⁵³ the rounding errors of w are
/// at most 0.5 h from Y² (it enters u as well, with opposite sign), 0.43 h from s, 0.33 h from s² + B and
/// h from each of four operations: (s² + B) s + C and the three products. In all 5.3 h = 5.9e-16 for r² from
/// 1e-150 and gm to 1e60, as long as w is a normal number.
interface GravityKernel {
    /// The smallest ε² that kernels take [m²]: a body's pull on itself is then a finite weight times a distance of
    /// 0. It changes at most how an exact tie is rounded, for bodies more than 1e-67 m apart.
    double SMALLEST_SOFTENING_SQUARED = 1e-150;

    /// Seed of -r⁻¹, with the exponent and fraction that make the range of t narrowest, found by search.
    long SEED = 0xdfe4000000000000L;
    /// T above.
    double T = 1.3276938025166665;
    /// A above.
    double A = 1.4074695756680167;
    /// U above.
    double U = 2.923591922100915;
    /// B above.
    double B = 2.2793039224583347;
    /// C above.
    double C = -3.6198172820762635;
    /// Factor of the finished sums; the last digit makes good the rounding of U, B and C to 0.25 h.
    double SCALE = 0.05425912489077755;

    /// Writes the accelerations a = Σ gm (x - x_target) / (|x - x_target|² + ε²)^(3/2) of the targets.
    ///
    /// @param position [m], shape (dim, n), dim 2 or 3; not modified
    /// @param gm gravitational constant times mass [m³/s²], shape (n); not modified
    /// @param softeningSquared ε² [m²], at least [#SMALLEST_SOFTENING_SQUARED]
    /// @param acceleration [m/s²], shape (dim, n); only the columns in `targets` change
    void accelerate(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[][] acceleration);

    /// Writes the potentials φ = -Σ gm / (|x - x_target|² + ε²)^(1/2) of the targets, each without itself.
    ///
    /// @param position [m], shape (dim, n), dim 2 or 3; not modified
    /// @param gm gravitational constant times mass [m³/s²], shape (n); not modified
    /// @param softeningSquared ε² [m²], at least [#SMALLEST_SOFTENING_SQUARED]
    /// @param potential [m²/s²], shape (n); only the elements in `targets` change
    void potential(double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential);

    /// What it is, for people: such as `vector, 8 lanes`.
    String description();
}
