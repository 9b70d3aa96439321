package hyades.vo.app;

import picocli.CommandLine.Command;

/// What services of the Virtual Observatory are asked for; the work is in its subcommands.
@Command(
        name = VoCommand.NAME,
        description = "Ask services of the Virtual Observatory, many at once: by threads of one rank.",
        mixinStandardHelpOptions = true,
        subcommands = {VoCheckCommand.class, VoConeCommand.class, VoCrossCommand.class, VoSkyCommand.class},
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
public final class VoCommand {
    static final String NAME = "vo";
}
