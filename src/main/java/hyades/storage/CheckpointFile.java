package hyades.storage;

import hyades.text.Printable;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The latest checkpoint of a run and the one before it, in its run directory.
///
/// A checkpoint begins with the name of its format and ends with the SHA-256 of what is before that. It is a
/// [WholeFile], and the one before it is kept, so that at any moment at least one is whole.
public final class CheckpointFile {
    /// The latest checkpoint's name.
    public static final String LATEST = "checkpoint.bin";

    /// The name of the one before it.
    public static final String PREVIOUS = "checkpoint-previous.bin";

    private static final int DIGEST_BYTES = 32;

    /// Writes what a checkpoint holds.
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /// Reads what a [Writer] has written.
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private CheckpointFile() {}

    /// Writes a checkpoint.
    ///
    /// @param format names what is written, and its version
    /// @throws IOException if it cannot be written; what was there before stays
    public static void write(Path directory, String format, Writer writer) throws IOException {
        try (WholeFile file = new WholeFile(directory.resolve(LATEST))) {
            MessageDigest digest = sha256();
            BufferedOutputStream buffer =
                    new BufferedOutputStream(new NamedStream(file.channel(), directory.resolve(LATEST)), 1 << 16);
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(buffer, digest));
            out.writeUTF(format);
            writer.write(out);
            out.flush();
            buffer.write(digest.digest());
            buffer.flush();
            file.commit(directory.resolve(PREVIOUS));
        }
    }

    /// Reads the checkpoint from which a run goes on: `place` itself where it is a file, else the latest in that
    /// folder.
    ///
    /// @throws IOException in one line: there is none, or it is damaged, and whether the one before it is whole
    public static <T> T read(Path place, String format, Reader<T> reader) throws IOException {
        if (!Files.isDirectory(place)) {
            return readFile(place, format, reader);
        }
        Path latest = place.resolve(LATEST);
        Path previous = place.resolve(PREVIOUS);
        if (!Files.exists(latest) && Files.exists(previous)) {
            return readFile(previous, format, reader); // the process ended between two renames
        }
        try {
            return readFile(latest, format, reader);
        } catch (IOException e) {
            if (Files.exists(previous)) {
                readFile(previous, format, reader); // says so itself where it is damaged too
                throw new IOException("%s; the one before it is whole: %s".formatted(e.getMessage(), previous));
            }
            throw e;
        }
    }

    /// Whether a run in `directory` has left a checkpoint, be it whole or damaged.
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(LATEST)) || Files.exists(directory.resolve(PREVIOUS));
    }

    /// Removes the checkpoint before the last, once a run is done.
    public static void deletePrevious(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(PREVIOUS));
    }

    /// Removes a run's checkpoints once it is done.
    public static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(LATEST));
        Files.deleteIfExists(directory.resolve(PREVIOUS));
        WholeFile.removeAbandoned(directory, LATEST::equals);
    }

    private static <T> T readFile(Path file, String format, Reader<T> reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such checkpoint");
        }
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new IOException(
                    "%s: damaged: %d bytes are more than any checkpoint has".formatted(file, Files.size(file)));
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = Math.max(0, bytes.length - DIGEST_BYTES);
        MessageDigest digest = sha256();
        digest.update(bytes, 0, length);
        if (!MessageDigest.isEqual(digest.digest(), Arrays.copyOfRange(bytes, length, bytes.length))) {
            throw new IOException(file + ": damaged, its checksum is wrong");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            String found = in.readUTF();
            if (!found.equals(format)) {
                throw new IOException("%s: is a '%s', expected a '%s'".formatted(file, Printable.of(found), format));
            }
            return reader.read(in);
        } catch (EOFException e) {
            throw new IOException(file + ": damaged, it ends too early", e);
        } catch (RuntimeException e) { // its checksum is right: somebody has made it up, or it is another version's
            throw new IOException("%s: damaged: %s".formatted(file, Printable.of(String.valueOf(e.getMessage()))), e);
        }
    }

    /// Reads how many things of at least `bytesEach` bytes follow.
    ///
    /// @throws IOException if there is no room for as many
    public static int count(DataInputStream in, int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || (long) count * bytesEach > in.available()) {
            throw new EOFException();
        }
        return count;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
