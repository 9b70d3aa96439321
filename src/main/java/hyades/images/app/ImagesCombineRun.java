package hyades.images.app;

import hyades.comm.Communicator;
import hyades.figure.ColorMap;
import hyades.figure.ImagePlots;
import hyades.figure.Stretch;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.Selection;
import hyades.images.Combination;
import hyades.images.DistributedStack;
import hyades.images.FrameStack;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Version;
import hyades.storage.FileFault;
import hyades.storage.UnnamedFile;
import hyades.text.Digits;
import hyades.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a rank makes of its part of `images combine`; rank 0 also the file and `run.json`.
///
/// @param isWeighted whether by inverse variances
/// @param scale how frames are brought to one level, `exposure` the card for it
/// @param selection of the frames
/// @param bitpix of the result, 16, 32, -32 or -64, 0 for the frames' own
/// @param compression of the result
/// @param memory bytes of this rank for pixels
record ImagesCombineRun(
        Communicator world,
        RunSettings settings,
        Combination how,
        boolean isWeighted,
        ImagesCombineCommand.Scale scale,
        String exposure,
        Selection selection,
        int bitpix,
        CompressionOption compression,
        long memory,
        OutputOptions output) {
    /// Most pixels of an image that is drawn, since drawing takes all of them at once.
    private static final long MOST_DRAWN = 1 << 26;

    /// Combines the files; collective.
    int run(List<Path> files) throws IOException {
        long start = System.nanoTime();
        try (FrameStack frames = open(files)) {
            if (world.rank() == 0) {
                frames.doubts().forEach(doubt -> System.err.println("rank 0: warning: " + Printable.of(doubt)));
            }
            DistributedStack stack = new DistributedStack(world, frames);
            double[] factors = factors(frames, stack, files);
            frames.scale(factors);
            JobFailure.require(
                    memory >= stack.leastMemory(),
                    "--memory",
                    memory * world.size() + "B",
                    "at least %dB for one row of all frames on %s"
                            .formatted(stack.leastMemory() * world.size(), Digits.counted(world.size(), "rank")));
            String name = compression.named(ImagesCombineCommand.NAME);
            Path folder = output.create(world, "images", name::equals, "run.json", "summary.csv")
                    .path();
            Path file = folder.resolve(name);
            int stored = bitpix == 0 ? frames.bitpix() : bitpix;
            long used;
            try (Progress progress =
                    world.rank() == 0 ? new Progress("rows", frames.height(), settings.quiet()) : null) {
                used = stack.combine(
                        how,
                        file,
                        header(frames, files, factors),
                        stored,
                        compression.kind(),
                        settings.threads(),
                        memory,
                        rows -> progress.done(rows));
            }
            finish(frames, folder, used, (System.nanoTime() - start) * 1e-9);
        }
        return 0;
    }

    private FrameStack open(List<Path> files) {
        try {
            return DistributedStack.open(world, files, selection, isWeighted, UnnamedFile.folder());
        } catch (IOException e) {
            throw new JobFailure(2, FileFault.line(e));
        }
    }

    /// What brings the frames to the level of the first.
    private double[] factors(FrameStack frames, DistributedStack stack, List<Path> files) throws IOException {
        double[] levels = new double[frames.size()];
        Arrays.fill(levels, 1);
        switch (scale) {
            case NONE -> {}
            case MEDIAN -> levels = stack.medians();
            case MODE -> levels = stack.modes();
            case EXPOSURE -> {
                for (int i = 0; i < levels.length; i++) {
                    levels[i] = frames.headers().get(i).number(exposure, Double.NaN);
                }
            }
        }
        double[] factors = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            if (!(levels[i] > 0)) {
                String level = scale == ImagesCombineCommand.Scale.EXPOSURE
                        ? exposure
                        : scale.name().toLowerCase(Locale.ROOT);
                String has = Double.isNaN(levels[i]) ? "has no " + level : level + " is " + levels[i];
                throw new JobFailure(2, "%s: %s: expected one above 0 to scale by".formatted(files.get(i), has));
            }
            factors[i] = levels[0] / levels[i];
        }
        return factors;
    }

    private Cards header(FrameStack frames, List<Path> files, double[] factors) {
        Cards header = Cards.common(frames.headers());
        header.put("NCOMBINE", Integer.toString(frames.size()), "number of frames combined");
        header.history("hyades %s images combine: %s".formatted(Version.HYADES, how));
        for (int i = 0; i < frames.size(); i++) {
            String factor = factors[i] == 1 ? "" : " times " + factors[i];
            String mask = frames.masks().get(i).isEmpty()
                    ? ""
                    : " missing by mask " + frames.masks().get(i);
            header.history("input %s%s%s%s".formatted(files.get(i), factor, mask, frames.weights(i)));
        }
        frames.doubts().forEach(doubt -> header.history("input " + doubt));
        return header;
    }

    private void finish(FrameStack frames, Path folder, long used, double wall) throws IOException {
        long pixels = (long) frames.width() * frames.height();
        long values = pixels * frames.size();
        if (world.rank() == 0) {
            if (output.plots().areWanted() && pixels <= MOST_DRAWN) {
                draw(folder);
            }
            if (!settings.quiet()) {
                System.out.printf(
                        "%d frames of %dx%d combined (%s): %.4g %% of %d values used, in %.3f s%n",
                        frames.size(), frames.width(), frames.height(), how, 100.0 * used / values, values, wall);
            }
        }
        Members<Object> results = new Members<>();
        results.put("frames", frames.size());
        results.put("width", frames.width());
        results.put("height", frames.height());
        results.put("combination", how.toString());
        results.put("weights", isWeighted ? "ivar" : "none");
        results.put("scale", scale.name().toLowerCase(Locale.ROOT));
        results.put("values", values);
        results.put("valuesUsed", used);
        results.put("warned", frames.doubts().size());
        results.put("combineSeconds", wall);
        settings.finish(
                world,
                new RunDirectory(folder),
                "images combine",
                null,
                Map.of("pixelsPerSecond", values / wall),
                results,
                output.plots().onlyIf(settings.observation().isTraced()));
    }

    private void draw(Path folder) {
        try {
            Image image = FitsFiles.images(folder.resolve(compression.named(ImagesCombineCommand.NAME)))
                    .getFirst();
            ImagePlots.view(
                    folder.resolve("combined.png"),
                    new ImagePlots.Plane("combined", image.width(), image.height(), image.pixels(), image.unit()),
                    ColorMap.INFERNO,
                    Stretch.PERCENTILE,
                    output.plots().dpi());
        } catch (IOException e) { // the data are there
            System.err.println("rank 0: warning: no picture: " + FileFault.line(e));
        }
    }
}
