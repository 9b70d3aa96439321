package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a run says of its times fits into the time of the command as seen from outside, whoever starts the ranks.
@Timeout(600)
class StartTimeIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    /// The moments are the machine's clock before and after the command; `run.json` tells its own to 1 ms.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "./hyades -n 2",
                "./hyades -n 2 --on processes",
                "java -jar target/hyades.jar -n 2",
                "mpj/mpjrun -np 2 -dev multicore -jar target/hyades.jar"
            })
    void aRunBeginsAndEndsWithinItsCommand(String starter) throws Exception {
        Path out = folder.resolve("out");
        String command = starter.replaceFirst("^java ", System.getProperty("java.home") + "/bin/java ")
                + " nbody --bodies 50 --steps 3 --no-plots --no-report --trace --out " + out;
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Shell.Result run = Shell.run(PROJECT, command.split(" "));
        Instant after = Instant.now();
        assertEquals(0, run.code(), run::output);
        JsonObject record = json(out.resolve("run.json"));
        Instant started = Instant.parse(record.get("started").getAsString());
        double wall = record.get("wallSeconds").getAsDouble();
        double firstStep =
                record.getAsJsonObject("results").get("secondsToFirstStep").getAsDouble();
        assertFalse(started.isBefore(before), "%s is before %s".formatted(started, before));
        assertTrue(
                firstStep > 0 && firstStep < wall,
                "the first of three steps after %s of %s s".formatted(firstStep, wall));
        double longest = before.until(after, ChronoUnit.NANOS) * 1e-9;
        assertTrue(wall <= longest, "%s s of %s".formatted(wall, longest));
        assertFalse(
                started.plusNanos((long) (wall * 1e9)).isAfter(after),
                "%s s from %s: %s".formatted(wall, started, after));
    }

    /// The study has measured each of its jobs from outside.
    @Test
    void aJobOfAStudyCountsFromItsOwnStart() throws Exception {
        Path out = folder.resolve("study");
        Shell.Result run = Shell.run(
                PROJECT,
                ("./hyades -n 1,2 scaling --repeats 1 --no-plots --out %s --"
                                + " nbody --bodies 50 --steps 3 --no-plots")
                        .formatted(out)
                        .split(" "));
        assertEquals(0, run.code(), run::output);
        List<String> lines = Files.readAllLines(out.resolve("measurements.csv"));
        int wall = List.of(lines.getFirst().split(",")).indexOf("wallSeconds");
        List<Path> records = records(out);
        assertEquals(lines.size() - 1, records.size());
        double longest = lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[wall]))
                .max()
                .orElseThrow();
        for (Path record : records) {
            double recorded = json(record).get("wallSeconds").getAsDouble();
            assertTrue(recorded <= longest, "%s: %s s of %s".formatted(record, recorded, longest));
        }
    }

    private static List<Path> records(Path study) throws IOException {
        try (Stream<Path> files = Files.walk(study)) {
            return files.filter(file ->
                            file.endsWith("run.json") && !file.getParent().equals(study))
                    .toList();
        }
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
