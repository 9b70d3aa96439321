package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.fits.BadBits;
import hyades.fits.HduChoice;
import hyades.fits.Masking;
import hyades.fits.Selection;
import hyades.fits.TestFile;
import hyades.trace.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files as twenty kinds of telescopes, pipelines and cameras make them (`observatories.txt`): which of
/// their planes are images, which pixels are bad, and where on the sky the others are.
class ObservatoriesTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 10;

    /// Places of the brightest pixel, and of the next.
    private static final int[] PLACES = {WIDTH + 2, 5 * WIDTH + 7};

    @TempDir
    Path folder;

    /// What the text says of a file.
    ///
    /// @param expected by the first word of a line
    private record Kind(String name, Map<String, String> expected, List<Hdu> hdus) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// @param how BITPIX, KIND and, of flags, two numbers
    private record Hdu(String name, String[] how, List<String> cards) {}

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = ObservatoriesTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Map<String, Kind> kinds() throws IOException {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Kind kind = null;
        for (String line : lines("observatories.txt")) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "", "#" -> {}
                case "file" -> {
                    kind = new Kind(words[1], new HashMap<>(), new ArrayList<>());
                    kinds.put(kind.name, kind);
                }
                case "taken", "bits", "mask", "frame", "blank" -> kind.expected.put(words[0], words[1]);
                case "hdu" -> {
                    String[] how = words[1].split(" ");
                    String name = how[0].equals("-") ? "" : how[0];
                    kind.hdus.add(new Hdu(name, Arrays.copyOfRange(how, 1, how.length), new ArrayList<>()));
                }
                default -> kind.hdus.getLast().cards.add(line);
            }
        }
        return kinds;
    }

    private static Stream<Kind> ofImages() throws IOException {
        return kinds().values().stream().filter(kind -> kind.expected.containsKey("taken"));
    }

    @Test
    void thereAreTwenty() throws IOException {
        assertEquals(20, ofImages().count());
    }

    private Path write(Kind kind) throws IOException {
        TestFile file = new TestFile();
        for (Hdu hdu : kind.hdus) {
            int bitpix = Integer.parseInt(hdu.how[0]);
            String[] cards = hdu.cards.toArray(String[]::new);
            switch (hdu.how[1]) {
                case "empty" -> file.empty(hdu.name, cards);
                case "table" -> file.table(hdu.name);
                case "small" -> file.image(hdu.name, bitpix, new double[32], 8, cards);
                case "row" -> file.image(hdu.name, bitpix, new double[WIDTH], WIDTH, cards);
                case "other" -> file.image(hdu.name, bitpix, pixels(7, 5, 9), WIDTH, cards);
                case "image" -> file.image(hdu.name, bitpix, pixels(100, 3000, 2000), WIDTH, cards);
                case "packed" -> file.compressed(hdu.name, bitpix, pixels(100, 3000, 2000), WIDTH, cards);
                case "flags" -> file.image(hdu.name, bitpix, flags(hdu), WIDTH, cards);
                case "packedflags" -> file.compressed(hdu.name, bitpix, flags(hdu), WIDTH, cards);
                default -> throw new IOException(hdu.how[1]);
            }
        }
        return file.write(folder.resolve(kind.name.replace(' ', '_') + ".fits"));
    }

    private static double[] pixels(double about, double first, double second) {
        double[] pixels = new double[WIDTH * HEIGHT];
        Arrays.setAll(pixels, i -> about + i * 7 % 5);
        pixels[PLACES[0]] = first;
        pixels[PLACES[1]] = second;
        return pixels;
    }

    /// As they are stored, without what BZERO adds.
    private static double[] flags(Hdu hdu) {
        double zero = hdu.cards.stream()
                .filter(card -> card.startsWith("BZERO="))
                .mapToDouble(card -> Double.parseDouble(card.substring("BZERO=".length())))
                .findFirst()
                .orElse(0);
        double[] flags = new double[WIDTH * HEIGHT];
        flags[PLACES[0]] = Double.parseDouble(hdu.how[2]);
        flags[PLACES[1]] = Double.parseDouble(hdu.how[3]);
        Arrays.setAll(flags, i -> flags[i] - zero);
        return flags;
    }

    private static List<Peak> peaks(Path file, Selection selection, int count) throws IOException {
        return Peak.of(file, selection, count, 2, Threshold.NONE, 0, _ -> {});
    }

    /// By the structure that the observatory's handbook has: of each image its brightest pixel.
    @ParameterizedTest(name = "{0}")
    @MethodSource("ofImages")
    void imagesAreTaken(Kind kind) throws IOException {
        List<String> found = peaks(write(kind), Selection.SCIENCE, 1).stream()
                .map(peak -> peak.hdu() + ": " + place(peak))
                .toList();
        List<String> expected = Stream.of(kind.expected.get("taken").split(" "))
                .map(hdu -> hdu + ": " + PLACES[0])
                .toList();
        assertEquals(expected, found);
    }

    private static int place(Peak peak) {
        return peak.point().y() * WIDTH + peak.point().x();
    }

    /// Where the text says which bits are bad, the brightest pixel is one, and the next has other bits.
    @ParameterizedTest(name = "{0}")
    @MethodSource("ofImages")
    void badPixelsAreNotSeen(Kind kind) throws IOException {
        Path file = write(kind);
        String bits = kind.expected.get("bits");
        String mask = kind.expected.get("mask");
        Path apart = mask == null ? null : write(kinds().get(mask));
        Masking masking = bits == null ? Masking.NONE : new Masking(null, apart, BadBits.parse(bits));
        for (Peak peak : peaks(file, new Selection(HduChoice.SCIENCE, masking), 1)) {
            assertEquals(bits == null ? PLACES[0] : PLACES[1], place(peak));
        }
    }

    /// Astropy's positions (`observatories-golden.py`) to 1e-9 degrees, or why there are none.
    @ParameterizedTest(name = "{0}")
    @MethodSource("ofImages")
    void theSkyIsRightOrBlank(Kind kind) throws IOException {
        Map<String, double[]> golden = new HashMap<>();
        for (String line : lines("observatories-golden.csv")
                .subList(1, lines("observatories-golden.csv").size())) {
            String[] fields = line.split(",");
            golden.put(
                    String.join(",", Arrays.copyOf(fields, 4)),
                    new double[] {Double.parseDouble(fields[4]), Double.parseDouble(fields[5])});
        }
        List<Peak> peaks = peaks(write(kind), Selection.SCIENCE, 2);
        assertEquals(2 * kind.expected.get("taken").split(" ").length, peaks.size());
        for (Peak peak : peaks) {
            String what = "%s,%d,%d,%d"
                    .formatted(
                            kind.name,
                            peak.hdu(),
                            peak.point().x(),
                            peak.point().y());
            if (kind.expected.containsKey("blank")) {
                assertEquals(kind.expected.get("blank"), peak.sky().reason(), what);
                assertEquals(Double.NaN, peak.sky().longitude(), what);
                continue;
            }
            assertEquals("", peak.sky().reason(), what);
            double[] expected = golden.get(what);
            double turn = Math.IEEEremainder(peak.sky().longitude() - expected[0], 360);
            assertEquals(0, turn * Math.cos(Math.toRadians(expected[1])), 1e-9, what);
            assertEquals(expected[1], peak.sky().latitude(), 1e-9, what);
            String frame = "%s %s %s"
                    .formatted(
                            peak.sky().frame(), peak.sky().radesys(), peak.sky().equinox());
            assertEquals(kind.expected.get("frame"), frame.strip(), what);
        }
    }

    /// Only images are filtered: all else is the same bytes, but for the first header, which has the result's key.
    @ParameterizedTest(name = "{0}")
    @MethodSource("ofImages")
    void allElseStaysAsItIs(Kind kind) throws IOException {
        Path file = write(kind);
        Path out = Files.createDirectory(folder.resolve("out"));
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE,
                HighPass.Keep.HIGHPASS.kinds(),
                0,
                null,
                out,
                "{stem}.fits",
                1000,
                false,
                false,
                "test");
        MedianWindow window = new MedianWindow(3, 3, Boundary.REFLECT, 0, 50);
        HighPass operation = new HighPass(window, HighPass.Keep.HIGHPASS, 1, new Timeline());
        new ImageBatch(settings, operation, new Timeline(), (_, _, _, _, _) -> {}).process(file);
        List<byte[]> before = TestFile.hdus(file);
        List<byte[]> after = TestFile.hdus(out.resolve(file.getFileName()));
        assertEquals(before.size(), after.size());
        List<String> taken = List.of(kind.expected.get("taken").split(" "));
        for (int hdu = 1; hdu < before.size(); hdu++) {
            boolean isTaken = taken.contains(Integer.toString(hdu));
            assertEquals(!isTaken, Arrays.equals(before.get(hdu), after.get(hdu)), kind + ", HDU " + hdu);
        }
    }
}
