package hyades.storage;

import hyades.text.Printable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
    private static final int BUFFER = 1 << 16;

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
                    new BufferedOutputStream(new NamedStream(file.channel(), directory.resolve(LATEST)), BUFFER);
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
                throw new IOException("%s; the one before it is whole: %s".formatted(FileFault.line(e), previous));
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
        long length = Files.size(file) - DIGEST_BYTES;
        if (length < 0 || !isWhole(file, length)) {
            throw new IOException(file + ": damaged, its checksum is wrong");
        }
        try (DataInputStream in = new DataInputStream(new Content(file, length))) {
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

    private static boolean isWhole(Path file, long length) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    return false;
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
            return MessageDigest.isEqual(digest.digest(), in.readNBytes(DIGEST_BYTES + 1));
        }
    }

    /// What is before the digest: read as it is asked for, since it may be more than an array holds.
    private static final class Content extends FilterInputStream {
        private long left;

        private Content(Path file, long length) throws IOException {
            super(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            left = length;
        }

        @Override
        public int read() throws IOException {
            int next = left == 0 ? -1 : in.read();
            left -= next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = left == 0 && length > 0 ? -1 : in.read(to, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(left, count));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(left, Integer.MAX_VALUE);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /// Reads how many things of at least `bytesEach` bytes follow.
    ///
    /// @throws IOException if there is no room for as many
    public static int count(DataInputStream in, int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new EOFException();
        }
        requireRoom(in, (long) count * bytesEach);
        return count;
    }

    /// Refuses to make room for more bytes than follow, of which two gigabytes are seen.
    ///
    /// @throws IOException if there are fewer
    public static void requireRoom(DataInputStream in, long bytes) throws IOException {
        if (Math.min(bytes, Integer.MAX_VALUE) > in.available()) {
            throw new EOFException();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
