package hyades.nbody;

import hyades.text.Quantity;
import hyades.text.TimeUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Units as columns of tables have them: products of powers, such as `km / s`, `km s-1`, `AU.d**-1` (FITS
/// 4.0, section 4.3), of lengths, masses and times, by the names of FITS and of Astropy, or as people type them.
final class ColumnUnit {
    private static final Pattern FACTOR =
            Pattern.compile("\\s*([/*.]?)\\s*([A-Za-z_]+)\\s*(?:(?:\\*\\*|\\^)?\\s*\\(?([-+]?[1-9])\\)?)?\\s*");

    /// What [Quantity] and [TimeUnit] call otherwise.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("cm", "0.01 m"),
            Map.entry("AU", "1 au"),
            Map.entry("lyr", "1 ly"),
            Map.entry("solRad", "1 Rsun"),
            Map.entry("R_sun", "1 Rsun"),
            Map.entry("g", "0.001 kg"),
            Map.entry("solMass", "1 Msun"),
            Map.entry("M_sun", "1 Msun"),
            Map.entry("jupiterMass", "1 Mjup"),
            Map.entry("jupMass", "1 Mjup"),
            Map.entry("M_jup", "1 Mjup"),
            Map.entry("earthMass", "1 Mearth"),
            Map.entry("geoMass", "1 Mearth"),
            Map.entry("M_earth", "1 Mearth"));

    private static final double SAME = 1e-12;

    private BigDecimal size = BigDecimal.ONE;
    private int length;
    private int mass;
    private int time;

    private ColumnUnit() {}

    /// The size of a unit in SI; none where it is not known, or not one of what is measured.
    static Optional<BigDecimal> size(String text, Dimension dimension) {
        ColumnUnit unit = new ColumnUnit();
        return unit.read(text)
                        && unit.length == dimension.length
                        && unit.mass == dimension.mass
                        && unit.time == dimension.time
                ? Optional.of(unit.size)
                : Optional.empty();
    }

    /// Whether a size in SI is that of a unit, whatever digits of it somebody has.
    static boolean isSame(Units units, Dimension dimension, BigDecimal size) {
        return Math.abs(size.divide(BigDecimal.valueOf(units.inSi(dimension)), MathContext.DECIMAL128)
                                .doubleValue()
                        - 1)
                < SAME;
    }

    private boolean read(String text) {
        Matcher factor = FACTOR.matcher(text);
        int end = 0;
        while (end < text.length() && factor.find(end) && factor.start() == end) {
            int power = factor.group(3) == null ? 1 : Integer.parseInt(factor.group(3));
            if (!multiply(factor.group(2), factor.group(1).equals("/") ? -power : power)) {
                return false;
            }
            end = factor.end();
        }
        return end > 0 && end == text.length();
    }

    private boolean multiply(String name, int power) {
        String typed = NAMES.getOrDefault(name, "1 " + name);
        try {
            multiply(Quantity.length(typed), power);
            length += power;
            return true;
        } catch (IllegalArgumentException e) { // no length
        }
        try {
            multiply(Quantity.mass(typed), power);
            mass += power;
            return true;
        } catch (IllegalArgumentException e) { // no mass
        }
        try {
            multiply(TimeUnit.amount(typed), power);
            time += power;
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void multiply(Quantity.Amount one, int power) {
        BigDecimal factor = one.number().multiply(one.unit().size());
        size = size.multiply(factor.pow(power, MathContext.DECIMAL128), MathContext.DECIMAL128);
    }
}
