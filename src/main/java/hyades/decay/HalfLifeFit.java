package hyades.decay;

import java.math.BigInteger;

/// The half-life that makes the counts most likely, and its standard error.
///
/// With D decays in E exposures (a nucleus at risk for a step), each of probability p = 1 - exp(-λ dt), the likelihood
/// pᴰ (1 - p)ᴱ⁻ᴰ is greatest at p = D/E; its standard error is that of the curvature there. Nuclei that are left at
/// the end count with their exposures, as they should.
///
/// @param halfLife [s]; infinite where nothing decayed
/// @param standardError [s]
public record HalfLifeFit(double halfLife, double standardError) {
    /// Fits counted decays.
    ///
    /// @param timeStep [s]
    public static HalfLifeFit of(BigInteger decays, BigInteger exposures, double timeStep) {
        double d = decays.doubleValue();
        double e = exposures.doubleValue();
        double p = d / e;
        double rate = -StrictMath.log1p(-p) / timeStep;
        double rateError = Math.sqrt(p / ((1 - p) * e)) / timeStep;
        double halfLife = StrictMath.log(2) / rate;
        return new HalfLifeFit(halfLife, halfLife * rateError / rate);
    }

    /// Fits the counts of one run.
    ///
    /// @param exposures sum of the nuclei at the beginning of each step
    public static HalfLifeFit of(Plan plan, int finalCount, long exposures) {
        return of(
                BigInteger.valueOf((long) plan.particles() - finalCount),
                BigInteger.valueOf(exposures),
                plan.timeStep());
    }

    /// How many standard errors the fit lies above the truth.
    public double pull(double truth) {
        return (halfLife - truth) / standardError;
    }
}
