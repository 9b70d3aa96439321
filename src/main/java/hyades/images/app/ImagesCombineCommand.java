package hyades.images.app;

import hyades.comm.Communicator;
import hyades.images.Combination;
import hyades.images.Combination.Method;
import hyades.images.Rejection.Center;
import hyades.images.Rejection.Rule;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.run.Typed;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes one image of many frames.
@Command(
        name = "combine",
        description = {
            "Combine frames of one size into one image, pixel by pixel: " + ImagesCombineCommand.NAME + ".",
            "",
            "It holds the values, their uncertainties (HDU UNCERT) and how many values each pixel has (USED).",
            "NaN means missing. Rows are spread over ranks and threads, bands of them fit the memory.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesCombineCommand implements RankCommand {
    /// The file that it writes.
    static final String NAME = "combined.fits";

    /// Bytes for pixels: larger bands are no faster, and take longer to get.
    private static final long USUAL_MEMORY = 256_000_000;

    /// What the frames are brought to one level by.
    enum Scale {
        NONE,
        MEDIAN,
        MODE,
        EXPOSURE
    }

    /// What the frames' pixels are weighted by.
    enum Weights {
        NONE,
        IVAR
    }

    @Mixin
    private ImageInputs inputs = new ImageInputs();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "What to combine by: mean, median, sum, min or max (default: median).")
    private Method method = Method.MEDIAN;

    @Option(
            names = "--reject",
            paramLabel = "RULE",
            description = {
                "Values to leave out first (default: none): sigma, beyond --low and --high standard deviations of the "
                        + "centre (3, 3); minmax, the --low smallest and --high largest (1, 1); percentile, below or "
                        + "above the median by more than these fractions of it (0.2, 0.1)."
            })
    private Rule rule = Rule.NONE;

    @Option(names = "--low", paramLabel = "X", description = "Bound of the rejection below the centre.")
    private Double low;

    @Option(names = "--high", paramLabel = "X", description = "Bound of the rejection above the centre.")
    private Double high;

    @Option(
            names = "--center",
            paramLabel = "CENTER",
            description = "Centre for --reject sigma: median or mean (default: median).")
    private Center center;

    @Option(
            names = "--iterations",
            paramLabel = "K",
            description = "How often --reject sigma looks again, at most (default: 1).")
    private Integer iterations;

    @Option(
            names = "--weights",
            paramLabel = "WEIGHTS",
            description = {
                "ivar: a mean weighted by inverse variances, of each file's HDU ERR, VAR or IVAR or the like, and its "
                        + "uncertainty by them; what they are not above 0 or NaN for is missing (default: none)."
            })
    private Weights weights = Weights.NONE;

    @Option(
            names = "--scale",
            paramLabel = "LEVEL",
            description = {
                "Multiply each frame to the level of the first: by their median, mode (of the sky, as Source"
                        + " Extractor's) or exposure (default: none)."
            })
    private Scale scale = Scale.NONE;

    @Option(
            names = "--exposure",
            paramLabel = "KEY",
            description = "Header card of the exposure time (default: EXPTIME).")
    private String exposure;

    @Mixin
    private SelectionOptions images = new SelectionOptions();

    @Option(
            names = "--bitpix",
            paramLabel = "B",
            description = {
                "-32 or -64 (default: -64 where frames hold more than single precision, else -32); 16 or 32 for values"
                        + " that are whole numbers, such as the minimum or sum of integers."
            })
    private int bitpix;

    @Mixin
    private CompressionOption compression = new CompressionOption();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Typed.Bytes.class,
            description = "Memory for pixels, such as 2GB, of all ranks together (default: 256MB).")
    private Long memory;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        String name = rule.name().toLowerCase(Locale.ROOT);
        boolean isSigma = rule == Rule.SIGMA;
        boolean isBounded = low != null || high != null;
        JobFailure.require(
                rule != Rule.NONE || !isBounded, "--low, --high with --reject", name, "a rule that has bounds");
        JobFailure.require(isSigma || center == null, "--center with --reject", name, "--reject sigma");
        JobFailure.require(isSigma || iterations == null, "--iterations with --reject", name, "--reject sigma");
        JobFailure.require(iterations == null || iterations >= 1, "--iterations", iterations, "at least 1");
        requireBound("--low", low);
        requireBound("--high", high);
        JobFailure.require(weights == Weights.NONE || method == Method.MEAN, "--weights", "ivar", "--method mean");
        JobFailure.require(
                weights == Weights.NONE || rule != Rule.MINMAX,
                "--weights",
                "ivar",
                "another --reject than minmax, which of equal values drops any");
        JobFailure.require(
                scale == Scale.EXPOSURE || exposure == null, "--exposure", exposure, "--scale exposure beside it");
        JobFailure.require(List.of(0, 16, 32, -32, -64).contains(bitpix), "--bitpix", bitpix, "16, 32, -32 or -64");
        JobFailure.require(memory == null || memory > 0, "--memory", memory, "more than 0");
        List<Path> files = inputs.files();
        JobFailure.require(files.size() >= 2, "INPUT", files.getFirst(), "at least two frames");
        images.check();
        output.check(images.read(files), compression.named(NAME));
    }

    private void requireBound(String option, Double bound) {
        boolean isCount = rule != Rule.MINMAX || bound == null || bound == Math.rint(bound);
        JobFailure.require(
                bound == null || bound >= 0 && isCount && bound < Integer.MAX_VALUE,
                option,
                bound,
                rule == Rule.MINMAX ? "a number of values, at least 0" : "at least 0");
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        Combination how = Combination.of(
                method,
                rule,
                low == null ? Double.NaN : low,
                high == null ? Double.NaN : high,
                center == null ? Center.MEDIAN : center,
                iterations == null ? 1 : iterations);
        long all = memory == null ? USUAL_MEMORY : memory;
        return new ImagesCombineRun(
                        world,
                        settings,
                        how,
                        weights == Weights.IVAR,
                        scale,
                        exposure == null ? "EXPTIME" : exposure,
                        images.selection(),
                        bitpix,
                        compression,
                        Math.max(1, all / world.size()),
                        output)
                .run(inputs.files());
    }
}
