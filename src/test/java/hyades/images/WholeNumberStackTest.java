package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.comm.SingleRank;
import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeNumberStackTest {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 3;

    @TempDir
    Path folder;

    /// Three frames of whole numbers, of which pixel 7 is missing, and pixel 310, of column 10 and row 2, is `odd`.
    private void combine(double odd, int bitpix) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int frame = 0; frame < 3; frame++) {
            double sign = frame - 1;
            Path file = folder.resolve("frame%d.fits".formatted(frame));
            double[] pixels = IntStream.range(0, WIDTH * HEIGHT)
                    .mapToDouble(i -> i == 7 ? Double.NaN : i == 310 ? odd : i + sign)
                    .toArray();
            FitsFiles.write(file, new Image(WIDTH, HEIGHT, pixels), List.of());
            files.add(file);
        }
        Combination how = Combination.of(
                Combination.Method.MEDIAN, Rejection.Rule.NONE, Double.NaN, Double.NaN, Rejection.Center.MEDIAN, 1);
        try (FrameStack frames = new FrameStack(files, Selection.SCIENCE, folder)) {
            new DistributedStack(new SingleRank(), frames)
                    .combine(how, folder.resolve("result.fits"), new Cards(), bitpix, null, 1, 1 << 22, _ -> {});
        }
    }

    /// To the last whole number on either side; the one below stands for missing pixels. Uncertainties stay doubles.
    @ParameterizedTest(name = "BITPIX {0}: {1}")
    @CsvSource({"16, 32767", "16, -32767", "16, 5", "32, 2147483647", "32, -2147483647"})
    void wholeNumbersAreStoredAsSuch(int bitpix, double odd) throws IOException {
        combine(odd, bitpix);
        double[] expected = IntStream.range(0, WIDTH * HEIGHT)
                .mapToDouble(i -> i == 7 ? Double.NaN : i == 310 ? odd : i)
                .toArray();
        try (ByteSource source = ByteSource.open(folder.resolve("result.fits"))) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            assertEquals(List.of(), FitsFiles.doubts(hdus));
            assertEquals(bitpix, hdus.get(0).format().bitpix());
            assertEquals(-64, hdus.get(1).format().bitpix());
            assertArrayEquals(expected, hdus.get(0).plane(0).pixels());
            assertEquals(Double.NaN, hdus.get(1).plane(0).pixels()[7]);
        }
    }

    @ParameterizedTest(name = "BITPIX {0}: {1}")
    @CsvSource({"16, 32768.0, 32767", "16, -32768.0, 32767", "16, 0.5, 32767", "32, 2.147483648E9, 2147483647"})
    void othersAreRefusedAndNothingIsWritten(int bitpix, String odd, long most) {
        assertEquals(
                "--bitpix %d: the pixel of column 10, row 2 (from 0) is %s: expected whole numbers from %d to %d"
                        .formatted(bitpix, odd, -most, most),
                assertThrows(IOException.class, () -> combine(Double.parseDouble(odd), bitpix))
                        .getMessage());
        assertFalse(Files.exists(folder.resolve("result.fits")));
    }
}
