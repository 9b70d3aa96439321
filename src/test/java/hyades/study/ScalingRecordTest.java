package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.run.RunRecord;
import hyades.study.ScalingRecord.Estimate;
import hyades.study.ScalingRecord.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records of studies and runs on the disk.
class ScalingRecordTest {
    @TempDir
    Path folder;

    private static ScalingRecord record(Estimate best) {
        Fit fit = new Fit(1, 7, null, null, null, null, null, best, null, null, null, null);
        return new ScalingRecord(
                Map.of("hyades", "1"),
                "host",
                "processor",
                8,
                "multicore",
                "2026-01-01T00:00:00Z",
                List.of("nbody"),
                false,
                null,
                null,
                List.of(1, 2),
                List.of(1),
                6,
                0.7,
                true,
                "stepsPerSecond",
                Map.of(),
                List.of(),
                List.of(new ScalingRecord.Part("force", 9, 0.9, 10, 1 / 0.9)),
                "",
                List.of(fit),
                new ScalingRecord.Bootstrap(2000, 1, 0.95),
                "1 of 12 jobs that count was disturbed",
                "Worth it.",
                null);
    }

    @Test
    void aRecordComesBack() throws Exception {
        Path file = folder.resolve("scaling.json");
        ScalingRecord record = record(new Estimate(30, 20, 40));
        record.write(file);
        assertEquals(record, ScalingRecord.read(file));
    }

    /// JSON has neither infinity nor NaN: null in the file, as a strict parser sees it, and NaN again afterwards.
    @Test
    void whatIsNotFiniteIsNull() throws Exception {
        Path file = folder.resolve("scaling.json");
        record(new Estimate(Double.POSITIVE_INFINITY, 20, Double.NaN)).write(file);
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject best = json.getAsJsonArray("fits").get(0).getAsJsonObject().getAsJsonObject("bestCores");
        assertTrue(best.get("value").isJsonNull() && best.get("high").isJsonNull());
        assertTrue(Double.isNaN(
                ScalingRecord.read(file).fits().getFirst().bestCores().value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"command\": 3}",
                "{\"ranks\": [1, null]}",
                "\0\1",
                "{\"points\": [{\"ranks\": \"x\"}]}"
            })
    void aDamagedFileIsOneLine(String text) throws Exception {
        for (String name : List.of("scaling.json", "run.json")) {
            Path file = Files.writeString(folder.resolve(name), text);
            IOException e = assertThrows(IOException.class, () -> {
                var _ = name.startsWith("run") ? RunRecord.read(file) : ScalingRecord.read(file);
            });
            assertTrue(e.getMessage().startsWith(file + ": is damaged: "), e::getMessage);
            assertFalse(e.getMessage().contains("\n"), e::getMessage);
        }
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        Path file = folder.resolve("run.json");
        IOException e = assertThrows(IOException.class, () -> RunRecord.read(file));
        assertEquals(file + ": no such file", e.getMessage());
    }
}
