package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.decay.Checkpoint;
import hyades.decay.EnsembleFiles;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.process.JobFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DecayCommandTest {
    private static DecayCommand command(String arguments) {
        DecayCommand command = new DecayCommand();
        new CommandLine(command).parseArgs(arguments.split(" "));
        return command;
    }

    private static Plan plan(String arguments) {
        return command(arguments).options().plan();
    }

    /// Of the times that are n times 100, 200, ... 700 of a unit, typed in that unit and in one a thousand times
    /// larger: as many steps as the division of whole numbers says.
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"ps, ns", "ns, us", "us, ms", "ms, s"})
    @Tag("long")
    void stepsAreCountedInWholeNumbers(String small, String large) {
        for (int n = 1; n <= 49; n++) {
            for (int step = 100; step <= 700; step += 100) {
                String time = BigDecimal.valueOf(100L * n, 3).toPlainString() + large;
                String dt = Math.min(step, 100 * n) + small;
                Plan plan = plan("--half-life 1s --max-time " + time + " --dt " + dt);
                assertEquals(100 * n / Math.min(step, 100 * n), plan.steps(), time + " of " + dt);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--max-time 1 --dt 0.3, '--max-time 1 is no whole number of steps of 0.3: the last, number 3, ends at 0.9 s'",
        "--max-time 0.9 --dt 0.3, ",
        "--max-time 1, ",
        "--dt 0.1ms, "
    })
    void anEndThatNoStepMeetsIsTold(String arguments, String words) {
        assertEquals(Optional.ofNullable(words), command(arguments).options().endsEarly());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1e308, '--half-life 1e308: expected 1.0E-290 to 1.0E290 s'",
        "-1, '--half-life -1: expected a positive time'",
        "0, '--half-life 0: expected a positive time'"
    })
    void aHalfLifeThatCannotBeIsNamed(String halfLife, String words) {
        JobFailure failure = assertThrows(JobFailure.class, () -> plan("--half-life " + halfLife));
        assertEquals(words, failure.getMessage());
    }

    /// Ten runs in four shares are 3 + 3 + 2 + 2.
    @ParameterizedTest(name = "{0}: {2} runs from {1}")
    @CsvSource({"1/4, 0, 3", "2/4, 3, 3", "3/4, 6, 2", "4/4, 8, 2"})
    void aShareBeginsWhereTheOneBeforeEnds(String share, int first, int runs) {
        Plan plan = plan("--runs 10 --share " + share);
        assertEquals(first, plan.firstRun());
        assertEquals(runs, plan.runs());
    }

    /// Of the options of a run that goes on those that are typed must be its own; defaults that nobody asked for do
    /// not count.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "--particles 50, true",
        "--half-life 10 --dt 1s --keep-runs, true",
        "--time-step 1s --runs 7, true",
        "'', true",
        "--particles 51, false",
        "--runs 8, false",
        "--isotope 8Li, false"
    })
    void whatIsTypedMustBeTheRunsOwn(String arguments, boolean isRight, @TempDir Path folder) throws Exception {
        DecayCommand first = command("--half-life 10 --particles 50 --runs 7 --dt 1s --keep-runs");
        Plan plan = first.options().plan();
        new Checkpoint(
                        first.options().given(),
                        plan.describe(),
                        0,
                        new Tally(plan).pack(),
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        EnsembleFiles.Marks.START)
                .write(folder);
        DecayCommand again = command(("--resume " + folder + " " + arguments).strip());
        if (isRight) {
            again.check();
            assertEquals(plan.describe(), again.options().plan().describe());
        } else {
            assertEquals(2, assertThrows(JobFailure.class, again::check).exitCode());
        }
    }

    /// A run that goes on has the mixture it began with, also as a share.
    @Test
    void aMixtureGoesOn() {
        EnsembleOptions first = command("--initial 90Sr=1e6,90Y=1e3 --runs 9 --share 2/3 --seed 4")
                .options();
        EnsembleOptions again = command("--resume x").options();
        again.goOn(first.given(), Set.of("--resume"));
        assertEquals(first.plan().describe(), again.plan().describe());
        assertTrue(again.plan().isMixed());
        assertEquals(3, again.plan().firstRun());
    }

    /// A table of the user's that is called as one of the files the run writes stays as it is.
    @Test
    void theTableOfIsotopesIsNotWrittenOn(@TempDir Path folder) throws Exception {
        Path table =
                Files.writeString(folder.resolve("runs.csv"), "isotope,halfLife,unit,daughter,branching\nA,1,s,B,1\n");
        DecayCommand command = command("--isotope A --isotopes %s --overwrite --out %s".formatted(table, folder));
        JobFailure refused = assertThrows(JobFailure.class, command::check);
        assertEquals(
                "--out %s: %s is the input %s: expected another place".formatted(folder, table, table),
                refused.getMessage());
    }
}
