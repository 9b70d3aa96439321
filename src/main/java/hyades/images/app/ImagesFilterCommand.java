package hyades.images.app;

import hyades.comm.Communicator;
import hyades.images.Boundary;
import hyades.images.DistributedMedian;
import hyades.images.HighPass;
import hyades.images.MedianWindow;
import hyades.process.JobFailure;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.run.Typed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes frame minus median for every image of a batch.
@Command(
        name = "filter",
        description = {
            "Write every image minus the exact median of each pixel's window, as scipy.ndimage has it.",
            "",
            "All HDUs are kept; science images are filtered, plane by plane; uncertainties, masks, weights and tables"
                    + " of distortions stay as they are. NaN means missing.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesFilterCommand implements RankCommand {
    private static final String NAME = "images filter";

    @Option(
            names = "--window",
            paramLabel = "WIDTHxHEIGHT",
            description = "Sides of the window, 1 to 255 pixels; one number for both (default: ${DEFAULT-VALUE}).")
    private String window = "50";

    @Option(
            names = "--boundary",
            paramLabel = "MODE",
            description = "Beyond the edges: reflect, nearest, mirror, wrap or constant (default: ${DEFAULT-VALUE}).")
    private Boundary boundary = Boundary.REFLECT;

    @Option(
            names = "--constant",
            paramLabel = "VALUE",
            description = "The value beyond the edges for --boundary constant (default: 0).")
    private Double constant;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            description = "Subtract this percentile of the window instead, 0 to 100 (default: ${DEFAULT-VALUE}).")
    private double percentile = 50;

    @Option(
            names = "--keep",
            paramLabel = "WHAT",
            description = "Files to write: highpass, median or both (default: highpass).")
    private HighPass.Keep keep = HighPass.Keep.HIGHPASS;

    @Option(names = "--split", description = "Let all ranks work on one image at a time: for few, large images.")
    private boolean split;

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Override
    public void check() {
        medianWindow();
        JobFailure.require(
                boundary == Boundary.CONSTANT || constant == null,
                "--constant",
                constant,
                "--boundary constant beside it");
        batch.check(NAME, keep.kinds(), List.of());
    }

    @Override
    public List<String> toGoOn(String job) {
        return batch.toGoOn(job);
    }

    private MedianWindow medianWindow() {
        int[] sides = Typed.sides("--window", window, 1, MedianWindow.LARGEST);
        JobFailure.require(percentile >= 0 && percentile <= 100, "--percentile", percentile, "0 to 100");
        return new MedianWindow(sides[1], sides[0], boundary, constant == null ? 0 : constant, percentile);
    }

    @Override
    public Map<String, Set<String>> circumstances() {
        return Map.of(SummaryFile.NAME, SummaryFile.CIRCUMSTANCES);
    }

    @Override
    public boolean stopsInGoodOrder() {
        return true;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        MedianWindow size = medianWindow();
        ImageBatchRun.Words words =
                new ImageBatchRun.Words(NAME, "filtered", "minus its median", Map.of("window", size.toString()));
        ImageBatchRun run = ImageBatchRun.of(world, settings, batch, keep.kinds(), words);
        if (split) {
            DistributedMedian medians = new DistributedMedian(world, size, settings.threads());
            return run.together(new HighPass(size, keep, medians, world.timeline()), medians);
        }
        return run.each(new HighPass(size, keep, settings.threads(), world.timeline()));
    }
}
