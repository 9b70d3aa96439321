package hyades.images.app;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Schedule;
import hyades.images.Boundary;
import hyades.images.HighPassBatch;
import hyades.images.HighPassSettings;
import hyades.images.MedianWindow;
import hyades.partition.Subrange;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.run.Share;
import hyades.run.Version;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            description = "-32 or -64 (default: -32 where it holds the input's pixels exactly, else -64).")
    private int bitpix;

    @Option(
            names = "--schedule",
            paramLabel = "S",
            description = {
                "block: equally many files a rank, as they come; dynamic: the largest first, each to the "
                        + "rank with the least to do by the files' sizes, decided before the work begins (default: "
                        + "${DEFAULT-VALUE})."
            })
    private Schedule schedule = Schedule.BLOCK;

    @Option(names = "--split", description = "Let all ranks work on one image at a time: for few, large images.")
    private boolean split;

    @Option(
            names = "--strip",
            paramLabel = "PIXELS",
            description = "Most pixels of an image in memory at once (default: what the memory allows).")
    private Long strip;

    @Option(
            names = "--skip-existing",
            description = {
                "Leave out what was already made of the same input and parameters; other files that are there are "
                        + "replaced with --overwrite only."
            })
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
            output.allowFiles("images filter", SummaryFile.NAME);
        }
        output.check(inputs.files(), "run.json", SummaryFile.NAME);
        items();
        refuseToReplaceInputs();
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
        int[] sides = ImagesOutput.sides("--window", window, 1, MedianWindow.LARGEST);
        try {
            return new MedianWindow(sides[1], sides[0], boundary, constant, percentile);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    /// The files, but for those that an earlier run, with which this one goes on, made of others of them.
    private List<Path> files() {
        List<Path> files = inputs.files();
        if (!skipExisting || output.named().isEmpty()) {
            return files;
        }
        HighPassSettings settings = settings(output.named().get(), 1);
        Set<Object> results = files.stream()
                .flatMap(file -> settings.outputs(file).stream())
                .map(ImagesFilterCommand::identity)
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> !results.contains(identity(file)) || !HighPassBatch.isResult(file))
                .toList();
    }

    /// The files, none of which writes where another does.
    private List<Item> items() {
        try {
            List<Item> items = new ArrayList<>();
            Map<Path, Path> makers = new HashMap<>();
            for (Path file : files()) {
                for (Path result : settings(Path.of(""), 1).outputs(file)) {
                    Path other = makers.put(result, file);
                    if (other != null) {
                        throw new JobFailure(2, "%s and %s would both become %s".formatted(other, file, result));
                    }
                }
                items.add(new Item(file.toString(), Files.exists(file) ? Files.size(file) : 0));
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

    /// Also of other shares, and by other names of the same file.
    private void refuseToReplaceInputs() {
        List<Path> files = files();
        Map<Object, Path> inputs = new HashMap<>();
        files.forEach(file -> inputs.put(identity(file), file));
        output.named().ifPresent(folder -> {
            HighPassSettings there = settings(folder, 1);
            for (Path file : files) {
                for (Path result : there.outputs(file)) {
                    Path input = inputs.get(identity(result));
                    if (input != null) {
                        throw new JobFailure(
                                2, "%s is the input %s: expected another --out or --name".formatted(result, input));
                    }
                }
            }
        });
    }

    /// What two names of one file have in common: be it through links or folders.
    private static Object identity(Path file) {
        try {
            return Objects.requireNonNullElseGet(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey(),
                    () -> file.toAbsolutePath().normalize());
        } catch (IOException e) { // it is not there
            return file.toAbsolutePath().normalize();
        }
    }

    /// Of the files that the items become.
    private Set<String> names(List<Item> items) {
        return items == null
                ? Set.of()
                : items.stream()
                        .flatMap(item -> settings(Path.of(""), 1).outputs(Path.of(item.name())).stream())
                        .map(Path::toString)
                        .collect(Collectors.toSet());
    }

    private HighPassSettings settings(Path folder, int ranks) {
        return new HighPassSettings(
                medianWindow(),
                hdus,
                keep,
                bitpix,
                folder,
                name,
                strip != null ? strip : HighPassSettings.pixelsInMemory(ranks),
                skipExisting,
                output.overwrites(),
                Version.HYADES);
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
        List<Item> items = null;
        if (skipExisting) {
            output.allowFiles("images filter", SummaryFile.NAME);
        }
        if (world.rank() == 0) {
            items = items();
            int results = inputs.files().size() - files().size();
            if (results > 0 && !settings.quiet()) {
                System.out.printf("%s made of others of them: left out%n", Digits.counted(results, "file"));
            }
        }
        Path folder = ImagesOutput.create(world, output, names(items)::contains);
        HighPassSettings settingsHere = settings(folder, world.size());
        return new ImagesFilterRun(world, settings, folder, settingsHere, output.plots()).run(items, schedule, split);
    }
}
