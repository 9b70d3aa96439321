package hyades.fits;

import hyades.storage.FileFault;
import hyades.storage.UnnamedFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;

/// How a file may be packed as a whole.
enum Packing {
    GZIP(in -> new GZIPInputStream(in, 1 << 16), 0x1f, 0x8b),
    BZIP2(in -> new BZip2CompressorInputStream(in, true), 'B', 'Z', 'h'),
    COMPRESS(in -> new ZCompressorInputStream(in, Packing.MOST_KIB_OF_COMPRESS), 0x1f, 0x9d),
    XZ(
            in -> XZCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(Packing.MOST_KIB_OF_XZ)
                    .get(),
            0xfd,
            '7',
            'z',
            'X',
            'Z',
            0);

    /// Twice what `xz -9` makes needs: its dictionary of 64 MiB.
    private static final int MOST_KIB_OF_XZ = 128 << 10;

    /// Twice what its codes of 16 bits take, which are its longest.
    private static final int MOST_KIB_OF_COMPRESS = 1 << 10;

    /// Content of more bytes goes to a file: that costs less than the unpacking, and the memory is for pixels.
    static final int MOST_IN_MEMORY = 64 << 20;

    private static final int LONGEST_MARK = 6;
    private static final int CHUNK = 1 << 20;

    private final Opener opener;
    private final int[] mark;

    Packing(Opener opener, int... mark) {
        this.opener = opener;
        this.mark = mark;
    }

    /// Unpacks what it reads.
    private interface Opener {
        InputStream open(InputStream packed) throws IOException;
    }

    /// How a file is packed that begins like `in`, if it is.
    static Optional<Packing> of(InputStream in) throws IOException {
        byte[] start = in.readNBytes(LONGEST_MARK);
        return Arrays.stream(values()).filter(packing -> packing.begins(start)).findFirst();
    }

    private boolean begins(byte[] start) {
        return start.length >= mark.length && IntStream.range(0, mark.length).allMatch(i -> (byte) mark[i] == start[i]);
    }

    /// What is in a packed file: in memory, or in a file without a name.
    ///
    /// @param inMemory bytes of it that go to memory, at most
    /// @param folder   for the file
    /// @param unwanted as [ByteSource#open] has it, for later reads; `packed` knows it
    /// @throws IOException with the reason if the content is damaged, or there is no room for it
    ByteSource unpack(InputStream packed, int inMemory, Path folder, BooleanSupplier unwanted) throws IOException {
        try (InputStream in = opener.open(packed)) {
            byte[] start = in.readNBytes(inMemory);
            int next = start.length < inMemory ? -1 : in.read();
            if (next < 0) {
                return new ByteSource.Memory(ByteBuffer.wrap(start));
            }
            Spill spill = new Spill(folder);
            try {
                spill.write(start, start.length);
                spill.write(new byte[] {(byte) next}, 1);
                byte[] chunk = new byte[CHUNK];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    spill.write(chunk, n);
                }
                return new ByteSource.Channel(spill.channel, unwanted);
            } catch (IOException | RuntimeException e) {
                spill.channel.close();
                throw e;
            }
        } catch (EOFException e) {
            throw new IOException("truncated: its compressed data end too early", e);
        } catch (MemoryLimitException e) {
            throw new IOException(
                    "unpacking it takes %d MiB of memory, expected at most %d: unpack it first"
                            .formatted(e.getMemoryNeededInKb() >> 10, e.getMemoryLimitInKb() >> 10),
                    e);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) { // Commons Compress throws all kinds
            throw new IOException("its compressed data are damaged: " + e.getMessage(), e);
        }
    }

    /// Content on its way to a file.
    private static final class Spill {
        private final Path folder;
        private final FileChannel channel;

        Spill(Path folder) throws IOException {
            this.folder = folder;
            try {
                channel = UnnamedFile.open(folder);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        void write(byte[] bytes, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
            try {
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                throw failure(e);
            }
        }

        private IOException failure(IOException e) {
            String why = e instanceof NoSuchFileException ? "no such folder" : FileFault.reason(e);
            return new IOException(
                    "cannot be unpacked into the folder %s (TMPDIR names another): %s".formatted(folder, why), e);
        }
    }
}
