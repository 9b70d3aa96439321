package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of steps 0, 10, 20 and 25; the numbers are fractions of three, so that none is short in decimal.
class DiagnosticsFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("diagnostics.csv");
    }

    private static DiagnosticsFile.Row row(int step, int dimensions) {
        double x = (step + 1) / 3.0;
        double[] axes = new double[dimensions];
        axes[1] = -x;
        return new DiagnosticsFile.Row(
                step,
                x,
                new Diagnostics(x, -x, axes, new double[dimensions == 2 ? 1 : 3], axes, new double[] {x, 2 * x, 3 * x}),
                x * 1e-9);
    }

    private List<String> write(int dimensions) throws IOException {
        try (DiagnosticsFile out = DiagnosticsFile.create(file, dimensions)) {
            for (int step : new int[] {0, 10, 20, 25}) {
                out.write(row(step, dimensions));
            }
        }
        return Files.readAllLines(file);
    }

    /// What is cut off and written again is the same, and what is kept is read back exactly.
    @ParameterizedTest(name = "{0}-D after step {1}: {2} lines kept")
    @CsvSource({"2, 24, 3", "3, 20, 3", "2, 19, 2", "3, 1, 1"})
    void goesOnAfterAnyStep(int dimensions, int step, int lines) throws IOException {
        List<String> whole = write(dimensions);
        List<DiagnosticsFile.Row> rows = new ArrayList<>();
        try (DiagnosticsFile out = DiagnosticsFile.resume(file, dimensions, step, 10, rows)) {
            assertEquals(lines, rows.size());
            assertEquals(
                    row(0, dimensions).diagnostics().total(),
                    rows.getFirst().diagnostics().total());
            for (int next : new int[] {10, 20, 25}) {
                if (next > step) {
                    out.write(row(next, dimensions));
                }
            }
        }
        assertEquals(whole, Files.readAllLines(file));
    }

    /// What lies after the step is gone at once, not when other lines come: the run may end before.
    @ParameterizedTest(name = "{0}-D after step {1}: {2} lines kept")
    @CsvSource({"2, 24, 3", "3, 19, 2", "2, 0, 1"})
    void cutsOffWhatLiesAfterTheStep(int dimensions, int step, int lines) throws IOException {
        List<String> whole = write(dimensions);
        DiagnosticsFile.resume(file, dimensions, step, 10, new ArrayList<>()).close();
        assertEquals(whole.subList(0, 1 + lines), Files.readAllLines(file));
    }

    /// A run that cannot go on leaves the file as it is.
    @Test
    void aFileThatLacksLinesStaysAsItIs() throws IOException {
        List<String> whole = write(2);
        assertThrows(IOException.class, () -> DiagnosticsFile.resume(file, 2, 30, 10, new ArrayList<>()));
        assertEquals(whole, Files.readAllLines(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 40})
    void aMissingLineIsNamed(int step) throws IOException {
        write(2);
        String complaint = assertThrows(
                        IOException.class, () -> DiagnosticsFile.resume(file, 2, step, 10, new ArrayList<>()))
                .getMessage();
        assertTrue(complaint.startsWith(file + ": the line of step 30 is missing"), complaint);
    }

    @Test
    void anotherHeaderOrNoFileIsNamed() throws IOException {
        assertTrue(assertThrows(IOException.class, () -> DiagnosticsFile.resume(file, 2, 5, 10, new ArrayList<>()))
                .getMessage()
                .startsWith(file + ": is missing"));
        write(3);
        assertTrue(assertThrows(IOException.class, () -> DiagnosticsFile.resume(file, 2, 5, 10, new ArrayList<>()))
                .getMessage()
                .startsWith(file + ": expected a first line"));
    }
}
