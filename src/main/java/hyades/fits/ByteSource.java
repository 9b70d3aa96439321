package hyades.fits;

import hyades.storage.UnnamedFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The bytes of a FITS file: of the file itself, or, where that is packed by gzip, bzip2, compress or xz, of what is in
/// it.
public interface ByteSource extends AutoCloseable {
    long size();

    /// @return `length` bytes from `offset` on, big-endian; valid until the next call
    ByteBuffer read(long offset, int length) throws IOException;

    @Override
    void close() throws IOException;

    /// @throws IOException with the reason
    static ByteSource open(Path file) throws IOException {
        return open(file, () -> false);
    }

    /// The same for a caller who may not want it any more before all is read.
    ///
    /// @param unwanted asked before each piece that is read, here and later
    /// @throws CancellationException once it is unwanted, as [#read] does then
    static ByteSource open(Path file, BooleanSupplier unwanted) throws IOException {
        requireFile(file);
        if (Files.size(file) == 0) {
            throw new IOException("empty file");
        }
        Optional<Packing> packing;
        try (InputStream in = Files.newInputStream(file)) {
            packing = Packing.of(in);
        }
        if (packing.isPresent()) {
            try (InputStream in = new BufferedInputStream(new Leaving(Files.newInputStream(file), unwanted), 1 << 16)) {
                return packing.get().unpack(in, Packing.MOST_IN_MEMORY, UnnamedFile.folder(), unwanted);
            }
        }
        return new Channel(FileChannel.open(file), unwanted);
    }

    /// Refuses what may never end: a pipe would be waited for.
    ///
    /// @throws IOException with the reason
    static void requireFile(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new IOException("is a folder");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("is a pipe or a device, expected a file");
        }
    }

    private static void leave(BooleanSupplier unwanted) {
        if (unwanted.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /// A stream that ends where it is not wanted any more.
    final class Leaving extends FilterInputStream {
        private final BooleanSupplier unwanted;

        Leaving(InputStream in, BooleanSupplier unwanted) {
            super(in);
            this.unwanted = unwanted;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            leave(unwanted);
            return super.read(bytes, offset, length);
        }
    }

    /// A file's bytes in memory.
    record Memory(ByteBuffer bytes) implements ByteSource {
        @Override
        public long size() {
            return bytes.capacity();
        }

        @Override
        public ByteBuffer read(long offset, int length) {
            return bytes.slice((int) offset, length);
        }

        @Override
        public void close() {}
    }

    /// A file's bytes where they are.
    final class Channel implements ByteSource {
        private final FileChannel channel;
        private final BooleanSupplier unwanted;
        private final long size;
        private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

        Channel(FileChannel channel, BooleanSupplier unwanted) throws IOException {
            this.channel = channel;
            this.unwanted = unwanted;
            size = channel.size();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public ByteBuffer read(long offset, int length) throws IOException {
            leave(unwanted);
            if (buffer.capacity() < length) {
                buffer = ByteBuffer.allocateDirect(length);
            }
            buffer.clear().limit(length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new EOFException("truncated");
                }
            }
            return buffer.flip();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
