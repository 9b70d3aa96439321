package hyades.gas;

/// What the gas is, and what pulls it.
///
/// @param gamma ratio of its specific heats γ, above 1
/// @param gravity null for none
public record Medium(double gamma, Gravity gravity) {
    public Medium {
        if (!(gamma > 1)) {
            throw new IllegalArgumentException("gamma %s: expected more than 1".formatted(gamma));
        }
    }
}
