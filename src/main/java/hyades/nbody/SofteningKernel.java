package hyades.nbody;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How the pull between two bodies is softened where they are close; the potential at distance 0 is -G m/ε in all.
public enum SofteningKernel {
    /// φ = -G m / (r² + ε²)^½, as of a sphere of Plummer (1911), MNRAS 71, 460: softened at all distances.
    PLUMMER,

    /// As of a ball of radius h = 2.8 ε whose density is a cubic spline, the kernel W₂ of Monaghan & Lattanzio
    /// (1985), A&A 149, 135: so do Springel, Yoshida & White (2001), New Astronomy 6, 79. From h on it is
    /// exactly Newton's.
    SPLINE;

    /// That of a name in a file.
    ///
    /// @throws IllegalArgumentException that says what was expected
    static SofteningKernel named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(SofteningKernel::toString).collect(Collectors.joining(", "))));
    }

    /// The distance at which a body, were nothing softened, would move around another on a circle as fast as it
    /// does at `distance` [m]: the inverse cube root of what the pull over G m and the distance is.
    ///
    /// @param distance [m]
    /// @param softening ε [m], at least 0
    double softened(double distance, double softening) {
        return switch (this) {
            case PLUMMER -> Math.hypot(distance, softening);
            case SPLINE -> {
                double radius = CubicSpline.RADIUS * softening;
                yield distance >= radius ? distance : radius / Math.cbrt(CubicSpline.pull(distance / radius));
            }
        };
    }

    /// What G m is multiplied by for the depth of a body's potential [1/m]: 1/distance, softened.
    ///
    /// @param square of the distance [m²]
    /// @param softening ε [m], at least 0
    double depth(double square, double softening) {
        return switch (this) {
            case PLUMMER -> 1 / Math.sqrt(softening * softening + square);
            case SPLINE -> {
                double radius = CubicSpline.RADIUS * softening;
                double distance = Math.sqrt(square);
                yield distance >= radius ? 1 / distance : CubicSpline.depth(distance / radius) / radius;
            }
        };
    }

    /// No distance is larger of which [#softened] is at most this [m].
    ///
    /// @param softened [m]
    /// @param softening ε [m], at least 0
    double reach(double softened, double softening) {
        return switch (this) {
            case PLUMMER -> Math.sqrt(Math.max(0, (softened - softening) * (softened + softening)));
            case SPLINE -> softened >= softened(0, softening) ? softened : 0;
        };
    }

    /// As the command line and files have it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
