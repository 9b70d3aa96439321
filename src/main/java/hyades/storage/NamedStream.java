package hyades.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// What goes into a file, whose name stands in every complaint: a full disk says none.
final class NamedStream extends OutputStream {
    private final OutputStream stream;
    private final Path file;

    NamedStream(FileChannel channel, Path file) {
        stream = Channels.newOutputStream(channel);
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        try {
            stream.write(bytes, start, length);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /// Syncs the file too.
    static void force(FileChannel channel, Path file) throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /// The same failure with the file before it.
    static IOException named(Path file, IOException e) {
        return new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
    }
}
