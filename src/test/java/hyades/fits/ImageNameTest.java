package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    private static final int WIDTH = 9;
    private static final int HEIGHT = 7;

    @TempDir
    Path folder;

    private Path file;

    /// A pixel is `1000 hdu + 100 plane + 10 row + column`, all from 1 but for the HDU.
    private static double[] pixels(int hdu, int planes) {
        double[] pixels = new double[planes * HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            int plane = i / WIDTH / HEIGHT;
            pixels[i] = 1000 * hdu + 100 * (plane + 1) + 10 * (i / WIDTH % HEIGHT + 1) + i % WIDTH + 1;
        }
        return pixels;
    }

    @BeforeEach
    void write() throws IOException {
        String[] sky = {"CTYPE1='RA---TAN'", "CRPIX1=5.25", "CRPIX2A=-1.5", "CTYPE2='DEC--TAN'", "LTV1=3.0", "LTV2=0.0"
        };
        double[] flags = new double[HEIGHT * WIDTH];
        flags[2 * WIDTH + 4] = 1; // row 3, column 5
        file = new TestFile()
                .empty("")
                .image("SCI,1", 16, pixels(1, 1), WIDTH, sky)
                .compressed("SCI,2", -32, pixels(2, 1), WIDTH)
                .image("CUBE", -64, pixels(3, 2), WIDTH, "NAXIS=3", "NAXIS2=7", "NAXIS3=2")
                .image("DQ,1", 8, flags, WIDTH)
                .image("ERR,1", -32, pixels(5, 1), WIDTH)
                .write(folder.resolve("a.fits"));
    }

    /// What the primary header says of the sky is of the whole image, too.
    @Test
    void theSkyOfThePrimaryHeaderIsCut() throws Exception {
        Path inherited = new TestFile()
                .empty("", "CTYPE1='RA---TAN'", "CRPIX1=5.25", "CTYPE2='DEC--TAN'", "CRPIX2=2.0")
                .image("SCI", 16, pixels(1, 1), WIDTH)
                .write(folder.resolve("b.fits"));
        Path section = Path.of(inherited + "[1][4:6,2:7]");
        try (ImageFile open = ImageFile.open(section, Selection.SCIENCE)) {
            Cards header = FitsFiles.inherited(open.images().getFirst(), open.hdus());
            assertEquals(2.25, header.number("CRPIX1", Double.NaN));
            assertEquals(1.0, header.number("CRPIX2", Double.NaN));
        }
    }

    /// The first row's first pixel, the last row's last, and the sizes; integers, floats and cubes, compressed or not.
    @ParameterizedTest(name = "a.fits{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]                | 1111 1179 9x7x1",
                "[SCI,2]            | 2111 2179 9x7x1",
                "[sci]              | 1111 1179 9x7x1",
                "[1][2:4,3:6]       | 1132 1164 3x4x1",
                "[SCI,2][2:4,*]     | 2112 2174 3x7x1",
                "[SCI,2][*,7]       | 2171 2179 9x1x1",
                "[CUBE][9:9,1:2]    | 3119 3229 1x2x2",
                "[2:4,3:6]          | 1132 1164 3x4x1",
                "[*,*]              | 1111 1179 9x7x1",
                "[ 1 ][ 2 : 4 , * ] | 1112 1174 3x7x1",
            })
    void namesTakePartsOfFiles(String behind, String expected) throws Exception {
        Path named = Path.of(file + behind);
        try (ImageFile open = ImageFile.open(named, Selection.SCIENCE)) {
            ImageHdu image = open.images().getFirst();
            double[] last = image.plane(image.planes() - 1).pixels();
            int end = (int) last[last.length - 1];
            assertEquals(
                    expected,
                    "%d %d %dx%dx%d"
                            .formatted(
                                    (int) image.plane(0).at(0, 0), end, image.width(), image.height(), image.planes()));
            float[] single = new float[image.width() * image.height()];
            if (image.format().fitsSingle()) {
                image.rows(0, image.height(), single);
                for (int i = 0; i < single.length; i++) {
                    assertEquals((float) image.plane(0).pixels()[i], single[i]);
                }
            }
            ImageHdu there = image.onDisk(folder);
            open.closeAllBut(there);
            assertTrue(Arrays.equals(last, there.plane(there.planes() - 1).pixels()));
            there.close();
        }
    }

    /// Each pixel, by all pairs of ends of rows and columns, is the one of the whole image.
    @Test
    void everyPixelIsInItsPlace() throws Exception {
        double[] all = pixels(1, 1);
        for (int left = 1; left <= WIDTH; left += 3) {
            for (int right = left; right <= WIDTH; right += 2) {
                for (int low = 1; low <= HEIGHT; low += 2) {
                    Path named = Path.of("%s[1][%d:%d,%d:%d]".formatted(file, left, right, low, HEIGHT));
                    try (ImageFile open = ImageFile.open(named, Selection.SCIENCE)) {
                        Image image = open.images().getFirst().plane(0);
                        for (int y = 0; y < image.height(); y++) {
                            for (int x = 0; x < image.width(); x++) {
                                assertEquals(all[(y + low - 1) * WIDTH + x + left - 1], image.at(x, y));
                            }
                        }
                    }
                }
            }
        }
    }

    /// Pieces that begin and end within rows, too.
    @Test
    void aSectionIsBytesThatFollowEachOther() throws Exception {
        try (ImageFile open = ImageFile.open(Path.of(file + "[CUBE][2:4,3:6]"), Selection.SCIENCE)) {
            ByteSource source = open.images().getFirst().source();
            byte[] all = new byte[(int) source.size()];
            assertEquals(2 * 4 * 3 * 8, all.length);
            source.read(0, all.length).get(all);
            for (int at = 0; at < all.length; at += 5) {
                byte[] piece = new byte[Math.min(37, all.length - at)];
                source.read(at, piece.length).get(piece);
                assertTrue(Arrays.equals(Arrays.copyOfRange(all, at, at + piece.length), piece));
            }
        }
    }

    @Test
    void maskAndUncertaintiesAreCutAsTheirImage() throws Exception {
        Masking masking = new Masking(null, null, BadBits.parse("1"));
        Path named = Path.of(file + "[1][4:6,2:4]");
        try (ImageFile open = ImageFile.open(named, new Selection(HduChoice.SCIENCE, masking))) {
            double[] pixels = open.images().getFirst().plane(0).pixels();
            for (int i = 0; i < pixels.length; i++) {
                assertEquals(i == 4 ? Double.NaN : 1124 + 10 * (i / 3) + i % 3, pixels[i]);
            }
            InverseVariance weight = InverseVariance.of(open.images().getFirst(), open.hdus());
            double[] errors = weight.hdu().plane(0).pixels();
            for (int i = 0; i < errors.length; i++) {
                assertEquals(5124 + 10 * (i / 3) + i % 3, errors[i]);
            }
        }
    }

    /// CRPIX is of the section, that of other coordinates too, and 0 where it was not said; so is LTV, if there is any.
    @Test
    void headersAreOfTheSection() throws Exception {
        try (ImageFile open = ImageFile.open(Path.of(file + "[1][4:6,2:4]"), Selection.SCIENCE)) {
            Cards header = open.images().getFirst().header();
            List<String> values =
                    List.of("NAXIS1", "NAXIS2", "CRPIX1", "CRPIX2", "CRPIX1A", "CRPIX2A", "LTV1", "LTV2").stream()
                            .map(key -> key + "=" + header.text(key))
                            .toList();
            assertEquals(
                    "[NAXIS1=3, NAXIS2=3, CRPIX1=2.25, CRPIX2=-1.0, CRPIX1A=null, CRPIX2A=-2.5, LTV1=0.0, LTV2=-1.0]",
                    values.toString());
            assertEquals(3, open.left());
            assertEquals(1, open.below());
        }
    }

    @ParameterizedTest(name = "a.fits{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[1][2:10,*]   | section [2:10,*]: HDU 1 SCI,1 has 9 x 7 pixels",
                "[1][*,8]      | section [*,8:8]: HDU 1 SCI,1 has 9 x 7 pixels",
                "[6]           | HDU 6: not there; there are 0, 1 SCI,1, 2 SCI,2, 3 CUBE, 4 DQ,1, 5 ERR,1",
                "[SCI,3][*,*]  | HDU SCI,3: not there; there are 0, 1 SCI,1, 2 SCI,2, 3 CUBE, 4 DQ,1, 5 ERR,1",
            })
    void whatIsNotInTheFileIsRefused(String behind, String message) {
        Path named = Path.of(file + behind);
        assertEquals(
                message,
                assertThrows(IOException.class, () -> ImageFile.open(named, Selection.SCIENCE))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1:5]",
                "[1:5,*,*]",
                "[5:1,*]",
                "[-*,*]",
                "[1:9:2,*]",
                "[0:4,*]",
                "[1:,*]",
                "[a:b,*]",
                "[1,4]",
                "[all]",
                "[1][2]",
                "[*,*][1]",
                "[*,*][*,*]",
                "[1][]"
            })
    void whatIsNoPartIsRefused(String behind) {
        Path named = Path.of(file + behind);
        assertThrows(IllegalArgumentException.class, () -> ImageName.of(named));
    }

    /// A file whose own name has brackets is itself.
    @Test
    void namesWithBracketsAreFiles() throws Exception {
        Path odd = Files.copy(file, folder.resolve("a.fits[CUBE]"));
        assertEquals(new ImageName(odd, null, null), ImageName.of(odd));
        Path other = folder.resolve("b[1].fits");
        assertEquals(new ImageName(other, null, null), ImageName.of(other));
        Path pattern = folder.resolve("f[36]*");
        assertEquals(new ImageName(pattern, null, null), ImageName.of(pattern));
        assertEquals(file, ImageName.of(Path.of(file + "[SCI,2]")).file());
    }
}
