package hyades.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wave of 40,000 lines, with one line that goes up and one that goes down: a file above a MB.
class CurveLinesTest {
    private static final int LINES = 40_000;
    private static final int UP = 23_457;
    private static final int DOWN = 23_459;

    @TempDir
    Path folder;

    private static double wave(int i) {
        return i == UP ? 2 : i == DOWN ? -3 : Math.sin(1e-3 * i);
    }

    private Path write(int lines) throws IOException {
        Path file = folder.resolve("wave.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("step,other,time,wave\n");
            for (int i = 0; i < lines; i++) {
                out.write("%d,x,%s,%s\n".formatted(i, 0.25 * i, wave(i)));
            }
        }
        return file;
    }

    /// Both peaks stay, where they are, with the first and the last line; the times ascend, and between two that are
    /// kept is no more than a part of the file.
    @Test
    void noPeakIsLost() throws IOException {
        CsvColumns columns = CsvColumns.ofCurves(write(LINES), "time", "wave");
        double[] time = columns.numbers("time");
        double[] wave = columns.numbers("wave");
        assertTrue(time.length > 500 && time.length < 2500, () -> time.length + " lines");
        for (int i = 0; i < time.length; i++) {
            assertEquals(wave((int) (4 * time[i])), wave[i]);
            assertTrue(i == 0 || time[i] > time[i - 1] && time[i] - time[i - 1] < 0.25 * 2 * LINES / 500);
        }
        assertEquals(0, time[0]);
        assertEquals(0.25 * (LINES - 1), time[time.length - 1]);
        assertTrue(Arrays.binarySearch(time, 0.25 * UP) >= 0);
        assertTrue(Arrays.binarySearch(time, 0.25 * DOWN) >= 0);
    }

    @Test
    void ofASmallFileAllLinesAreDrawn() throws IOException {
        double[] time = CsvColumns.ofCurves(write(4), "time").numbers("time");
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75}, time);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'1,x,2', ': damaged: line 40002 has 3 fields, expected 4'",
        "'1,x,zero,3', ': damaged: line 40002 has \"zero\", expected a number'",
        "'', ': damaged: it ends within a line'"
    })
    void whatIsDamagedIsNamed(String line, String complaint) throws IOException {
        Path file = write(LINES);
        Files.writeString(file, Files.readString(file) + (line.isEmpty() ? "1,x" : line + "\n"));
        IOException damaged = assertThrows(IOException.class, () -> CsvColumns.ofCurves(file, "time", "wave"));
        assertEquals(file + complaint, damaged.getMessage());
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        Path file = write(LINES);
        IOException missing = assertThrows(IOException.class, () -> CsvColumns.ofCurves(file, "time", "spin"));
        assertEquals(file + ", line 1: expected a column spin", missing.getMessage());
    }
}
