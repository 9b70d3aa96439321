package hyades.study;

import hyades.process.JobFailure;
import hyades.study.ScalingPlan.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a study keeps what its jobs leave: in its folder `runs`, with the record and the log of every job, and
/// `reference` (one for each size, where the problem grows), with the data files that all of them gave.
///
/// @param folder the study's
record JobFolders(Path folder) {
    private static final String RUNS = "runs";
    private static final String REFERENCE = "reference";
    private static final Pattern RUN =
            Pattern.compile("(\\d{1,9})x(\\d{1,9})-(\\d{1,9})(-output\\.log|-errors\\.log)?");

    /// The run directory of a job.
    Path run(Run run) {
        return folder.resolve(RUNS).resolve(run.name());
    }

    /// What a job printed.
    Path log(Run run) {
        return folder.resolve(RUNS).resolve(run.name() + "-output.log");
    }

    /// What a program printed as errors.
    ///
    /// @param log for what else it printed
    static Path errors(Path log) {
        return log.resolveSibling(log.getFileName().toString().replace("-output", "-errors"));
    }

    /// @param size of the problem where it grows, else empty
    Path reference(String size) {
        return folder.resolve(size.isEmpty() ? REFERENCE : REFERENCE + "-" + size);
    }

    /// Refuses a folder that holds, where the jobs of a plan are to write, what no study there names as its own.
    ///
    /// @throws JobFailure with exit code 2
    void requireRoomFor(ScalingPlan plan) {
        Set<Path> earlier = ofEarlierStudy();
        Stream<Path> wanted = plan.runs().stream()
                .flatMap(run -> Stream.concat(
                        Stream.of(run(run), log(run), errors(log(run))),
                        references(run.point().size())));
        Path runs = folder.resolve(RUNS);
        Stream<Path> noFolder = Files.isDirectory(runs, LinkOption.NOFOLLOW_LINKS) ? Stream.of() : Stream.of(runs);
        Stream.concat(noFolder, wanted)
                .filter(path -> !earlier.contains(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .ifPresent(path -> {
                    throw new JobFailure(
                            2, "--out %s: %s is no study's: expected another folder".formatted(folder, path));
                });
    }

    /// Deletes what the jobs of an earlier study left, as far as its record and its measurements name it.
    void deleteEarlier() throws IOException {
        for (Path path : ofEarlierStudy()) {
            DataFiles.deleteTree(path);
        }
        Path runs = folder.resolve(RUNS);
        if (Files.isDirectory(runs, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> left = Files.list(runs)) {
                if (left.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(runs);
        }
    }

    private Set<Path> ofEarlierStudy() {
        Set<Path> paths = new TreeSet<>();
        try {
            ScalingRecord record = ScalingRecord.read(folder.resolve("scaling.json"));
            references("").forEach(paths::add);
            Path runs = folder.resolve(RUNS);
            if (Files.isDirectory(runs, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> there = Files.list(runs)) {
                    there.filter(path -> isNamed(path.getFileName().toString(), record))
                            .forEach(paths::add);
                }
            }
            new MeasurementsFile(folder.resolve("measurements.csv"))
                    .read().stream()
                            .map(Measurement::size)
                            .filter(size -> size.matches("\\d{1,18}"))
                            .flatMap(this::references)
                            .forEach(paths::add);
        } catch (IOException e) {
            // without a study that can be read nothing more is known to be one's
        }
        return paths;
    }

    private static boolean isNamed(String name, ScalingRecord record) {
        Matcher run = RUN.matcher(name);
        return run.matches()
                && record.ranks().contains(Integer.valueOf(run.group(1)))
                && record.threads().contains(Integer.valueOf(run.group(2)))
                && Integer.parseInt(run.group(3)) <= record.repeats();
    }

    private Stream<Path> references(String size) {
        return Stream.of(reference(size), DataFiles.partial(reference(size)));
    }
}
