package hyades.images.app;

import hyades.comm.Communicator;
import hyades.images.BrightestPoint;
import hyades.images.DistributedImageBatch;
import hyades.images.HighPassBatch;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.trace.Activity;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints where images are brightest.
@Command(
        name = "brightest",
        description = {
            "Print the brightest pixel of every image as CSV: indices from 0, FITS pixel, value, RA and Dec in"
                    + " degrees.",
            "",
            "NaN is ignored; of equal pixels the first along the rows counts.",
            "A run directory is made with --trace only.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesBrightestCommand implements RankCommand {
    @Mixin
    private ImageInputs inputs = new ImageInputs();

    @Option(names = "--peaks", paramLabel = "N", description = "How many of each image (default: ${DEFAULT-VALUE}).")
    private int peaks = 1;

    @Option(
            names = "--min-separation",
            paramLabel = "PIXELS",
            description = "Least distance of one peak to brighter ones (default: ${DEFAULT-VALUE}).")
    private double separation = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public void check() {
        JobFailure.require(peaks >= 1, "--peaks", peaks, "at least 1");
        JobFailure.require(separation >= 0, "--min-separation", separation, "a number of pixels, at least 0");
        inputs.files();
        output.checkTraceOnly(spec);
    }

    @Override
    public OutputOptions traceOutput() {
        return output;
    }

    @Override
    public int run(Communicator world, RunSettings settings) {
        List<DistributedImageBatch.Item> items = world.rank() > 0
                ? null
                : inputs.files().stream()
                        .map(file -> new DistributedImageBatch.Item(file.toString(), 1))
                        .toList();
        List<List<String>> lines =
                DistributedImageBatch.run(world, items, DistributedImageBatch.Schedule.BLOCK, file -> {
                    long start = System.nanoTime();
                    world.timeline().about(file);
                    List<String> described = BrightestPoint.describe(Path.of(file), peaks, separation);
                    world.timeline().ended(Activity.COMPUTE, "brightest", start);
                    return described;
                });
        if (world.rank() > 0) {
            return 0;
        }
        System.out.println(BrightestPoint.COLUMNS);
        boolean hasFailures = false;
        for (String line : lines.stream().flatMap(List::stream).toList()) {
            if (HighPassBatch.isFailure(line)) {
                System.err.println("rank 0: " + line.replaceFirst(",", ": ").replace("\"", ""));
                hasFailures = true;
            } else {
                System.out.println(line);
            }
        }
        return hasFailures ? 3 : 0;
    }
}
