package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import hyades.images.Calibration.Level;
import hyades.images.Calibration.Masters;
import hyades.trace.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final int WIDTH = 6;
    private static final double[] FRAME = ramp(900, 7);

    @TempDir
    Path folder;

    private static double[] ramp(double first, double step) {
        double[] pixels = new double[4 * WIDTH];
        Arrays.setAll(pixels, i -> first + i * step);
        return pixels;
    }

    private static double[] pixels(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /// @param exposure NaN for none
    /// @return null without pixels
    private Path write(String name, double[] pixels, double exposure) throws IOException {
        if (pixels == null) {
            return null;
        }
        Path file = folder.resolve(name);
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                  -64",
                "NAXIS   =                    2",
                "NAXIS1  = %20d".formatted(WIDTH),
                "NAXIS2  = %20d".formatted(pixels.length / WIDTH)));
        header.put("BUNIT", "'adu     '", "unit");
        if (!Double.isNaN(exposure)) {
            header.put("EXPTIME", Double.toString(exposure), "s");
        }
        try (FitsOutput out = new FitsOutput(file)) {
            out.begin(header);
            out.pixels(pixels, -64);
            out.end();
            out.commit();
        }
        return file;
    }

    /// The same with another image.
    private Path beside(Path input, String name, String extension) throws IOException {
        Path file = folder.resolve(name);
        try (ByteSource source = ByteSource.open(input);
                FitsOutput out = new FitsOutput(file)) {
            ImageHdu image = FitsFiles.read(source).getFirst();
            out.copy(image);
            Cards other = image.header().copy();
            other.remove("SIMPLE", "CHECKSUM", "DATASUM");
            other.putFirst(List.of("XTENSION= 'IMAGE   '"));
            other.put("PCOUNT", "0", "");
            other.put("GCOUNT", "1", "");
            other.put("EXTNAME", "'%s'".formatted(extension), "");
            out.begin(other);
            out.raw(image);
            out.end();
            out.commit();
        }
        return file;
    }

    private Path written(Path input) {
        return folder.resolve(input.getFileName().toString().replace(".fits", "_calibrated.fits"));
    }

    private static Masters masters(Path bias, Path dark, Path flat) {
        return new Masters(bias, dark, flat, "EXPTIME", Level.MEAN, Double.NEGATIVE_INFINITY, null);
    }

    private double[] calibrate(Masters masters, Path frame) throws IOException {
        process(masters, frame, 1 << 20, true);
        return FitsFiles.images(written(frame)).getFirst().pixels();
    }

    private Filtered process(Masters masters, Path frame, long strip, boolean overwrite) throws IOException {
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE,
                Calibration.KINDS,
                0,
                null,
                folder,
                "{stem}_{what}.fits",
                strip,
                !overwrite,
                overwrite,
                "test");
        try (Calibration calibration = new Calibration(masters, Selection.SCIENCE, folder, new Timeline())) {
            return new ImageBatch(settings, calibration, new Timeline(), (_, _, _, _, _) -> {}).process(frame);
        }
    }

    private static String fault(Executable calibrating) {
        return assertThrows(IOException.class, calibrating).getMessage();
    }

    /// Against ccdproc's `ccd_process` (`calibrate-golden.py` beside the file): to the bit, but for the mean of the
    /// flat, whose 24 pixels are added in another order: 24 roundings of 1.1e-16 each way at most, 5.4e-15 of it.
    @ParameterizedTest(name = "{0}, {1} s and {2} s, {3} {4}")
    @CsvFileSource(resources = "calibrate-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void framesAreThoseOfCcdproc(
            String which,
            double time,
            double darkTime,
            Double least,
            Level level,
            String frame,
            String bias,
            String dark,
            String flat,
            String calibrated)
            throws IOException {
        Path input = write("frame.fits", pixels(frame), time);
        Masters masters = new Masters(
                bias == null ? null : write("bias.fits", pixels(bias), Double.NaN),
                dark == null ? null : write("dark.fits", pixels(dark), darkTime),
                flat == null ? null : write("flat.fits", pixels(flat), Double.NaN),
                "EXPTIME",
                level,
                least == null ? Double.NEGATIVE_INFINITY : least,
                null);
        double[] expected = pixels(calibrated);
        double[] found = calibrate(masters, input);
        for (int i = 0; i < expected.length; i++) {
            double tolerance = flat == null || level == Level.MEDIAN ? 0 : 5.4e-15 * Math.abs(expected[i]);
            assertTrue(Math.abs(expected[i] - found[i]) <= tolerance, which + " " + expected[i] + " " + found[i]);
        }
    }

    /// A pixel that is missing in one of the images is missing; so is what the flat says that it saw no light. Pixels
    /// that the flat lacks are not in its mean: here 2 without them.
    @Test
    void whatIsMissingAnywhereIsMissing() throws IOException {
        double[] frame = FRAME.clone();
        double[] bias = ramp(0, 0);
        double[] dark = ramp(0, 0);
        double[] flat = ramp(2, 0);
        frame[1] = Double.NaN;
        bias[2] = Double.NaN;
        dark[3] = Double.NaN;
        flat[4] = Double.NaN;
        flat[5] = 0;
        flat[6] = -1;
        flat[7] = 7; // with the 0 and the -1 the mean is still 2
        Path input = write("frame.fits", frame, 5);
        double[] found = calibrate(
                masters(
                        write("bias.fits", bias, Double.NaN),
                        write("dark.fits", dark, 5),
                        write("flat.fits", flat, Double.NaN)),
                input);
        for (int i = 0; i < found.length; i++) {
            assertEquals(i >= 1 && i <= 6 ? Double.NaN : i == 7 ? frame[i] / 3.5 : frame[i], found[i], "pixel " + i);
        }
    }

    @ParameterizedTest(name = "strips of {0} pixels")
    @CsvSource({"1", "6", "12", "13"})
    void stripsDoNotShow(long strip) throws IOException {
        Masters masters = masters(
                write("bias.fits", ramp(300, 0.25), Double.NaN),
                write("dark.fits", ramp(3, 0.5), 20),
                write("flat.fits", ramp(1, 0.125), Double.NaN));
        Path input = write("frame.fits", FRAME, 30);
        process(masters, input, 1 << 20, true);
        byte[] expected = Files.readAllBytes(written(input));
        process(masters, input, strip, true);
        assertArrayEquals(expected, Files.readAllBytes(written(input)));
    }

    /// What was done by which file, and the cards that were there.
    @Test
    void theHeaderTellsEachStep() throws IOException {
        Path bias = write("bias.fits", ramp(300, 0), Double.NaN);
        Path dark = write("dark.fits", ramp(3, 0), 20);
        Path flat = write("flat.fits", ramp(2, 0), Double.NaN);
        Path input = write("frame.fits", FRAME, 30);
        calibrate(new Masters(bias, dark, flat, "EXPTIME", Level.MEDIAN, 0.5, null), input);
        try (ByteSource source = ByteSource.open(written(input))) {
            Cards header = FitsFiles.read(source).getFirst().header();
            String history = header.lines().stream()
                    .filter(card -> card.startsWith("HISTORY"))
                    .map(card -> card.substring(8))
                    .reduce("", (all, line) -> all + (line.endsWith(" ") ? line.stripTrailing() + "\n" : line));
            assertTrue(
                    history.startsWith("hyades test images calibrate: calibrated\n"
                            + "minus bias %s DATASUM %s\n".formatted(bias, sum(bias))
                            + "minus 1.5 times dark %s DATASUM %s\n".formatted(dark, sum(dark))
                            + "over flat %s DATASUM %s\n".formatted(flat, sum(flat))
                            + "which was divided by its median 2.0, at least 0.5\n"
                            + "input DATASUM %s\n".formatted(sum(input))),
                    history);
            assertTrue(header.lines().contains("%-80s".formatted("BUNIT   = 'adu     '           / unit")));
        }
    }

    private static long sum(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return FitsFiles.read(source).getFirst().dataSum();
        }
    }

    /// A master that has changed makes the results another's: its content is in their key.
    @Test
    void anotherMasterMakesOtherResults() throws IOException {
        Path input = write("frame.fits", FRAME, Double.NaN);
        Masters masters = masters(write("bias.fits", ramp(300, 0), Double.NaN), null, null);
        process(masters, input, 1 << 20, false);
        assertEquals(new Filtered.Skipped(), process(masters, input, 1 << 20, false));
        write("bias.fits", ramp(301, 0), Double.NaN);
        assertEquals(
                written(input) + " is there, made with other parameters: --overwrite replaces it",
                fault(() -> process(masters, input, 1 << 20, false)));
    }

    @Test
    void whatCannotBeCalibratedIsRefusedInOneLine() throws IOException {
        Path bias = write("bias.fits", ramp(300, 0), Double.NaN);
        Path dark = write("dark.fits", ramp(3, 0), 20);
        Path small = write("small.fits", new double[WIDTH], 0);
        Path input = write("frame.fits", FRAME, Double.NaN);
        assertEquals(
                "HDU 0: 6 x 1 pixels, %s has 6 x 4".formatted(bias),
                fault(() -> calibrate(masters(bias, null, null), small)));
        assertEquals(
                "%s: 6 x 1 pixels, %s has 6 x 4".formatted(small, bias),
                fault(() -> calibrate(masters(bias, null, small), input)));
        assertEquals(
                "no EXPTIME: expected a time to scale the dark by",
                fault(() -> calibrate(masters(null, dark, null), input)));
        assertEquals(
                "%s: has no EXPTIME: expected a time above 0 to scale it by".formatted(bias),
                fault(() -> calibrate(masters(null, bias, null), input)));
        assertEquals(
                "%s: EXPTIME is 0.0: expected a time above 0 to scale it by".formatted(small),
                fault(() -> calibrate(masters(null, small, null), input)));
        assertEquals(
                "%s: its mean is 0.0: expected one above 0 to divide it by".formatted(small),
                fault(() -> calibrate(masters(null, null, small), input)));
        Path two = beside(input, "two.fits", "SCI");
        assertEquals(
                "2 images in it, the masters are of one: expected --hdu",
                fault(() -> calibrate(masters(bias, null, null), two)));
        assertEquals(
                "%s: 2 images (HDU 0; 1 SCI), expected one: say which, as in FILE[0]".formatted(two),
                fault(() -> calibrate(masters(two, null, null), input)));
    }
}
