package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    private static final double[] SIX = {10, 20, 30, 40, 50, 60};

    @TempDir
    Path folder;

    private static Selection selection(String plane, Path file, String bits) {
        HduChoice.Wanted wanted =
                plane == null ? null : HduChoice.parse(List.of(plane)).wanted().getFirst();
        BadBits bad = bits == null ? null : BadBits.parse(bits);
        return new Selection(HduChoice.SCIENCE, new Masking(wanted, file, bad));
    }

    /// Pixels of the science images that are missing, by their places, an image after the other; both precisions the
    /// same.
    private static String missing(Path file, Selection selection) throws IOException {
        StringBuilder missing = new StringBuilder();
        try (ImageFile open = ImageFile.open(file, selection)) {
            for (ImageHdu image : open.images()) {
                for (int plane = 0; plane < image.planes(); plane++) {
                    double[] pixels = image.plane(plane).pixels();
                    float[] single = new float[pixels.length];
                    if (plane == 0) {
                        image.rows(0, image.height(), single);
                    }
                    for (int i = 0; i < pixels.length; i++) {
                        missing.append(Double.isNaN(pixels[i]) ? "x" : ".");
                        if (plane == 0 && image.format().fitsSingle()) {
                            assertEquals((float) pixels[i], single[i]);
                        }
                    }
                    missing.append(' ');
                }
            }
        }
        return missing.toString().strip();
    }

    private static String refusal(Path file, Selection selection) {
        return assertThrows(IOException.class, () -> missing(file, selection)).getMessage();
    }

    private Path acs() throws IOException {
        return new TestFile()
                .empty("", "TELESCOP='HST'", "INSTRUME='ACS'", "DETECTOR='WFC'")
                .image("SCI,1", -32, SIX, 3)
                .image("ERR,1", -32, SIX, 3)
                .image("DQ,1", 16, new double[] {0, 16, 256, 4096, 8192 + 16, 0}, 3)
                .image("SCI,2", 16, SIX, 3)
                .image("ERR,2", -32, SIX, 3)
                .compressed("DQ,2", 16, new double[] {4096, 0, 0, 0, 0, 2048}, 3)
                .image("WHT", -32, new double[] {0, 0, 0, 0, 0, 1}, 3)
                .image("ODD", -32, new double[] {0.5, Double.NaN, 0, 0, 0, 0}, 3)
                .write(folder.resolve("a_flt.fits"));
    }

    @ParameterizedTest(name = "--mask {0} --bad-bits {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "          |                | ...... ......",
                "DQ        |                | .xxxx. x....x",
                "          | 4096           | ...x.. x.....",
                "          | HOT            | .x..x. ......",
                "          | ~(16,4096)     | ..x.x. .....x",
                "          | SATURATED      | ..x... .....x",
                "DQ,1      |                | .xxxx. .xxxx.",
                "DQ,2      | ~0             | x....x x....x",
                "3         | 8192+256       | ..x.x. ..x.x.",
                "WHT       |                | .....x .....x",
                "ODD       |                | xx.... xx....",
            })
    void masksOfHst(String plane, String bits, String expected) throws Exception {
        Selection selection = plane == null && bits == null ? Selection.SCIENCE : selection(plane, null, bits);
        assertEquals(expected, missing(acs(), selection));
    }

    @ParameterizedTest(name = "--mask {0} --bad-bits {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DQ,3 |       | HDU 1 SCI,1: of its mask DQ,3 there are 0 among HDUs 0, 1 SCI,1,",
                "     | GHOST | no bit GHOST is known for TELESCOP HST, INSTRUME ACS: expected numbers",
                "ODD  | 1     | HDU 8 ODD: a pixel is 0.5: expected whole numbers, of whose bits some are bad",
                "0    |       | HDU 1 SCI,1: of its mask 0 there are 0 among HDUs",
            })
    void whatCannotMaskIsRefused(String plane, String bits, String message) throws Exception {
        String refusal = refusal(acs(), selection(plane, null, bits));
        assertEquals(message, refusal.substring(0, Math.min(refusal.length(), message.length())));
    }

    /// Of several images, none is masked by the plane of another, unless that is asked for.
    @Test
    void aMaskThatIsMissingIsNotAnothers() throws IOException {
        Path file = new TestFile()
                .empty("")
                .image("SCI,1", -32, SIX, 3)
                .image("DQ,1", 16, new double[] {0, 16, 0, 0, 0, 0}, 3)
                .image("SCI,2", -32, SIX, 3)
                .write(folder.resolve("a.fits"));
        String expected = "HDU 3 SCI,2: of its mask DQ there are 0 among HDUs";
        assertEquals(expected, refusal(file, selection("DQ", null, null)).substring(0, expected.length()));
        assertEquals(".x.... .x....", missing(file, selection("DQ,1", null, null)));
    }

    /// Integers of 32 bits without a sign; a mask of one plane is for all of a cube, one of as many for each.
    @Test
    void masksOfJwst() throws Exception {
        double shift = -0x1p31;
        double[] flags = {shift, shift + 1, shift + 4, shift + 0x1p31, shift + 0x1p31 + 1, shift};
        Path cal = new TestFile()
                .empty("", "TELESCOP='JWST'", "INSTRUME='NIRCAM'")
                .image("SCI,1", -32, SIX, 3, "BUNIT='MJy/sr'")
                .image("ERR,1", -32, SIX, 3)
                .image("DQ,1", 32, flags, 3, "BSCALE=1", "BZERO=2147483648")
                .image("AREA,1", -32, SIX, 3)
                .image("VAR_POISSON,1", -32, SIX, 3)
                .write(folder.resolve("jw_cal.fits"));
        assertEquals(".x..x.", missing(cal, selection(null, null, "DO_NOT_USE")));
        assertEquals("..xxx.", missing(cal, selection(null, null, "JUMP_DET,REFERENCE_PIXEL")));
        double[] twelve = {10, 20, 30, 40, 50, 60, 70, 80, 90, 1, 2, 3};
        double[] each = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
        Path cube = new TestFile()
                .image("SCI", -32, twelve, 3, "NAXIS=3", "NAXIS2=2", "NAXIS3=2")
                .image("ONE", 8, new double[] {0, 1, 0, 0, 0, 0}, 3)
                .image("EACH", 8, each, 3, "NAXIS=3", "NAXIS2=2", "NAXIS3=2")
                .write(folder.resolve("cube.fits"));
        assertEquals(".x.... .x....", missing(cube, selection("ONE", null, null)));
        assertEquals("x..... .....x", missing(cube, selection("EACH", null, null)));
        assertEquals("...... .....x", missing(cube, selection("EACH", null, "2")));
    }

    /// By what the image's header says (ESO), by a class, and by a mask whose ones are good.
    @Test
    void masksOfEso() throws Exception {
        String data = "HDUCLAS1='IMAGE'";
        Path file = new TestFile()
                .empty("")
                .image("A", -32, SIX, 3, data, "HDUCLAS2='DATA'", "QUALDATA='B'")
                .image("B", 16, new double[] {1, 0, 1, 1, 1, 1}, 3, data, "HDUCLAS2='QUALITY'", "HDUCLAS3='MASKONE'")
                .image("C", 16, new double[] {0, 0, 0, 0, 0, 8}, 3, data, "HDUCLAS2='QUALITY'", "HDUCLAS3='FLAG16BIT'")
                .write(folder.resolve("eso.fits"));
        assertEquals(".x....", missing(file, selection("B", null, null)));
        assertEquals(".....x", missing(file, selection("C", null, "~0")));
        assertEquals(
                "HDU 1 A: HDU 2 B is a mask of ones and zeros (HDUCLAS3 = MASKONE), without bits; --mask says which",
                refusal(file, selection(null, null, "8")));
    }

    /// Planes of another name, and one plane for several images, are not guessed.
    @Test
    void whatIsNotSureIsRefused() throws Exception {
        Path ramp = new TestFile()
                .image("SCI", -32, SIX, 3)
                .image("PIXELDQ", 8, SIX, 3)
                .image("GROUPDQ", 8, SIX, 3)
                .write(folder.resolve("ramp.fits"));
        assertEquals(
                "HDU 0 SCI: of its mask there are 2 among HDUs 0 SCI, 1 PIXELDQ, 2 GROUPDQ; --mask says which",
                refusal(ramp, selection(null, null, "1")));
        Path mosaic = new TestFile()
                .empty("")
                .image("", -32, SIX, 3)
                .image("", -32, SIX, 3)
                .image("MASK", 8, new double[] {1, 0, 0, 0, 0, 0}, 3)
                .image("SMALL", 8, new double[] {1, 0}, 1)
                .write(folder.resolve("mosaic.fits"));
        assertEquals(
                "HDU 2: HDU 3 MASK is the mask of another image; --mask says which",
                refusal(
                        mosaic,
                        new Selection(
                                HduChoice.parse(List.of("1,2")),
                                selection(null, null, "1").masking())));
        assertEquals(
                "x..... x.....",
                missing(
                        mosaic,
                        new Selection(
                                HduChoice.parse(List.of("1,2")),
                                selection("MASK", null, "1").masking())));
        assertEquals(
                "HDU 1: 3 x 2 pixels, its mask, HDU 4 SMALL, 1 x 2 pixels",
                refusal(
                        mosaic,
                        new Selection(
                                HduChoice.parse(List.of("1")),
                                selection("SMALL", null, null).masking())));
    }

    /// One image for all, or those of the same names; without names of the same number.
    @Test
    void masksOfAnotherFile() throws Exception {
        Path one =
                new TestFile().image("", 8, new double[] {0, 0, 0, 0, 2, 1}, 3).write(folder.resolve("one.fits"));
        assertEquals("....xx ....xx", missing(acs(), selection(null, one, null)));
        assertEquals("....x. ....x.", missing(acs(), selection(null, one, "2")));
        Path named = new TestFile()
                .empty("", "TELESCOP='HST'")
                .image("SCI,2", 8, new double[] {0, 0, 0, 0, 2, 1}, 3)
                .compressed("SCI,1", 8, new double[] {1, 0, 0, 0, 0, 0}, 3)
                .image("XX", 8, new double[] {0, 0, 1, 0, 0, 0}, 3)
                .write(folder.resolve("named.fits"));
        assertEquals("x..... ....xx", missing(acs(), selection(null, named, null)));
        Path plain = new TestFile()
                .empty("")
                .image("", -32, SIX, 3)
                .image("", -32, SIX, 3)
                .write(folder.resolve("plain.fits"));
        Path masks = new TestFile()
                .empty("")
                .image("", 8, new double[] {1, 0, 0, 0, 0, 0}, 3)
                .image("", 8, new double[] {0, 1, 0, 0, 0, 0}, 3)
                .write(folder.resolve("masks.fits"));
        assertEquals("x..... .x....", missing(plain, selection(null, masks, null)));
        assertEquals(
                "HDU 1: of its mask there are 0 among HDUs 0, 1 ONE, 2 TWO; --mask says which",
                refusal(plain, selection(null, twoNamed(), null)).replace(folder + "/", ""));
        Path gone = folder.resolve("gone.fits");
        assertEquals("mask " + gone + ": no such file", refusal(plain, selection(null, gone, null)));
        Path text = java.nio.file.Files.writeString(folder.resolve("text.fits"), "no FITS at all ".repeat(400));
        assertEquals(
                "mask " + text + ": not FITS: does not begin with SIMPLE", refusal(plain, selection(null, text, null)));
    }

    /// It is said that a mask's file has something wrong, and with --strict it is refused.
    @Test
    void aMaskMayHaveDoubts() throws Exception {
        Path mask = new TestFile().image("", 8, SIX, 3, "DATASUM='1'").write(folder.resolve("stale.fits"));
        Selection lenient = selection(null, mask, null);
        String doubt = "mask " + mask + ": wrong checksum: HDU 0: DATASUM is ";
        try (ImageFile open = ImageFile.open(acs(), lenient)) {
            assertEquals(1, open.doubts().size());
            assertEquals(doubt, open.doubts().getFirst().substring(0, doubt.length()));
        }
        Selection strict = new Selection(HduChoice.SCIENCE.strictly(), lenient.masking());
        assertEquals(doubt, refusal(acs(), strict).substring(0, doubt.length()));
    }

    private Path twoNamed() throws IOException {
        return new TestFile()
                .empty("")
                .image("ONE", 8, SIX, 3)
                .image("TWO", 8, SIX, 3)
                .write(folder.resolve("two.fits"));
    }

    /// In pieces that are read at once, rows above a megabyte, each is masked by its own rows.
    @Test
    void everyRowHasItsOwnMask() throws Exception {
        int width = 700;
        int height = 1000;
        double[] pixels = new double[width * height];
        double[] flags = new double[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 977;
            flags[i] = i * 31L % 101 == 5 ? 4 : i % 2;
        }
        Path file = new TestFile()
                .image("SCI", -32, pixels, width)
                .image("DQ", 64, flags, width)
                .write(folder.resolve("large.fits"));
        try (ImageFile open = ImageFile.open(file, selection(null, null, "4"))) {
            int[] rows = {3, 4, 5, 700, 701, 999};
            double[] read =
                    open.images().getFirst().rows(0, rows, new double[0]).pixels();
            double[] all = open.images().getFirst().plane(0).pixels();
            for (int i = 0; i < all.length; i++) {
                assertEquals(flags[i] == 4 ? Double.NaN : pixels[i], all[i]);
            }
            for (int i = 0; i < read.length; i++) {
                assertEquals(all[rows[i / width] * width + i % width], read[i]);
            }
        }
    }
}
