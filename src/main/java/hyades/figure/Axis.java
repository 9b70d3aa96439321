package hyades.figure;

import hyades.text.Digits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// The limits, ticks and labels of one axis.
///
/// A linear axis counts in units of 10^`exponent`, which its title names, so that a label needs few digits
/// whatever the size of the values. A logarithmic axis counts in powers of its base and is labelled 10ⁿ, or 1, 2,
/// 4 and so on.
///
/// @param title     quantity and unit, with the power of ten
/// @param min       lower limit, in the units of the axis
/// @param max       upper limit, in the units of the axis, above `min`
/// @param exponent  power of ten that one unit of a linear axis stands for; 0 on a logarithmic one
/// @param base      of the powers that a logarithmic axis counts in, 2 or 10; 0 for a linear one
public record Axis(String title, double min, double max, int exponent, int base) {
    /// A range below this part of the largest value is drawn as constant: its labels would need more digits.
    private static final double LEAST_SPAN = 1e-7;

    private static final double LOG_2 = Math.log(2);

    /// Fewer ticks don't tell how an axis counts.
    private static final int FEWEST = 3;

    /// Powers of two that are written with five digits, or as 1/64.
    private static final int LONGEST_OCTAVE = 16;

    private static final int LONGEST_FRACTION = 6;

    public Axis {
        if (!(min < max) || Double.isInfinite(max - min)) {
            throw new IllegalArgumentException("Cannot draw an axis from %s to %s".formatted(min, max));
        }
    }

    /// An axis that just holds the finite values of `data`, without power of ten for values from 0.01 to 100000.
    ///
    /// @param unit empty for a pure number
    public static Axis linear(String quantity, String unit, double... data) {
        double[] finite = Arrays.stream(data).filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(0);
        double largest = Math.max(Math.abs(low), Math.abs(high));
        int exponent = Digits.exponentFor(largest);
        double min = Digits.scaled(low, exponent);
        double max = Digits.scaled(high, exponent);
        double size = Digits.scaled(largest, exponent);
        if (size < 1e-9) { // all zero, or so close to the smallest double that no power of ten helps
            min = 0;
            max = 1;
        } else if (max - min < LEAST_SPAN * size) {
            min -= 0.1 * size;
            max += 0.1 * size;
        }
        String inUnits = ((exponent == 0 ? "" : Digits.powerOfTen(exponent) + " ") + unit).strip();
        String title = inUnits.isEmpty() ? quantity : "%s [%s]".formatted(quantity, inUnits);
        return new Axis(title, min, max, exponent, 0);
    }

    /// An axis of whole decades around the values of `data` above 0; without any, around a double's rounding
    /// error.
    static Axis decades(String title, double... data) {
        double[] drawn = Arrays.stream(data)
                .filter(v -> v > 0 && Double.isFinite(v))
                .map(Math::log10)
                .toArray();
        double min = Math.floor(DoubleStream.of(drawn).min().orElse(-16) - 0.02);
        double max = Math.ceil(DoubleStream.of(drawn).max().orElse(-15) + 0.02);
        return new Axis(title, min, Math.max(max, min + 2), 0, 10);
    }

    /// An axis in powers of two that holds the values of `data` above 0, with a quarter of a power beside them;
    /// without any, from 1 to 2.
    public static Axis powersOfTwo(String title, double... data) {
        double[] drawn = Arrays.stream(data)
                .filter(v -> v > 0 && Double.isFinite(v))
                .map(v -> Math.log(v) / LOG_2)
                .toArray();
        double min = DoubleStream.of(drawn).min().orElse(0);
        double max = DoubleStream.of(drawn).max().orElse(1);
        double low = Math.floor(4 * min - 1) / 4;
        double high = Math.ceil(4 * max + 1) / 4;
        boolean hasTwoTicks = Math.floor(high) > Math.ceil(low);
        return new Axis(title, hasTwoTicks ? low : Math.floor(low), hasTwoTicks ? high : Math.ceil(high), 0, 2);
    }

    /// The same axis with room for `below` and `above` of its length at its ends.
    public Axis padded(double below, double above) {
        double length = (max - min) / (1 - below - above);
        return new Axis(title, min - below * length, max + above * length, exponent, base);
    }

    /// Where `values` lie on an axis drawn from `start` to `end` [px]; NaN for what cannot be drawn: infinities, and on
    /// a logarithmic axis what is not above 0.
    double[] places(double[] values, double start, double end) {
        return Arrays.stream(of(values)).map(value -> place(value, start, end)).toArray();
    }

    /// Where `value` [units of the axis] lies on an axis drawn from `start` to `end` [px].
    double place(double value, double start, double end) {
        return start + (value - min) / (max - min) * (end - start);
    }

    /// The multiples of `step` on this axis [its units].
    double[] ticks(double step) {
        double slack = 1e-6 * (max - min); // for ticks at the ends
        long first = (long) Math.ceil((min - slack) / step);
        long last = (long) Math.floor((max + slack) / step);
        return LongStream.rangeClosed(first, last)
                .mapToDouble(tick -> tick * step)
                .toArray();
    }

