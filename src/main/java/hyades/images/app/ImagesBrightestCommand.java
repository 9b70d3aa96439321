package hyades.images.app;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.Schedule;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.images.Peak;
import hyades.images.Threshold;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.text.Printable;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
            "Print the brightest pixel of every image as CSV: indices from 0, FITS pixel, value, and where it is on the"
                    + " sky in degrees: RA and Dec, or longitude and latitude of galactic or ecliptic coordinates, with"
                    + " RADESYS and equinox; or the reason why that is not known.",
            "",
            "NaN is ignored; of equal pixels the first along the rows counts.",
            "A run directory is made with --trace only.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesBrightestCommand implements RankCommand {
    private static final Rules BLOCKS = Rules.DEFAULT.withSchedule(Schedule.BLOCK);

    @Mixin
    private ImageInputs inputs = new ImageInputs();

    @Mixin
    private SelectionOptions images = new SelectionOptions();

    @Option(
            names = "--peaks",
            paramLabel = "N",
            description =
                    "How many of each image (default: ${DEFAULT-VALUE}): of the pixels that no neighbour outshines"
                            + " (photutils' find_peaks) the brightest.")
    private int peaks = 1;

    @Option(
            names = "--min-separation",
            paramLabel = "PIXELS",
            description = "Least distance of one peak to brighter ones (default: ${DEFAULT-VALUE}).")
    private double separation = 2;

    @Option(
            names = "--threshold",
            paramLabel = "VALUE|Ksigma",
            description =
                    "Only peaks above a pixel value, or K standard deviations above the median, as in 5sigma: of the"
                            + " pixels without those beyond 3 sigma (astropy's sigma_clipped_stats).")
    private String threshold;

    @Option(
            names = "--fwhm",
            description = "Measure centroid and full width at half maximum of each peak, by the moments of the light"
                + " above the median of the pixels without those beyond 3 sigma (photutils' data_properties); RA and"
                + " Dec are then the centroid's.")
    private boolean measures;

    @Option(
            names = "--box",
            paramLabel = "PIXELS",
            description = "Width and height of what --fwhm looks at, odd (default: ${DEFAULT-VALUE}).")
    private int box = 11;

    private Threshold above = Threshold.NONE;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public void check() {
        JobFailure.require(peaks >= 1, "--peaks", peaks, "at least 1");
        JobFailure.require(separation >= 0, "--min-separation", separation, "a number of pixels, at least 0");
        boolean hasBox = spec.commandLine().getParseResult().hasMatchedOption("--box");
        JobFailure.require(measures || !hasBox, "--box", box, "beside --fwhm");
        JobFailure.require(box >= 3 && box % 2 == 1, "--box", box, "an odd number of pixels, at least 3");
        if (threshold != null) {
            try {
                above = Threshold.parse(threshold);
            } catch (IllegalArgumentException e) {
                throw new JobFailure(2, "--threshold %s: %s".formatted(threshold, e.getMessage()));
            }
        }
        images.check();
        inputs.files();
        output.checkTraceOnly(spec);
    }

    @Override
    public OutputOptions traceOutput() {
        return output;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws IOException {
        List<Item> items = world.rank() > 0
                ? List.of()
                : inputs.files().stream()
                        .map(file -> new Item(file.toString(), 1))
                        .toList();
        List<Outcome<List<Peak>>> outcomes =
                TaskFarm.map(world, new Search(world.rank(), world.timeline()), BLOCKS, items);
        if (world.rank() > 0) {
            return 0;
        }
        System.out.println("file," + Peak.COLUMNS + (measures ? "," + Peak.SHAPE_COLUMNS : ""));
        for (int i = 0; i < items.size(); i++) {
            print(items.get(i).name(), outcomes.get(i));
        }
        return Outcome.failed(outcomes) > 0 ? 3 : 0;
    }

    private void print(String file, Outcome<List<Peak>> outcome) {
        switch (outcome) {
            case Outcome.Done<List<Peak>>(int _, double _, int _, List<Peak> found) ->
                found.forEach(peak -> System.out.println('"' + file.replace("\"", "\"\"") + "\"," + peak.toCsv()
                        + (measures ? "," + peak.shapeToCsv() : "")));
            case Outcome.Failed<List<Peak>>(int _, double _, int _, String reason, List<Peak> _) ->
                System.err.printf("rank 0: %s: failed: %s%n", Printable.of(file), Printable.of(reason));
            case Outcome.TimedOut<List<Peak>> _, Outcome.Quarantined<List<Peak>> _, Outcome.NotBegun<List<Peak>> _ -> {}
        }
    }

    /// Finds the peaks of files.
    private final class Search implements Work<List<Peak>> {
        private final int rank;
        private final Timeline timeline;

        Search(int rank, Timeline timeline) {
            this.rank = rank;
            this.timeline = timeline;
        }

        @Override
        public List<Peak> process(String file) throws IOException {
            long start = System.nanoTime();
            timeline.about(file);
            try {
                return Peak.of(
                        ImageInputs.ofItem(file),
                        images.selection(),
                        peaks,
                        separation,
                        above,
                        measures ? box : 0,
                        doubt -> ImageBatchRun.warn(rank, file, List.of(doubt)));
            } finally {
                timeline.ended(Activity.COMPUTE, "brightest", start);
            }
        }

        @Override
        public void write(List<Peak> found, DataOutputStream out) throws IOException {
            out.writeInt(found.size());
            for (Peak peak : found) {
                peak.write(out);
            }
        }

        @Override
        public List<Peak> read(DataInputStream in) throws IOException {
            List<Peak> found = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                found.add(Peak.read(in));
            }
            return found;
        }
    }
}
