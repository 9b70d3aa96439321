package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Waits between tries.
class PatienceTest {
    /// Half of the most, by a random number that is always a half.
    @Test
    void theMostDoublesUpToEightSeconds() {
        Patience patience = new Patience(() -> Long.MIN_VALUE);
        assertEquals(
                List.of(250L, 500L, 1000L, 2000L, 4000L, 4000L, 4000L),
                IntStream.of(0, 1, 2, 3, 4, 5, 1000)
                        .mapToObj(attempt -> patience.beforeNext(attempt).toMillis())
                        .toList());
    }

    /// RFC 9110, section 10.2.3; the service's clock is a minute behind ours in the last but one.
    @ParameterizedTest(name = "{0}, date {1}: {2}")
    @CsvSource({
        "120, '', 120",
        "' 0 ', '', 0",
        "-5, '', 0",
        "1.5, '', 0",
        "'Fri, 02 Jan 2026 03:05:05 GMT', '', 60",
        "'Fri, 02 Jan 2026 03:03:05 GMT', '', 0",
        "'Fri, 02 Jan 2026 03:04:05 GMT', 'Fri, 02 Jan 2026 03:03:05 GMT', 60",
        "'Fri, 02 Jan 2026 03:05:05 GMT', 'no date', 60"
    })
    void servicesAskForSecondsOrADate(String retryAfter, String date, long seconds) {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        assertEquals(Duration.ofSeconds(seconds), Patience.asked(retryAfter, date, now));
    }
}
