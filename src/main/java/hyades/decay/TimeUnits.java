package hyades.decay;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Times as people write them: `0.84`, `838.79 ms`, `30 d`, `4.468 Ga`.
public final class TimeUnits {
    private static final double DAY = 86_400;

    /// The Julian year of the astronomers.
    private static final double YEAR = 365.25 * DAY;

    /// The units known; their length [s].
    private enum Unit {
        ns(1e-9),
        us(1e-6),
        ms(1e-3),
        s(1),
        min(60),
        h(3600),
        d(DAY),
        a(YEAR),
        ka(1e3 * YEAR),
        Ma(1e6 * YEAR),
        Ga(1e9 * YEAR);

        private final double seconds;

        Unit(double seconds) {
            this.seconds = seconds;
        }
    }

    private static final Pattern TIME = Pattern.compile("\\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\\s*(\\p{L}*)\\s*");

    /// A unit to show times in.
    ///
    /// @param name as people write it
    /// @param seconds its length [s]
    public record Scale(String name, double seconds) {}

    private TimeUnits() {}

    /// The largest unit that is not longer than `time` [s].
    public static Scale fitting(double time) {
        Unit best = Unit.ns;
        for (Unit unit : Unit.values()) {
            best = unit.seconds <= time ? unit : best;
        }
        return new Scale(best.name(), best.seconds);
    }

    /// A time in seconds.
    ///
    /// @param text a number and a unit; without a unit seconds
    /// @throws IllegalArgumentException that says what was expected
    public static double parse(String text) {
        try {
            Matcher time = TIME.matcher(text);
            if (time.matches()) {
                String unit = time.group(2).replaceAll("[µμ]", "u");
                return Double.parseDouble(time.group(1)) * (unit.isEmpty() ? Unit.s : Unit.valueOf(unit)).seconds;
            }
        } catch (IllegalArgumentException e) { // neither a number nor a unit: said below
        }
        throw new IllegalArgumentException("expected a number, and a unit of "
                + Arrays.stream(Unit.values()).map(Unit::name).collect(Collectors.joining(", ")));
    }

    /// One unit in seconds.
    ///
    /// @param unit one of those [#parse] knows
    static double seconds(String unit) {
        return parse("1 " + unit);
    }
}
