package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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
    void lostOutputIsAFailure(int code, int expected) {
        PrintStream stream = new PrintStream(new Full());
        StandardOutput output = new StandardOutput(stream);
        assertEquals(code, output.checked(code)); // nothing was printed
        stream.print("a");
        assertEquals(expected, output.checked(code));
    }
}
