package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.comm.TestRanks;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import hyades.fits.Image;
import hyades.fits.Selection;
import hyades.partition.Subrange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedStackTest {
    private static final int WIDTH = 149;
    private static final int HEIGHT = 7;
    private static final int FRAMES = 5;
    private static final Combination HOW =
            Combination.of(Combination.Method.MEAN, Rejection.Rule.SIGMA, 1.5, 1.5, Rejection.Center.MEDIAN, 2);

    @TempDir
    Path folder;

    private final double[][] values = new double[FRAMES][WIDTH * HEIGHT];
    private final double[][] deviations = new double[FRAMES][WIDTH * HEIGHT];

    WeightedStackTest() {
        SplittableRandom random = new SplittableRandom(3);
        for (int frame = 0; frame < FRAMES; frame++) {
            Arrays.setAll(values[frame], _ -> (float) random.nextDouble(0, 100));
            Arrays.setAll(deviations[frame], _ -> Math.scalb(1.0, random.nextInt(-3, 4))); // its square is exact
            deviations[frame][10 + frame] = 0;
            deviations[frame][20 + frame] = Double.NaN;
            deviations[frame][30 + frame] = -2;
            values[frame][40 + frame] = Double.NaN;
            deviations[frame][50] = Double.POSITIVE_INFINITY;
        }
    }

    private static Cards header(String first, String... cards) {
        Cards header = new Cards();
        header.putFirst(List.of(
                first,
                "BITPIX  =                  -64",
                "NAXIS   =                    2",
                "NAXIS1  = %20d".formatted(WIDTH),
                "NAXIS2  = %20d".formatted(HEIGHT)));
        for (int i = 0; i < cards.length; i += 2) {
            header.put(cards[i], cards[i + 1], "");
        }
        return header;
    }

    /// Frames, and beside each what says how certain it is.
    ///
    /// @param names of the HDUs, with a card if there is a slash
    /// @param power of the deviation that they hold
    private List<Path> write(int power, String... names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            Path file = folder.resolve("frame%d.fits".formatted(i));
            double[] deviation = deviations[i];
            try (FitsOutput out = new FitsOutput(file)) {
                out.begin(header("SIMPLE  =                    T"));
                out.pixels(values[i], -64);
                out.end();
                for (String name : names) {
                    String[] said = name.split("/");
                    Cards header =
                            header("XTENSION= 'IMAGE   '", "PCOUNT", "0", "GCOUNT", "1", "EXTNAME", quoted(said[0]));
                    if (said.length > 1) {
                        String[] card = said[1].split("=");
                        header.put(card[0], quoted(card[1]), "");
                    }
                    out.begin(header);
                    out.pixels(
                            Arrays.stream(deviation)
                                    .map(d -> d > 0 ? Math.pow(d, power) : d)
                                    .toArray(),
                            -64);
                    out.end();
                }
                out.commit();
            }
            files.add(file);
        }
        return files;
    }

    private static String quoted(String text) {
        return "'%-8s'".formatted(text);
    }

    private byte[] combine(List<Path> files, int ranks, int threads, long memory, double... factors) {
        Path result = folder.resolve("result.fits");
        TestRanks.run(ranks, world -> {
            try (FrameStack frames =
                    new FrameStack(files, Selection.SCIENCE, true, folder, new Subrange(0, files.size()))) {
                frames.scale(factors);
                return new DistributedStack(world, frames)
                        .combine(HOW, result, new Cards(), -64, null, threads, memory, _ -> {});
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

    /// By the definition, in the order of the frames; a scaled frame is as much less certain.
    @Test
    void everyPixelIsItsWeightedMean() throws IOException {
        double[] factors = {1, 2, 0.5, 4, 1};
        combine(write(1, "ERR"), 2, 1, 1 << 24, factors);
        List<Image> images = FitsFiles.images(folder.resolve("result.fits"));
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            int at = pixel;
            int[] there = IntStream.range(0, FRAMES)
                    .filter(f -> values[f][at] == values[f][at]
                            && deviations[f][at] > 0
                            && deviations[f][at] < Double.POSITIVE_INFINITY)
                    .toArray();
            double[] sorted = Arrays.stream(there)
                    .mapToDouble(f -> values[f][at] * factors[f])
                    .sorted()
                    .toArray();
            int[] kept = new int[2];
            if (there.length > 0) {
                HOW.rejection().keep(sorted, there.length, kept);
            }
            double sum = 0;
            double weight = 0;
            for (int f : there) {
                double value = values[f][at] * factors[f];
                if (value >= sorted[kept[0]] && value <= sorted[kept[1] - 1]) {
                    double error = deviations[f][at] * factors[f];
                    sum += value / (error * error);
                    weight += 1 / (error * error);
                }
            }
            assertEquals(sum / weight, images.get(0).pixels()[pixel], "pixel " + pixel);
            assertEquals(
                    weight > 0 ? 1 / Math.sqrt(weight) : Double.NaN,
                    images.get(1).pixels()[pixel]);
            assertEquals(kept[1] - kept[0], images.get(2).pixels()[pixel]);
        }
        assertEquals(0, images.get(2).pixels()[50]);
    }

    @Test
    void neitherRanksNorThreadsNorMemoryShow() throws IOException {
        List<Path> files = write(1, "ERR");
        double[] factors = {1, 1, 1, 1, 1};
        byte[] expected = combine(files, 1, 1, 1 << 24, factors);
        long least;
        try (FrameStack frames =
                new FrameStack(files, Selection.SCIENCE, true, folder, new Subrange(0, files.size()))) {
            least = Stacking.least(frames);
        }
        for (int ranks : new int[] {1, 2, 3, 5, HEIGHT + 2}) {
            for (long memory : new long[] {least, 1 << 24}) {
                assertArrayEquals(expected, combine(files, ranks, 1 + ranks % 3, memory, factors));
            }
        }
    }

    /// Deviations, variances and their inverses say the same, by whatever name; JWST's have parts beside the whole.
    @ParameterizedTest(name = "{0}, deviation^{1}")
    @CsvSource({
        "VAR, 2",
        "VARIANCE, 2",
        "STAT, 2",
        "IVAR, -2",
        "INVVAR, -2",
        "UNCERT, 1",
        "STATION_1_ERR, 1",
        "UNCERT/UTYPE=VAR, 2",
        "UNCERT/UTYPE=ivar, -2",
        "UNCERT/UTYPE=StdDevUncertainty, 1",
        "ERR/HDUCLAS3=RMSE, 1",
        "ERR/HDUCLAS3=MSE, 2",
        "ERR/HDUCLAS3=INVMSE, -2"
    })
    void whatSaysTheSameGivesTheSame(String name, int power) throws IOException {
        double[] factors = {1, 1, 1, 1, 1};
        byte[] expected = combine(write(1, "ERR"), 1, 1, 1 << 24, factors);
        assertArrayEquals(expected, combine(write(power, name), 1, 1, 1 << 24, factors));
        if (power == 1) {
            assertArrayEquals(expected, combine(write(1, "VAR_POISSON", "ERR", "VAR_RNOISE"), 1, 1, 1 << 24, factors));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "VAR_POISSON VAR_RNOISE", "ERR RMS"})
    void whatIsNotClearIsRefused(String names) throws IOException {
        List<Path> files = write(1, names.isEmpty() ? new String[0] : names.split(" "));
        String expected = names.isEmpty()
                ? ": HDU 0: no HDU says how uncertain it is: expected one such as ERR, VAR or IVAR of its size"
                : ": HDU 0: several HDUs say how uncertain it is (1 %s; 2 %s): expected one such as ERR, VAR or IVAR of its size"
                        .formatted((Object[]) names.split(" "));
        assertEquals(
                files.getFirst() + expected,
                assertThrows(
                                IOException.class,
                                () -> new FrameStack(
                                        files, Selection.SCIENCE, true, folder, new Subrange(0, files.size())))
                        .getMessage());
    }
}
