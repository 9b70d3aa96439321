package hyades.images.app;

import hyades.comm.Communicator;
import hyades.figure.ImagePlots;
import hyades.images.Boundary;
import hyades.images.DistributedImageBatch;
import hyades.images.DistributedMedian;
import hyades.images.HighPassBatch;
import hyades.images.HighPassSettings;
import hyades.images.MedianWindow;
import hyades.partition.Subrange;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.run.Share;
import hyades.run.Version;
import hyades.storage.WholeFile;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes frame minus median for every image of a batch.
@Command(
        name = "filter",
        description = {
            "Write every image minus the exact median of each pixel's window, as scipy.ndimage has it.",
            "",
            "All HDUs are kept; those that hold images are filtered, plane by plane. NaN means missing.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesFilterCommand implements RankCommand {
    @Mixin
    private ImageInputs inputs = new ImageInputs();

    @Option(names = "--share", paramLabel = "I/N", converter = Share.Converter.class, description = Share.DESCRIPTION)
    private Share share;

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
            description = "The value beyond the edges for --boundary constant (default: ${DEFAULT-VALUE}).")
    private double constant;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            description = "Subtract this percentile of the window instead, 0 to 100 (default: ${DEFAULT-VALUE}).")
    private double percentile = 50;

    @Option(
            names = "--hdu",
            paramLabel = "I",
            split = ",",
            description = "HDUs to filter, from 0 (default: all images).")
    private List<Integer> hdus = new ArrayList<>();

    @Option(
            names = "--keep",
            paramLabel = "WHAT",
            description = "Files to write: highpass, median or both (default: highpass).")
    private HighPassSettings.Keep keep = HighPassSettings.Keep.HIGHPASS;

    @Option(
            names = "--name",
            paramLabel = "PATTERN",
            description = "Names of the files, {stem} and {what} replaced (default: ${DEFAULT-VALUE}).")
    private String name = "{stem}_{what}.fits";

    @Option(
            names = "--bitpix",
            paramLabel = "B",
            description = "-32 or -64 (default: -64 where the input has it, else -32).")
    private int bitpix;

    @Option(
            names = "--schedule",
            paramLabel = "S",
            description = {
                "block: equally many files a rank, as they come; dynamic: the largest first, each to the rank with the",
                "least to do by the files' sizes, decided before the work begins (default: ${DEFAULT-VALUE})."
            })
    private DistributedImageBatch.Schedule schedule = DistributedImageBatch.Schedule.BLOCK;

    @Option(names = "--split", description = "Let all ranks work on one image at a time: for few, large images.")
    private boolean split;

    @Option(
            names = "--strip",
            paramLabel = "PIXELS",
            description = "Most pixels of an image in memory at once (default: what the memory allows).")
    private Long strip;

    @Option(
            names = "--skip-existing",
            description = "Leave out what was already made of the same input and parameters.")
    private boolean skipExisting;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        medianWindow();
        JobFailure.require(bitpix == 0 || bitpix == -32 || bitpix == -64, "--bitpix", bitpix, "-32 or -64");
        JobFailure.require(strip == null || strip >= 1, "--strip", strip, "at least 1");
        JobFailure.require(hdus.stream().allMatch(hdu -> hdu >= 0), "--hdu", hdus, "numbers from 0");
        JobFailure.require(
                keep != HighPassSettings.Keep.BOTH || name.contains("{what}"),
                "--name",
                name,
                "{what} in it for --keep both");
        JobFailure.require(name.indexOf('/') < 0, "--name", name, "a name without folders, which --out is for");
        if (skipExisting) {
            output.allowFiles();
        }
        output.check();
        items();
    }

    @Override
    public List<String> toGoOn(String job) {
        List<String> arguments = new ArrayList<>(output.toGoOn("images", job));
        if (!skipExisting) {
            arguments.add("--skip-existing");
        }
        return arguments;
    }

    private MedianWindow medianWindow() {
        int[] sides = ImagesOutput.sides("--window", window, MedianWindow.LARGEST);
        try {
            return new MedianWindow(sides[1], sides[0], boundary, constant, percentile);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    /// The files, none of which writes where another does.
    private List<DistributedImageBatch.Item> items() {
        try {
            List<DistributedImageBatch.Item> items = new ArrayList<>();
            Map<Path, Path> makers = new HashMap<>();
            for (Path file : inputs.files()) {
                for (Path result : settings(Path.of(""), 1).outputs(file)) {
                    Path other = makers.put(result, file);
                    if (other != null) {
                        throw new JobFailure(2, "%s and %s would both become %s".formatted(other, file, result));
                    }
                }
                items.add(new DistributedImageBatch.Item(file.toString(), Files.exists(file) ? Files.size(file) : 0));
            }
            if (share == null) {
                return items;
            }
            Subrange mine = share.of(items.size());
            return items.subList(mine.start(), mine.end());
        } catch (IOException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    private static void refuseToReplaceInputs(List<DistributedImageBatch.Item> items, HighPassSettings settings) {
        Set<Path> inputs = new HashSet<>();
        if (items != null) {
            items.forEach(
                    item -> inputs.add(Path.of(item.name()).toAbsolutePath().normalize()));
        }
        for (Path input : inputs) {
            for (Path result : settings.outputs(input)) {
                if (inputs.contains(result.toAbsolutePath().normalize())) {
                    throw new JobFailure(2, "%s is an input: expected another --out or --name".formatted(result));
                }
            }
        }
    }

    /// Of the files that the items become.
    private Set<String> names(List<DistributedImageBatch.Item> items) {
        return items == null
                ? Set.of()
                : items.stream()
                        .flatMap(item -> settings(Path.of(""), 1).outputs(Path.of(item.name())).stream())
                        .map(Path::toString)
                        .collect(Collectors.toSet());
    }

    private HighPassSettings settings(Path folder, int ranks) {
        long share = Runtime.getRuntime().maxMemory() / ranks / 120; // bytes a pixel, with room
        return new HighPassSettings(
                medianWindow(),
                hdus,
                keep,
                bitpix,
                folder,
                name,
                strip != null ? strip : Math.clamp(share, 1L << 16, 1L << 27),
                skipExisting,
                Version.HYADES);
    }

    @Override
    public Map<String, Set<String>> circumstances() {
        return Map.of("summary.csv", HighPassBatch.CIRCUMSTANCES);
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        List<DistributedImageBatch.Item> items = null;
        if (skipExisting) {
            output.allowFiles();
        }
        if (world.rank() == 0) {
            check();
            items = items();
        }
        Path folder = ImagesOutput.create(world, output, names(items)::contains);
        HighPassSettings settingsHere = settings(folder, world.size());
        refuseToReplaceInputs(items, settingsHere);
        long start = System.nanoTime();
        HighPassBatch batch;
        List<List<String>> lines;
        double compute = 0;
        if (split) {
            try (DistributedMedian medians = new DistributedMedian(world, medianWindow(), settings.threads())) {
                batch = new HighPassBatch(settingsHere, medians, world.rank(), world.timeline(), viewer(world, folder));
                lines = world.rank() > 0 ? List.of() : processAll(world, items, batch);
                medians.serve();
                compute = medians.computeSeconds();
            }
        } else {
            batch = new HighPassBatch(
                    settingsHere, settings.threads(), world.rank(), world.timeline(), viewer(world, folder));
            lines = processOwn(world, items, batch);
        }
        double wall = (System.nanoTime() - start) * 1e-9;
        return finish(world, settings, folder, batch, compute + batch.computeSeconds(), lines, wall);
    }

    /// Each rank its own files; collective.
    private List<List<String>> processOwn(
            Communicator world, List<DistributedImageBatch.Item> items, HighPassBatch batch) {
        int[] done = {0};
        try (Progress progress = world.rank() == 0 ? new Progress("files", items.size()) : null) {
            return DistributedImageBatch.run(world, items, schedule, world::stopRequested, file -> {
                List<String> result = process(world, batch, file);
                if (progress != null) {
                    progress.done(Math.min(items.size(), ++done[0] * (long) world.size()), "");
                }
                return result;
            });
        }
    }

    /// One file after the other, on rank 0 with the others' help.
    private static List<List<String>> processAll(
            Communicator world, List<DistributedImageBatch.Item> items, HighPassBatch batch) {
        List<List<String>> lines = new ArrayList<>();
        try (Progress progress = new Progress("files", items.size())) {
            for (DistributedImageBatch.Item item : items) {
                lines.add(world.stopRequested() ? List.of() : process(world, batch, item.name()));
                progress.done(lines.size(), "");
            }
        }
        return lines;
    }

    private static List<String> process(Communicator world, HighPassBatch batch, String file) {
        List<String> result = batch.process(Path.of(file));
        result.stream()
                .filter(HighPassBatch::isFailure)
                .forEach(line ->
                        System.err.printf("rank %d: %s: %s%n", world.rank(), file, HighPassBatch.outcome(line)));
        return result;
    }

    private HighPassBatch.Viewer viewer(Communicator world, Path folder) {
        return (input, hdu, plane, before, after) -> {
            if (!output.plots() || plane > 0) {
                return;
            }
            String stem = input.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            try {
                ImagePlots.beforeAndAfter(
                        folder.resolve("%s_%d_preview.png".formatted(stem, hdu)),
                        new ImagePlots.Plane(stem, before.width(), before.height(), before.pixels()),
                        new ImagePlots.Plane("minus its median", after.width(), after.height(), after.pixels()));
            } catch (IOException e) { // the data are worth more than a picture
                System.err.printf("rank %d: warning: no preview of %s: %s%n", world.rank(), input, e.getMessage());
            }
        };
    }

    private int finish(
            Communicator world,
            RunSettings settings,
            Path folder,
            HighPassBatch batch,
            double compute,
            List<List<String>> lines,
            double wall)
            throws IOException {
        List<String> all = lines.stream().flatMap(List::stream).toList();
        long failed = all.stream().filter(HighPassBatch::isFailure).count();
        long left = lines.stream().filter(List::isEmpty).count();
        long skipped = all.stream().filter(line -> line.endsWith("\"skipped\"")).count();
        if (world.rank() == 0) {
            long start = System.nanoTime();
            WholeFile.writeText(
                    folder.resolve("summary.csv"),
                    HighPassBatch.COLUMNS + "\n" + String.join("\n", all) + (all.isEmpty() ? "" : "\n"));
            world.timeline().ended(Activity.WRITING, "write", start);
            System.out.printf(
                    "%d files: %d filtered, %d skipped, %d failed in %.3f s (window %s)%n",
                    lines.size(), lines.size() - failed - skipped - left, skipped, failed, wall, medianWindow());
            if (left > 0) {
                System.out.printf("stopped before %d of them; the same command with --skip-existing goes on%n", left);
            }
        }
        Members<Object> results = new Members<>();
        results.put("files", lines.size());
        results.put("failed", failed);
        results.put("skipped", skipped);
        results.put("left", left);
        results.put("window", medianWindow().toString());
        results.put("batchSeconds", wall);
        double[] pixels = new double[world.size()];
        pixels[world.rank()] = batch.pixels();
        int[] one = new int[world.size()];
        Arrays.fill(one, 1);
        world.allgather(pixels, one);
        Members<Double> rates = new Members<>();
        rates.put("filesPerSecond", lines.size() / wall);
        rates.put("pixelsPerSecond", Arrays.stream(pixels).sum() / wall);
        ImagesOutput.finish(
                world, settings, folder, "images filter", null, compute, batch.inputOutputSeconds(), rates, results);
        double[] code = {left > 0 ? STOPPED : failed > 0 ? 3 : 0};
        world.broadcast(code, 0);
        return (int) code[0];
    }
}
