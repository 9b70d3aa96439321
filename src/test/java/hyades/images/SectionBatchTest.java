package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.BadBits;
import hyades.fits.FitsFiles;
import hyades.fits.HduChoice;
import hyades.fits.Image;
import hyades.fits.ImageCompression;
import hyades.fits.Masking;
import hyades.fits.Selection;
import hyades.fits.TestFile;
import hyades.images.HighPass.Keep;
import hyades.trace.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sections of files, `a.fits[1][2:8,*]`, as a batch filters them.
class SectionBatchTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 10;
    private static final MedianWindow WINDOW = new MedianWindow(3, 5, Boundary.REFLECT, 0, 50);

    @TempDir
    Path folder;

    private Path file;

    private static double[] pixels(int seed) {
        double[] pixels = new double[WIDTH * HEIGHT];
        Arrays.setAll(pixels, i -> (i * 37 + seed * 11) % 101);
        return pixels;
    }

    @BeforeEach
    void write() throws IOException {
        double[] flags = new double[WIDTH * HEIGHT];
        flags[4 * WIDTH + 5] = 1;
        file = new TestFile()
                .empty("", "CRPIX1=6.5")
                .image("SCI", 16, pixels(1), WIDTH, "CTYPE1='RA---TAN'", "CTYPE2='DEC--TAN'", "CRPIX2=4.0")
                .image("DQ", 8, flags, WIDTH)
                .compressed("ERR", -32, pixels(3), WIDTH)
                .image("WCSDVARR", -32, new double[] {1, 2, 3, 4}, 2)
                .write(folder.resolve("a.fits"));
    }

    private Filtered process(Path input, Selection images, String name, ImageCompression compression)
            throws IOException {
        BatchSettings settings =
                new BatchSettings(images, Keep.BOTH.kinds(), -64, compression, folder, name, 40, true, false, "test");
        HighPass filter = new HighPass(WINDOW, Keep.BOTH, 1, new Timeline());
        return new ImageBatch(settings, filter, new Timeline(), (_, _, _, _, _) -> {}).process(input);
    }

    private List<Image> filter(String behind, Selection images) throws IOException {
        Path input = Path.of(file + behind);
        process(input, images, "{stem}_{what}.fits", null);
        return FitsFiles.images(folder.resolve(BatchSettings.stem(input) + "_highpass.fits"));
    }

    /// The pixels of columns and rows from 0, both ends in them.
    private static double[] cut(double[] all, int left, int right, int below, int top) {
        return IntStream.rangeClosed(below, top)
                .flatMap(y -> IntStream.rangeClosed(left, right).map(x -> y * WIDTH + x))
                .mapToDouble(i -> all[i])
                .toArray();
    }

    /// The result is that of a file which holds the section alone: the window ends at its edges.
    @ParameterizedTest(name = "a.fits{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[1][3:9,2:8]   | 2 8 1 7",
                "[SCI][3:9,*]   | 2 8 0 9",
                "[*,4]          | 0 11 3 3",
                "[12:12,10:10]  | 11 11 9 9",
            })
    void aSectionIsFilteredAsAnImageOfItsOwn(String behind, String ends) throws IOException {
        int[] of = Arrays.stream(ends.split(" ")).mapToInt(Integer::parseInt).toArray();
        double[] part = cut(pixels(1), of[0], of[1], of[2], of[3]);
        Path alone = new TestFile().image("", 16, part, of[1] - of[0] + 1).write(folder.resolve("alone.fits"));
        process(alone, Selection.SCIENCE, "{stem}_{what}.fits", null);
        double[] expected = FitsFiles.images(folder.resolve("alone_highpass.fits"))
                .getFirst()
                .pixels();
        List<Image> found = filter(behind, Selection.SCIENCE);
        assertArrayEquals(expected, found.getFirst().pixels());
        assertArrayEquals(
                cut(pixels(3), of[0], of[1], of[2], of[3]), found.get(2).pixels());
    }

    /// Of the planes beside it those that are of its pixels are cut, compressed or not, the table of
    /// distortions is not, and HISTORY says so; CRPIX is moved, that of the primary header too. The
    /// files are whole, with checksums that hold.
    @ParameterizedTest
    @CsvSource({",.fits", "GZIP,.fits.fz"})
    void whatIsOfItsPixelsIsCutAlike(ImageCompression compression, String ending) throws IOException {
        Path input = Path.of(file + "[1][3:9,2:8]");
        process(input, Selection.SCIENCE, "{stem}_{what}.fits", compression);
        Path written = folder.resolve("a_1_3-9_2-8_median" + ending);
        List<Image> images = FitsFiles.images(written);
        assertEquals(
                "[7x7, 7x7, 7x7, 2x2]",
                images.stream()
                        .map(image -> image.width() + "x" + image.height())
                        .toList()
                        .toString());
        assertEquals(1, images.get(1).at(5 - 2, 4 - 1));
        String text = Files.readString(written, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("CRPIX1  =                  4.5 "));
        assertTrue(text.contains("CRPIX2  =                  3.0 "));
        assertTrue(text.contains("HISTORY section [3:9,2:8] of 12 x 10 pixels"));
        assertTrue(text.contains("HISTORY hyades test images filter: section [3:9,2:8] of 12 x 10 pixels"));
        assertEquals(new Filtered.Skipped(), process(input, Selection.SCIENCE, "{stem}_{what}.fits", compression));
    }

    /// The bad pixel is where it is in the image.
    @Test
    void masksAreCutAlike() throws IOException {
        Selection masked = new Selection(HduChoice.SCIENCE, new Masking(null, null, BadBits.parse("1")));
        double[] found = filter("[1][3:9,2:8]", masked).getFirst().pixels();
        for (int i = 0; i < found.length; i++) {
            assertEquals(i == (4 - 1) * 7 + 5 - 2, Double.isNaN(found[i]), "pixel " + i);
        }
    }

    /// By the section, and by the HDU if one is named: no two sections are of one name.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.fits              | a",
                "a.fits[1]           | a",
                "a.fits[3:9,2:8]     | a_3-9_2-8",
                "a.fits[1][3:9,*]    | a_1_3-9_all",
                "a.fits[SCI,2][*,4]  | a_SCI_2_all_4-4",
                "a.fits.gz[b/c][*,*] | a_b_c_all_all",
            })
    void namesSayWhichSectionTheyAreOf(String input, String stem) {
        assertEquals(stem, BatchSettings.stem(Path.of(input)));
    }

    /// Under one name the key tells them apart.
    @Test
    void anotherSectionIsAnotherResult() throws IOException {
        Path first = Path.of(file + "[1][3:9,2:8]");
        Path second = Path.of(file + "[1][3:9,2:7]");
        assertInstanceOf(Filtered.Planes.class, process(first, Selection.SCIENCE, "{what}.fits", null));
        assertEquals(new Filtered.Skipped(), process(first, Selection.SCIENCE, "{what}.fits", null));
        assertEquals(
                folder.resolve("highpass.fits") + " is there, made with other parameters: --overwrite replaces it",
                assertThrows(IOException.class, () -> process(second, Selection.SCIENCE, "{what}.fits", null))
                        .getMessage());
    }

    /// A file of several images would be left with one that is cut and others that are neither cut nor filtered.
    @Test
    void ofSeveralImagesItIsSaidWhich() throws IOException {
        file = new TestFile()
                .empty("")
                .image("SCI,1", 16, pixels(1), WIDTH)
                .image("SCI,2", 16, pixels(2), WIDTH)
                .image("ERR,1", 16, pixels(3), WIDTH)
                .image("ERR,2", 16, pixels(4), WIDTH)
                .write(folder.resolve("two.fits"));
        assertEquals(
                "section [3:9,*]: there are 2 images (HDUs 0, 1 SCI,1, 2 SCI,2, 3 ERR,1, 4 ERR,2): expected one: say"
                        + " which, as in [1][3:9,*]",
                assertThrows(IOException.class, () -> filter("[3:9,*]", Selection.SCIENCE))
                        .getMessage());
        List<Image> found = filter("[SCI,2][3:9,*]", Selection.SCIENCE);
        assertArrayEquals(pixels(1), found.getFirst().pixels());
        assertArrayEquals(pixels(3), found.get(2).pixels());
        assertArrayEquals(cut(pixels(4), 2, 8, 0, 9), found.get(3).pixels());
    }
}
