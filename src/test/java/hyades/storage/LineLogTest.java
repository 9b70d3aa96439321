package hyades.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineLogTest {
    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();
    private Path file;

    @BeforeEach
    void name() {
        file = disk.path(folder).resolve("log.csv");
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("log.csv"));
    }

    /// Bytes and, of a new file, its name; what is added before a sync is written before it.
    @Test
    void aSyncReachesTheDiskWithAllThatIsAdded() throws IOException {
        LineLog log = LineLog.create(file, "step");
        assertEquals(List.of(), disk.told());
        log.sync();
        assertEquals(List.of("write log.csv", "sync log.csv", "sync folder " + folder.getFileName()), disk.told());
        log.append("1\n");
        log.sync();
        assertEquals(List.of("write log.csv", "sync log.csv"), disk.told());
        assertEquals("step\n1\n", text());
        log.append("2\n");
        log.close();
        assertEquals(List.of("write log.csv", "sync log.csv"), disk.told());
        log.close();
        assertEquals(List.of(), disk.told());
        assertEquals("step\n1\n2\n", text());
    }

    @Test
    void itReplacesALinkAndNotWhatTheLinkLeadsTo() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Files.createSymbolicLink(folder.resolve("log.csv"), victim);
        LineLog.create(file, "step").close();
        assertEquals("mine", Files.readString(victim));
        assertEquals("step\n", text());
    }

    @Test
    void othersReadWhatIsFlushed() throws IOException {
        try (LineLog log = LineLog.create(file, "step")) {
            log.append("1\n");
            log.flush();
            assertEquals("step\n1\n", text());
        }
    }

    /// Whole lines are kept up to the first that is not wanted, and never one that has no end.
    @ParameterizedTest(name = "{0}: keeps {1}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "step;1;2;9;3;, step;1;2;",
                "step;1;2;3, step;1;2;",
                "step;, step;",
                "step;9;1;, step;",
                "step;;2;, step;;2;",
                "µ;1;, nothing",
                "step, nothing",
                "'', nothing"
            })
    void goesOnWhereItWasCutBack(String before, String kept) throws IOException {
        Files.writeString(file, before.replace(';', '\n'));
        long length = LineLog.kept(file, "step", line -> !line.equals("9"));
        String expected = kept == null ? "" : kept.replace(';', '\n');
        assertEquals(expected.length(), length);
        disk.told();
        try (LineLog log = LineLog.resume(file, length)) {
            assertEquals(expected, text());
            assertEquals(List.of("cut log.csv to " + length), disk.told());
            log.append("µ\n");
        }
        assertEquals(List.of("write log.csv", "sync log.csv"), disk.told());
        assertEquals(expected + "µ\n", text());
    }

    /// Lengths are bytes, not letters.
    @Test
    void lettersOfSeveralBytesCountAsSuch() throws IOException {
        Files.writeString(file, "µ,½\n→\n");
        assertEquals("µ,½\n→\n".getBytes(StandardCharsets.UTF_8).length, LineLog.kept(file, "µ,½", _ -> true));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        IOException missing = assertThrows(IOException.class, () -> LineLog.kept(file, "step", _ -> true));
        assertEquals(
                folder.resolve("log.csv") + ": is missing, without which the run cannot go on", missing.getMessage());
    }

    /// A disk that is full when the file ends says so.
    @Test
    void aFullDiskIsSaidAtTheEndToo() throws IOException {
        LineLog log = LineLog.create(file, "step");
        disk.failWhen(event -> event.startsWith("write"));
        assertEquals(
                "No space left on device",
                assertThrows(IOException.class, log::close).getMessage());
    }
}
