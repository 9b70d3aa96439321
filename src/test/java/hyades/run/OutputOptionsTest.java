package hyades.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.process.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// A command that goes on in a folder replaces there what its own run wrote, and nothing else.
class OutputOptionsTest {
    private static final String RECORD = """
        {"command": "%s", "arguments": [], "perRank": [], "rates": {}}
        """;

    @TempDir
    Path folder;

    private OutputOptions options(String... more) {
        OutputOptions options = new OutputOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(new Command(options)))
                .parseArgs(more.length == 0 ? new String[] {"--out", folder.toString()} : more);
        options.allowFiles("images filter", "summary.csv");
        return options;
    }

    @CommandLine.Command
    private static final class Command {
        @CommandLine.Mixin
        private final OutputOptions options;

        Command(OutputOptions options) {
            this.options = options;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary.csv", "resources.csv", "trace.json"})
    void aFileOfNoRunIsInTheWay(String name) throws Exception {
        Path theirs = Files.writeString(folder.resolve(name), "mine");
        JobFailure refusal = assertThrows(JobFailure.class, () -> options().check());
        assertEquals(2, refusal.exitCode());
        assertEquals(
                theirs
                        + ": is there, and no run.json beside it says that a run wrote it: it has to go, or to be"
                        + " renamed, first",
                refusal.getMessage());
        assertEquals("mine", Files.readString(theirs));
        assertDoesNotThrow(
                () -> options("--out", folder.toString(), "--overwrite").check());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        --dpi 71             , --dpi 71: expected 72 to 1200
        --dpi 1201           , --dpi 1201: expected 72 to 1200
        --dpi 300 --no-plots , '--dpi 300: expected no --no-plots beside it, which leaves out the pictures'
        """)
    void aResolutionThatDrawsNothingIsRefused(String typed, String reason) {
        JobFailure refusal =
                assertThrows(JobFailure.class, () -> options(typed.split(" ")).check());
        assertEquals(2, refusal.exitCode());
        assertEquals(reason, refusal.getMessage());
    }

    @Test
    void aResolutionIsHandedOn() {
        OutputOptions options = options("--dpi", "1200");
        assertDoesNotThrow(() -> options.check());
        assertEquals(new Plots(true, OptionalInt.of(1200)), options.plots());
    }

    @Test
    void anotherCommandsRunIsInTheWay() throws Exception {
        Files.writeString(folder.resolve("run.json"), RECORD.formatted("nbody"));
        assertEquals(
                folder.resolve("run.json") + ": is of a run of nbody, not of images filter: expected another folder",
                assertThrows(JobFailure.class, () -> options().check()).getMessage());
    }

    /// A killed run leaves outputs and no record.
    @Test
    void anEarlierRunIsNot() throws Exception {
        Files.writeString(folder.resolve("a_highpass.fits"), "");
        assertDoesNotThrow(() -> options().check());
        Files.writeString(folder.resolve("summary.csv"), "");
        Files.writeString(folder.resolve("run.json"), RECORD.formatted("images filter"));
        assertDoesNotThrow(() -> options().check());
    }
}
