package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.images.TestImages;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.io.RandomAccessFile;
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

    /// Sizes that no file can have, or this one has not, before room is made for what they ask; of an image, and of one
    /// that a table stands for.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NAXIS=999                           | header: HDU 0: no NAXIS3",
                "NAXIS=1000                          | header: HDU 0: NAXIS = 1000",
                "NAXIS=-1                            | header: HDU 0: NAXIS = -1",
                "NAXIS1=-3                           | header: HDU 0: NAXIS1 = -3",
                "NAXIS1=2147483647;NAXIS2=2147483647 | truncated: HDU 0 has 8640 of 4611686014132420609 bytes",
                "NAXIS1=2147483648                   | header: HDU 0: its sizes are beyond any file",
                "NAXIS1=9223372036854775807          | header: HDU 0: its sizes are beyond any file",
                "NAXIS1=9223372036854775808          | header: NAXIS1 = 9223372036854775808 is no whole number",
                "BITPIX=-64;NAXIS1=1073741824        | header: HDU 0: its sizes are beyond any file",
                "PCOUNT=9223372036854775807          | header: HDU 0: its sizes are beyond any file",
                "GCOUNT=-1                           | header: HDU 0: GCOUNT = -1",
                "ZNAXIS=999                          | header: HDU 1: no ZNAXIS3",
                "ZNAXIS1=-3                          | header: HDU 1: ZNAXIS1 = -3",
                "ZNAXIS1=2147483647;ZNAXIS2=2147483647 | HDU 1: cannot be decompressed: 1 tiles, but the sizes",
                "ZTILE1=0                            | HDU 1: cannot be decompressed: 1 tiles, but the sizes are",
                "ZNAXIS1=2147483647;ZNAXIS2=2147483647;ZTILE1=2147483647;ZTILE2=2147483647 | HDU 1: compressed by"
                        + " GZIP_1, and not decoded here: its pixels are 4611686014132420609 bytes, more than",
            })
    void sizesBeyondAllBoundsAreRefused(String cards, String expected) throws Exception {
        double[] pixels = {1, 2, 3, 4, 5, 6};
        String[] said = cards.split(";");
        boolean isTable = cards.startsWith("Z");
        Path file = new TestFile()
                .image("", 8, pixels, 3, isTable ? new String[0] : said)
                .compressed("", 8, pixels, 3, isTable ? said : new String[0])
                .write(folder.resolve("sizes.fits"));
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertTrue(reason.startsWith(expected), reason);
        assertEquals(1, reason.lines().count());
    }

    /// A file that has as many bytes as a row of it says, on a disk that keeps none of them.
    @Test
    void aRowThatNoArrayHoldsIsRefused() throws Exception {
        Path file = new TestFile()
                .image("", 8, new double[3], 3, "NAXIS1=2147483647", "NAXIS2=1")
                .write(folder.resolve("long.fits"));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(2880 + (1L << 31) + 2880);
        }
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertEquals("1 rows of 2147483647 pixels at once: more than an array holds", reason);
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

    private static List<String> doubts(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            List<String> doubts = FitsFiles.doubts(hdus);
            assertEquals(
                    doubts.isEmpty() ? "" : String.join("; ", doubts), // what is wrong is a reason to refuse it
                    doubts.isEmpty()
                            ? ""
                            : assertThrows(
                                            IOException.class,
                                            () -> HduChoice.SCIENCE.strictly().of(hdus))
                                    .getMessage());
            return doubts;
        }
    }

    private Path changed(String sample, int at, int flips) throws Exception {
        byte[] bytes = Files.readAllBytes(sample(sample));
        bytes[at] ^= (byte) flips;
        return Files.write(folder.resolve("changed.fits"), bytes);
    }

    @Test
    void aFlippedBitIsAWrongDataSum() throws Exception {
        List<String> doubts = doubts(changed("i16.fits", 3000, 4));
        assertEquals(1, doubts.size());
        assertTrue(doubts.getFirst().startsWith("wrong checksum: HDU 0: DATASUM is "), doubts::toString);
        assertEquals(List.of(), doubts(sample("i16.fits")));
    }

    /// DATASUM alone, as some programs write it; with what is no number in it.
    @Test
    void aDataSumIsCheckedWithoutAChecksum() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("i16.fits"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] comment = "COMMENT  ".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(comment, 0, bytes, text.indexOf("CHECKSUM="), comment.length);
        Path file = Files.write(folder.resolve("flipped.fits"), bytes);
        assertEquals(List.of(), doubts(file));
        bytes[text.indexOf("DATASUM =") + 12] = 'x';
        Files.write(file, bytes);
        List<String> doubts = doubts(file);
        assertEquals(1, doubts.size());
        assertTrue(
                doubts.getFirst().matches("wrong checksum: HDU 0: DATASUM is \\d+, the header has .x\\d+"),
                doubts::toString);
    }

    @Test
    void aChangedCardIsAWrongChecksum() throws Exception {
        String text = new String(Files.readAllBytes(sample("f32.fits")), StandardCharsets.ISO_8859_1);
        assertEquals(
                List.of("wrong checksum: HDU 0: CHECKSUM does not hold"),
                doubts(changed("f32.fits", text.indexOf("it''s"), 'i' ^ 'I')));
    }

    /// As a program leaves it that forgets what fills the last block: all pixels are there, as astropy reads them and
    /// cfitsio does. Without one of the last pixel's bytes they are not.
    @Test
    void aLastBlockMayBeShort() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("plain8.fits"));
        double[] pixels = FitsFiles.images(sample("plain8.fits")).getFirst().pixels();
        Path file = Files.write(folder.resolve("short.fits"), Arrays.copyOf(bytes, 2880 + pixels.length));
        assertArrayEquals(pixels, FitsFiles.images(file).getFirst().pixels());
        assertEquals(
                List.of("HDU 0: its last block is not filled up: %d bytes are missing".formatted(2880 - pixels.length)),
                doubts(file));
        Files.write(file, Arrays.copyOf(bytes, 2880 + pixels.length - 1));
        String reason =
                assertThrows(IOException.class, () -> FitsFiles.images(file)).getMessage();
        assertEquals("truncated: HDU 0 has %d of %d bytes".formatted(pixels.length - 1, pixels.length), reason);
    }

    /// Zeros and blanks are what tapes' blocks were filled up with; an extension whose first word is damaged is not.
    @ParameterizedTest
    @CsvSource({"2880, 0, 0", "2880, 32, 0", "7, 0, 0", "23040, 0, 0", "7, 1, 1", "2880, 88, 1", "5760, 88, 1"})
    void whatIsBehindTheLastHduIsTold(int length, byte content, int expected) throws Exception {
        byte[] bytes = Files.readAllBytes(sample("plain8.fits"));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        Arrays.fill(longer, bytes.length, longer.length, content);
        Path file = Files.write(folder.resolve("longer.fits"), longer);
        assertEquals(1, FitsFiles.images(file).size());
        String told = length + " bytes behind HDU 0 are no HDU and left out";
        assertEquals(expected == 0 ? List.of() : List.of(told), doubts(file));
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
