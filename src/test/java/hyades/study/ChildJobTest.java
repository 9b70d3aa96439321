package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJobTest {
    /// A program may say more than an array of Java holds: here 3 GiB of nothing, then two lines.
    @Test
    void theLastLineOfALogOfAnySizeIsFound(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        Files.writeString(log, "\nno disk left\n\n", StandardOpenOption.APPEND);
        assertEquals("no disk left", ChildJob.lastLine(log));
        Files.writeString(log, "short");
        assertEquals("short", ChildJob.lastLine(log));
        Files.writeString(log, "");
        assertEquals("", ChildJob.lastLine(log));
    }
}
