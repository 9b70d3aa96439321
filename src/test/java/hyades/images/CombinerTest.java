package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.comm.TestRanks;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.Selection;
import hyades.fits.TestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Whole stacks, from files to a file, as ccdproc combines them.
class CombinerTest {
    private static final int WIDTH = 4;
    private static final int HEIGHT = 3;

    @TempDir
    Path folder;

    private static double[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private List<Path> write(String frames, String deviations) throws IOException {
        List<Path> files = new ArrayList<>();
        String[] of = deviations == null ? new String[0] : deviations.split("/");
        for (String frame : frames.split("/")) {
            TestFile file = new TestFile().image("SCI", -64, numbers(frame), WIDTH);
            if (of.length > 0) {
                file.image("ERR", -64, numbers(of[files.size()]), WIDTH);
            }
            files.add(file.write(folder.resolve("frame%02d.fits".formatted(files.size()))));
        }
        return files;
    }

    /// Against ccdproc's `Combiner` on random stacks (`combiner-golden.py` beside the file), by two ranks:
    /// medians and numbers of values exactly; means and sums to 1e-12 of them, hundreds of times what
    /// the roundings (1.1e-16 each) of 13 terms make. Deviations are differences of values of up to 5000
    /// (4.5e-13 each in rounding): to 1e-11, and sums' 13 times that. Of weighted means ccdproc's
    /// uncertainty is the scatter, not that of the weights: not compared.
    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}, scaled by {6}")
    @CsvFileSource(resources = "combiner-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void stacksAreThoseOfCcdproc(
            Combination.Method method,
            Rejection.Rule rule,
            double low,
            double high,
            Rejection.Center center,
            int iterations,
            String factors,
            String frames,
            String deviations,
            String values,
            String errors,
            String used)
            throws IOException {
        List<Path> files = write(frames, deviations);
        double[] ones = new double[files.size()];
        Arrays.fill(ones, 1);
        Combination how = new Combination(method, new Rejection(rule, low, high, center, iterations));
        Path result = folder.resolve("result.fits");
        TestRanks.run(2, world -> {
            try (FrameStack stack =
                    DistributedStack.open(world, files, Selection.SCIENCE, deviations != null, folder)) {
                stack.scale(factors == null ? ones : numbers(factors));
                return new DistributedStack(world, stack)
                        .combine(how, result, new Cards(), -64, null, 1, 1 << 24, _ -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        List<Image> made = FitsFiles.images(result);
        double[][] expected = {numbers(values), numbers(errors), numbers(used)};
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double value = made.getFirst().pixels()[i];
            if (method == Combination.Method.MEDIAN) {
                assertEquals(expected[0][i], value, "pixel " + i);
            } else {
                boolean isMissing = Double.isNaN(expected[0][i]);
                assertEquals(expected[0][i], value, isMissing ? 1 : 1e-12 * expected[0][i], "pixel " + i);
            }
            if (deviations == null) {
                double of = method == Combination.Method.SUM ? 13 : 1;
                assertEquals(expected[1][i], made.get(1).pixels()[i], of * 1e-11, "uncertainty of pixel " + i);
            }
            assertEquals(expected[2][i], made.get(2).pixels()[i], "values of pixel " + i);
        }
    }
}
