package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.storage.LineLog;
import hyades.storage.StepLog;
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

/// Lines of steps 0, 10, 20 and 3·10⁹; the numbers are fractions of three, so that none is short in decimal.
class DiagnosticsFileTest {
    private static final long[] STEPS = {0, 10, 20, 3_000_000_000L};

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("diagnostics.csv");
    }

    private static DiagnosticsFile.Row row(long step, int dimensions) {
        double x = (step + 1) / 3.0;
        double[] axes = new double[dimensions];
        axes[1] = -x;
        return new DiagnosticsFile.Row(
                step,
                x,
                new Diagnostics(
                        x, -x, -x, axes, new double[dimensions == 2 ? 1 : 3], axes, new double[] {x, 2 * x, 3 * x}),
                x * 1e-9);
    }

    /// @return where the file was before each line
    private List<LineLog.Mark> write(int dimensions) throws IOException {
        List<LineLog.Mark> marks = new ArrayList<>();
        try (StepLog out = DiagnosticsFile.open(file, dimensions, LineLog.Mark.START)) {
            for (long step : STEPS) {
                marks.add(out.mark());
                out.write(step, row(step, dimensions).values());
            }
        }
        return marks;
    }

    @Test
    void stepsAreLong() throws IOException {
        write(2);
        assertTrue(Files.readAllLines(file).getLast().startsWith("3000000000,1.0000000003333334E9,"));
    }

    /// What lies after the mark is gone at once, not when other lines come: the run may end before. What is written
    /// again is the same.
    @ParameterizedTest(name = "{0}-D, {1} lines kept")
    @CsvSource({"2, 0", "3, 1", "2, 3"})
    void goesOnAfterAnyLine(int dimensions, int lines) throws IOException {
        LineLog.Mark mark = write(dimensions).get(lines);
        List<String> whole = Files.readAllLines(file);
        try (StepLog out = DiagnosticsFile.open(file, dimensions, mark)) {
            assertEquals(whole.subList(0, 1 + lines), Files.readAllLines(file));
            for (int i = lines; i < STEPS.length; i++) {
                out.write(STEPS[i], row(STEPS[i], dimensions).values());
            }
        }
        assertEquals(whole, Files.readAllLines(file));
    }

    /// An editor of another system has written the file: it is named, and stays as it is.
    @Test
    void otherLineEndsAreRefused() throws IOException {
        LineLog.Mark mark = write(2).get(2);
        String changed = Files.readString(file).replace("\n", "\r\n");
        Files.writeString(file, changed);
        IOException refused = assertThrows(IOException.class, () -> DiagnosticsFile.open(file, 2, mark));
        assertTrue(refused.getMessage().startsWith(file + ": is not as the run left it"), refused::getMessage);
        assertEquals(changed, Files.readString(file));
    }
}
