package hyades.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Numbers with and without a unit as people type them, to the last decimal digit.
public final class Quantity {
    private static final Pattern TYPED =
            Pattern.compile("\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?)\\s*(\\p{L}*)\\s*");

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /// A unit that people type.
    public interface Unit {
        /// Its names; the first is the one that is told.
        List<String> names();

        /// Its length, mass or time in SI.
        BigDecimal size();
    }

    private Quantity() {}

    /// A quantity in SI from a number and a unit.
    ///
    /// @param units of one kind
    /// @param otherwise what is meant by a number alone
    /// @throws IllegalArgumentException that says what was expected
    static BigDecimal parse(String text, Unit[] units, Unit otherwise) {
        Matcher typed = TYPED.matcher(text);
        if (typed.matches()) {
            String name = typed.group(2).replaceAll("[µμ]", "u");
            Optional<Unit> unit = name.isEmpty()
                    ? Optional.of(otherwise)
                    : Arrays.stream(units)
                            .filter(each -> each.names().contains(name))
                            .findFirst();
            if (unit.isPresent()) {
                return new BigDecimal(typed.group(1)).multiply(unit.get().size());
            }
        }
        throw new IllegalArgumentException("expected a number, and a unit of "
                + Arrays.stream(units).map(unit -> unit.names().getFirst()).collect(Collectors.joining(", ")));
    }

    /// A whole number, as `100000` or `1e5`.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static long whole(String text) {
        Matcher typed = TYPED.matcher(text);
        if (typed.matches() && typed.group(2).isEmpty()) {
            BigDecimal number = new BigDecimal(typed.group(1));
            if (number.abs().compareTo(LARGEST) > 0) {
                throw new IllegalArgumentException("expected a number of up to 19 digits");
            }
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) { // has a fraction: said below
            }
        }
        throw new IllegalArgumentException("expected a whole number");
    }
}
