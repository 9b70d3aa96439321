package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParseResult;

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

    /// Of a job file all may be changed behind it; the last counts.
    @Test
    void whatIsTypedBehindAJobFileCounts() {
        ParseResult parsed = new HyadesCommand()
                .parse(
                        new String[] {"@jobs/cold-collapse.args", "--steps", "7", "--dimensions=2", "--steps", "1e1"},
                        false);
        assertEquals(Long.valueOf(10), parsed.matchedOptionValue("--steps", 0L));
        assertEquals(Integer.valueOf(2), parsed.matchedOptionValue("--dimensions", 0));
        assertEquals(Long.valueOf(1), parsed.matchedOptionValue("--seed", 0L));
    }
}
