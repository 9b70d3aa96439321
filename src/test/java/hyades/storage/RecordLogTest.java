package hyades.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    @TempDir
    Path folder;

    private Path file;
    private final List<byte[]> found = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("log");
    }

    /// Empty ones, and one that is longer than any buffer.
    private static List<byte[]> records() {
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 7);
        return List.of(new byte[] {1, 2, 3}, new byte[0], large, new byte[] {-1});
    }

    private RecordLog open() throws IOException {
        found.clear();
        positions.clear();
        return RecordLog.open(file, (position, record) -> {
            found.add(record.readAllBytes());
            positions.add(position);
        });
    }

    private void write() throws IOException {
        try (RecordLog log = open()) {
            for (byte[] record : records()) {
                log.append(Arrays.copyOf(record, record.length + 5), record.length);
            }
            log.flush();
            assertEquals(Files.size(file), log.length());
        }
    }

    private void assertFound(int count) {
        assertEquals(count, found.size());
        for (int i = 0; i < count; i++) {
            assertArrayEquals(records().get(i), found.get(i));
        }
    }

    @Test
    void recordsAreReadBackAndOthersAdded() throws IOException {
        write();
        write();
        assertFound(records().size());
        open().close();
        assertEquals(2 * records().size(), found.size());
    }

    /// By the position that they had when they were added, or when they were found.
    @Test
    void recordsAreReadAgain() throws IOException {
        write();
        try (RecordLog log = open()) {
            positions.add(log.append(new byte[] {5}, 1));
            found.add(new byte[] {5});
            log.flush();
            for (int i = found.size() - 1; i >= 0; i--) {
                assertArrayEquals(found.get(i), log.read(positions.get(i)).readAllBytes());
            }
        }
        assertEquals(5, found.size());
    }

    /// Whatever somebody else does to it meanwhile: no other record is taken for the one that was there.
    @Test
    void aFileThatSomebodyChangesIsReported() throws IOException {
        write();
        try (RecordLog log = open()) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < 8 + 3; at++) {
                byte[] changed = whole.clone();
                changed[(int) (positions.getFirst() + at)] ^= 0x40;
                Files.write(file, changed);
                IOException found = assertThrows(IOException.class, () -> log.read(positions.getFirst()));
                assertEquals(
                        file + ": somebody has changed it: expected the record that was at byte 17",
                        found.getMessage());
            }
            Files.write(file, Arrays.copyOf(whole, 20));
            assertThrows(IOException.class, () -> log.read(positions.getFirst()));
        }
    }

    /// Wherever the file ends, what was whole before is there, and what is added afterwards too.
    @Test
    void anEndThatIsHalfWrittenIsCutOff() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file);
        long[] ends = new long[records().size() + 1];
        ends[0] = "hyades records 1\n".length();
        for (int i = 0; i < records().size(); i++) {
            ends[i + 1] = ends[i] + 8 + records().get(i).length;
        }
        assertEquals(whole.length, ends[records().size()]);
        for (int length = 0; length < whole.length; length += length < 60 || length > whole.length - 20 ? 1 : 9973) {
            Files.write(file, Arrays.copyOf(whole, length));
            int at = length;
            int count =
                    (int) Arrays.stream(ends).skip(1).filter(end -> end <= at).count();
            try (RecordLog log = open()) {
                assertFound(count);
                long end = length < ends[0] ? 0 : ends[count];
                assertEquals(length - end, log.damaged());
                log.append(new byte[] {9}, 1);
            }
            open().close();
            assertArrayEquals(new byte[] {9}, found.get(count));
        }
    }

    /// Be it the length, the checksum or the content of a record: it and what follows is none; what precedes stays.
    @Test
    void whatIsDamagedIsNoRecord() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file);
        int second = "hyades records 1\n".length() + 8 + 3;
        for (int at = second; at < second + 30; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            Files.write(file, damaged);
            try (RecordLog log = open()) {
                assertFound(at < second + 8 ? 1 : 2);
                assertTrue(log.damaged() > 0);
            }
        }
    }

    /// What a disk may leave of a file that has grown and was not written.
    @Test
    void zerosAreNoRecords() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        try (RecordLog log = open()) {
            assertFound(records().size());
            assertEquals(100, log.damaged());
        }
    }

    @Test
    void anotherFileIsRefusedAndStaysAsItIs() throws IOException {
        Files.writeString(file, "something else entirely");
        IOException refused = assertThrows(IOException.class, this::open);
        assertEquals(file + ": is no file of records", refused.getMessage());
        assertEquals("something else entirely", Files.readString(file));
    }

    @Test
    void twoDoNotWriteAtATime() throws IOException {
        try (RecordLog _ = open()) {
            IOException refused = assertThrows(IOException.class, this::open);
            assertEquals(file + ": is being written by another run", refused.getMessage());
        }
        open().close();
    }

    /// Another process: says why it cannot write, or nothing.
    static final class Other {
        public static void main(String[] arguments) {
            try (RecordLog _ = RecordLog.open(Path.of(arguments[0]), (_, _) -> {})) {
                System.out.println("could write");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private String other() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return said;
    }

    /// Who goes on with a file has read it, and keeps it; who puts a shorter one into its place, too. Within one
    /// process
    /// Java knows of locks that POSIX has long dropped.
    @Test
    void anotherProcessDoesNotWriteEither() throws Exception {
        write();
        assertEquals("could write", other());
        String refusal = file + ": is being written by another run";
        try (RecordLog _ = open()) {
            assertEquals(refusal, other());
        }
        Path shorter = folder.resolve("log.new");
        try (RecordLog next = RecordLog.open(shorter, (_, _) -> {})) {
            try (RecordLog _ = open()) {
                next.append(new byte[] {5}, 1);
                next.takePlaceOf(file);
            }
            assertEquals(refusal, other());
            next.append(new byte[] {6}, 1);
        }
        open().close();
        assertEquals(2, found.size());
    }
}
