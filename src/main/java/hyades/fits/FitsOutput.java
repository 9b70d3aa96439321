package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A FITS file in the making, under a temporary name in the folder where it is to be. [#commit] syncs it and
/// gives it its name; whatever ends the process before leaves no file of that name that is not whole.
///
/// The temporary file is locked while it is written: one that nobody has locked is what a killed process left.
public final class FitsOutput implements AutoCloseable {
    private static final Pattern PARTIAL = Pattern.compile("\\.(.+)\\.\\d+-\\d+\\.part");

    private static final int CHUNK = 364 * Cards.BLOCK; // about a megabyte

    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    private Cards header;
    private long start;
    private long written;
    private long sum;
    private boolean committed;

    public FitsOutput(Path file) throws IOException {
        this.file = file;
        partial = file.resolveSibling(".%s.%d-%d.part"
                .formatted(
                        file.getFileName(),
                        ProcessHandle.current().pid(),
                        Thread.currentThread().threadId()));
        channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        lock(channel);
    }

    /// @return whether the lock is ours now
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) { // no locks on this file system, or another rank's
            return false;
        }
    }

    /// Deletes the temporary files in `folder` that nobody writes any more, of files whose names `isWanted` accepts.
    static void removeAbandoned(Path folder, Predicate<String> isWanted) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path file : files) {
                Matcher name = PARTIAL.matcher(file.getFileName().toString());
                if (name.matches() && isWanted.test(name.group(1))) {
                    removeUnlessLocked(file);
                }
            }
        }
    }

    private static void removeUnlessLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (lock(channel)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // it has just been finished
        }
    }

    /// Begins an HDU whose pixels follow.
    public void begin(Cards header) throws IOException {
        this.header = header;
        start = channel.position();
        header.remove("CHECKSUM", "DATASUM");
        header.put("DATASUM", "''", "");
        header.put("CHECKSUM", "''", ""); // only so that the header has its size
        channel.position(start + header.size());
        written = 0;
        sum = 0;
    }

    /// Appends pixels to the HDU's data.
    ///
    /// @param bitpix -32 or -64
    public void pixels(double[] pixels, int bitpix) throws IOException {
        int atOnce = CHUNK / Double.BYTES;
        for (int i = 0; i < pixels.length; i += atOnce) {
            buffer.clear();
            int count = Math.min(atOnce, pixels.length - i);
            PixelFormat.encode(bitpix, pixels, i, count, buffer);
            write(buffer.flip());
        }
    }

    /// Appends an HDU's data as they are.
    public void raw(ImageHdu hdu) throws IOException {
        for (long at = 0; at < hdu.padded(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, hdu.padded() - at);
            ByteBuffer bytes = ByteBuffer.allocate(length);
            bytes.put(hdu.source()
                    .read(hdu.offset() + at, (int) Math.min(length, hdu.source().size() - hdu.offset() - at)));
            write(bytes.rewind());
        }
    }

    /// Fills the last block and writes the header.
    public void end() throws IOException {
        int rest = (int) (-written % Cards.BLOCK + Cards.BLOCK) % Cards.BLOCK;
        write(ByteBuffer.allocate(rest));
        long end = channel.position();
        channel.position(start);
        writeFully(ByteBuffer.wrap(FitsFiles.withChecksums(header, sum)));
        channel.position(end);
    }

    /// Appends an HDU as it is.
    public void copy(ImageHdu hdu) throws IOException {
        writeFully(ByteBuffer.wrap(hdu.header().toBytes()));
        for (long at = 0; at < hdu.size(); at += CHUNK) {
            writeFully(hdu.source().read(hdu.offset() + at, (int) Math.min(CHUNK, hdu.size() - at)));
        }
        writeFully(ByteBuffer.allocate((int) (hdu.padded() - hdu.size())));
    }

    private void write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        // pixels are 4 or 8 bytes long, and so is what fills the last block: a chunk is whole words
        sum = Cards.sum(bytes.duplicate(), sum);
        writeFully(bytes);
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Makes the file appear.
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        committed = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            Files.deleteIfExists(partial);
        }
    }
}
