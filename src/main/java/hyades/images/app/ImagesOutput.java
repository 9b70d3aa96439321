package hyades.images.app;

import hyades.comm.Communicator;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Plots;
import hyades.run.RunDirectory;
import hyades.run.RunRecord.RankTimes;
import hyades.run.RunSettings;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What the commands on images share: their run directory, which all ranks write into, and numbers as typed.
final class ImagesOutput {
    private ImagesOutput() {}

    /// Makes the run directory on rank 0, rids it of what killed runs left of its files, and tells all ranks of it;
    /// collective.
    ///
    /// @param writes the names of files that this run writes there
    static Path create(Communicator world, OutputOptions output, Predicate<String> writes) throws IOException {
        byte[] name = null;
        if (world.rank() == 0) {
            Path folder = output.create("images", "run.json", "summary.csv").path();
            WholeFile.removeAbandoned(folder, writes);
            name = folder.toString().getBytes(StandardCharsets.UTF_8);
        }
        return Path.of(new String(world.broadcast(name, 0), StandardCharsets.UTF_8));
    }

    /// Writes `run.json`; collective.
    ///
    static void finish(
            Communicator world,
            RunSettings settings,
            Path folder,
            String command,
            Plots plots,
            Long seed,
            Map<String, Double> rates,
            Members<Object> results)
            throws IOException {
        List<RankTimes> times = settings.gatherTimes();
        if (world.rank() == 0) {
            settings.observation().write(folder, command);
            settings.record(command, seed, world, times, rates, results).write(folder.resolve("run.json"));
            if (!settings.quiet()) {
                System.out.println("results in " + folder);
            }
            settings.report(
                    new RunDirectory(folder),
                    plots.onlyIf(settings.observation().isTraced())); // no figures
        }
    }

    /// The two numbers of `WIDTHxHEIGHT`, or one for both.
    static int[] sides(String option, String text, int least, int most) {
        String[] parts = text.split("x", -1);
        try {
            int width = Integer.parseInt(parts[0]);
            int height = Integer.parseInt(parts[parts.length - 1]);
            JobFailure.require(
                    parts.length <= 2 && Math.min(width, height) >= least && Math.max(width, height) <= most,
                    option,
                    text,
                    "one or two numbers from %d to %d, such as 50x30".formatted(least, most));
            return new int[] {width, height};
        } catch (NumberFormatException e) {
            throw new JobFailure(2, "%s %s: expected one or two numbers, such as 50x30".formatted(option, text));
        }
    }
}
