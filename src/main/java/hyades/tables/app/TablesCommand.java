package hyades.tables.app;

import picocli.CommandLine.Command;

/// What is done with tables; the work is in its subcommands.
@Command(
        name = "tables",
        description = "Write CSV files of random numbers and check what is in tables, files spread over the ranks.",
        mixinStandardHelpOptions = true,
        subcommands = {TablesGenerateCommand.class, TablesCheckCommand.class},
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
public final class TablesCommand {}
