package hyades.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/// The units of time that people type (`838.79 ms`, `30 d`, `4.468 Ga`) and that figures count in, ascending.
public enum TimeUnit implements Quantity.Unit {
    PICOSECOND("1e-12", "ps"),
    NANOSECOND("1e-9", "ns"),
    MICROSECOND("1e-6", "us"),
    MILLISECOND("1e-3", "ms", "msec"),
    SECOND("1", "s", "sec", "second", "seconds"),
    MINUTE("60", "min", "mins", "minute", "minutes"),
    HOUR("3600", "h", "hr", "hrs", "hour", "hours"),
    DAY("86400", "d", "day", "days"),
    /// The Julian year of the astronomers.
    YEAR("31557600", "a", "y", "yr", "yrs", "year", "years"),
    THOUSAND_YEARS("31557600e3", "ka", "ky", "kyr"),
    MILLION_YEARS("31557600e6", "Ma", "My", "Myr"),
    BILLION_YEARS("31557600e9", "Ga", "Gy", "Gyr", "By", "Byr");

    private final BigDecimal size;
    private final List<String> names;

    TimeUnit(String size, String... names) {
        this.size = new BigDecimal(size);
        this.names = List.of(names);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public BigDecimal size() {
        return size;
    }

    /// As figures write it.
    public String symbol() {
        return names.getFirst().replace('u', 'µ');
    }

    /// Its length [s].
    public double seconds() {
        return size.doubleValue();
    }

    /// Times in this unit.
    ///
    /// @param times [s]
    public double[] of(double... times) {
        return Arrays.stream(times).map(time -> time / seconds()).toArray();
    }

    /// The largest unit that the longest of some times holds twice, or, from the second down, once.
    ///
    /// @param times [s]; those that are not finite do not count
    public static TimeUnit fitting(double... times) {
        double longest = Arrays.stream(times)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        TimeUnit best = longest > 0 ? PICOSECOND : SECOND;
        for (TimeUnit unit : values()) {
            int least = unit.seconds() > 1 ? 2 : 1;
            best = longest >= least * unit.seconds() ? unit : best;
        }
        return best;
    }

    /// A time [s] from a number and a unit; without a unit the number is seconds.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double parse(String text) {
        return exact(text).doubleValue();
    }

    /// As [#parse], to the last decimal digit: of equal times one is once the other, in whatever units.
    public static BigDecimal exact(String text) {
        return Quantity.parse(text, values(), SECOND);
    }

    /// A time as people type it, with a unit or without.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Quantity.Amount amount(String text) {
        return Quantity.amount(text, values());
    }
}
