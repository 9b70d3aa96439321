package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What the program tells of itself: help as wide as the terminal, and what shells complete.
class HelpTest {
    private static List<CommandLine> commands(int columns) {
        List<CommandLine> all = new ArrayList<>();
        collect(new HyadesCommand().commandLine(columns), all);
        return all;
    }

    private static void collect(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.getSubcommands().values().forEach(each -> collect(each, all));
    }

    /// The same help whatever the terminal, but for the ends of its lines: they are within it, where it has the least
    /// columns that picocli takes, and no longer than 100 where it is wide.
    @ParameterizedTest(name = "{0} columns")
    @CsvSource({"20, 55", "55, 55", "80, 80", "93, 93", "240, 100"})
    void helpIsAsWideAsTheTerminal(int columns, int longest) {
        int most = 0;
        for (CommandLine command : commands(columns)) {
            for (String line : command.getUsageMessage().lines().toList()) {
                assertTrue(
                        line.length() <= longest, () -> command.getCommandSpec().qualifiedName() + ": " + line);
                most = Math.max(most, line.length());
            }
        }
        assertTrue(most > longest - 3, "nothing fills the line");
    }

    /// What a command line names is made with all its options, what it does not with its name and description: nobody
    /// sees the difference.
    @Test
    void theListOfCommandsIsTheSameWithTheirOutlines() {
        String whole = new HyadesCommand().commandLine(80).getUsageMessage();
        CommandLine outlined = new HyadesCommand().commandLine(80, _ -> false);
        assertEquals(whole, outlined.getUsageMessage());
        assertTrue(outlined.getSubcommands().get("nbody").getCommandSpec().findOption("--bodies") == null);
    }

    /// A file of arguments may name any, what completes all of them has to know all.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"nbody --bodies 5, true", "@f, true", "manual, true", "completion bash, true", "-n 2 hello, false"})
    void aCommandIsMadeWithItsOptionsWhereItMayBeNamed(String line, boolean isNamed) {
        assertEquals(isNamed, HyadesCommand.named(line.split(" ")).test("nbody"));
    }

    /// A line end within a sentence is for one width only; at all others it leaves lines of a word or two.
    @Test
    void noDescriptionIsBrokenWithinASentence() {
        for (CommandLine command : commands(80)) {
            UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            Stream<String[]> texts = Stream.concat(
                    Stream.of(usage.description(), usage.footer()),
                    command.getCommandSpec().args().stream().map(ArgSpec::description));
            texts.forEach(text -> {
                for (int i = 0; i + 1 < text.length; i++) {
                    String line = text[i];
                    assertTrue(line.matches("|.*[.:;?]| *[.]/hyades .*"), line);
                }
            });
        }
    }

    /// All that the help tells, in macros of man(7) alone: nothing of a description is taken for one.
    @Test
    void theManualHasAllCommandsAndOptions() {
        String page = ManualCommand.page(new HyadesCommand().commandLine(80).getCommandSpec());
        String text = page.replace("\\-", "-");
        for (CommandLine command : commands(80)) {
            CommandSpec spec = command.getCommandSpec();
            String name = spec.qualifiedName();
            assertTrue(spec.root() == spec || text.contains(".SS \"%s\"\n".formatted(name)), name);
            for (OptionSpec option : spec.options()) {
                assertTrue(option.hidden() || text.contains(option.longestName()), option::longestName);
            }
        }
        for (String line : page.lines().toList()) {
            assertTrue(
                    line.matches("[^.'].*|[.](TH|SH|SS|TP|PP|br|B|ad)( .*|)") && !line.matches(".*[^\\\\]-.*"), line);
        }
    }

    /// What bash completes is asked of bash itself, as it asks at the tabulator key.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "./hyades nb               | nbody",
                "hyades images fil         | filter",
                "hyades -n 4 dec           | decay",
                "hyades nbody --init       | --initial",
                "hyades nbody --scheme le  | leapfrog",
                "hyades images view --colors vi | viridis",
                "hyades --on proc          | processes",
                "hyades completion b       | bash",
            })
    void bashCompletes(String line, String expected, @TempDir Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, AutoComplete.bash("hyades", new HyadesCommand().commandLine(80)));
        String[] words = line.split(" +");
        Shell.Result result = Shell.run(folder, "bash", "-c", """
            source completion
            complete -p hyades >/dev/null || exit
            compopt() { :; } # bash has it at the tabulator key only
            COMP_WORDS=(%s) COMP_CWORD=%d COMP_LINE='%s' COMP_POINT=%d
            _complete_hyades hyades '%s' '%s'
            printf '%%s\n' "${COMPREPLY[@]}"
            """.formatted(
                        line, words.length - 1, line, line.length(), words[words.length - 1], words[words.length - 2]));
        assertEquals(expected, result.output().strip());
    }
}
