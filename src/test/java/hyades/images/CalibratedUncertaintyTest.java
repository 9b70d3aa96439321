package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.Selection;
import hyades.fits.TestFile;
import hyades.images.Calibration.Level;
import hyades.images.Calibration.Masters;
import hyades.trace.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CalibratedUncertaintyTest {
    private static final int WIDTH = 6;

    @TempDir
    Path folder;

    private static double[] pixels(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] constant(double value) {
        double[] pixels = new double[4 * WIDTH];
        Arrays.fill(pixels, value);
        return pixels;
    }

    /// @param name  with the HDU of the uncertainties behind a comma
    /// @param image null for no file
    /// @param sigma null for no such HDU
    private Path write(String name, double[] image, double[] sigma, double exposure) throws IOException {
        if (image == null) {
            return null;
        }
        TestFile file = new TestFile().image("", -64, image, WIDTH, "EXPTIME=" + exposure);
        return (sigma == null ? file : file.image(name.split(",")[1], -64, sigma, WIDTH))
                .write(folder.resolve(name.split(",")[0]));
    }

    private Path write(String name, String image, String sigma, double exposure) throws IOException {
        return write(name, image == null ? null : pixels(image), sigma == null ? null : pixels(sigma), exposure);
    }

    private Masters masters(Path bias, Path dark, Path flat, Noise noise) {
        return new Masters(bias, dark, flat, "EXPTIME", Level.MEAN, Double.NEGATIVE_INFINITY, noise);
    }

    private Filtered process(Masters masters, Path frame, long strip, boolean skipExisting) throws IOException {
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE,
                Calibration.KINDS,
                0,
                null,
                folder,
                "{stem}_{what}.fits",
                strip,
                skipExisting,
                !skipExisting,
                "test");
        try (Calibration calibration = new Calibration(masters, Selection.SCIENCE, folder, new Timeline())) {
            return new ImageBatch(settings, calibration, new Timeline(), (_, _, _, _, _) -> {}).process(frame);
        }
    }

    /// The images of what a frame became.
    private List<double[]> calibrate(Masters masters, Path frame) throws IOException {
        process(masters, frame, 1 << 20, false);
        return images(frame);
    }

    private List<double[]> images(Path frame) throws IOException {
        Path written = folder.resolve(BatchSettings.stem(frame) + "_calibrated.fits");
        return FitsFiles.images(written).stream().map(Image::pixels).toList();
    }

    /// Against ccdproc (`uncertainty-golden.py` beside the file): of frames that say how uncertain they
    /// are, with masters that do and that do not, and of others by their noise. To 1e-14: the mean of
    /// the flat is that of 24 values, of a rounding of 1.1e-16 each either way (5.4e-15), and a dozen
    /// more are in the formula.
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvFileSource(resources = "uncertainty-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void uncertaintiesAreThoseOfCcdproc(
            String which,
            Double least,
            Double gain,
            Double readNoise,
            String frame,
            String frameSigma,
            String bias,
            String biasSigma,
            String dark,
            String darkSigma,
            String flat,
            String flatSigma,
            String sigma)
            throws IOException {
        Masters masters = new Masters(
                write("bias.fits,UNCERT", bias, biasSigma, 0),
                write("dark.fits,UNCERT", dark, darkSigma, 90),
                write("flat.fits,UNCERT", flat, flatSigma, 1),
                "EXPTIME",
                Level.MEAN,
                least == null ? Double.NEGATIVE_INFINITY : least,
                gain == null ? null : new Noise(gain, readNoise));
        List<double[]> found = calibrate(masters, write("frame.fits,ERR", frame, frameSigma, 30));
        assertEquals(2, found.size());
        double[] expected = pixels(sigma);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found.get(1)[i], 1e-14 * expected[i], which + " pixel " + i);
        }
    }

    /// What is said in variances or their inverses stays so, also where it stands before its image: the same
    /// uncertainty to ten roundings of 2.2e-16.
    @ParameterizedTest
    @CsvSource({"VAR", "IVAR"})
    void uncertaintiesStayOfTheirKind(String kind) throws IOException {
        double[] pixels = pixels("900 910 920 930 940 950 960 970 980 990 1000 1010 1 2 3 4 5 6 7 8 9 10 11 12");
        double[] sigma = Arrays.stream(pixels).map(pixel -> Math.sqrt(pixel)).toArray();
        double[] said = Arrays.stream(pixels)
                .map(pixel -> kind.equals("VAR") ? pixel : 1 / pixel)
                .toArray();
        Masters masters = masters(
                write("bias.fits,UNCERT", constant(3), constant(2), 0),
                null,
                write("flat.fits,UNCERT", pixels, sigma, 0),
                null);
        double[] expected =
                calibrate(masters, write("frame.fits,ERR", pixels, sigma, 0)).get(1);
        Path before = new TestFile()
                .empty("")
                .image(kind, -64, said, WIDTH)
                .image("SCI", -64, pixels, WIDTH)
                .write(folder.resolve("before.fits"));
        double[] found = calibrate(masters, before).getFirst();
        for (int i = 0; i < expected.length; i++) {
            double deviation = kind.equals("VAR") ? Math.sqrt(found[i]) : Math.sqrt(1 / found[i]);
            assertEquals(expected[i], deviation, 2.2e-15 * expected[i]);
        }
    }

    /// By hand: σ² = (3² + 0 + (2 · 2)²) / 1 where all is known, the bias certain and its dark twice as
    /// long; NaN where the result is missing, or one of the uncertainties.
    @Test
    void whatIsUncertainWithoutANumberIsMissing() throws IOException {
        double[] frame = constant(100);
        double[] sigma = constant(3);
        double[] ofBias = constant(0);
        double[] flat = constant(1);
        frame[1] = Double.NaN;
        sigma[2] = Double.NaN;
        sigma[3] = -1;
        ofBias[4] = Double.NaN;
        flat[5] = Double.NaN;
        Masters masters = masters(
                write("bias.fits,UNCERT", constant(10), ofBias, 0),
                write("dark.fits,UNCERT", constant(1), constant(2), 15),
                write("flat.fits", flat, null, 0),
                null);
        double[] found =
                calibrate(masters, write("frame.fits,ERR", frame, sigma, 30)).get(1);
        for (int i = 0; i < found.length; i++) {
            assertEquals(i >= 1 && i <= 5 ? Double.NaN : 5.0, found[i], "pixel " + i);
        }
    }

    /// A pixel of less than nothing has the noise of its reading alone: 8 electrons at 2 a unit are 4 units.
    @Test
    void darkPixelsHaveTheNoiseOfReading() throws IOException {
        Masters masters = masters(write("bias.fits", constant(110), null, 0), null, null, new Noise(2, 8));
        double[] found =
                calibrate(masters, write("frame.fits", constant(100), null, 0)).get(1);
        assertArrayEquals(constant(4), found);
    }

    /// Of a section, and in strips, the pixels and uncertainties of the whole, to the bit; the masters
    /// are cut alike.
    @ParameterizedTest(name = "strips of {0} pixels")
    @CsvSource({"1", "7", "100"})
    void aSectionIsThatOfTheCalibratedImage(long strip) throws IOException {
        double[] ramp = new double[4 * WIDTH];
        Arrays.setAll(ramp, i -> 50 + i * i);
        Masters masters = masters(
                write("bias.fits,UNCERT", constant(3), ramp, 0),
                write("dark.fits", ramp, null, 7),
                write("flat.fits,UNCERT", ramp, constant(2), 0),
                null);
        Path frame = write("frame.fits,ERR", ramp, constant(9), 30);
        List<double[]> whole = calibrate(masters, frame);
        Path section = Path.of(frame + "[2:5,3:4]");
        process(masters, section, strip, false);
        List<double[]> found = images(section);
        for (int image = 0; image < 2; image++) {
            for (int i = 0; i < 8; i++) {
                assertEquals(whole.get(image)[(2 + i / 4) * WIDTH + 1 + i % 4], found.get(image)[i], "pixel " + i);
            }
            assertEquals(8, found.get(image).length);
        }
    }

    /// With the HDU that it adds a result is whole, and known again; other noise makes another.
    @Test
    void addedUncertaintiesAreKnownAgain() throws IOException {
        Path frame = write("frame.fits", constant(100), null, 0);
        Path bias = write("bias.fits", constant(10), null, 0);
        assertInstanceOf(Filtered.Planes.class, process(masters(bias, null, null, new Noise(2, 8)), frame, 6, true));
        assertEquals(new Filtered.Skipped(), process(masters(bias, null, null, new Noise(2, 8)), frame, 6, true));
        assertThrows(IOException.class, () -> process(masters(bias, null, null, new Noise(2, 9)), frame, 6, true));
    }

    /// A master's file is not all that counts, which of its images does, too.
    @Test
    void anotherImageOfAMasterMakesOtherResults() throws IOException {
        Path frame = write("frame.fits", constant(100), null, 0);
        Path bias = write("bias.fits,SCI", constant(10), constant(20), 0);
        Masters first = masters(Path.of(bias + "[0]"), null, null, null);
        process(first, frame, 6, true);
        assertEquals(new Filtered.Skipped(), process(first, frame, 6, true));
        Masters second = masters(Path.of(bias + "[1]"), null, null, null);
        assertThrows(IOException.class, () -> process(second, frame, 6, true));
    }

    /// Without a flat and with masters that say nothing, what the frame says holds, to the byte.
    @Test
    void aCertainBiasChangesNothing() throws IOException {
        double[] sigma = {1, 2, 3, 4, 5, 6, Double.NaN, -1, 0, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Path frame = write("frame.fits,ERR", constant(100), sigma, 0);
        Masters masters = masters(write("bias.fits", constant(10), null, 0), null, null, null);
        assertArrayEquals(sigma, calibrate(masters, frame).get(1));
        String file = Files.readString(folder.resolve("frame_calibrated.fits"), StandardCharsets.ISO_8859_1);
        assertTrue(file.contains("HISTORY uncertainties as they were: HDU 1 ERR"));
    }

    /// A raw frame is not as certain as its masters, which is what ccdproc says of it: nothing is said.
    @Test
    void mastersAloneMakeNoUncertainty() throws IOException {
        Path frame = write("frame.fits", constant(100), null, 30);
        Masters masters = masters(
                write("bias.fits,UNCERT", constant(10), constant(2), 0),
                write("dark.fits,UNCERT", constant(1), constant(2), 15),
                write("flat.fits,UNCERT", constant(2), constant(1), 0),
                null);
        assertEquals(1, calibrate(masters, frame).size());
        String file = Files.readString(folder.resolve("frame_calibrated.fits"), StandardCharsets.ISO_8859_1);
        assertTrue(file.contains("HISTORY nothing says how uncertain the frame is, nor this"));
    }

    /// Of a whole and its parts, as JWST has them, only the whole could be what the flat makes of it.
    @Test
    void aWholeWithItsPartsIsRefusedByAFlat() throws IOException {
        Path frame = new TestFile()
                .empty("")
                .image("SCI", -64, constant(100), WIDTH)
                .image("ERR", -64, constant(5), WIDTH)
                .image("VAR_POISSON", -64, constant(16), WIDTH)
                .image("VAR_RNOISE", -64, constant(9), WIDTH)
                .write(folder.resolve("jwst.fits"));
        Path flat = write("flat.fits", constant(2), null, 0);
        String fault = assertThrows(IOException.class, () -> calibrate(masters(null, null, flat, null), frame))
                .getMessage();
        assertEquals(
                "HDU 3 VAR_POISSON; 4 VAR_RNOISE: uncertainties, which are not divided by the flat here: expected only"
                        + " HDU 2 ERR",
                fault);
    }

    /// Of several planes of variances it is not known which is the whole.
    @Test
    void partsOfUncertaintiesAreRefused() throws IOException {
        Path frame = new TestFile()
                .empty("")
                .image("SCI", -64, constant(100), WIDTH)
                .image("VAR_POISSON", -64, constant(1), WIDTH)
                .image("VAR_RNOISE", -64, constant(1), WIDTH)
                .write(folder.resolve("parts.fits"));
        Path flat = write("flat.fits", constant(2), null, 0);
        String fault = assertThrows(IOException.class, () -> calibrate(masters(null, null, flat, null), frame))
                .getMessage();
        assertEquals(
                "HDU 1 SCI: several HDUs say how uncertain it is (2 VAR_POISSON; 3 VAR_RNOISE): expected one such as"
                        + " ERR, VAR or IVAR of its size",
                fault);
    }
}
