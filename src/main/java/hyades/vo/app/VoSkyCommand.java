package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.figure.Stretch;
import hyades.fits.ImageName;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.vo.Chart;
import hyades.vo.ConeSearch;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows a part of the sky.
@Command(
        name = "sky",
        description = {
            "Draw a finder chart around an object or a point: its objects by what they are, with lines of right"
                + " ascension and declination. report.html has it with a list of the objects and needs no network;"
                + " from there a link leads to aladin.html, the same field in Aladin Lite, which loads pictures of the"
                + " sky.",
            "",
            "The run directory also has chart.svg, for a paper, and objects.csv.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class VoSkyCommand implements WaitingCommand {
    static final String COMMAND = "vo sky";

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--fov",
            paramLabel = "DEG",
            description = "Width and height of the chart, in degrees (default: ${DEFAULT-VALUE}).")
    private double fov = 0.45;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description =
                    "A FITS image with coordinates on the sky, to be put under the chart, turned as it has to be; also"
                            + " with an HDU or a section behind its name.")
    private Path image;

    @Option(
            names = "--stretch",
            paramLabel = "S",
            description =
                    "How its pixels become light: linear, asinh, zscale or percentile (default: ${DEFAULT-VALUE}).")
    private Stretch stretch = Stretch.ZSCALE;

    @Option(
            names = "--aladin",
            paramLabel = "FILE",
            description = "Aladin Lite's script, to become part of aladin.html (default: a link to version "
                    + AladinPage.VERSION + " at its makers').")
    private Path aladin;

    @Mixin
    private ConeSearchOptions objects = new ConeSearchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /// Found by [#check].
    private String script;

    @Override
    public void check() {
        place.check();
        JobFailure.require(
                fov >= Chart.LEAST_FOV && fov <= Chart.MOST_FOV,
                "--fov",
                fov,
                "from %s to %s degrees".formatted(Chart.LEAST_FOV, Chart.MOST_FOV));
        if (image != null) {
            VoCrossCommand.requireFile("--image", image);
        }
        JobFailure.require(
                aladin == null || Files.isRegularFile(aladin), "--aladin", aladin, "the file of Aladin Lite's script");
        script = aladin == null ? null : script();
        objects.check();
        List<Path> read = Stream.concat(
                        Stream.ofNullable(image).map(file -> ImageName.of(file).file()), Stream.ofNullable(aladin))
                .toList();
        output.check(read, SkyRun.OUTPUTS);
    }

    private String script() {
        try {
            return Files.readString(aladin);
        } catch (CharacterCodingException e) {
            throw new JobFailure(2, "--aladin %s: expected a script, which is text in UTF-8".formatted(aladin));
        } catch (IOException e) {
            throw new JobFailure(2, "--aladin %s: not read: %s".formatted(aladin, FileFault.reason(e)));
        }
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        ConeSearch search = objects.search("finder chart");
        SkyRun run = new SkyRun(world, settings, search, objects.table(), objects.simbad(), output);
        return run.run(place, fov, image, stretch, script);
    }
}
