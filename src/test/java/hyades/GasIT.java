package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gas as users ask for it, on the built jar.
@Timeout(180)
class GasIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    /// Whatever carries the halos, and however the grid is cut.
    @Test
    void theFilesAreTheSameBytesOnEveryEngine() throws Exception {
        String[] jobs = {
            "-n 1 --threads 3 gas --blocks 1",
            "-n 2 --on processes gas --blocks 2x2x2",
            "-n 2 --engine mpj --threads 2 gas --blocks 4x4x4",
            "-n 8 gas --blocks 4x4x4",
        };
        for (int job = 0; job < jobs.length; job++) {
            Path run = folder.resolve("run" + job);
            String command =
                    "./hyades -q %s --problem blast --cells 24 --time 0.03 --every 0.02 --no-plots --no-report --out %s"
                            .formatted(jobs[job], run);
            Shell.Result result = Shell.run(PROJECT, command.split(" "));
            assertEquals(0, result.code(), result::output);
            for (String file : List.of("diagnostics.csv", "profile.csv", "gas-0001.fits", "final.fits")) {
                assertEquals(-1, Files.mismatch(folder.resolve("run0").resolve(file), run.resolve(file)), jobs[job]);
            }
        }
    }
}
