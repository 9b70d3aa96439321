package hyades.nbody;

/// The units in which a run's numbers are: SI where G is that of nature in SI. With any other G the masses, lengths
/// and times may be anything whose G that is, and nothing that is written claims a unit.
///
/// @param length, energy as figures write them; empty where nobody knows
public record Units(boolean areKnown, String length, String energy) {
    /// Of a G that is meant to be that of nature: the values in use differ by less.
    private static final double G_DIGITS = 1e-3;

    private static final Units SI = new Units(true, "m", "J");
    private static final Units UNKNOWN = new Units(false, "", "");

    /// Those of a run.
    ///
    /// @param gravitationalConstant G by which it is computed
    public static Units of(double gravitationalConstant) {
        double si = InitialConditions.GRAVITATIONAL_CONSTANT;
        return Math.abs(gravitationalConstant - si) < G_DIGITS * si ? SI : UNKNOWN;
    }

    /// As `run.json` has it.
    @Override
    public String toString() {
        return areKnown ? "SI" : "those of G";
    }
}