    /// `values` in the units of this axis, or NaN.
    double[] of(double[] values) {
        return Arrays.stream(values).map(this::of).toArray();
    }

    private double of(double value) {
        if (!Double.isFinite(value) || (base > 0 && value <= 0)) {
            return Double.NaN;
        }
        return base == 10 ? Math.log10(value) : base == 2 ? Math.log(value) / LOG_2 : Digits.scaled(value, exponent);
    }

    /// A tick and what is written at it.
    ///
    /// @param at [units of the axis]
    record Tick(double at, String label) {}

    /// The ticks, `spacing` [px] or more apart, of an axis of `length` [px]: on one in powers of two these, as long as
    /// there are three of them and they are short, else round numbers.
    ///
    /// @param isWhole whether there is nothing between whole numbers
    List<Tick> ticks(int length, int spacing, boolean isWhole) {
        double step = step(length, spacing);
        step = isWhole && exponent == 0 ? Math.max(1, step) : step;
        double[] regular = ticks(step);
        boolean isShort = max <= LONGEST_OCTAVE && min >= -LONGEST_FRACTION;
        if (base == 2 && !isWhole && (regular.length < FEWEST || !isShort)) {
            return roundTicks((max - min) * spacing / length);
        }
        double stepTaken = step;
        return Arrays.stream(regular)
                .mapToObj(at -> new Tick(at, label(at, stepTaken)))
                .toList();
    }

    /// Round numbers on an axis in powers of two: the densest of 1, 2, 5 and 1 alone times powers of ten, or of
    /// multiples of one step, that are `least` [units of the axis] or more apart.
    private List<Tick> roundTicks(double least) {
        double low = Math.pow(2, min);
        double high = Math.pow(2, max);
        double decade = Math.pow(10, Math.floor(Math.log10(low)));
        double[] found = {};
        for (double[] digits : new double[][] {{1, 2, 5}, {1}}) {
            double[] marks = DoubleStream.iterate(decade, d -> d <= high, d -> d * 10)
                    .flatMap(d -> DoubleStream.of(digits).map(digit -> digit * d))
                    .filter(mark -> mark >= low && mark <= high)
                    .toArray();
            if (areApart(marks, least) && marks.length > found.length) {
                found = marks;
            }
        }
        for (double step = decade / 10; found.length < FEWEST && step <= high; step *= 10) {
            for (double multiple : new double[] {1, 2, 5}) {
                double each = multiple * step;
                double[] marks = LongStream.rangeClosed((long) Math.ceil(low / each), (long) Math.floor(high / each))
                        .mapToDouble(n -> n * each)
                        .toArray();
                found = found.length < FEWEST && areApart(marks, least) ? marks : found;
            }
        }
        return Arrays.stream(found)
                .mapToObj(mark -> new Tick(Math.log(mark) / LOG_2, number(mark)))
                .toList();
    }

    private static boolean areApart(double[] marks, double least) {
        return LongStream.range(1, marks.length)
                .allMatch(i -> Math.log(marks[(int) i] / marks[(int) i - 1]) / LOG_2 >= least * (1 - 1e-9));
    }

    /// Up to three digits, times a power of ten where that is shorter.
    private static String number(double value) {
        int exponent = Digits.exponentFor(value);
        BigDecimal digits = BigDecimal.valueOf(Digits.scaled(value, exponent)).round(new MathContext(3));
        String text =
                Digits.withMinus(new BigDecimal(digits.stripTrailingZeros().toPlainString()));
        return exponent == 0
                ? text
                : text.equals("1") ? Digits.powerOfTen(exponent) : text + "×" + Digits.powerOfTen(exponent);
    }

    /// The smallest of 1, 2, 5 times a power of ten whose ticks are `spacing` [px] or more apart on an axis of
    /// `length` [px].
    double step(int length, int spacing) {
        double least = (max - min) * spacing / length;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(m -> m * decade)
                .filter(s -> s >= least * (1 - 1e-9))
                .findFirst()
                .orElse(10 * decade);
        return base > 0 ? Math.max(1, step) : step;
    }

    /// The label of the tick at `value` [units of the axis], with the decimals that ticks `step` apart need.
    String label(double value, double step) {
        if (base == 2) {
            return powerOfTwo((int) Math.rint(value));
        }
        if (base == 10) {
            return Digits.powerOfTen((int) Math.rint(value));
        }
        int decimals = Math.clamp((long) -Math.floor(Math.log10(step) + 1e-9), 0, 9);
        return Digits.withMinus(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /// 1, 2, 4, or 1/2, 1/4.
    private static String powerOfTwo(int exponent) {
        String power = BigInteger.TWO.pow(Math.abs(exponent)).toString();
        return exponent < 0 ? "1/" + power : power;
    }
}
