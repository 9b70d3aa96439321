package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RunSettings;
import hyades.vo.ConeSearch;
import hyades.vo.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists what lies around points.
@Command(
        name = "cone",
        description = {
            "List the objects around an object or a point, nearest first, by a TAP service; many points at once with"
                    + " --list.",
            "",
            "The run directory has them as objects.csv, objects.vot (VOTable) and objects.fits, and what became of each"
                    + " target as targets.csv. The exit code is 3 if some of a list failed.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class VoConeCommand implements WaitingCommand {
    static final String COMMAND = "vo cone";

    /// [deg].
    static final double LARGEST = 90;

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description =
                    "Many targets: a CSV file with a column name, or with ra and dec, and, if need be, with radius.")
    private Path list;

    @Option(
            names = "--radius",
            paramLabel = "DEG",
            description = "How far around to look, in degrees (default: ${DEFAULT-VALUE}).")
    private double radius = 0.04;

    @Mixin
    private ConeSearchOptions objects = new ConeSearchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /// Found by [#check].
    private List<Target> targets;

    @Override
    public void check() {
        JobFailure.require(radius > 0 && radius <= LARGEST, "--radius", radius, "above 0, at most 90 degrees");
        JobFailure.require(list == null || !place.areGiven(), "--list", list, "no --name, --ra and --dec beside it");
        if (list == null) {
            place.check();
        }
        objects.check();
        targets = targets();
        output.check(list == null ? List.of() : List.of(list), ConeRun.OUTPUTS);
    }

    private List<Target> targets() {
        try {
            return list == null
                    ? List.of(new Target(place.name(), place.place(), radius))
                    : TargetList.read(list, radius, LARGEST);
        } catch (IOException e) {
            throw new JobFailure(2, "--list " + e.getMessage());
        }
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        ConeSearch search = objects.search("cone search");
        return new ConeRun(world, settings, search, objects.table(), objects.simbad(), output)
                .run(targets, list != null);
    }
}
