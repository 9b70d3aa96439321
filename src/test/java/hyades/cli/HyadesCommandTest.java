package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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

    /// Options with which a run goes on stand where they are options, wherever the command's name comes from.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "-n 2 sweep -k echo ::: a @b, -n 2 sweep --out x -k echo ::: a @b",
        "images filter a.fits, images filter --out x a.fits",
        "@jobs/array.args, sweep --out x --joblog array.log SLURM_ARRAY_TASK_ID={} sh jobs/array-task.sh ::: 1 2 3 4 5"
                + " 6 7 8"
    })
    void optionsAreAddedNextToTheCommand(String line, String longer) {
        HyadesCommand root = new HyadesCommand();
        ParseResult parsed = root.parse(line.split(" "), false);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        assertEquals(longer, String.join(" ", root.withOptions(parsed.commandSpec(), List.of("--out", "x"))));
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
