package hyades.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Numbers with and without a unit as people type them, to the last decimal digit.
public final class Quantity {
    private static final Pattern TYPED =
            Pattern.compile("\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?)\\s*([\\p{L}/]*)\\s*");

    /// Far more than a double has, so that rounding to one is all the rounding there is.
    private static final MathContext DIGITS = new MathContext(60);

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /// A unit that people type.
    public interface Unit {
        /// Its names; the first is the one that is told.
        List<String> names();

        /// Its length, mass, time or velocity in SI.
        BigDecimal size();
    }

    /// What was typed where the unit may be left to who reads it.
    ///
    /// @param text as it was typed
    /// @param unit null where there is none
    public record Amount(String text, BigDecimal number, Unit unit) {
        /// In some unit, in which a number alone is already.
        ///
        /// @param size of that unit in SI
        public double in(BigDecimal size) {
            return (unit == null ? number : number.multiply(unit.size()).divide(size, DIGITS)).doubleValue();
        }

        /// As it was typed.
        @Override
        public String toString() {
            return text;
        }
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

    /// The solar radius is the nominal one of IAU 2015, resolution B3, the astronomical unit that of IAU 2012,
    /// resolution B2; a light year is the way of light in a Julian year, a parsec 648,000/π au (IAU 2015,
    /// resolution B2).
    private static final Unit[] LENGTHS = {
        new Named("1", "m"),
        new Named("1000", "km"),
        new Named("6.957e8", "Rsun"),
        new Named("149597870700", "au"),
        new Named("9460730472580800", "ly"),
        new Named("30856775814913673", "pc"),
        new Named("30856775814913673e3", "kpc"),
        new Named("30856775814913673e6", "Mpc")
    };

    /// Those of bodies are the nominal GM of IAU 2015, resolution B3 (3.986004e14, 1.2668653e17 and 1.3271244e20
    /// m³/s²), over the G of CODATA 2018, 6.67430e-11 m³/(kg s²), so that their GM is right.
    private static final Unit[] MASSES = {
        new Named("1", "kg"),
        new Named("5.972167867791379e24", "Mearth"),
        new Named("1.8981245973360505e27", "Mjup"),
        new Named("1.988409870698051e30", "Msun")
    };

    private static final Unit[] VELOCITIES = {new Named("1", "m/s"), new Named("1000", "km/s")};

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

    /// A length as people type it, with a unit or without.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Amount length(String text) {
        return amount(text, LENGTHS);
    }

    /// A mass as people type it, with a unit or without.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Amount mass(String text) {
        return amount(text, MASSES);
    }

    /// A velocity as people type it, with a unit or without.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Amount velocity(String text) {
        return amount(text, VELOCITIES);
    }

    /// A number as people type it, which has no unit.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Amount number(String text) {
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches() || !typed.group(2).isEmpty()) {
            throw new IllegalArgumentException("expected a number");
        }
        return new Amount(text, new BigDecimal(typed.group(1)), null);
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
        Amount amount = amount(text, units);
        return amount.number.multiply((amount.unit == null ? otherwise : amount.unit).size());
    }

    /// A number, and the unit that was typed with it.
    ///
    /// @param units of one kind
    /// @throws IllegalArgumentException that says what was expected
    static Amount amount(String text, Unit[] units) {
        Matcher typed = TYPED.matcher(text);
        if (typed.matches()) {
            String name = typed.group(2).replaceAll("[µμ]", "u");
            Optional<Unit> unit = Arrays.stream(units)
                    .filter(each -> each.names().contains(name))
                    .findFirst();
            if (name.isEmpty() || unit.isPresent()) {
                return new Amount(text, new BigDecimal(typed.group(1)), unit.orElse(null));
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
