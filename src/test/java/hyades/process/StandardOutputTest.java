package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {
    /// As a full disk does.
    private static final class Full extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    /// A run that failed, was wrong, or can go on stays what it was: that says more.
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({"0, 1", "3, 1", "1, 1", "2, 2", "75, 75"})
    void lostOutputIsAFailure(int code, int expected, @TempDir Path folder) throws IOException {
        PrintStream stream = new PrintStream(new Full());
        Path file = Files.createSymbolicLink(folder.resolve("1"), Path.of("/dev/full"));
        StandardOutput output = new StandardOutput(stream, file);
        assertEquals(code, output.checked(code)); // nothing was printed
        stream.print("a");
        assertEquals(expected, output.checked(code));
        assertEquals(expected, new StandardOutput(stream, folder.resolve("2")).checked(code)); // not known
    }

    /// Links as Linux has them.
    @ParameterizedTest
    @CsvSource({"pipe:[4711], 0", "socket:[4711], 0", "pipe:[4711], 3"})
    void whoReadsNoMoreHasWhatHeWants(String pipe, int code, @TempDir Path folder) throws IOException {
        PrintStream stream = new PrintStream(new Full());
        StandardOutput output =
                new StandardOutput(stream, Files.createSymbolicLink(folder.resolve("1"), Path.of(pipe)));
        stream.print("a");
        assertEquals(code, output.checked(code));
    }
}
