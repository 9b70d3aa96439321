package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.ImageHdu;
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

/// Tells what a file was made of and how.
///
/// Its sums are two checksums of 32 bits each. The JVM has both in machine code from its start, where a cryptographic
/// hash took a tenth of an image's time; nobody forges images here.
///
/// @param input      sums of the input's bytes, and their number
/// @param parameters sums of the parameters
/// @param version    of what is computed, and of how pixels are read: what an older one made is made again
record ContentKey(String input, String parameters, String version) {
    /// What stands before it in a HISTORY card.
    private static final String NAME = "HISTORY hyades key ";

    /// To be raised where other pixels come out of the same.
    private static final int RESULTS = 4;

    private static final String VERSION = "v%d.%d".formatted(RESULTS, FitsFiles.DECODING);

    private static final int CHUNK = 1 << 18;

    /// The key of what `parameters` make of `input`.
    ///
    /// @param unwanted asked before each piece of it is read
    /// @throws CancellationException once it is unwanted
    static ContentKey of(Path input, String parameters, BooleanSupplier unwanted) throws IOException {
        ByteSource.requireFile(input);
        List<Checksum> sums = List.of(new CRC32(), new CRC32C());
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
        String ofInput = "%s-%d".formatted(text(sums), length);
        byte[] bytes = parameters.getBytes(StandardCharsets.UTF_8);
        sums.forEach(sum -> {
            sum.reset();
            sum.update(bytes);
        });
        return new ContentKey(ofInput, text(sums), VERSION);
    }

    private static String text(List<Checksum> sums) {
        return "%08x%08x".formatted(sums.getFirst().getValue(), sums.getLast().getValue());
    }

    /// @param hdus how many the file has
    void addTo(Cards header, int hdus) {
        header.history("hyades key %s %s %s %d".formatted(input, parameters, version, hdus));
    }

    /// Whether all these files are there, bear this key, and are whole: by their sizes, checksums and number of HDUs.
    ///
    /// @param overwrite whether any file may be replaced
    /// @throws IOException in one line: one is not Hyades's, or of other parameters, and may not be replaced
    boolean isIn(List<Path> outputs, boolean overwrite) throws IOException {
        boolean isIn = true;
        for (Path output : outputs) {
            if (!Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
                isIn = false;
                continue;
            }
            String[] found = words(output);
            if (found.length == 0 && !overwrite) {
                throw new IOException(
                        "%s is there, and is no output of Hyades: --overwrite replaces it".formatted(output));
            }
            if (found.length == 4 && !found[1].equals(parameters) && !overwrite) {
                throw new IOException(
                        "%s is there, made with other parameters: --overwrite replaces it".formatted(output));
            }
            isIn &= found.length == 4
                    && new ContentKey(found[0], found[1], found[2]).equals(this)
                    && isWhole(output, found[3]);
        }
        return isIn;
    }

    /// Whether a file bears a key, this or another.
    static boolean bearsAny(Path file) {
        return words(file).length > 0;
    }

    /// The words of a file's key, four since they tell versions; none where it has no key. Where its first image is
    /// compressed, that comes second, after an HDU without data.
    private static String[] words(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            Cards first = Cards.read(source, 0);
            String[] words = words(first);
            boolean hasData = first.lines().stream().anyMatch(card -> card.startsWith("NAXIS1 "));
            return words.length > 0 || hasData ? words : words(Cards.read(source, first.size()));
        } catch (IOException e) {
            return new String[0]; // not one of ours
        }
    }

    private static String[] words(Cards header) {
        return header.lines().stream()
                .filter(card -> card.startsWith(NAME))
                .map(card -> card.substring(NAME.length()).strip().split(" +"))
                .reduce(new String[0], (_, last) -> last);
    }

    private static boolean isWhole(Path file, String hdus) {
        try (ByteSource source = ByteSource.open(file)) {
            List<ImageHdu> found = FitsFiles.read(source);
            return Integer.toString(found.size()).equals(hdus)
                    && FitsFiles.doubts(found).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
