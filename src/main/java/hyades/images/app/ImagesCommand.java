package hyades.images.app;

import picocli.CommandLine.Command;

/// What is done to batches of images; the work is in its subcommands.
@Command(
        name = "images",
        description = "Generate, filter, calibrate, combine and look at FITS images, a batch spread over the ranks.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ImagesGenerateCommand.class,
            ImagesFilterCommand.class,
            ImagesCalibrateCommand.class,
            ImagesCombineCommand.class,
            ImagesBrightestCommand.class,
            ImagesActivityCommand.class,
            ImagesViewCommand.class
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
public final class ImagesCommand {}
