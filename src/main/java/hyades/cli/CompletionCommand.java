package hyades.cli;

import hyades.run.LauncherCommand;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints what lets a shell complete commands and options, as picocli makes it of their definitions.
@Command(
        name = "completion",
        description = {
            "Print the script by which a shell completes commands, options and their values.",
            "",
            "For all bash shells to come, of who has bash-completion:",
            "  ./hyades completion bash >~/.local/share/bash-completion/completions/hyades",
            "For all zsh shells to come, a line in ~/.zshrc:",
            "  source <(/path/to/hyades completion zsh)",
        },
        mixinStandardHelpOptions = true,
        optionListHeading = "%nOptions:%n")
final class CompletionCommand implements LauncherCommand {
    private enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}: one script serves both.")
    private Shell shell;

    @Override
    public int run(Settings settings) {
        System.out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        return 0;
    }
}
