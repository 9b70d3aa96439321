package hyades.run;

import hyades.comm.Communicator;
import hyades.process.JobFailure;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// Where a run writes, and whether it draws: the same options for every command that leaves a run directory.
public final class OutputOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Run directory (default: results/<command>/<UTC time>-<process or job id>).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace files in a run directory that is not empty.")
    private boolean overwrite;

    @Option(names = "--no-plots", description = "Leave out the pictures.")
    private boolean noPlots;

    @Mixin
    private Resolution resolution = new Resolution();

    private boolean goesOn;
    private String goesOnWith;
    private String[] written = {};

    public Plots plots() {
        return new Plots(!noPlots, resolution.dpi());
    }

    /// Allows a run directory that is not empty, for a command that goes on with what an earlier run of it left there.
    ///
    /// @param command as its `run.json` has it
    /// @param written names of what it writes, which may be there only where a `run.json` of the command is
    public void allowFiles(String command, String... written) {
        goesOnWith = command;
        this.written = written;
    }

    /// Whether files that are there may be replaced.
    public boolean overwrites() {
        return overwrite;
    }

    private boolean mayHoldFiles() {
        return overwrite || goesOnWith != null;
    }

    /// The folder that the user names, if one is.
    public Optional<Path> named() {
        return Optional.ofNullable(out);
    }

    /// Says what hinders the run from writing, before it starts.
    ///
    /// @throws JobFailure with exit code 2
    public void check() {
        check(List.of());
    }

    /// The same for a run that reads files.
    ///
    /// @param inputs which it must not replace, be it by another name for the same file
    /// @param outputs names of what the run may write
    public void check(List<Path> inputs, String... outputs) {
        checkResolution();
        for (String name : out == null ? new String[0] : outputs) {
            requireNoInput("--out " + out, out.resolve(name), inputs);
        }
        try {
            RunDirectory.check(out == null ? Path.of("results") : out, mayHoldFiles() || out == null);
            if (out != null && goesOnWith != null && !overwrite) {
                new RunDirectory(out).requireRun(goesOnWith, written);
            }
            if (out != null) {
                RunDirectory.tryToMake(out);
            }
        } catch (IOException e) {
            throw new JobFailure(2, FileFault.line(e));
        }
    }

    /// Says what is wrong with how pictures are to be drawn.
    ///
    /// @throws JobFailure with exit code 2
    public void checkResolution() {
        resolution.check(!noPlots, "no --no-plots beside it, which leaves out the pictures");
    }

    /// Refuses to write on what is read.
    ///
    /// @param option with its value, as the user gave it
    /// @throws JobFailure with exit code 2 if `output` is one of `inputs`, by whatever name or link
    public static void requireNoInput(String option, Path output, List<Path> inputs) {
        for (Path input : inputs) {
            try {
                if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
                    throw new JobFailure(
                            2, "%s: %s is the input %s: expected another place".formatted(option, output, input));
                }
            } catch (IOException e) {
                throw new JobFailure(2, "%s: %s".formatted(option, e));
            }
        }
    }

    /// Says that nothing would be written where the user says, by a command that leaves a run directory with `--trace`
    /// only.
    ///
    /// @throws JobFailure with exit code 2
    public void checkTraceOnly(CommandSpec command) {
        boolean isTraced = false;
        for (ParseResult each = command.root().commandLine().getParseResult(); each != null; each = each.subcommand()) {
            isTraced |= each.hasMatchedOption("--trace");
        }
        if (isTraced) {
            check();
        }
        resolution.check(isTraced, "--trace beside it, without which nothing is drawn");
        if (!isTraced && out != null) {
            throw new JobFailure(
                    2, "--out %s: expected beside --trace, without which nothing is written".formatted(out));
        }
    }

    /// What to add to the command line so that the run goes on that SLURM has started again: from its checkpoint, or
    /// anew where it has left none.
    ///
    /// @param resume as the user gave it, or null
    public List<String> toGoOn(String command, Path resume, String job) {
        return resume != null
                ? List.of()
                : RunSettings.folderOf(command, out, job).map(this::toGoOn).orElse(List.of());
    }

    /// The same for a batch, which knows by its files what is done.
    public List<String> toGoOn(String command, String job) {
        Optional<Path> folder = RunSettings.folderOf(command, out, job);
        return out == null && folder.isPresent() ? List.of("--out", folder.get().toString()) : List.of();
    }

    private List<String> toGoOn(Path folder) {
        if (CheckpointFile.isIn(folder)) {
            return List.of("--resume", folder.toString());
        }
        List<String> arguments = new ArrayList<>();
        if (out == null) {
            arguments.addAll(List.of("--out", folder.toString()));
        }
        if (!overwrite) {
            arguments.add("--overwrite");
        }
        return arguments;
    }

    /// Reads a checkpoint.
    public interface Reader<T> {
        T read(Path place) throws IOException;
    }

    /// Goes on with a run that was left, instead of beginning one.
    ///
    /// @param resume a run directory, or a checkpoint in one
    /// @throws JobFailure with exit code 2 if it cannot be read or written
    public <T> T goOn(Path resume, Reader<T> checkpoint) {
        Path folder =
                Files.isDirectory(resume) ? resume : resume.toAbsolutePath().getParent();
        checkResolution();
        if (out != null
                && !out.toAbsolutePath()
                        .normalize()
                        .equals(folder.toAbsolutePath().normalize())) {
            throw new JobFailure(
                    2, "--out %s: expected none beside --resume, which writes into %s".formatted(out, folder));
        }
        out = folder;
        goesOn = true;
        try {
            RunDirectory.check(folder, true);
            return checkpoint.read(resume);
        } catch (IOException e) {
            throw new JobFailure(2, "--resume %s: %s".formatted(resume, FileFault.line(e)));
        }
    }

    /// The options that were given and say what the run is: their values as text, by their first names.
    ///
    /// @param others options of the command that do not, beside those of this class
    public Map<String, String> whatToRun(CommandSpec command, String... others) {
        List<String> how = new ArrayList<>(List.of("--resume", "--out", "--overwrite", "--no-plots", "--dpi"));
        how.addAll(List.of(others));
        return command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .filter(option -> how.stream().noneMatch(List.of(option.names())::contains))
                .collect(Collectors.toMap(
                        option -> option.names()[0],
                        option -> option.getValue().toString(),
                        (a, _) -> a,
                        TreeMap::new));
    }

    /// Refuses what was asked for where the run that goes on was begun otherwise.
    ///
    /// @param asked as [#whatToRun] has it
    /// @param first what it was begun with, likewise
    /// @param known what it does, whoever asked for it
    /// @throws JobFailure with exit code 2
    public static void requireSame(
            Path resume, Map<String, String> asked, Map<String, String> first, Map<String, String> known) {
        asked.forEach((name, value) -> JobFailure.require(
                value.equals(first.get(name)) || value.equals(known.get(name)),
                name,
                value,
                "%s, with which %s was begun"
                        .formatted(first.getOrDefault(name, known.getOrDefault(name, "none")), resume)));
    }

    /// Makes the run directory on rank 0, rids it of what killed runs left of its files, and tells all
    /// ranks of it; collective.
    ///
    /// @param command the first word of it
    /// @param writes the names of files that ranks write there
    /// @param outputs names of all other files the command may write
    public RunDirectory create(Communicator world, String command, Predicate<String> writes, String... outputs)
            throws IOException {
        byte[] name = null;
        if (world.rank() == 0) {
            Path folder = create(command, outputs).path();
            WholeFile.removeAbandoned(folder, writes);
            name = folder.toString().getBytes(StandardCharsets.UTF_8);
        }
        return new RunDirectory(Path.of(new String(world.broadcast(name, 0), StandardCharsets.UTF_8)));
    }

    /// Makes the run directory; where a run goes on, takes it as it is.
    ///
    /// @param outputs names of all files the command may write
    public RunDirectory create(String command, String... outputs) throws IOException {
        if (goesOn) {
            return new RunDirectory(out);
        }
        return RunDirectory.create(
                out == null ? RunDirectory.fresh(command, RunSettings.runId()) : out, mayHoldFiles(), outputs);
    }
}
