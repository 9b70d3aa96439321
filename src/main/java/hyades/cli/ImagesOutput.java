package hyades.cli;

import hyades.comm.Communicator;
import hyades.comm.JobFailure;
import hyades.report.RunDirectory;
import hyades.report.RunRecord.RankTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The run directory of the commands on images: its options, and what is written there at the end.
final class ImagesOutput {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write into (default: results/images/<UTC time>-<process or job id>).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace files in a folder that is not empty.")
    private boolean overwrite;

    private boolean mayHoldFiles;

    /// Allows a folder that is not empty.
    void allowFiles() {
        mayHoldFiles = true;
    }

    /// What to add to the command line so that the batch goes on that SLURM has started again.
    List<String> toGoOn(String job) {
        Optional<Path> folder = RunSettings.folderOf("images", out, job);
        return out == null && folder.isPresent() ? List.of("--out", folder.get().toString()) : List.of();
    }

    void check() {
        try {
            if (out != null) {
                RunDirectory.check(out, overwrite || mayHoldFiles);
            }
        } catch (IOException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    /// Makes the folder on rank 0 and tells all ranks of it; collective.
    Path create(Communicator world) throws IOException {
        byte[] name = null;
        if (world.rank() == 0) {
            Path folder = out == null ? RunDirectory.fresh("images", RunSettings.runId()) : out;
            RunDirectory.create(folder, overwrite || mayHoldFiles);
            name = folder.toString().getBytes(StandardCharsets.UTF_8);
        }
        return Path.of(new String(world.broadcast(name, 0), StandardCharsets.UTF_8));
    }

    /// Writes `run.json`; collective.
    ///
    /// @param compute     this rank's time in computing [s]
    /// @param inputOutput this rank's time in reading and writing [s]
    static void finish(
            Communicator world,
            RunSettings settings,
            Path folder,
            String command,
            Long seed,
            double compute,
            double inputOutput,
            Map<String, Double> rates,
            Map<String, Object> results)
            throws IOException {
        List<RankTimes> times = RunSettings.gatherTimes(world, compute, inputOutput);
        if (world.rank() == 0) {
            settings.record(command, seed, world, times, rates, results).write(folder.resolve("run.json"));
            System.out.println("results in " + folder);
        }
    }

    static void require(boolean isRight, String option, Object value, String expected) {
        if (!isRight) {
            throw new JobFailure(2, "%s %s: expected %s".formatted(option, value, expected));
        }
    }

    /// The two numbers of `WIDTHxHEIGHT`, or one for both.
    static int[] sides(String option, String text, int most) {
        String[] parts = text.split("x", -1);
        try {
            int width = Integer.parseInt(parts[0]);
            int height = Integer.parseInt(parts[parts.length - 1]);
            require(
                    parts.length <= 2 && Math.min(width, height) >= 1 && Math.max(width, height) <= most,
                    option,
                    text,
                    "one or two numbers from 1 to %d, such as 50x30".formatted(most));
            return new int[] {width, height};
        } catch (NumberFormatException e) {
            throw new JobFailure(2, "%s %s: expected one or two numbers, such as 50x30".formatted(option, text));
        }
    }
}
