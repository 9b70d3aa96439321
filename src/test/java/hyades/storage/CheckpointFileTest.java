package hyades.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFileTest {
    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();

    private void write(int content) throws IOException {
        CheckpointFile.write(disk.path(folder), "test", out -> out.writeInt(content));
    }

    private int read() throws IOException {
        return CheckpointFile.read(folder, "test", DataInputStream::readInt);
    }

    /// The new one is on the disk before either name is touched.
    @Test
    void theNewOneIsSyncedBeforeTheOldOneMakesWay() throws IOException {
        write(1);
        disk.told();
        write(2);
        assertEquals(
                List.of(
                        "write .checkpoint.bin.part",
                        "sync .checkpoint.bin.part",
                        "rename checkpoint.bin to checkpoint-previous.bin",
                        "rename .checkpoint.bin.part to checkpoint.bin",
                        "sync folder " + folder.getFileName()),
                disk.told());
    }

    /// Whatever fails, the run goes on from the latest that was whole.
    @ParameterizedTest(name = "the disk fails at: {0}")
    @CsvSource({"write, 2", "sync ., 2", "rename checkpoint.bin, 2", "rename ., 2", "sync folder, 3"})
    void aWholeOneIsThereAtAnyMoment(String event, int latest) throws IOException {
        write(1);
        write(2);
        disk.failWhen(told -> told.startsWith(event));
        assertThrows(IOException.class, () -> write(3));
        assertEquals(latest, read());
    }

    /// The latest, unless the process ended between the two renames; of a damaged one the message says what is left.
    @Test
    void theRunGoesOnFromTheLatestOrFromTheFileThatIsNamed() throws IOException {
        write(1);
        write(2);
        assertEquals(2, read());
        Path previous = folder.resolve(CheckpointFile.PREVIOUS);
        assertEquals(1, (int) CheckpointFile.read(previous, "test", DataInputStream::readInt));
        Path latest = folder.resolve(CheckpointFile.LATEST);
        byte[] bytes = Files.readAllBytes(latest);
        bytes[bytes.length / 2]++;
        Files.write(latest, bytes);
        assertEquals(
                latest + ": damaged, its checksum is wrong; the one before it is whole: " + previous,
                assertThrows(IOException.class, this::read).getMessage());
        Files.delete(latest);
        assertTrue(CheckpointFile.isIn(folder));
        assertEquals(1, read());
        CheckpointFile.deletePrevious(folder);
        assertFalse(CheckpointFile.isIn(folder));
        assertEquals(
                latest + ": there is no such checkpoint",
                assertThrows(IOException.class, this::read).getMessage());
        Files.write(latest, bytes);
        assertEquals(
                latest + ": damaged, its checksum is wrong",
                assertThrows(IOException.class, this::read).getMessage());
    }

    /// A checkpoint of another kind of run is whole, and of no use.
    @Test
    void aCheckpointOfAnotherFormatIsNamed() throws IOException {
        write(1);
        assertEquals(
                folder.resolve(CheckpointFile.LATEST) + ": is a 'test', expected a 'other'",
                assertThrows(IOException.class, () -> CheckpointFile.read(folder, "other", DataInputStream::readInt))
                        .getMessage());
    }

    /// What a reader asks for beyond the end is not taken from the digest.
    @Test
    void nothingIsReadBeyondTheEnd() throws IOException {
        write(5);
        String late = assertThrows(
                        IOException.class, () -> CheckpointFile.read(folder, "test", DataInputStream::readLong))
                .getMessage();
        assertEquals(folder.resolve(CheckpointFile.LATEST) + ": damaged, it ends too early", late);
        int left = CheckpointFile.read(folder, "test", in -> {
            in.readInt();
            return in.read() + in.available();
        });
        assertEquals(-1, left);
    }

    /// A run of 384³ cells of gas leaves 2.3 GB. Here the file has a hole of zeros, whose SHA-256 is taken anew.
    @Test
    void aCheckpointMayBeMoreThanAnArrayHolds() throws Exception {
        long hole = 1L << 31;
        Path file = folder.resolve(CheckpointFile.LATEST);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        new DataOutputStream(start).writeUTF("test");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(start.toByteArray());
        byte[] zeros = new byte[1 << 20];
        for (long at = 0; at < hole; at += zeros.length) {
            digest.update(zeros);
        }
        byte[] end = {0, 0, 0, 7};
        digest.update(end);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(start.toByteArray());
            out.seek(start.size() + hole);
            out.write(end);
            out.write(digest.digest());
        }
        int found = CheckpointFile.read(folder, "test", in -> {
            CheckpointFile.requireRoom(in, hole + end.length);
            in.skipNBytes(hole);
            return in.readInt();
        });
        assertEquals(7, found);
    }

    /// A number of things of 8 bytes is believed as far as there is room for them; 2²⁹ of them are 2³² bytes.
    @ParameterizedTest(name = "{0} in {1} bytes: {2}")
    @CsvSource({"3, 24, true", "3, 25, true", "3, 23, false", "0, 0, true", "-1, 24, false", "536870912, 24, false"})
    void aNumberIsBelievedWhereThereIsRoom(int number, int bytes, boolean believed) throws IOException {
        byte[] written =
                ByteBuffer.allocate(Integer.BYTES + bytes).putInt(number).array();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(written));
        if (believed) {
            assertEquals(number, CheckpointFile.count(in, 8));
        } else {
            assertThrows(EOFException.class, () -> CheckpointFile.count(in, 8));
        }
    }

    /// What a run that is done no longer needs goes, what a killed one left half among it.
    @Test
    void deletingLeavesNothing() throws IOException {
        write(1);
        write(2);
        Files.writeString(folder.resolve(".checkpoint.bin.77-1.part"), "half");
        assertTrue(CheckpointFile.isIn(folder));
        CheckpointFile.delete(folder);
        assertFalse(CheckpointFile.isIn(folder));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
