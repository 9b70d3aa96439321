package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Products as users ask for them, on the built jar.
@Timeout(600)
class MatrixIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    /// Whatever carries the blocks to rank 0.
    @Test
    void theProductIsTheSameBytesInProcesses() throws Exception {
        String[] jobs = {
            "-n 1 --threads 2 matrix --blocks 3",
            "-n 2 --on processes matrix --blocks 5 --mode sync",
            "-n 3 --on processes matrix --blocks 4 --mode async",
            "-n 2 --engine mpj matrix --blocks 1000",
        };
        for (int job = 0; job < jobs.length; job++) {
            Path product = folder.resolve("product%d.fits".formatted(job));
            String command = "./hyades -q %s --rows 200 --columns 300 --no-plots --no-report --out %s --output %s"
                    .formatted(jobs[job], folder.resolve("run" + job), product);
            Shell.Result run = Shell.run(PROJECT, command.split(" "));
            assertEquals(0, run.code(), run::output);
            assertEquals(-1, Files.mismatch(folder.resolve("product0.fits"), product), jobs[job]);
        }
    }
}
