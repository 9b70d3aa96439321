package hyades.nbody;

/// The numbers by which the weight gm r⁻³ follows from r² without division or square root.
///
/// An integer subtraction seeds -r⁻¹ (Lomont (2003), "Fast inverse square root"), a quadratic minimax polynomial
/// brings it to 1.6e-5, and a cubic one corrects the product of its powers once, where w is wanted, instead of the
/// root. The root is negative because the cubic is, so that w is positive and a sum of zeros stays +0:
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
final class InverseCube {
    /// The smallest r², and so ε², that kernels take [m²]: a body's pull on itself is then a finite weight times a
    /// distance of 0. It changes at most how an exact tie is rounded, for bodies more than [#SMALLEST_SEPARATION]
    /// apart.
    static final double SMALLEST_SQUARE = 1e-150;

    /// The smallest separation that [#SMALLEST_SQUARE] does not change [m].
    static final double SMALLEST_SEPARATION = 1e-67;

    /// Seed of -r⁻¹, with the exponent and fraction that make the range of t narrowest, found by search.
    static final long SEED = 0xdfe4000000000000L;
    /// T above.
    static final double T = 1.3276938025166665;
    /// A above.
    static final double A = 1.4074695756680167;
    /// U above.
    static final double U = 2.923591922100915;
    /// B above.
    static final double B = 2.2793039224583347;
    /// C above.
    static final double C = -3.6198172820762635;
    /// Factor of the finished sums; the last digit makes good the rounding of U, B and C to 0.25 h.
    static final double SCALE = 0.05425912489077755;

    private InverseCube() {}
}
