package hyades.nbody;

/// A number that a run gives, beside what it has to be.
///
/// @param quantity what it is, in words
/// @param tolerance by how much it may be off either way, in its unit
public record KnownValue(String quantity, double got, double expected, double tolerance) {
    /// Whether it is what is expected; what is no number is not.
    public boolean passes() {
        return Math.abs(got - expected) <= tolerance;
    }
}
