package hyades.images.app;

import hyades.comm.Communicator;
import hyades.fits.ImageName;
import hyades.images.Calibration;
import hyades.images.Noise;
import hyades.process.JobFailure;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.storage.UnnamedFile;
import hyades.text.Printable;
import hyades.trace.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Rids the frames of a batch of what the camera adds to the sky.
@Command(
        name = "calibrate",
        description = {
            "Write every frame less bias and dark, over the flat field: "
                    + "(frame - bias - dark t/t_dark) / (flat / its mean).",
            "",
            "Masters have one image each, such as combine makes. Where one is NaN, or the flat not above 0, so is the"
                + " result NaN, which means missing. Uncertainties of the frame (ERR, VAR, IVAR) are propagated with"
                + " those of the masters; other HDUs are kept as they are.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesCalibrateCommand implements RankCommand {
    private static final String NAME = "images calibrate";

    @Option(names = "--bias", paramLabel = "FILE", description = "Master bias to subtract.")
    private Path bias;

    @Option(
            names = "--dark",
            paramLabel = "FILE",
            description = "Master dark, itself without bias, to subtract times the ratio of the exposure times.")
    private Path dark;

    @Option(
            names = "--flat",
            paramLabel = "FILE",
            description = "Master flat, itself without bias and dark, to divide by.")
    private Path flat;

    @Option(
            names = "--exposure",
            paramLabel = "KEY",
            description = "Header card of the exposure time, of frames and dark (default: EXPTIME).")
    private String exposure;

    @Option(
            names = "--flat-level",
            paramLabel = "LEVEL",
            description = "What the flat is divided by first: its mean or its median (default: mean).")
    private Calibration.Level level;

    @Option(
            names = "--flat-least",
            paramLabel = "VALUE",
            description = "Take pixels of the flat below this for this, before its level is found.")
    private Double least;

    @Option(
            names = "--gain",
            paramLabel = "G",
            description = {
                "Electrons per unit of the frames: of those that do not say how uncertain they are, HDU UNCERT is"
                        + " written, by the noise of electrons and --read-noise, and what masters say of themselves."
            })
    private Double gain;

    @Option(names = "--read-noise", paramLabel = "R", description = "Noise of reading a pixel, in electrons.")
    private Double readNoise;

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Override
    public void check() {
        JobFailure.require(
                bias != null || dark != null || flat != null, "images", "calibrate", "--bias, --dark or --flat");
        JobFailure.require(dark != null || exposure == null, "--exposure", exposure, "--dark beside it");
        JobFailure.require(flat != null || level == null, "--flat-level", level, "--flat beside it");
        JobFailure.require(flat != null || least == null, "--flat-least", least, "--flat beside it");
        JobFailure.require(least == null || least < Double.POSITIVE_INFINITY, "--flat-least", least, "a number");
        JobFailure.require(gain == null || readNoise != null, "--gain", gain, "--read-noise beside it, or neither");
        JobFailure.require(
                readNoise == null || gain != null, "--read-noise", readNoise, "--gain beside it, or neither");
        JobFailure.require(
                gain == null || gain > 0 && gain < Double.POSITIVE_INFINITY, "--gain", gain, "a number above 0");
        JobFailure.require(
                readNoise == null || readNoise >= 0 && readNoise < Double.POSITIVE_INFINITY,
                "--read-noise",
                readNoise,
                "a number, at least 0");
        requireThere("--bias", bias);
        requireThere("--dark", dark);
        requireThere("--flat", flat);
        batch.check(NAME, Calibration.KINDS, masters().files());
        try (Calibration masters = open(new Timeline())) {
            assert masters != null; // it can be opened
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireThere(String option, Path file) {
        JobFailure.require(
                file == null || Files.exists(ImageName.of(file).file()), option, file, "a file that is there");
    }

    private Calibration.Masters masters() {
        return new Calibration.Masters(
                bias,
                dark,
                flat,
                exposure == null ? "EXPTIME" : exposure,
                level == null ? Calibration.Level.MEAN : level,
                least == null ? Double.NEGATIVE_INFINITY : least,
                gain == null ? null : new Noise(gain, readNoise));
    }

    private Calibration open(Timeline timeline) {
        try {
            return new Calibration(masters(), batch.images().science(), UnnamedFile.folder(), timeline);
        } catch (IOException e) {
            throw new JobFailure(2, FileFault.line(e));
        }
    }

    @Override
    public List<String> toGoOn(String job) {
        return batch.toGoOn(job);
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
        Map<String, String> facts = new LinkedHashMap<>();
        for (Path master : masters().files()) {
            facts.put(master == bias ? "bias" : master == dark ? "dark" : "flat", master.toString());
        }
        ImageBatchRun.Words words = new ImageBatchRun.Words(NAME, "calibrated", "calibrated", facts);
        ImageBatchRun run = ImageBatchRun.of(world, settings, batch, Calibration.KINDS, words);
        try (Calibration calibration = open(world.timeline())) {
            if (world.rank() == 0) {
                calibration.doubts().forEach(doubt -> System.err.println("rank 0: warning: " + Printable.of(doubt)));
            }
            return run.each(calibration);
        }
    }
}
