package hyades.cli;

import hyades.comm.JobFailure;
import hyades.report.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a run writes, and whether it draws: the same options for every command that leaves a run directory.
final class OutputOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Run directory (default: results/<command>/<UTC time>-<process or job id>).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace files in a run directory that is not empty.")
    private boolean overwrite;

    @Option(names = "--no-plots", description = "Leave out the pictures.")
    private boolean noPlots;

    private boolean goesOn;

    boolean plots() {
        return !noPlots;
    }

    /// Says what hinders the run from writing, before it starts.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        try {
            RunDirectory.check(out == null ? Path.of("results") : out, overwrite || out == null);
        } catch (IOException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    /// The folder of the run of a command that SLURM has started again.
    ///
    /// @return empty where it had not begun
    Optional<Path> find(String command, String job) {
        return RunSettings.folderOf(command, out, job);
    }

    /// What begins a run anew in a folder that one has begun in before.
    List<String> anew(Path folder) {
        List<String> arguments = new ArrayList<>();
        if (out == null) {
            arguments.addAll(List.of("--out", folder.toString()));
        }
        if (!overwrite) {
            arguments.add("--overwrite");
        }
        return arguments;
    }

    /// Goes on with the run in `folder`, instead of beginning one.
    ///
    /// @throws JobFailure with exit code 2 if it cannot be written into
    void goOn(Path folder) {
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
        } catch (IOException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    /// Makes the run directory; where a run goes on, takes it as it is.
    ///
    /// @param outputs names of all files the command may write
    RunDirectory create(String command, String... outputs) throws IOException {
        if (goesOn) {
            return new RunDirectory(out);
        }
        return RunDirectory.create(
                out == null ? RunDirectory.fresh(command, RunSettings.runId()) : out, overwrite, outputs);
    }
}
