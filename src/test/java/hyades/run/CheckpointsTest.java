package hyades.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.process.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path folder;

    private Path known;

    @BeforeEach
    void begin() throws IOException {
        known = Files.createFile(folder.resolve("known"));
    }

    private Checkpoints checkpoints(long every) {
        return new Checkpoints(new RunDirectory(folder), "known", every);
    }

    /// The ten minutes have not passed.
    @Test
    void theyAreDueAfterSoManySteps() {
        assertEquals(
                "3 6 9",
                String.join(
                        " ",
                        LongStream.range(1, 11)
                                .filter(checkpoints(3)::isDue)
                                .mapToObj(Long::toString)
                                .toList()));
        assertFalse(checkpoints(0).isDue(0));
    }

    /// The first look is at once, the next one after a second.
    @Test
    void aFolderThatIsGoneEndsTheRun() throws IOException {
        Checkpoints seen = checkpoints(1);
        seen.look();
        Files.delete(known);
        seen.look();
        assertTrue(assertThrows(JobFailure.class, () -> checkpoints(1).look())
                .getMessage()
                .startsWith(known + ": is gone"));
    }

    @Test
    void aRunOutlivesACheckpointThatCannotBeWritten() throws IOException {
        Checkpoints.Writer full = () -> {
            throw new IOException("no space left");
        };
        checkpoints(1).tryToWrite(7, full);
        Files.delete(known);
        assertThrows(JobFailure.class, () -> checkpoints(1).tryToWrite(7, full));
    }
}
