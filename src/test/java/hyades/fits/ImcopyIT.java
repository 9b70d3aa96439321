package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sections of images: the pixels and the reference pixel that cfitsio's `imcopy` makes of the same name.
class ImcopyIT {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;
    private static final int SECTIONS = 6;

    @TempDir
    Path folder;

    @BeforeAll
    static void requireImcopy() {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "imcopy")));
        assumeTrue(isThere, "no imcopy here (Debian: libcfitsio-bin)");
    }

    private static String range(SplittableRandom random, int length) {
        int first = random.nextInt(1, length + 1);
        int last = random.nextInt(first, length + 1);
        return random.nextInt(4) == 0 ? "*" : first + ":" + last;
    }

    private Path write(String kind) throws IOException {
        double[] pixels = new double[WIDTH * HEIGHT];
        Arrays.setAll(pixels, i -> i * 11 % 30_011);
        int bitpix = Integer.parseInt(kind.split(" ")[0]);
        String[] cards = {"CRPIX1=20.25", "CRPIX2=-3.5", "CTYPE1='RA---TAN'", "CTYPE2='DEC--TAN'", "CRPIX1A=7"};
        TestFile file = new TestFile().empty("");
        return (kind.endsWith("packed")
                        ? file.compressed("SCI", bitpix, pixels, WIDTH, cards)
                        : file.image("SCI", bitpix, pixels, WIDTH, cards))
                .write(folder.resolve("whole.fits"));
    }

    /// Ends of both axes, or all of one, drawn at random; single pixels, rows and columns are among them.
    @ParameterizedTest(name = "BITPIX {0}")
    @ValueSource(strings = {"16", "-32", "-64", "32 packed", "-32 packed"})
    void sectionsAreThoseOfCfitsio(String kind) throws Exception {
        Path whole = write(kind);
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        StringBuilder script = new StringBuilder("set -e\n");
        String[] names = new String[SECTIONS];
        for (int i = 0; i < SECTIONS; i++) {
            names[i] = i == 0
                    ? whole + "[1][1:1,%d:%d]".formatted(HEIGHT, HEIGHT)
                    : whole + "[1][%s,%s]".formatted(range(random, WIDTH), range(random, HEIGHT));
            script.append("imcopy '%s' %s/%d.fits\n".formatted(names[i], folder, i));
        }
        Shell.Result made = Shell.run(folder, "sh", "-c", script.toString());
        assertEquals(0, made.code(), made::output);
        for (int i = 0; i < SECTIONS; i++) {
            try (ImageFile found = ImageFile.open(Path.of(names[i]), Selection.SCIENCE);
                    ImageFile expected = ImageFile.open(folder.resolve(i + ".fits"), Selection.SCIENCE)) {
                ImageHdu part = found.images().getFirst();
                ImageHdu copied = expected.images().getFirst();
                assertEquals(copied.width() + " x " + copied.height(), part.width() + " x " + part.height(), names[i]);
                assertArrayEquals(copied.plane(0).pixels(), part.plane(0).pixels(), names[i]);
                for (String card : new String[] {"CRPIX1", "CRPIX2", "CRPIX1A"}) {
                    assertEquals(
                            copied.header().number(card, Double.NaN),
                            part.header().number(card, Double.NaN),
                            names[i] + " " + card);
                }
            }
        }
    }
}
