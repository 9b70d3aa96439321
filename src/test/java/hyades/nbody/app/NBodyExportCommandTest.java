package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Oracle: what the run itself has written as CSV.
@Isolated // it listens to standard output and error
class NBodyExportCommandTest {
    @TempDir
    Path folder;

    private String hyades(String line) {
        InProcess.Result result = InProcess.run("-n 1 " + line, folder);
        assertEquals(0, result.code(), result::said);
        return result.said();
    }

    private void run(String line) {
        hyades("nbody --bodies 7 --no-plots --no-report " + line);
    }

    private void assertSame(String expected, String found) throws IOException {
        assertEquals(-1, Files.mismatch(folder.resolve(expected), folder.resolve(found)));
    }

    /// A run that is done, one of which only the checkpoint is left, and that file itself.
    @ParameterizedTest
    @ValueSource(strings = {"--steps 20", "--scheme hermite4 --steps 20", "--scheme ias15 --time 900"})
    void theLastStateOfARunIsItsFinalState(String scheme) throws IOException {
        run(scheme + " --out @/run");
        assertTrue(
                hyades("nbody export @/run --to csv --out @/a.csv").contains("7 bodies of " + folder + "/run/final"));
        assertSame("run/final.csv", "a.csv");
        Files.move(folder.resolve("run/final.csv"), folder.resolve("final.csv"));
        hyades("nbody export @/run --to csv --out @/b.csv");
        hyades("nbody export @/run/checkpoint.bin --to csv --out @/c.csv");
        assertSame("final.csv", "b.csv");
        assertSame("final.csv", "c.csv");
    }

    /// A run that was made longer, and stopped, still has the final state of the shorter one.
    @Test
    void theLaterStateIsTaken() throws IOException {
        run("--steps 10 --dt 5 --out @/short");
        run("--steps 20 --dt 5 --out @/run");
        Files.move(folder.resolve("run/final.csv"), folder.resolve("final.csv"));
        Files.copy(folder.resolve("short/final.csv"), folder.resolve("run/final.csv"));
        hyades("nbody export @/run --to csv --out @/a.csv");
        assertSame("final.csv", "a.csv");
        Files.copy(
                folder.resolve("short/checkpoint.bin"),
                folder.resolve("run/checkpoint.bin"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve("final.csv"), folder.resolve("run/final.csv"), StandardCopyOption.REPLACE_EXISTING);
        hyades("nbody export @/run --to csv --overwrite --out @/a.csv");
        assertSame("final.csv", "a.csv");
    }

    /// One of another version, say, whose run ended all the same: its final state is whole.
    @Test
    void aCheckpointThatCannotBeReadHidesNothing() throws IOException {
        run("--steps 20 --out @/run");
        Files.writeString(folder.resolve("run/checkpoint.bin"), "hyades nbody checkpoint 1");
        String said = hyades("nbody export @/run --to csv --out @/a.csv");
        assertTrue(said.contains("warning: ") && said.contains("/run/checkpoint.bin"), said);
        assertTrue(said.contains("; %s/run/final.csv is taken".formatted(folder)), said);
        assertSame("run/final.csv", "a.csv");
    }

    /// What is lost is said, also to who wants to hear nothing else.
    @Test
    void lossesAreTold() {
        run("--steps 4 --snapshot-every 2 --out @/run");
        assertEquals(
                "warning: %s/a.tipsy: tipsy does not keep the digits of numbers beyond the seventh, ids, G%n"
                        .formatted(folder),
                hyades("-q nbody export @/run/snapshot-00000002.fits --to tipsy --out @/a.tipsy"));
        assertEquals(
                "warning: %s/a.hdf5: gadget-hdf5 does not keep the softening length and G%n".formatted(folder),
                hyades("-q nbody export @/run/snapshot-00000004.fits[1] --to gadget-hdf5 --out @/a.hdf5"));
    }
}
