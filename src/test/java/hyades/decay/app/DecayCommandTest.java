package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.decay.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DecayCommandTest {
    private static Plan plan(String arguments) {
        DecayCommand command = new DecayCommand();
        new CommandLine(command).parseArgs(arguments.split(" "));
        return command.plan();
    }

    /// Ten runs in four shares are 3 + 3 + 2 + 2.
    @ParameterizedTest(name = "{0}: {2} runs from {1}")
    @CsvSource({"1/4, 0, 3", "2/4, 3, 3", "3/4, 6, 2", "4/4, 8, 2"})
    void aShareBeginsWhereTheOneBeforeEnds(String share, int first, int runs) {
        Plan plan = plan("--runs 10 --share " + share);
        assertEquals(first, plan.firstRun());
        assertEquals(runs, plan.runs());
    }
}
