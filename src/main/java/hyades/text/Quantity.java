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

    private record Named(String name, BigDecimal size) implements Unit {
        Named(String size, String name) {
            this(name, new BigDecimal(size));
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    private static final Unit METRE = new Named("1", "m");

    /// The solar radius is the nominal one of IAU 2015, resolution B3, the astronomical unit that of IAU 2012,
    /// resolution B2; a light year is the way of light in a Julian year, a parsec 648,000/π au (IAU 2015,
    /// resolution B2).
    private static final Unit[] LENGTHS = {
        METRE,
        new Named("1000", "km"),
        new Named("6.957e8", "Rsun"),
        new Named("149597870700", "au"),
        new Named("9460730472580800", "ly"),
        new Named("30856775814913673", "pc"),
        new Named("30856775814913673e3", "kpc"),
        new Named("30856775814913673e6", "Mpc")
    };

    private static final Unit KILOGRAM = new Named("1", "kg");

    /// Those of bodies are the nominal GM of IAU 2015, resolution B3 (3.986004e14, 1.2668653e17 and 1.3271244e20
    /// m³/s²), over the G of CODATA 2018, 6.67430e-11 m³/(kg s²), so that their GM is right.
    private static final Unit[] MASSES = {
        KILOGRAM,
        new Named("5.972167867791379e24", "Mearth"),
        new Named("1.8981245973360505e27", "Mjup"),
        new Named("1.988409870698051e30", "Msun")
    };

    private static final Unit BYTE = new Named("1", "B");

    private static final Unit[] BYTES = {
        BYTE,
        new Named("1e3", "kB"),
        new Named("1e6", "MB"),
        new Named("1e9", "GB"),
        new Named("1024", "KiB"),
        new Named("1048576", "MiB"),
        new Named("1073741824", "GiB")
    };

    private Quantity() {}

    /// A length [m] as people type it (`0.05 au`, `3 kpc`); without a unit the number is in SI.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double metres(String text) {
        return parse(text, LENGTHS, METRE).doubleValue();
    }

    /// A mass [kg] as people type it (`1 Msun`); without a unit the number is in SI.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double kilograms(String text) {
        return parse(text, MASSES, KILOGRAM).doubleValue();
    }

    /// A number of bytes as people type it (`2GB`, `512 MiB`).
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static long bytes(String text) {
        return parse(text, BYTES, BYTE).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

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
