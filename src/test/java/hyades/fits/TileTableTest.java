package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is compressed here comes back to the bit. The oracle of the codes is cfitsio's, in [FpackIT].
class TileTableTest {
    @TempDir
    Path folder;

    private Path compress(Path plain, ImageCompression compression) throws Exception {
        Path packed = folder.resolve("packed.fits.fz");
        try (ByteSource source = ByteSource.open(plain);
                FitsOutput out = new FitsOutput(packed, compression)) {
            for (ImageHdu hdu : FitsFiles.read(source)) {
                if (hdu.isImage()) {
                    out.begin(hdu.header().copy());
                    out.raw(hdu);
                    out.end();
                } else {
                    out.copy(hdu);
                }
            }
            out.commit();
        }
        return packed;
    }

    /// Blocks of one value, of small and of the largest differences, which wrap around, and of one pixel at the end.
    private static double[] pixels(int bitpix, int count) {
        Random random = new Random(bitpix);
        double least = bitpix == 8 ? 0 : -Math.scalb(1.0, bitpix - 1);
        double most = bitpix == 8 ? 255 : -least - 1;
        double[] pixels = new double[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = switch (i / 50 % 5) {
                case 0 -> 7;
                case 1 -> i % 100;
                case 2 -> i % 2 == 0 ? least : most;
                case 3 -> Math.rint(least + (most - least) * random.nextDouble());
                default -> 3 + (i % 9 == 0 ? random.nextInt(120) : random.nextInt(2));
            };
        }
        return pixels;
    }

    @ParameterizedTest(name = "{0}: BITPIX {1}, {2} pixels in rows of {3}")
    @CsvSource({
        "RICE, 8, 1, 1",
        "RICE, 8, 33000, 11",
        "RICE, 8, 4321, 4321",
        "RICE, 16, 33, 33",
        "RICE, 16, 40000, 200",
        "RICE, 16, 60000, 20000",
        "RICE, 32, 31, 1",
        "RICE, 32, 40000, 200",
        "RICE, -32, 40000, 200",
        "GZIP, 8, 40000, 200",
        "GZIP, 16, 40000, 200",
        "GZIP, 32, 40000, 200",
        "GZIP, -32, 60000, 20000",
        "GZIP, -64, 40000, 200",
    })
    void pixelsComeBack(ImageCompression compression, int bitpix, int count, int width) throws Exception {
        double[] pixels = bitpix < 0 ? pixels(16, count) : pixels(bitpix, count);
        if (bitpix < 0) {
            pixels[count / 2] = Double.NaN;
        }
        Path plain = new TestFile().image("", bitpix, pixels, width).write(folder.resolve("plain.fits"));
        Path packed = compress(plain, compression);
        try (ByteSource source = ByteSource.open(packed)) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            assertEquals(2, hdus.size());
            assertEquals(List.of(), FitsFiles.doubts(hdus));
            assertEquals(bitpix, hdus.get(1).format().bitpix());
            assertEquals(
                    compression == ImageCompression.RICE && bitpix > 0 ? "RICE_1" : "GZIP_2",
                    hdus.get(1).packed().header().text("ZCMPTYPE"));
        }
        assertArrayEquals(pixels, FitsFiles.images(packed).getFirst().pixels());
    }

    /// A cube's tiles are of one plane each; tables stay as they are; names, units and missing pixels are kept.
    @Test
    void filesOfSeveralHdusAreWhole() throws Exception {
        double[] cube = pixels(16, 30 * 20 * 4);
        cube[5] = -32768;
        Path plain = new TestFile()
                .empty("", "TELESCOP='HST'")
                .image("SCI,2", 16, cube, 30, "NAXIS=3", "NAXIS2=20", "NAXIS3=4", "BLANK=-32768", "BUNIT='adu'")
                .compressed("DQ,2", 16, pixels(16, 600), 30)
                .image("ERR,2", -64, pixels(16, 600), 30)
                .write(folder.resolve("plain.fits"));
        Path packed = compress(plain, ImageCompression.RICE);
        try (ByteSource before = ByteSource.open(plain);
                ByteSource after = ByteSource.open(packed)) {
            List<ImageHdu> expected = FitsFiles.read(before);
            List<ImageHdu> found = FitsFiles.read(after);
            assertEquals(List.of(), FitsFiles.doubts(found));
            assertEquals(4, found.size());
            for (int i = 1; i < 4; i++) {
                assertEquals(expected.get(i).label(), found.get(i).label());
                assertEquals(expected.get(i).planes(), found.get(i).planes());
                for (int plane = 0; plane < found.get(i).planes(); plane++) {
                    assertEquals(
                            "adu".repeat(i == 1 ? 1 : 0),
                            found.get(i).plane(plane).unit());
                    assertArrayEquals(
                            expected.get(i).plane(plane).pixels(),
                            found.get(i).plane(plane).pixels());
                }
            }
            assertTrue(Double.isNaN(found.get(1).plane(0).pixels()[5]));
        }
    }

    /// What could not be read again here is not written.
    @Test
    void anImageOfTwoGibibytesIsRefused() throws Exception {
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                  -32",
                "NAXIS   =                    2",
                "NAXIS1  =                24000",
                "NAXIS2  =                24000"));
        ImageHdu large = FitsFiles.hdu(0, header, null, 0);
        IOException refusal =
                assertThrows(IOException.class, () -> new TileTable(large, ImageCompression.GZIP).write(null));
        assertTrue(refusal.getMessage().startsWith("HDU 0: 2304000000 bytes, of which "), refusal::getMessage);
    }

    /// Ten bits of noise in 32 take a little more than a third; nothing is left beside the file.
    @Test
    void riceIsSmall() throws Exception {
        Random random = new Random(3);
        double[] pixels = random.ints(400 * 400, 0, 1 << 10).asDoubleStream().toArray();
        Path plain = new TestFile().image("", 32, pixels, 400).write(folder.resolve("plain.fits"));
        long packed = Files.size(compress(plain, ImageCompression.RICE));
        assertTrue(packed < 0.37 * Files.size(plain), "bytes: " + packed);
        assertEquals(2, folder.toFile().list().length);
    }
}
