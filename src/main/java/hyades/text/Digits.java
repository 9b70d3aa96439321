package hyades.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as people read them.
public final class Digits {
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Digits() {}

    /// `value` with up to `digits` significant digits, as a product with a power of ten where that is shorter.
    public static String of(double value, int digits) {
        if (!Double.isFinite(value) || Math.abs(value) < 1e-300) {
            return Double.isFinite(value) ? "0" : Double.toString(value);
        }
        int exponent = exponentFor(Math.abs(value));
        int leading = (int) Math.floor(Math.log10(Math.abs(scaled(value, exponent))));
        BigDecimal mantissa = BigDecimal.valueOf(scaled(value, exponent))
                .setScale(Math.max(0, digits - 1 - leading), RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return withMinus(mantissa) + (exponent == 0 ? "" : " × " + powerOfTen(exponent));
    }

    /// A measured value with its standard uncertainty, as [#measured(double, double, double)].
    public static String measured(double value, double uncertainty) {
        return measured(value, value - uncertainty, value + uncertainty);
    }

    /// A measured value and how far it may be off below and above: the smaller of the two with two significant
    /// digits, all with as many decimals; JCGM 100:2008, 7.2.6. Where an end is not there, the other as a limit.
    ///
    /// @param low end of the interval; the value itself where there is none
    /// @param high end of the interval; not finite where there is none
    public static String measured(double value, double low, double high) {
        if (!Double.isFinite(high)) {
            return Double.isFinite(low) ? "more than " + of(low, 2) : of(value, 6);
        }
        if (!(low < value && value < high)) {
            return high > value ? "less than " + of(high, 2) : of(value, 6);
        }
        int exponent = exponentFor(Math.max(Math.abs(value), Math.max(value - low, high - value)));
        BigDecimal below = BigDecimal.valueOf(scaled(value - low, exponent));
        BigDecimal above = BigDecimal.valueOf(scaled(high - value, exponent));
        BigDecimal smaller = below.min(above).round(TWO_DIGITS);
        int decimals = smaller.scale() + 2 - smaller.precision();
        String minus = rounded(below, decimals);
        String plus = rounded(above, decimals);
        String errors = plus.equals(minus) ? " ± " + plus : " +%s −%s".formatted(plus, minus);
        String all = rounded(BigDecimal.valueOf(scaled(value, exponent)), decimals) + errors;
        return exponent == 0 ? all : "(%s) × %s".formatted(all, powerOfTen(exponent));
    }

    /// A number of things in words: `1 run`, `20 runs`.
    public static String counted(long number, String thing) {
        return counted(number, thing, thing + "s");
    }

    /// A number of things in words: `1 nucleus`, `20 nuclei`.
    public static String counted(long number, String thing, String things) {
        return number + " " + (number == 1 ? thing : things);
    }

    private static String rounded(BigDecimal number, int decimals) {
        return withMinus(number.setScale(decimals, RoundingMode.HALF_EVEN));
    }

    public static String withMinus(BigDecimal number) {
        return number.toPlainString().replace('-', '−');
    }

    /// 10ⁿ with raised digits.
    public static String powerOfTen(int exponent) {
        StringBuilder text = new StringBuilder("10").append(exponent < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }

    /// The power of ten to write a number with; 0 for numbers from 0.01 to 100000.
    public static int exponentFor(double largest) {
        if (largest == 0 || (largest >= 1e-2 && largest < 1e5)) {
            return 0;
        }
        return Math.clamp((long) Math.floor(Math.log10(largest)), -300, 308); // 10^n is neither subnormal nor infinite
    }

    /// `value` in units of 10^`exponent`.
    public static double scaled(double value, int exponent) {
        return exponent == 0 ? value : value / Math.pow(10, exponent);
    }
}
