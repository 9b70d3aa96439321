package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The moment from which `secondsToFirstStep` and `wallSeconds` count.
class StartTimeTest {
    /// The oracle is ISO 8601 of the same seconds since 1970, by GNU `date -u -d @...`.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1732629613.123456789, 2024-11-26T14:00:13.123456789Z",
        "1732629613.000000001, 2024-11-26T14:00:13.000000001Z",
        "1732629613.5, 2024-11-26T14:00:13.500Z",
        "1732629613.0123, 2024-11-26T14:00:13.012300Z"
    })
    void secondsSince1970AreAMoment(String told, String moment) {
        assertEquals(Instant.parse(moment), StartTime.parse(told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-26T14:00:13.000000009Z", "2038-01-19T03:14:08.25Z"})
    void whatAProcessTellsAnotherReadsBack(String moment) {
        String option = StartTime.option(Instant.parse(moment));
        assertEquals(Instant.parse(moment), StartTime.parse(option.substring("-Dhyades.started=".length())));
    }

    /// What a `date` makes of `+%s.%N` that knows no `%N`, in three families of systems, and nothing at all: this
    /// JVM's own start, told to 1 ms. It lies between the process's start and end as its parent saw them.
    @ParameterizedTest
    @ValueSource(strings = {"1732629613.N", "1732629613.%N", "1732629613.", ""})
    void withoutAMomentItIsTheStartOfTheProcess(String told) throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dhyades.started=" + told,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Printed.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Instant after = Instant.now();
        Instant start = Instant.parse(output.strip());
        assertFalse(start.isBefore(before), "%s is before %s".formatted(start, before));
        assertFalse(start.isAfter(after), "%s is after %s".formatted(start, after));
    }

    static final class Printed {
        public static void main(String[] arguments) {
            System.out.println(StartTime.ofCommand());
        }
    }
}
