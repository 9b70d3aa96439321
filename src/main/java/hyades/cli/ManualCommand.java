package hyades.cli;

import hyades.run.LauncherCommand;
import hyades.run.Version;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/// Prints the manual page, from the definitions that the help is made of: picocli's own generator writes AsciiDoc while
/// a program is built, which nothing here makes a page of.
///
/// The macros are those of man(7).
@Command(
        name = "manual",
        description = {
            "Print the manual page of all commands and options, as man shows it.",
            "",
            "To read it, and to have it where man looks:",
            "  ./hyades manual | man -l -",
            "  ./hyades manual >~/.local/share/man/man1/hyades.1",
        },
        mixinStandardHelpOptions = true,
        optionListHeading = "%nOptions:%n")
final class ManualCommand implements LauncherCommand {
    @Spec
    private CommandSpec spec;

    @Override
    public int run(Settings settings) {
        System.out.print(page(spec.root()));
        return 0;
    }

    static String page(CommandSpec root) {
        StringBuilder page = new StringBuilder();
        UsageMessageSpec usage = root.usageMessage();
        page.append(".TH HYADES 1 \"\" \"hyades %s\" \"User Commands\"\n".formatted(quoted(Version.HYADES)));
        page.append(".ad l\n.SH NAME\nhyades \\- %s\n".formatted(escaped(String.join(" ", usage.description()))));
        page.append(".SH SYNOPSIS\n");
        page.append(escaped(String.join(" ", usage.customSynopsis()).formatted().replaceFirst("^Usage: ", "")))
                .append('\n');
        page.append(".SH OPTIONS\nThey stand before the command or behind it.\n");
        options(page, root, option -> option.group() == null);
        for (ArgGroupSpec group : root.argGroups()) {
            page.append(
                    ".PP\n%s\n".formatted(escaped(group.heading().formatted().strip())));
            options(page, root, option -> option.group() == group);
        }
        page.append(".SH COMMANDS\n");
        commands(page, root, root);
        page.append(".SH EXIT STATUS\n");
        paragraphs(page, usage.footer());
        return page.toString();
    }

    private static void commands(StringBuilder page, CommandSpec of, CommandSpec root) {
        for (CommandLine each : of.subcommands().values()) {
            CommandSpec command = each.getCommandSpec();
            page.append(".SS \"%s\"\n".formatted(quoted(command.qualifiedName())));
            paragraphs(page, command.usageMessage().description());
            command.positionalParameters().stream()
                    .filter(parameter -> !parameter.hidden())
                    .forEach(parameter -> item(page, parameter.paramLabel(), parameter));
            options(page, command, option -> root.findOption(option.longestName()) == null);
            paragraphs(page, command.usageMessage().footer());
            commands(page, command, root);
        }
    }

    private static void options(StringBuilder page, CommandSpec command, Predicate<OptionSpec> isWanted) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden() && isWanted.test(option)) {
                String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                item(page, String.join(", ", option.names()) + value, option);
            }
        }
    }

    private static void item(StringBuilder page, String name, ArgSpec argument) {
        page.append(".TP\n.B \"%s\"\n".formatted(quoted(name)));
        paragraphs(page, argument.description());
    }

    /// Lines that are one of a list or an example stay lines.
    private static void paragraphs(StringBuilder page, String[] lines) {
        for (String line : lines) {
            String text = line.replace("%%", "%").replace("%n", "");
            if (text.isBlank()) {
                page.append(".PP\n");
            } else {
                page.append(escaped(text.stripTrailing())).append("\n.br\n");
            }
        }
    }

    private static String quoted(String text) {
        return escaped(text).replace("\"", "\\(dq");
    }

    /// Of what roff would take for its own, at the start of a line too.
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return plain.startsWith(".") ? "\\&" + plain : plain;
    }
}
