package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.fits.BadBits;
import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import hyades.fits.HduChoice;
import hyades.fits.Image;
import hyades.fits.Masking;
import hyades.fits.Selection;
import hyades.fits.TestFile;
import hyades.partition.Subrange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedStackTest {
    private static final int WIDTH = 331; // more than a chunk of columns, and no multiple of it
    private static final int HEIGHT = 13;
    private static final long PLENTY = 1L << 30;

    @TempDir
    Path folder;

    /// Frames of noise with missing pixels, one pixel of them missing everywhere.
    private double[][] noise(int count, boolean isSingle) {
        double[][] frames = new double[count][WIDTH * HEIGHT];
        SplittableRandom random = new SplittableRandom(5);
        for (double[] frame : frames) {
            Arrays.setAll(frame, _ -> random.nextDouble() < 0.02 ? Double.NaN : random.nextDouble(-3, 100));
            if (isSingle) {
                Arrays.setAll(frame, i -> (float) frame[i]);
            }
            frame[77] = Double.NaN;
        }
        return frames;
    }

    private List<Path> write(double[][] frames, int bitpix) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < frames.length; i++) {
            Path file = folder.resolve("frame%02d.fits".formatted(i));
            Cards header = new Cards();
            header.putFirst(List.of(
                    "SIMPLE  =                    T",
                    "BITPIX  = %20d".formatted(bitpix),
                    "NAXIS   =                    2",
                    "NAXIS1  = %20d".formatted(WIDTH),
                    "NAXIS2  = %20d".formatted(HEIGHT)));
            header.put("OBJECT", "'Hyades  '", "frame " + i);
            header.put("EXPTIME", Integer.toString(10 + i), "s");
            header.history("taken");
            try (FitsOutput out = new FitsOutput(file)) {
                out.begin(header);
                out.pixels(frames[i], bitpix);
                out.end();
                out.commit();
            }
            files.add(file);
        }
        return files;
    }

    private static Combination of(Combination.Method method) {
        return Combination.of(method, Rejection.Rule.SIGMA, 1.5, 1.5, Rejection.Center.MEDIAN, 2);
    }

    /// Combines and gives the bytes of the file.
    private byte[] combine(List<Path> files, Combination how, int ranks, int threads, long memory, double[] factors) {
        return combine(files, Selection.SCIENCE, how, ranks, threads, memory, factors);
    }

    private byte[] combine(
            List<Path> files,
            Selection selection,
            Combination how,
            int ranks,
            int threads,
            long memory,
            double[] factors) {
        Path result = folder.resolve("result.fits");
        TestRanks.run(ranks, world -> {
            try (FrameStack frames = new FrameStack(files, selection, folder)) {
                frames.scale(factors);
                return new DistributedStack(world, frames)
                        .combine(how, result, Cards.common(frames.headers()), -64, null, threads, memory, _ -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            return Files.readAllBytes(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Each pixel is what its values combine to, by the definition; the sums of the file hold, since reading checks
    /// them.
    @ParameterizedTest(name = "{0} frames of {1} bits")
    @CsvSource({"1, -64", "2, -32", "7, -64", "7, -32", "20, -32"})
    void everyPixelIsWhatItsValuesCombineTo(int count, int bitpix) throws IOException {
        double[][] frames = noise(count, bitpix == -32);
        List<Path> files = write(frames, bitpix);
        for (Combination.Method method : Combination.Method.values()) {
            combine(files, of(method), 2, 1, PLENTY, ones(count));
            List<Image> images = FitsFiles.images(folder.resolve("result.fits"));
            assertEquals(3, images.size());
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int at = i;
                double[] values = Arrays.stream(frames)
                        .mapToDouble(frame -> frame[at])
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
                double[] pixel = new double[3];
                of(method).combine(values, values.length, new int[2], pixel);
                for (int image = 0; image < 3; image++) {
                    assertEquals(pixel[image], images.get(image).pixels()[i], method + " " + i);
                }
            }
            assertTrue(Double.isNaN(images.getFirst().pixels()[77]));
            assertEquals(0, images.getLast().pixels()[77]);
        }
    }

    /// Frames with planes of quality give what frames give that have NaN in these places; whichever of science and
    /// quality is compressed, so that it is elsewhere than the other.
    @ParameterizedTest(name = "science compressed: {0}, quality: {1}, in a file of its own: {2}")
    @CsvSource({
        "false, false, false",
        "true, false, false",
        "false, true, false",
        "true, true, false",
        "true, false, true",
        "false, true, true"
    })
    @Tag("long")
    void maskedFramesAreThoseWithMissingPixels(boolean isScience, boolean isQuality, boolean isApart) throws Exception {
        double[][] frames = noise(5, true);
        double[] flags = new double[WIDTH * HEIGHT];
        List<Path> files = new ArrayList<>();
        Path apart = folder.resolve("mask.fits");
        for (int frame = 0; frame < frames.length; frame++) {
            for (int i = 0; i < flags.length; i++) {
                int seed = isApart ? 0 : frame;
                flags[i] = (i * 7 + seed * 5) % 11 == 0 ? 5 : (i + seed) % 3 == 0 ? 2 : 0;
            }
            TestFile file = new TestFile().empty("");
            file = isScience
                    ? file.compressed("SCI", -32, frames[frame], WIDTH)
                    : file.image("SCI", -32, frames[frame], WIDTH);
            TestFile quality = isApart ? new TestFile().empty("") : file;
            quality = isQuality ? quality.compressed("DQ", 16, flags, WIDTH) : quality.image("DQ", 16, flags, WIDTH);
            quality.write(isApart ? apart : folder.resolve("masked" + frame + ".fits"));
            files.add(file.write(folder.resolve("masked" + frame + ".fits")));
            for (int i = 0; i < flags.length; i++) {
                frames[frame][i] = flags[i] == 5 ? Double.NaN : frames[frame][i];
            }
        }
        Combination how = of(Combination.Method.MEDIAN);
        List<Path> withHoles = write(frames, -32);
        Selection selection =
                new Selection(HduChoice.SCIENCE, new Masking(null, isApart ? apart : null, BadBits.parse("4")));
        for (double factor : new double[] {1, 2}) { // in single precision, and in double
            double[] factors = ones(5);
            factors[1] = factor;
            combine(withHoles, how, 1, 1, PLENTY, factors);
            List<Image> expected = FitsFiles.images(folder.resolve("result.fits"));
            combine(files, selection, how, 2, 2, PLENTY, factors);
            List<Image> masked = FitsFiles.images(folder.resolve("result.fits"));
            for (int image = 0; image < 3; image++) {
                assertArrayEquals(
                        expected.get(image).pixels(), masked.get(image).pixels());
            }
            assertTrue(Arrays.stream(masked.getLast().pixels()).anyMatch(used -> used < 5));
        }
    }

    /// What sections of frames give is the section of what the frames give, with the pixel of the sky that is there.
    @Test
    void sectionsOfFramesCombineToTheSection() throws IOException {
        List<Path> files = new ArrayList<>();
        for (double[] frame : noise(4, true)) {
            files.add(new TestFile()
                    .empty("")
                    .compressed("SCI", -32, frame, WIDTH, "CRPIX1=100.5", "CTYPE1='RA---TAN'")
                    .write(folder.resolve("frame" + files.size() + ".fits")));
        }
        Combination how = of(Combination.Method.MEAN);
        combine(files, how, 1, 1, PLENTY, ones(4));
        Image whole = FitsFiles.images(folder.resolve("result.fits")).getFirst();
        List<Path> parts =
                files.stream().map(file -> Path.of(file + "[SCI][7:206,3:9]")).toList();
        combine(parts, how, 3, 2, PLENTY, ones(4));
        Path result = folder.resolve("result.fits");
        Image part = FitsFiles.images(result).getFirst();
        assertEquals(List.of(200, 7), List.of(part.width(), part.height()));
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 200; x++) {
                assertEquals(whole.at(x + 6, y + 2), part.at(x, y));
            }
        }
        try (ByteSource source = ByteSource.open(result)) {
            List<String> header = FitsFiles.read(source).getFirst().header().lines();
            assertTrue(header.stream().anyMatch(card -> card.matches("CRPIX1  = +94.5 .*")), header::toString);
        }
    }

    @Test
    void neitherRanksNorThreadsNorMemoryShow() throws IOException {
        List<Path> files = write(noise(9, true), -32);
        Combination how = of(Combination.Method.MEAN);
        byte[] expected = combine(files, how, 1, 1, PLENTY, ones(9));
        long least;
        try (FrameStack frames = new FrameStack(files, Selection.SCIENCE, folder)) {
            least = Stacking.least(frames);
        }
        for (int ranks : new int[] {1, 2, 3, 5, HEIGHT + 2}) {
            for (int threads : new int[] {1, 3}) {
                for (long memory : new long[] {least, least * 3 / 2, PLENTY}) {
                    assertArrayEquals(expected, combine(files, how, ranks, threads, memory, ones(9)));
                }
            }
        }
    }

    /// What is compressed is read from a file without a name, so nothing of it is left.
    @Test
    void compressedFramesGiveTheSame() throws IOException {
        List<Path> files = new ArrayList<>(write(noise(4, true), -32));
        byte[] expected = combine(files, of(Combination.Method.MEDIAN), 2, 1, PLENTY, ones(4));
        Path packed = folder.resolve("frame02.fits.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(files.get(2), out);
        }
        files.set(2, packed);
        assertArrayEquals(expected, combine(files, of(Combination.Method.MEDIAN), 2, 1, PLENTY, ones(4)));
        try (var left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().contains("unpacked")).toList());
        }
    }

    /// The product of two numbers of single precision is one of double precision.
    @Test
    void scaledFramesAreCombinedInDoublePrecision() throws IOException {
        double[][] frames = noise(3, true);
        List<Path> files = write(frames, -32);
        double[] factors = {1, 0.3f, 7};
        combine(
                files,
                Combination.of(Combination.Method.MAX, Rejection.Rule.NONE, Double.NaN, Double.NaN, null, 1),
                2,
                1,
                PLENTY,
                factors);
        double[] pixels =
                FitsFiles.images(folder.resolve("result.fits")).getFirst().pixels();
        for (int i = 0; i < pixels.length; i++) {
            double most = Double.NaN;
            for (int frame = 0; frame < 3; frame++) {
                double value = frames[frame][i] * factors[frame];
                most = value > most || Double.isNaN(most) ? value : most;
            }
            assertEquals(most, pixels[i]);
        }
    }

    @ParameterizedTest(name = "{0} ranks")
    @CsvSource({"1", "2", "4"})
    void mediansAreThoseOfSorting(int ranks) throws IOException {
        double[][] frames = noise(3, false);
        Arrays.fill(frames[1], Double.NaN);
        frames[1][5] = -4;
        frames[1][6] = 3; // an even number, and of both signs
        Arrays.fill(frames[2], Double.NaN);
        List<Path> files = write(frames, -64);
        double[] expected = IntStream.range(0, 3)
                .mapToDouble(i -> {
                    double[] sorted = Arrays.stream(frames[i])
                            .filter(value -> !Double.isNaN(value))
                            .sorted()
                            .toArray();
                    return sorted.length == 0 ? Double.NaN : Rejection.median(sorted, 0, sorted.length);
                })
                .toArray();
        assertEquals(-0.5, expected[1]);
        TestRanks.run(ranks, world -> {
            try (FrameStack stack = new FrameStack(files, Selection.SCIENCE, folder)) {
                assertArrayEquals(expected, new DistributedStack(world, stack).medians());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
    }

    /// OBJECT is the same in all, though its comment is not; EXPTIME is not; what was done to a frame is its own
    /// history.
    @Test
    void theHeaderSaysWhatAllFramesSay() throws IOException {
        List<Path> files = write(noise(3, false), -64);
        combine(files, of(Combination.Method.MEAN), 1, 1, PLENTY, ones(3));
        try (ByteSource source = ByteSource.open(folder.resolve("result.fits"))) {
            List<String> header = FitsFiles.read(source).getFirst().header().lines();
            assertTrue(
                    header.contains("%-80s".formatted("OBJECT  = 'Hyades  '           / frame 0")), header::toString);
            assertEquals(
                    List.of(),
                    header.stream()
                            .filter(card -> card.matches("(EXPTIME|HISTORY).*"))
                            .toList());
            assertEquals(
                    1, header.stream().filter(card -> card.startsWith("BITPIX")).count());
            assertEquals(
                    "UNCERT",
                    FitsFiles.read(source).get(1).header().lines().stream()
                            .filter(card -> card.startsWith("EXTNAME"))
                            .map(card -> card.substring(11, 17))
                            .findFirst()
                            .orElseThrow());
        }
    }

    /// Writes a file whose data are no longer those of its DATASUM.
    private Path stale(String name) throws IOException {
        Path file = folder.resolve(name);
        FitsFiles.write(file, new Image(WIDTH, HEIGHT, new double[WIDTH * HEIGHT]), List.of());
        byte[] bytes = Files.readAllBytes(file);
        bytes[2880]++; // the first of the data
        return Files.write(file, bytes);
    }

    /// What is found out about files, or the reason for which they are refused, which is to be the same on all ranks.
    private List<String> opened(List<Path> files, Selection selection, int ranks) {
        List<List<String>> found = TestRanks.run(ranks, world -> {
            try (FrameStack frames = DistributedStack.open(world, files, selection, false, folder)) {
                return frames.doubts();
            } catch (IOException e) {
                return List.of(e.getMessage());
            }
        });
        assertEquals(1, Set.copyOf(found).size(), found::toString);
        return found.getFirst();
    }

    /// The sums of a frame are checked by one rank, and known to all, those of a mask for all frames
    /// by one, once; what ends one rank's work ends that of all, with what one rank alone would say.
    @ParameterizedTest(name = "{0} ranks")
    @CsvSource({"1", "2", "3", "7"})
    void allRanksKnowWhatOneOfThemFinds(int ranks) throws IOException {
        List<Path> files = new ArrayList<>(write(noise(4, true), -32));
        files.add(stale("stale.fits"));
        Path mask = stale("mask.fits");
        String wrong = ": wrong checksum: HDU 0: DATASUM is 16777216, the header has 0";
        Selection masked = new Selection(HduChoice.SCIENCE, new Masking(null, mask, null));
        List<String> doubts = List.of("mask " + mask + wrong, files.getLast() + wrong);
        assertEquals(doubts, opened(files, masked, ranks));

        HduChoice strict = HduChoice.SCIENCE.strictly();
        assertEquals(List.of(doubts.getFirst()), opened(files, new Selection(strict, masked.masking()), ranks));
        Path gone = folder.resolve("gone.fits");
        List<Path> both = new ArrayList<>(files);
        both.add(gone);
        Selection unmasked = new Selection(strict, Masking.NONE);
        assertEquals(List.of(doubts.getLast()), opened(both, unmasked, ranks));
        both.addFirst(files.getFirst());
        both.add(2, gone);
        assertEquals(List.of(gone + ": no such file"), opened(both, unmasked, ranks));
    }

    /// All data are read for their sums once by all ranks together: strictly, a wrong sum is seen by its own rank only.
    @Test
    void aRankChecksTheSumsOfItsOwnFrames() throws IOException {
        List<Path> files = List.of(stale("a.fits"), stale("b.fits"), stale("c.fits"));
        Masking mask = new Masking(null, stale("mask.fits"), null);
        Selection strict = new Selection(HduChoice.SCIENCE.strictly(), mask);
        new FrameStack(files, strict, false, folder, new Subrange(0, 0)).close();
        for (int own = 0; own < 3; own++) {
            Subrange one = new Subrange(own, own + 1);
            FrameStack.Fault fault = assertThrows(
                    FrameStack.Fault.class, () -> new FrameStack(files, strict, false, folder, one).close());
            assertEquals(own == 0 ? -1 : own, fault.frame());
        }
    }

    @Test
    void framesOfOtherSizesAreRefused() throws IOException {
        List<Path> files = new ArrayList<>(write(noise(2, false), -64));
        Path small = folder.resolve("small.fits");
        FitsFiles.write(small, new Image(2, 3, new double[6]), List.of());
        files.add(small);
        String reason = assertThrows(IOException.class, () -> new FrameStack(files, Selection.SCIENCE, folder).close())
                .getMessage();
        assertEquals(small + ": 2 x 3 pixels, the first frame has 331 x 13", reason);
        String none = assertThrows(
                        IOException.class,
                        () -> new FrameStack(files, new Selection(HduChoice.parse(List.of("1")), Masking.NONE), folder)
                                .close())
                .getMessage();
        assertEquals(files.getFirst() + ": HDU 1: not there; there are 0", none);
        Path gone = folder.resolve("gone.fits");
        List<Path> missing = List.of(files.getFirst(), gone);
        String named = assertThrows(IOException.class, () -> new FrameStack(missing, Selection.SCIENCE, folder).close())
                .getMessage();
        assertEquals(gone + ": no such file", named);
    }
}
