package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// Tells what a file was made of: two checksums of 32 bits over the parameters and the input's bytes, and the
/// input's length. The JVM has both in machine code from its start, where a cryptographic hash took a tenth of an
/// image's time; nobody forges images here.
record ContentKey(String text) {
    /// What stands before it in a HISTORY card.
    private static final String NAME = "hyades key ";

    private static final int CHUNK = 1 << 18;

    /// The key of what `parameters` make of `input`.
    ///
    /// @param unwanted asked before each piece of it is read
    /// @throws CancellationException once it is unwanted
    static ContentKey of(Path input, String parameters, BooleanSupplier unwanted) throws IOException {
        if (Files.isDirectory(input)) {
            throw new IOException("is a folder");
        }
        List<Checksum> sums = List.of(new CRC32(), new CRC32C());
        byte[] first = parameters.getBytes(StandardCharsets.UTF_8);
        sums.forEach(sum -> sum.update(first));
        long length = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel in = FileChannel.open(input)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer.clear())) {
                if (unwanted.getAsBoolean()) {
                    throw new CancellationException();
                }
                length += n;
                buffer.flip();
                sums.forEach(sum -> sum.update(buffer.rewind()));
            }
        }
        return new ContentKey("%08x%08x-%d"
                .formatted(sums.getFirst().getValue(), sums.getLast().getValue(), length));
    }

    void addTo(Cards header) {
        header.history(NAME + text);
    }

    /// Sees to it that what is there of these files bears a key, this or another.
    ///
    /// @throws IOException in one line: it is somebody else's
    static void requireOurs(List<Path> outputs) throws IOException {
        for (Path output : outputs) {
            if (Files.exists(output, LinkOption.NOFOLLOW_LINKS) && !bears(output, NAME)) {
                throw new IOException("%s is there, and is no output of Hyades: it has to go, or to be renamed, first"
                        .formatted(output));
            }
        }
    }

    private static boolean bears(Path output, String key) {
        try (ByteSource source = ByteSource.open(output)) {
            return Cards.read(source, 0).lines().stream().anyMatch(card -> card.contains(key));
        } catch (IOException e) {
            return false; // not one of ours
        }
    }

    /// Whether all these files are there and bear this key.
    boolean isIn(List<Path> outputs) {
        for (Path output : outputs) {
            if (!Files.exists(output) || !bears(output, NAME + text)) {
                return false;
            }
        }
        return true;
    }
}
