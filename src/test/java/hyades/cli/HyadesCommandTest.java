package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the command line says of options that stand before the command or behind it.
class HyadesCommandTest {
    /// A study puts `--no-report` before and behind a job that may have it itself: twice is no denial.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"hello, false", "--monitor hello, true", "hello --monitor, true", "--monitor hello --monitor, true"})
    void anOptionHoldsHoweverOftenItIsGiven(String line, boolean monitors) {
        HyadesCommand root = new HyadesCommand();
        root.parse(line.split(" "), false);
        assertEquals(monitors, root.monitors());
    }
}
