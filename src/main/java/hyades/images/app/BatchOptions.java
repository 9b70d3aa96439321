package hyades.images.app;

import hyades.farm.Item;
import hyades.farm.Schedule;
import hyades.fits.ImageName;
import hyades.images.BatchSettings;
import hyades.images.ImageBatch;
import hyades.partition.Subrange;
import hyades.process.JobFailure;
import hyades.run.OutputOptions;
import hyades.run.Share;
import hyades.run.Version;
import hyades.storage.FileFault;
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
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which files become which, and who does it: the same options for every command that makes files of files.
final class BatchOptions {
    @Mixin
    private ImageInputs inputs = new ImageInputs();

    @Mixin
    private SelectionOptions images = new SelectionOptions();

    @Option(
            names = "--name",
            paramLabel = "PATTERN",
            description = "Names of the files, {stem} and {what} replaced (default: {stem}_{what}.fits).")
    private String name = "{stem}_{what}.fits";

    @Option(
            names = "--bitpix",
            paramLabel = "B",
            description = {
                "-32 or -64 (default: -32 where it holds the input's pixels exactly, else -64); 16 or 32 for results"
                        + " that are whole numbers, such as the filtered pixels of integers."
            })
    private int bitpix;

    @Mixin
    private CompressionOption compression = new CompressionOption();

    @Option(names = "--share", paramLabel = "I/N", converter = Share.Converter.class, description = Share.DESCRIPTION)
    private Share share;

    @Option(
            names = "--schedule",
            paramLabel = "S",
            description = {
                "block: equally many files a rank, as they come; dynamic: the largest first, each by the rank that"
                        + " is free, for files that take unequal times (default: block)."
            })
    private Schedule schedule = Schedule.BLOCK;

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

    OutputOptions output() {
        return output;
    }

    SelectionOptions images() {
        return images;
    }

    Schedule schedule() {
        return schedule;
    }

    /// Says what hinders the run, before it starts.
    ///
    /// @param command as its `run.json` has it
    /// @param kinds of its results
    /// @param others that are read for every file, and not written on
    /// @throws JobFailure with exit code 2
    void check(String command, List<String> kinds, List<Path> others) {
        JobFailure.require(List.of(0, 16, 32, -32, -64).contains(bitpix), "--bitpix", bitpix, "16, 32, -32 or -64");
        JobFailure.require(strip == null || strip >= 1, "--strip", strip, "at least 1");
        images.check();
        JobFailure.require(kinds.size() < 2 || name.contains("{what}"), "--name", name, "{what} in it for --keep both");
        JobFailure.require(name.indexOf('/') < 0, "--name", name, "a name without folders, which --out is for");
        goOnWith(command);
        List<Path> besides = images.read(others);
        output.check(
                images.read(
                        Stream.concat(inputs.files().stream(), others.stream()).toList()),
                "run.json",
                SummaryFile.NAME);
        items(kinds);
        refuseToReplaceInputs(kinds, besides);
    }

    /// Lets a run that skips what is there write where an earlier one did.
    void goOnWith(String command) {
        if (skipExisting) {
            output.allowFiles(command, SummaryFile.NAME);
        }
    }

    /// As [hyades.run.RankCommand#toGoOn] says.
    List<String> toGoOn(String job) {
        List<String> arguments = new ArrayList<>(output.toGoOn("images", job));
        if (!skipExisting) {
            arguments.add("--skip-existing");
        }
        return arguments;
    }

    /// The files, but for those that an earlier run, with which this one goes on, made of others of them.
    private List<Path> files(List<String> kinds) {
        List<Path> files = inputs.files();
        if (!skipExisting || output.named().isEmpty()) {
            return files;
        }
        BatchSettings settings = settings(output.named().get(), kinds, 1);
        Set<Object> results = files.stream()
                .flatMap(file -> outputs(file, settings).stream())
                .map(BatchOptions::identity)
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> !results.contains(identity(file))
                        || !ImageBatch.isResult(ImageName.of(file).file()))
                .toList();
    }

    /// How many files are left out, since they were made of others.
    int results(List<String> kinds) {
        return inputs.files().size() - files(kinds).size();
    }

    /// What a file becomes; nothing where its name is no text, for which it is refused when its turn has come.
    private static List<Path> outputs(Path file, BatchSettings settings) {
        return ImageInputs.isText(file.toString()) ? settings.outputs(file) : List.of();
    }

    /// The files, none of which writes where another does.
    List<Item> items(List<String> kinds) {
        try {
            List<Item> items = new ArrayList<>();
            Map<Path, Path> makers = new HashMap<>();
            for (Path file : files(kinds)) {
                for (Path result : outputs(file, settings(Path.of(""), kinds, 1))) {
                    Path other = makers.put(result, file);
                    if (other != null) {
                        throw new JobFailure(2, "%s and %s would both become %s".formatted(other, file, result));
                    }
                }
                items.add(new Item(file.toString(), size(ImageName.of(file).file())));
            }
            if (share == null) {
                return items;
            }
            Subrange mine = share.of(items.size());
            return items.subList(mine.start(), mine.end());
        } catch (IOException e) {
            throw new JobFailure(2, FileFault.line(e));
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /// Also of other shares, and by other names of the same file.
    private void refuseToReplaceInputs(List<String> kinds, List<Path> others) {
        List<Path> files = files(kinds);
        Map<Object, Path> inputs = new HashMap<>();
        Stream.concat(files.stream(), others.stream()).forEach(file -> inputs.put(identity(file), file));
        output.named().ifPresent(folder -> {
            BatchSettings there = settings(folder, kinds, 1);
            for (Path file : files) {
                for (Path result : outputs(file, there)) {
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
    private static Object identity(Path named) {
        Path file = ImageName.of(named).file();
        try {
            return Objects.requireNonNullElseGet(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey(),
                    () -> file.toAbsolutePath().normalize());
        } catch (IOException e) { // it is not there
            return file.toAbsolutePath().normalize();
        }
    }

    /// Of the files that the items become.
    ///
    /// @param items null for none
    Set<String> names(List<Item> items, List<String> kinds) {
        return items == null
                ? Set.of()
                : items.stream()
                        .filter(item -> ImageInputs.isText(item.name()))
                        .flatMap(item -> settings(Path.of(""), kinds, 1).outputs(Path.of(item.name())).stream())
                        .map(Path::toString)
                        .collect(Collectors.toSet());
    }

    /// @param ranks of this process, which share its memory
    BatchSettings settings(Path folder, List<String> kinds, int ranks) {
        return new BatchSettings(
                images.selection(),
                kinds,
                bitpix,
                compression.kind(),
                folder,
                name,
                strip != null ? strip : BatchSettings.pixelsInMemory(ranks),
                skipExisting,
                output.overwrites(),
                Version.HYADES);
    }
}
