package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.comm.TestRanks;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ModeTest {
    @TempDir
    Path folder;

    /// Against photutils' `SExtractorBackground` (`mode-golden.py` beside the file), to 1e-12 of it: a mean of
    /// up to 200 values may be off by 200 roundings of 1.1e-16, 2.2e-14, times 1.5 and either way.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "mode-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void theModeIsThatOfSourceExtractor(String kind, double mode, String pixels) {
        double[] values =
                Stream.of(pixels.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertEquals(mode, ClippedStatistics.of(values).mode(), 1e-12 * Math.abs(mode), kind);
    }

    /// Of 1100 x 1000 pixels, more than 2^20, every second row counts; of small frames every one.
    @Test
    void largeFramesAreSampledByRows() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        double[] large = random.doubles(1100 * 1000).toArray();
        double[] small = random.doubles(12).map(pixel -> pixel + 5).toArray();
        Path file = folder.resolve("large.fits");
        FitsFiles.write(file, new Image(1100, 1000, large), List.of());
        double[] odd = IntStream.range(0, large.length)
                .filter(i -> i / 1100 % 2 == 1)
                .mapToDouble(i -> large[i])
                .toArray();
        assertMode(ClippedStatistics.of(odd).mode(), file, 1);
        Path other = folder.resolve("small.fits");
        FitsFiles.write(other, new Image(4, 3, small), List.of());
        assertMode(ClippedStatistics.of(small).mode(), other, 2);
    }

    /// One row of more pixels than are sampled is sampled as it is.
    @Test
    void aFrameOfOneLongRowHasAMode() throws IOException {
        Path file = folder.resolve("row.fits");
        double[] pixels = new SplittableRandom(2).doubles(2_200_000).toArray();
        FitsFiles.write(file, new Image(pixels.length, 1, pixels), List.of());
        assertMode(ClippedStatistics.of(pixels).mode(), file, 1);
    }

    private void assertMode(double expected, Path file, int ranks) {
        double[] modes = {expected, expected, expected};
        TestRanks.run(ranks, world -> {
            try (FrameStack stack = new FrameStack(List.of(file, file, file), Selection.SCIENCE, folder)) {
                assertArrayEquals(modes, new DistributedStack(world, stack).modes(), Arrays.toString(modes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
    }
}
