package hyades.decay;

import hyades.text.Digits;
import hyades.text.TimeUnit;
import java.util.List;

/// What is known of a radioactive nucleus.
///
/// @param name mass number first: `99mTc`
/// @param halfLife [s], above 0
/// @param uncertainty standard uncertainty of the half-life [s]; NaN where none is known
/// @param branches what it decays into
/// @param source where the half-life is from
public record Isotope(String name, double halfLife, double uncertainty, List<Branch> branches, String source) {
    /// One way to decay.
    ///
    /// @param daughter the nucleus or nuclei left; one that is in no [IsotopeTable] is stable
    /// @param fraction of the decays that go this way, above 0
    /// @param uncertainty standard uncertainty of the fraction; NaN where it has what the others leave
    public record Branch(String daughter, double fraction, double uncertainty) {
        /// A branch that has what the others leave.
        public Branch(String daughter, double fraction) {
            this(daughter, fraction, Double.NaN);
        }
    }

    private static final double ROUNDING = 1e-12;

    public Isotope {
        if (!(halfLife > 0) || Double.isInfinite(halfLife)) {
            throw new IllegalArgumentException("a half-life of %s s".formatted(halfLife));
        }
        if (uncertainty < 0 || Double.isInfinite(uncertainty)) {
            throw new IllegalArgumentException("an uncertainty of %s s".formatted(uncertainty));
        }
        branches = List.copyOf(branches);
        double sum = branches.stream().mapToDouble(Branch::fraction).sum();
        if (!(Math.abs(sum - 1) < ROUNDING) || branches.stream().anyMatch(branch -> !(branch.fraction > 0))) {
            throw new IllegalArgumentException("the branches of %s are %s in all: expected 1".formatted(name, sum));
        }
    }

    /// A nucleus of which only the half-life is known, and called by it.
    public static Isotope unnamed(double halfLife) {
        TimeUnit unit = TimeUnit.fitting(halfLife);
        String name = "half-life %s %s".formatted(Digits.of(unit.of(halfLife)[0], 6), unit.symbol());
        return new Isotope(name, halfLife, Double.NaN, List.of(new Branch("stable", 1)), "the user");
    }

    /// Decay constant λ [1/s].
    public double rate() {
        return StrictMath.log(2) / halfLife;
    }
}
