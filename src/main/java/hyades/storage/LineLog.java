package hyades.storage;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of text that grows by lines while a run goes on. What is synced survives the machine; a run that goes on
/// from a checkpoint cuts the file back to where it was then, and goes on.
public final class LineLog implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final BufferedWriter out;
    private boolean isNew;

    /// Says of a line whether it is kept.
    public interface Keeper {
        /// @param line without its end
        /// @throws IOException for a line with which the run cannot go on
        boolean keeps(String line) throws IOException;
    }

    private LineLog(Path file, FileChannel channel, boolean isNew) {
        this.file = file;
        this.channel = channel;
        this.isNew = isNew;
        out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), 1 << 16);
    }

    /// Begins a file; what had the name is gone: of a link the link, not what it leads to.
    ///
    /// @param header its first line
    public static LineLog create(Path file, String header) throws IOException {
        Files.deleteIfExists(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        LineLog log = new LineLog(file, channel, true);
        log.append(header + "\n");
        return log;
    }

    /// Goes on with a file after its first `length` bytes, as [#kept] counts them; the others are cut off.
    public static LineLog resume(Path file, long length) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length).position(length);
        return new LineLog(file, channel, false);
    }

    /// The length of what is to be kept of a file: the header and all whole lines before the first that `keeper`
    /// does not keep. A line without its end was being written when the process ended: it is none.
    ///
    /// @return the length in bytes; 0 if the first line is not `header`
    /// @throws IOException in one line if the file is not there
    public static long kept(Path file, String header, Keeper keeper) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            String line = line(in);
            if (!header.equals(line)) {
                return 0;
            }
            long kept = 0;
            do {
                kept += line.getBytes(StandardCharsets.UTF_8).length + 1;
                line = line(in);
            } while (line != null && keeper.keeps(line));
            return kept;
        } catch (NoSuchFileException e) {
            throw new IOException("%s: is missing, without which the run cannot go on".formatted(file));
        }
    }

    /// @return the next line, null where none has an end
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /// Adds lines, each with its end.
    public void append(CharSequence lines) throws IOException {
        out.append(lines);
    }

    /// Lets others read what is added so far.
    public void flush() throws IOException {
        out.flush();
    }

    /// Sees to it that what is added so far survives the machine, the file's name too.
    public void sync() throws IOException {
        flush();
        channel.force(true);
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
