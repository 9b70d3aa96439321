package hyades.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// A file of text that grows by lines while a run goes on. What is synced survives the machine; a run that goes on
/// from a checkpoint cuts the file back to where it was then, and goes on.
public final class LineLog implements AutoCloseable {
    /// Bytes; those that are cut back line by line have some hundred.
    private static final int LONGEST_LINE = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;
    private final CRC32C checksum;
    private long length;
    private boolean isNew;

    /// A place between two lines, and what the file holds up to there: of a file that somebody has changed since, be it
    /// its line ends alone, nothing is kept by mistake.
    ///
    /// @param length bytes
    /// @param checksum CRC-32C of these
    public record Mark(long length, long checksum) {
        /// Where nothing is written yet.
        public static final Mark START = new Mark(0, 0);

        /// Writes the mark, as checkpoints hold it.
        public void write(DataOutput out) throws IOException {
            out.writeLong(length);
            out.writeLong(checksum);
        }

        /// The inverse of [#write].
        public static Mark read(DataInput in) throws IOException {
            return new Mark(in.readLong(), in.readLong());
        }

        /// Says whether a file can be cut back to here; it stays as it is.
        ///
        /// @throws IOException in one line if it is not there, or does not begin as it did
        public void check(Path file) throws IOException {
            checked(file);
        }

        /// @return the checksum up to here, to go on with
        private CRC32C checked(Path file) throws IOException {
            CRC32C found = new CRC32C();
            byte[] buffer = new byte[1 << 16];
            long left = length;
            try (InputStream in = Files.newInputStream(file)) {
                while (left > 0) {
                    int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (read < 0) {
                        throw new IOException("%s: has %d of the %d bytes without which the run cannot go on"
                                .formatted(file, length - left, length));
                    }
                    found.update(buffer, 0, read);
                    left -= read;
                }
            } catch (NoSuchFileException e) {
                throw missing(file);
            }
            if (found.getValue() != checksum) {
                throw new IOException(
                        "%s: is not as the run left it (its line ends may be others): it cannot go on".formatted(file));
            }
            return found;
        }
    }

    /// Says of a line whether it is kept.
    public interface Keeper {
        /// @param line without its end
        /// @throws IOException for a line with which the run cannot go on
        boolean keeps(String line) throws IOException;
    }

    private LineLog(Path file, FileChannel channel, CRC32C checksum, boolean isNew) throws IOException {
        this.file = file;
        this.channel = channel;
        this.checksum = checksum;
        this.isNew = isNew;
        length = channel.position();
        out = new BufferedOutputStream(new NamedStream(channel, file), 1 << 16);
    }

    /// Begins a file; what had the name is gone: of a link the link, not what it leads to.
    ///
    /// @param header its first line
    public static LineLog create(Path file, String header) throws IOException {
        Files.deleteIfExists(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        LineLog log = new LineLog(file, channel, new CRC32C(), true);
        log.append(header + "\n");
        return log;
    }

    /// Goes on with a file after a mark; what lies behind it is cut off.
    ///
    /// @throws IOException in one line, as [Mark#check] has it; the file stays as it is
    public static LineLog resume(Path file, Mark mark) throws IOException {
        return cutBack(file, mark.length, mark.checked(file));
    }

    private static LineLog cutBack(Path file, long length, CRC32C checksum) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length).position(length);
        return new LineLog(file, channel, checksum, false);
    }

    /// What is to be kept of a file: the header and all whole lines before the first that `keeper` does not keep. A
    /// line without its end was being written when the process ended: it is none.
    ///
    /// @return where that ends; [Mark#START] if the first line is not `header`
    /// @throws IOException in one line if the file is not there, or a line to be kept has another end
    public static Mark kept(Path file, String header, Keeper keeper) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CRC32C checksum = new CRC32C();
            byte[] line = line(in);
            if (!header.equals(text(line))) {
                return Mark.START;
            }
            long kept = 0;
            for (int number = 1; line != null && (number == 1 || keeper.keeps(text(line))); number++) {
                if (line.length > 1 && line[line.length - 2] == '\r') {
                    throw new IOException(
                            "%s, line %d: ends with a carriage return, expected none".formatted(file, number));
                }
                checksum.update(line);
                kept += line.length;
                line = line(in);
            }
            return new Mark(kept, checksum.getValue());
        } catch (NoSuchFileException e) {
            throw missing(file);
        }
    }

    /// @return the next line with its end, null where none has one, or one that is longer than any
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && line.size() < LONGEST_LINE; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                return line.toByteArray();
            }
        }
        return null;
    }

    private static String text(byte[] line) {
        return line == null ? null : new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }

    private static IOException missing(Path file) {
        return new IOException("%s: is missing, without which the run cannot go on".formatted(file));
    }

    /// Adds lines, each with its end.
    public void append(CharSequence lines) throws IOException {
        append(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Adds lines that need be text in no encoding.
    public void append(byte[] bytes) throws IOException {
        checksum.update(bytes);
        length += bytes.length;
        out.write(bytes);
    }

    /// Adds the lines that another log had, but for its header.
    ///
    /// @throws IOException in one line, as [Mark#check] has it; nothing is added then
    public void append(Path other, Mark mark) throws IOException {
        mark.check(other);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(other), 1 << 16)) {
            long left = mark.length;
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                left--;
            }
            left--;
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("%s: became shorter while it was read".formatted(other));
                }
                checksum.update(buffer, 0, read);
                length += read;
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /// The end of what is added so far.
    public Mark mark() {
        return new Mark(length, checksum.getValue());
    }

    /// Lets others read what is added so far.
    public void flush() throws IOException {
        out.flush();
    }

    /// Sees to it that what is added so far survives the machine, the file's name too.
    public void sync() throws IOException {
        flush();
        NamedStream.force(channel, file);
        if (isNew) {
            WholeFile.syncFolder(file.toAbsolutePath().getParent());
            isNew = false;
        }
    }

    /// Syncs and ends the file.
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (out) {
                sync();
            }
        }
    }
}
