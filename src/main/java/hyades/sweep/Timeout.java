package hyades.sweep;

import hyades.text.TimeUnit;
import java.time.Duration;

/// How long a task may take: a time, or a multiple of what half of those so far took at most.
///
/// @param time null for any
/// @param medians 0 for any number
public record Timeout(Duration time, double medians) {
    private static final double LONGEST_SECONDS = 1e9;

    /// None.
    public static final Timeout NEVER = new Timeout(null, 0);

    /// Reads `30`, `30s`, `5 min` or `200%`.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Timeout parse(String text) {
        String typed = text.strip();
        if (!typed.endsWith("%")) {
            double seconds = Math.min(TimeUnit.parse(typed), LONGEST_SECONDS);
            require(seconds >= 1e-3, "at least 1 ms");
            return new Timeout(Duration.ofNanos(Math.round(seconds * 1e9)), 0);
        }
        String number = typed.substring(0, typed.length() - 1).strip();
        require(number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"), "a time, or per cent such as 200%");
        double medians = Double.parseDouble(number) / 100;
        require(medians > 0, "more than 0%");
        return new Timeout(null, medians);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + what);
        }
    }
}
