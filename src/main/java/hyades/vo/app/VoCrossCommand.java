package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.fits.ImageName;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RunSettings;
import hyades.vo.ConeSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks up what the brightest pixels of images are.
@Command(
        name = "cross",
        description = {
            "Look up what images show: the objects of each field, and which of them is nearest to each of the brightest"
                    + " pixels.",
            "",
            "For images with coordinates on the sky (ICRS, FK5 of J2000, galactic). The run directory has matches.csv,"
                    + " the objects as objects.csv, objects.vot and objects.fits, and targets.csv, a line a field. The"
                    + " exit code is 3 if some files failed.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class VoCrossCommand implements WaitingCommand {
    static final String COMMAND = "vo cross";

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "FITS files; quoted, with an HDU or a section behind: 'a.fits[SCI,2]', 'a.fits[1][10:200,*]'.")
    private List<Path> files;

    @Option(
            names = "--peaks",
            paramLabel = "N",
            description = "How many of the brightest pixels of each image (default: ${DEFAULT-VALUE}), as images"
                    + " brightest finds them.")
    private int peaks = 5;

    @Option(
            names = "--min-separation",
            paramLabel = "PIXELS",
            description = "Least distance of one to brighter ones (default: ${DEFAULT-VALUE}).")
    private double apart = 2;

    @Mixin
    private ConeSearchOptions objects = new ConeSearchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(peaks >= 1, "--peaks", peaks, "at least 1");
        JobFailure.require(apart >= 0, "--min-separation", apart, "a number of pixels, at least 0");
        files.forEach(file -> requireFile("FILE", file));
        objects.check();
        output.check(files.stream().map(file -> ImageName.of(file).file()).toList(), CrossRun.OUTPUTS);
    }

    /// @throws JobFailure with exit code 2 for a file that is not there
    static void requireFile(String option, Path file) {
        try {
            JobFailure.require(Files.exists(ImageName.of(file).file()), option, file, "a file that is there");
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, file, e.getMessage()));
        }
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        ConeSearch search = objects.search("cone search");
        return new CrossRun(world, settings, search, objects.table(), peaks, apart, output)
                .run(files.stream().distinct().toList());
    }
}
