package hyades.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as people read them.
public final class Digits {
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
