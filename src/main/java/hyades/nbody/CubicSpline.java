package hyades.nbody;

/// How a ball of radius h pulls at a point, whose density is the cubic spline W₂ of Monaghan & Lattanzio (1985),
/// A&A 149, 135: with u = r/h, for a body of mass m,
///
/// ```
/// density       8m/(πh³) (1 - 6u² + 6u³) for u < ½,  16m/(πh³) (1 - u)³ for ½ ≤ u < 1,  0 beyond
/// acceleration  -G m/h³ pull(u) r,   pull = the mass within u over m u³, 1/u³ beyond
/// its change    slope(u) = pull'(u)/u
/// potential     -G m/h depth(u),     depth' = -u pull, 1/u beyond
/// ```
///
/// Integrated piece by piece:
///
/// ```
/// u < ½    pull  = 32/3 - 192/5 u² + 32u³
///          depth = 14/5 - 16/3 u² + 48/5 u⁴ - 32/5 u⁵
/// u < 1    pull  = 64/3 - 48u + 192/5 u² - 32/3 u³ - 1/(15u³)
///          depth = 16/5 - 32/3 u² + 16u³ - 48/5 u⁴ + 32/15 u⁵ - 1/(15u)
/// ```
///
/// These functions and those of [VectorSpline] are the same sequence of operations.
///
/// @param square h² [m²]
/// @param inverse 1/h [1/m]
record CubicSpline(double square, double inverse) {
    /// h over ε, by which the potential at distance 0 is -G m/ε.
    static final double RADIUS = 2.8;

    static final double PULL_0 = 32.0 / 3;
    static final double PULL_2 = -192.0 / 5;
    static final double PULL_3 = 32;

    static final double OUTER_PULL_0 = 64.0 / 3;
    static final double OUTER_PULL_1 = -48;
    static final double OUTER_PULL_2 = 192.0 / 5;
    static final double OUTER_PULL_3 = -32.0 / 3;
    static final double OUTER_PULL_INVERSE_3 = -1.0 / 15;

    static final double SLOPE_0 = -384.0 / 5;
    static final double SLOPE_1 = 96;

    static final double OUTER_SLOPE_0 = 384.0 / 5;
    static final double OUTER_SLOPE_1 = -32;
    static final double OUTER_SLOPE_INVERSE_1 = -48;
    static final double OUTER_SLOPE_INVERSE_5 = 1.0 / 5;

    static final double DEPTH_0 = 14.0 / 5;
    static final double DEPTH_2 = -16.0 / 3;
    static final double DEPTH_4 = 48.0 / 5;
    static final double DEPTH_5 = -32.0 / 5;

    static final double OUTER_DEPTH_0 = 16.0 / 5;
    static final double OUTER_DEPTH_2 = -32.0 / 3;
    static final double OUTER_DEPTH_3 = 16;
    static final double OUTER_DEPTH_4 = -48.0 / 5;
    static final double OUTER_DEPTH_5 = 32.0 / 15;
    static final double OUTER_DEPTH_INVERSE_1 = -1.0 / 15;

    /// @param softeningSquared ε² [m²]
    static CubicSpline of(double softeningSquared) {
        double square = RADIUS * RADIUS * softeningSquared;
        return new CubicSpline(square, 1 / Math.sqrt(square));
    }

    /// @param u from 0 to 1
    static double pull(double u) {
        if (u < 0.5) {
            return Math.fma(u * u, Math.fma(PULL_3, u, PULL_2), PULL_0);
        }
        double inverse = 1 / u;
        double polynomial =
                Math.fma(u, Math.fma(u, Math.fma(OUTER_PULL_3, u, OUTER_PULL_2), OUTER_PULL_1), OUTER_PULL_0);
        return Math.fma(inverse * inverse * inverse, OUTER_PULL_INVERSE_3, polynomial);
    }

    /// @param u from 0 to 1
    static double slope(double u) {
        if (u < 0.5) {
            return Math.fma(SLOPE_1, u, SLOPE_0);
        }
        double inverse = 1 / u;
        double square = inverse * inverse;
        double polynomial = Math.fma(OUTER_SLOPE_1, u, OUTER_SLOPE_0);
        return Math.fma(inverse, Math.fma(square * square, OUTER_SLOPE_INVERSE_5, OUTER_SLOPE_INVERSE_1), polynomial);
    }

    /// @param u from 0 to 1
    static double depth(double u) {
        double square = u * u;
        if (u < 0.5) {
            return Math.fma(square, Math.fma(square, Math.fma(DEPTH_5, u, DEPTH_4), DEPTH_2), DEPTH_0);
        }
        double polynomial =
                Math.fma(u, Math.fma(u, Math.fma(OUTER_DEPTH_5, u, OUTER_DEPTH_4), OUTER_DEPTH_3), OUTER_DEPTH_2);
        return Math.fma(1 / u, OUTER_DEPTH_INVERSE_1, Math.fma(square, polynomial, OUTER_DEPTH_0));
    }
}
