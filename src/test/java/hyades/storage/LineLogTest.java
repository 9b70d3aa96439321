package hyades.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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

    /// A file without line ends, be it larger than the memory, is no more than its beginning.
    @Test
    void aLineOfAMegabyteIsNone() throws IOException {
        Files.writeString(folder.resolve("log.csv"), "s\n1\n" + "0".repeat(1 << 20) + "\n2\n");
        assertEquals(4, LineLog.kept(file, "s", _ -> true).length());
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
        LineLog.Mark mark = LineLog.kept(file, "step", line -> !line.equals("9"));
        String expected = kept == null ? "" : kept.replace(';', '\n');
        assertEquals(expected.length(), mark.length());
        disk.told();
        try (LineLog log = LineLog.resume(file, mark)) {
            assertEquals(expected, text());
            assertEquals(List.of("cut log.csv to " + mark.length()), disk.told());
            log.append("µ\n");
        }
        assertEquals(List.of("write log.csv", "sync log.csv"), disk.told());
        assertEquals(expected + "µ\n", text());
    }

    /// Lengths are bytes, not letters.
    @Test
    void lettersOfSeveralBytesCountAsSuch() throws IOException {
        Files.writeString(file, "µ,½\n→\n");
        long bytes = "µ,½\n→\n".getBytes(StandardCharsets.UTF_8).length;
        assertEquals(bytes, LineLog.kept(file, "µ,½", _ -> true).length());
        Files.write(file, new byte[] {'s', '\n', (byte) 0xff, '\n', '2', '\n'}); // no letter of UTF-8 at all
        assertEquals(6, LineLog.kept(file, "s", _ -> true).length());
        Files.write(file, new byte[] {'s', '\n', 0, '\n'}); // zeros, as some file systems leave after a crash
        assertEquals(4, LineLog.kept(file, "s", _ -> true).length());
    }

    /// A line that an editor has ended otherwise would not be the one that was written; one to be cut off may be.
    @Test
    void aKeptLineWithAnotherEndIsNamed() throws IOException {
        Files.writeString(file, "step\n1\n2\r\n");
        IOException otherEnd = assertThrows(IOException.class, () -> LineLog.kept(file, "step", _ -> true));
        assertEquals(
                folder.resolve("log.csv") + ", line 3: ends with a carriage return, expected none",
                otherEnd.getMessage());
        assertEquals(7, LineLog.kept(file, "step", line -> line.equals("1")).length());
    }

    /// Marks of a log that goes on are those of one that was never left; they come back from a checkpoint.
    @Test
    void goesOnAfterAMark() throws IOException {
        LineLog.Mark mark;
        try (LineLog log = LineLog.create(file, "step")) {
            log.append("µ\n");
            mark = log.mark();
            log.append("2\n");
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        mark.write(new DataOutputStream(written));
        LineLog.Mark read = LineLog.Mark.read(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
        assertEquals(new LineLog.Mark(8, read.checksum()), read);
        try (LineLog log = LineLog.resume(file, read)) {
            assertEquals("step\nµ\n", text());
            assertEquals(mark, log.mark());
            log.append("3\n");
            mark = log.mark();
        }
        LineLog.resume(file, mark).close();
        assertEquals("step\nµ\n3\n", text());
    }

    /// Other line ends, one other letter, a line lost or none left: named, and the file stays as it is.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "step;→1;→2;→, is not as the run left it",
        "step;1;3;, is not as the run left it",
        "step;1;, has 7 of the 9 bytes",
        "'', has 0 of the 9 bytes"
    })
    void whatIsNotAsItWasLeftStaysAsItIs(String changed, String complaint) throws IOException {
        LineLog.Mark mark;
        try (LineLog log = LineLog.create(file, "step")) {
            log.append("1\n2\n");
            mark = log.mark();
        }
        String now = changed.replace(";→", "\r\n").replace(';', '\n');
        Files.writeString(file, now);
        IOException refused = assertThrows(IOException.class, () -> LineLog.resume(file, mark));
        assertTrue(refused.getMessage().startsWith(folder.resolve("log.csv") + ": " + complaint), refused::getMessage);
        assertEquals(now, text());
        Files.delete(file);
        assertTrue(assertThrows(IOException.class, () -> mark.check(file))
                .getMessage()
                .contains(": is missing"));
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
                file + ": No space left on device",
                assertThrows(IOException.class, log::close).getMessage());
    }
}
