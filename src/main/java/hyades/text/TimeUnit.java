package hyades.text;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The units of time that people type (`838.79 ms`, `30 d`, `4.468 Ga`) and that figures count in, ascending.
public enum TimeUnit {
    NANOSECOND("ns", 1e-9),
    MICROSECOND("us", 1e-6),
    MILLISECOND("ms", 1e-3),
    SECOND("s", 1),
    MINUTE("min", 60),
    HOUR("h", 3600),
    DAY("d", 86_400),
    /// The Julian year of the astronomers.
    YEAR("a", 31_557_600),
    THOUSAND_YEARS("ka", 31_557_600e3),
    MILLION_YEARS("Ma", 31_557_600e6),
    BILLION_YEARS("Ga", 31_557_600e9);

    private static final Pattern TIME = Pattern.compile("\\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\\s*(\\p{L}*)\\s*");

    private final String typed;
    private final double seconds;

    TimeUnit(String typed, double seconds) {
        this.typed = typed;
        this.seconds = seconds;
    }

    /// As figures write it.
    public String symbol() {
        return typed.replace('u', 'µ');
    }

    /// Its length [s].
    public double seconds() {
        return seconds;
    }

    /// Times in this unit.
    ///
    /// @param times [s]
    public double[] of(double... times) {
        return Arrays.stream(times).map(time -> time / seconds).toArray();
    }

    /// The largest unit that the longest of some times holds twice, or, from the second down, once.
    ///
    /// @param times [s]; those that are not finite do not count
    public static TimeUnit fitting(double... times) {
        double longest = Arrays.stream(times).filter(Double::isFinite).max().orElse(0);
        TimeUnit best = longest > 0 ? NANOSECOND : SECOND;
        for (TimeUnit unit : values()) {
            int least = unit.seconds > 1 ? 2 : 1;
            best = longest >= least * unit.seconds ? unit : best;
        }
        return best;
    }

    /// A time [s] from a number and a unit; without a unit the number is seconds.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double parse(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            try {
                double number = Double.parseDouble(time.group(1));
                Optional<TimeUnit> unit = typed(time.group(2));
                if (unit.isPresent()) {
                    return number * unit.get().seconds;
                }
            } catch (NumberFormatException e) { // such as 1..2: said below
            }
        }
        throw new IllegalArgumentException("expected a number, and a unit of "
                + Arrays.stream(values()).map(unit -> unit.typed).collect(Collectors.joining(", ")));
    }

    private static Optional<TimeUnit> typed(String text) {
        String plain = text.isEmpty() ? SECOND.typed : text.replaceAll("[µμ]", "u");
        return Arrays.stream(values()).filter(unit -> unit.typed.equals(plain)).findFirst();
    }
}
