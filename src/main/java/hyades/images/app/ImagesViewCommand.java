package hyades.images.app;

import hyades.comm.Communicator;
import hyades.figure.ColorMap;
import hyades.figure.ImagePlots;
import hyades.figure.Stretch;
import hyades.fits.Image;
import hyades.fits.ImageFile;
import hyades.fits.ImageHdu;
import hyades.fits.ImageName;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.Resolution;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Draws one image.
@Command(
        name = "view",
        description = "Draw an image of a FITS file as PNG, the first row below.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesViewCommand implements RankCommand {
    @Parameters(
            paramLabel = "FILE",
            description =
                    "A FITS file; quoted, with an HDU or a section behind: 'a.fits[SCI,2]', 'a.fits[1][10:200,*]'.")
    private Path file;

    @Option(
            names = "--colors",
            paramLabel = "MAP",
            description = "inferno, viridis or grey (default: ${DEFAULT-VALUE}).")
    private ColorMap colors = ColorMap.INFERNO;

    @Option(
            names = "--stretch",
            paramLabel = "S",
            description = "linear, asinh, zscale or percentile (default: ${DEFAULT-VALUE}).")
    private Stretch stretch = Stretch.ZSCALE;

    @Mixin
    private SelectionOptions images = new SelectionOptions();

    @Option(names = "--image", paramLabel = "I", description = "Which of these images and their planes, from 0.")
    private int number;

    @Option(
            names = "--out",
            paramLabel = "PNG",
            description = "The picture (default: FILE with the ending .png, where there is none).")
    private Path out;

    @Mixin
    private Resolution resolution = new Resolution();

    @Override
    public void check() {
        try {
            JobFailure.require(Files.exists(ImageName.of(file).file()), "FILE", file, "a file that is there");
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "FILE %s: %s".formatted(file, e.getMessage()));
        }
        resolution.check(true, "");
        images.check();
        JobFailure.require(number >= 0, "--image", number, "at least 0");
        JobFailure.require(
                out == null || out.toString().toLowerCase(Locale.ROOT).endsWith(".png"),
                "--out",
                out,
                "a name that ends in .png, which is what is written");
        OutputOptions.requireNoInput(
                out == null ? "FILE " + file : "--out " + out, picture(), images.read(List.of(file)));
        if (out == null && Files.exists(picture())) {
            throw new JobFailure(2, "%s: is there: --out %s replaces it".formatted(picture(), picture()));
        }
    }

    private Path picture() {
        String name = ImageName.of(file).file().getFileName().toString();
        return out != null ? out : file.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".png");
    }

    private Image image() {
        try (ImageFile open = ImageFile.open(file, images.selection())) {
            int planes = 0;
            ImageBatchRun.warn(0, file.toString(), open.doubts());
            for (ImageHdu hdu : open.images()) {
                if (number - planes < hdu.planes()) {
                    return hdu.plane(number - planes);
                }
                planes += hdu.planes();
            }
            throw new JobFailure(
                    2, "--image %d: expected 0 to %d: %s has %d".formatted(number, planes - 1, file, planes));
        } catch (IOException e) {
            throw new JobFailure(1, "%s: %s".formatted(file, FileFault.reason(e)));
        }
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws IOException {
        if (world.rank() > 0) {
            return 0;
        }
        long start = System.nanoTime();
        Image image = image();
        world.timeline().ended(Activity.READING, "read", start);
        String name = file.getFileName().toString();
        Path picture = picture();
        start = System.nanoTime();
        ImagePlots.view(
                picture,
                new ImagePlots.Plane(name, image.width(), image.height(), image.pixels(), image.unit()),
                colors,
                stretch,
                resolution.dpi());
        world.timeline().ended(Activity.WRITING, "write", start);
        if (!settings.quiet()) {
            System.out.println("picture in " + picture);
        }
        return 0;
    }
}
