package hyades.vo;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/// How long to wait before a request is sent again.
///
/// @param random of which each wait takes one number
record Patience(RandomGenerator random) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /// More than any deadline.
    private static final Duration FOR_GOOD = Duration.ofDays(36500);

    /// Any time from none to one that doubles with each attempt, so that those whom a service has turned away together
    /// do not come back together.
    ///
    /// @param attempt 0 after the first
    Duration beforeNext(int attempt) {
        long most = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(attempt, 20));
        return Duration.ofNanos((long) (random.nextDouble() * most));
    }

    /// What a service asks for by the header Retry-After: seconds, or a date, which counts from the service's own one
    /// where it says that, since clocks differ; nothing for what is neither.
    static Duration asked(String retryAfter, String date, Instant now) {
        String text = retryAfter.strip();
        if (text.matches("[0-9]+")) {
            return text.length() > 9 ? FOR_GOOD : Duration.ofSeconds(Long.parseLong(text));
        }
        Instant until = instant(text, null);
        Duration wait = until == null ? Duration.ZERO : Duration.between(instant(date, now), until);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(FOR_GOOD) > 0 ? FOR_GOOD : wait;
    }

    private static Instant instant(String text, Instant otherwise) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
