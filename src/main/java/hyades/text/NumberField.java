package hyades.text;

import java.util.Locale;
import java.util.Set;

/// Numbers as fields of CSV have them, by whatever program: what Java reads, but for its own endings `d` and `f`, and
/// the words of others for what is no finite number.
public final class NumberField {
    /// Of numpy, pandas and R.
    private static final Set<String> MISSING = Set.of("", "nan", "na", "<na>", "n/a", "null");

    private static final Set<String> INFINITE = Set.of("inf", "infinity");

    private NumberField() {}

    /// Whether a field stands for a number that nobody knows; an empty one, too.
    public static boolean isMissing(String text) {
        return MISSING.contains(bare(text));
    }

    /// Whether a field is a number, or would be in another row: an infinite one and one that is missing but not empty
    /// among them. What names a column is none.
    public static boolean isOne(String text) {
        String bare = bare(text);
        return !bare.isEmpty() && (MISSING.contains(bare) || INFINITE.contains(bare) || !Double.isNaN(parse(text)));
    }

    /// Without a sign, in small letters.
    private static String bare(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        return stripped.startsWith("-") || stripped.startsWith("+") ? stripped.substring(1) : stripped;
    }

    /// @return NaN for what is no number; infinite for one that is, or that no double holds
    public static double parse(String text) {
        String stripped = text.strip();
        if (INFINITE.contains(bare(text))) {
            return stripped.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (stripped.isEmpty() || "dDfF".indexOf(stripped.charAt(stripped.length() - 1)) >= 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(stripped);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
