package hyades.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import hyades.cli.HyadesCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIndexTest {
    @TempDir
    Path folder;

    private static String index(Path folder, int runs) throws IOException {
        RunIndex index = RunIndex.of(folder, HyadesCommand.FEATURES);
        assertEquals(runs, index.size());
        return Files.readString(index.write());
    }

    /// A study is known by what it found, another run by its numbers.
    @Test
    void theIndexTellsWhatWasFound() throws Exception {
        JsonObject study = SampleRuns.record("scaling");
        study.getAsJsonObject("results").addProperty("verdict", "Worth it: 1.54 times as fast.");
        SampleRuns.write(folder.resolve("study"), study);
        SampleRuns.write(folder.resolve("bodies"), SampleRuns.record("nbody"));
        String page = index(folder, 2);
        assertTrue(page.contains("<td>Worth it: 1.54 times as fast.</td>"), page);
        assertTrue(page.contains("<td>Time steps per second: 1234</td>"), page);
    }

    /// They belong to the project; who asks for them gets an index of them.
    @Test
    void theCommittedBenchmarksAreNoRunsOfTheUsers() throws Exception {
        Path results = folder.resolve("results");
        SampleRuns.write(results.resolve("nbody/one"), SampleRuns.record("nbody"));
        Path measured = SampleRuns.write(results.resolve("benchmarks/scaling/decay"), SampleRuns.record("scaling"));
        SampleRuns.write(folder.resolve("benchmarks/mine"), SampleRuns.record("nbody"));
        index(results, 1);
        index(folder, 2);
        assertFalse(Files.exists(measured.resolve(RunPage.NAME)));
        index(results.resolve("benchmarks"), 1);
    }
}
