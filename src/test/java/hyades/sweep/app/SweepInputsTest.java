package hyades.sweep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.process.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SweepInputsTest {
    private static final Set<String> OPTIONS = Set.of("--from", "--csv", "-0");

    @TempDir
    Path folder;

    private static SweepInputs inputs(String... words) {
        SweepInputs inputs = new SweepInputs();
        new CommandLine(inputs).setStopAtPositional(true).parseArgs(words);
        return inputs;
    }

    /// Of a command in quotes: the words of one that is not may have such options of their own.
    @Test
    void optionsBehindAQuotedCommandAreDoubted() {
        String doubt = "--from behind the command is a word of it: expected options before it";
        assertEquals(
                List.of(doubt), inputs("echo {}", "--from", "list", ":::", "1").doubts(OPTIONS, 1));
        assertEquals(
                List.of(), inputs("echo", "{}", "--from", "list", ":::", "1").doubts(OPTIONS, 1));
        assertEquals(
                List.of(),
                inputs("echo {}", "--mass", "--from=list", ":::", "--from").doubts(OPTIONS, 1));
        assertEquals(List.of(), inputs("--from", "list", "echo {}").doubts(OPTIONS, 1));
    }

    @Test
    void anEmptyStandardInputIsDoubted() {
        assertEquals(
                List.of("no values: standard input was empty"),
                inputs("echo {}").doubts(OPTIONS, 0));
        assertEquals(List.of(), inputs("echo {}").doubts(OPTIONS, 1));
        assertEquals(List.of(), inputs("echo {}", ":::").doubts(OPTIONS, 0));
    }

    /// Of a list that was never written, and of a table that has no rows, nobody wants no task.
    @Test
    void filesWithoutValuesAreDoubted() throws IOException {
        Path list = Files.createFile(folder.resolve("list"));
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n");
        SweepInputs inputs = inputs("--csv", table.toString(), "--from", list.toString(), "echo {a}");
        assertEquals(0, inputs.read().size());
        assertEquals(
                List.of(
                        "no values: --csv %s has none".formatted(table),
                        "no values: --from %s has none".formatted(list)),
                inputs.doubts(OPTIONS, 0));
    }

    /// They are the values' own, to the byte: nothing is left out.
    @Test
    void carriageReturnsAreDoubted() throws IOException {
        Path file = Files.writeString(folder.resolve("list"), "a\r\nb\n");
        SweepInputs inputs = inputs("--from", file.toString(), "echo {}");
        assertEquals("a\r", inputs.read().task(1).values().getFirst().toString());
        assertEquals(
                List.of("values end with a carriage return, as lines of a file from Windows: expected none"),
                inputs.doubts(OPTIONS, 2));
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
