package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.images.TestImages;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

public class FitsFilesTest {
    @TempDir
    Path folder;

    public static Path sample(String name) throws Exception {
        return Path.of(
                FitsFilesTest.class.getResource("/hyades/images/fits/" + name).toURI());
    }

    /// Every kind of pixels, headers and compression against astropy (`fits/samples.py`): the same values.
    @ParameterizedTest
    @CsvFileSource(resources = "/hyades/images/fits/samples.csv", numLinesToSkip = 1)
    void readsWhatAstropyReads(String file, String sha256) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Image image : FitsFiles.images(sample(file))) {
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * image.pixels().length);
            for (double pixel : image.pixels()) {
                bytes.putLong(Double.doubleToLongBits(pixel));
            }
            digest.update(bytes.array());
        }
        assertEquals(sha256, HexFormat.of().formatHex(digest.digest()));
    }

    /// Of what loses nothing the uncompressed file has the same pixels.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "rice16.fits, i16.fits",
        "gzip16.fits, i16.fits",
        "hcompress.fits, i16.fits",
        "plio16.fits, i16.fits",
        "gzip2u16.fits, u16.fits",
        "hcompress8.fits, plain8.fits",
        "gzip2i32.fits, i32.fits"
    })
    void compressedPixelsAreTheUncompressed(String compressed, String plain) throws Exception {
        assertArrayEquals(
                FitsFiles.images(sample(plain)).getFirst().pixels(),
                FitsFiles.images(sample(compressed)).getFirst().pixels());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty, 0, empty file",
        "short, 100, not FITS",
        "header, 2879, not FITS",
        "data, 3000, truncated",
        "gz, 200, truncated"
    })
    void saysWhatIsWrongWithAFile(String kind, int length, String expected) throws Exception {
        byte[] whole = Files.readAllBytes(sample(kind.equals("gz") ? "i16gz.fits.gz" : "i16.fits"));
        Path file = Files.write(folder.resolve(kind), Arrays.copyOf(whole, length));
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertTrue(reason.startsWith(expected), reason);
    }

    /// As some programs write it; astropy and cfitsio read it.
    @Test
    void aHeaderMayBeFilledUpWithNuls() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("plain8.fits"));
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("END     ");
        Arrays.fill(bytes, end + 3, 2880, (byte) 0);
        Path file = Files.write(folder.resolve("nuls.fits"), bytes);
        assertArrayEquals(
                FitsFiles.images(sample("plain8.fits")).getFirst().pixels(),
                FitsFiles.images(file).getFirst().pixels());
    }

    @Test
    void aFlippedBitIsAWrongChecksum() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("i16.fits"));
        bytes[3000] ^= 4;
        Path file = Files.write(folder.resolve("flipped.fits"), bytes);
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertTrue(reason.startsWith("wrong checksum"), reason);
    }

    /// DATASUM alone, as some programs write it.
    @Test
    void aFlippedBitIsAWrongDataSum() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("i16.fits"));
        int checksum = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("CHECKSUM=");
        System.arraycopy("COMMENT  ".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, checksum, 9);
        Path file = Files.write(folder.resolve("flipped.fits"), bytes);
        assertEquals(1, FitsFiles.images(file).size());
        bytes[3000] ^= 4;
        Files.write(file, bytes);
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertTrue(reason.startsWith("wrong checksum: HDU 0: DATASUM is "), reason);
    }

    @Test
    void aChangedCardIsAWrongChecksum() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("f32.fits"));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("it''s");
        bytes[at] = 'I';
        Path file = Files.write(folder.resolve("changed.fits"), bytes);
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertEquals("wrong checksum: HDU 0: CHECKSUM does not hold", reason);
    }

    /// What killed runs left goes, unless it belongs to another file, to nobody we know, or is being written.
    @Test
    void abandonedFilesAreRemoved() throws Exception {
        for (String left : List.of(".a.fits.77-1.part", ".b.fits.77-1.part", ".a.fits.part")) {
            Files.writeString(folder.resolve(left), "half");
        }
        Files.writeString(folder.resolve("a.fits"), "whole");
        try (FitsOutput live = new FitsOutput(folder.resolve("a.fits"))) {
            WholeFile.removeAbandoned(folder, "a.fits"::equals);
            FitsFiles.put(live, TestImages.create("noise", 3, 3), List.of());
            live.commit();
        }
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of(".a.fits.part", ".b.fits.77-1.part", "a.fits"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(1, FitsFiles.images(folder.resolve("a.fits")).size());
    }

    /// Also checks the checksums: reading refuses wrong ones.
    @Test
    void readsBackTheBitsItWrote() throws Exception {
        Image image = TestImages.create("noise", 33, 17);
        image.pixels()[5] = Double.NaN;
        image.pixels()[6] = -0.0;
        Path file = folder.resolve("image.fits");
        FitsFiles.write(
                file, image, List.of("a history of more than the seventy-two characters that one card of it can hold"));
        Image read = FitsFiles.images(file).getFirst();
        for (int i = 0; i < image.pixels().length; i++) {
            assertEquals(Double.doubleToRawLongBits(image.pixels()[i]), Double.doubleToRawLongBits(read.pixels()[i]));
        }
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
