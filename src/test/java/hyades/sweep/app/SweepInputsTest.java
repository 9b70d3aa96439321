package hyades.sweep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.process.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SweepInputsTest {
    @TempDir
    Path folder;

    private static SweepInputs inputs(String... words) {
        SweepInputs inputs = new SweepInputs();
        new CommandLine(inputs).setStopAtPositional(true).parseArgs(words);
        return inputs;
    }

    /// The line counts those that are empty, and those within a field.
    @ParameterizedTest
    @CsvSource({"3, 1", "'3,4,5', 3"})
    void aRowOfOtherColumnsIsNamed(String row, int found) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n\n\"1\n\",2\n" + row + "\n");
        SweepInputs inputs = inputs("--csv", file.toString(), "echo {a}");
        JobFailure refused = assertThrows(JobFailure.class, inputs::read);
        assertEquals("--csv %s, line 5: expected 2 columns, found %d".formatted(file, found), refused.getMessage());
    }
}
