package hyades.decay.app;

import hyades.comm.Communicator;
import hyades.decay.Checkpoint;
import hyades.decay.EnsembleFiles;
import hyades.decay.HalfLifeFit;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunRecord.RankTimes;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import hyades.text.Digits;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes one ensemble of its shares.
@Command(
        name = "join",
        description = {
            "Join the run directories of all shares of an ensemble, decay --share 1/N to N/N: the same data files, "
                    + "to the byte, and the same results as of a run without --share."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class DecayJoinCommand implements RankCommand {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Run directories of the shares, in any order.")
    private List<Path> directories;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    /// In the order of their runs; found by [#check], which reads all of them.
    private List<Part> parts;

    /// A share that is done.
    ///
    /// @param whole the ensemble it belongs to
    private record Part(Path folder, Checkpoint left, Plan plan, Plan whole) {
        static Part of(Path folder) {
            Checkpoint left;
            try {
                left = Checkpoint.read(folder);
            } catch (IOException e) {
                throw new JobFailure(
                        2, "%s: expected what decay --share leaves: %s".formatted(folder, FileFault.line(e)));
            }
            EnsembleOptions options = EnsembleOptions.of(left.options());
            Plan plan = options.plan();
            require(
                    plan.describe().equals(left.plan()),
                    folder,
                    "the ensemble as it is now (%s), found: %s".formatted(plan.describe(), left.plan()));
            require(
                    left.runs() == plan.runs(),
                    folder,
                    "%s, found %d; ./hyades decay --resume %s goes on"
                            .formatted(Digits.counted(plan.runs(), "run"), left.runs(), folder));
            Part part = new Part(folder, left, plan, options.whole());
            try {
                left.files().check(part.logs());
            } catch (IOException e) {
                throw new JobFailure(2, "%s: expected the files of a share: %s".formatted(folder, FileFault.line(e)));
            }
            return part;
        }

        List<Path> logs() {
            return EnsembleFiles.logs(plan, folder);
        }

        int end() {
            return plan.firstRun() + plan.runs();
        }
    }

    private static void require(boolean isRight, Path folder, String expected) {
        if (!isRight) {
            throw new JobFailure(2, "%s: expected %s".formatted(folder, expected));
        }
    }

    @Override
    public void check() {
        spec.parent().commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .findFirst()
                .ifPresent(option -> {
                    throw new JobFailure(2, option.longestName() + ": expected no options of decay before join");
                });
        parts = parts();
        output.check(
                parts.stream()
                        .flatMap(part -> Stream.concat(
                                part.logs().stream(), Stream.of(part.folder.resolve(CheckpointFile.LATEST))))
                        .toList(),
                DecayCommand.OUTPUTS);
    }

    /// @throws JobFailure with exit code 2 if one is not done, or they are not all the shares of one ensemble
    private List<Part> parts() {
        List<Part> parts = directories.stream()
                .map(Part::of)
                .sorted(Comparator.comparingInt(part -> part.plan.firstRun()))
                .toList();
        Part first = parts.getFirst();
        String whole = first.whole.describe();
        int next = 0;
        Path before = null;
        for (Part part : parts) {
            require(
                    part.whole.describe().equals(whole),
                    part.folder,
                    "a share of the ensemble of %s (%s), found one of: %s"
                            .formatted(first.folder, whole, part.whole.describe()));
            require(
                    part.plan.firstRun() >= next,
                    part.folder,
                    "each run once, found run %d in %s, too".formatted(part.plan.firstRun(), before));
            requireNoneMissing(next, part.plan.firstRun());
            next = part.end();
            before = part.folder;
        }
        requireNoneMissing(next, first.whole.runs());
        return parts;
    }

    private static void requireNoneMissing(int next, int end) {
        if (next < end) {
            throw new JobFailure(2, "runs %d to %d are in no DIR: expected all shares".formatted(next, end - 1));
        }
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() != 0) {
            settings.gatherTimes();
            return 0;
        }
        Plan whole = parts.getFirst().whole;
        RunDirectory directory = output.create("decay", DecayCommand.OUTPUTS);
        Tally tally = new Tally(whole);
        BigInteger decays = BigInteger.ZERO;
        BigInteger exposures = BigInteger.ZERO;
        try (EnsembleFiles files = new EnsembleFiles(whole, directory.path(), EnsembleFiles.Marks.START)) {
            for (Part part : parts) {
                Tally share = new Tally(part.plan);
                share.merge(part.left.tally());
                tally.add(share);
                decays = decays.add(part.left.decays());
                exposures = exposures.add(part.left.exposures());
                files.add(part.logs(), part.left.files());
            }
            files.writeResults(directory.path(), tally);
        }
        EnsembleResults found = new EnsembleResults(whole, tally, HalfLifeFit.of(decays, exposures, whole.timeStep()));
        List<RankTimes> times = settings.gatherTimes();
        Members<Object> results = new Members<>();
        found.describe(results, 0);
        found.find(results);
        settings.keep(world, directory, "decay join", whole.seed(), times, new Members<>(), results);
        if (!settings.quiet()) {
            System.out.printf("%s of %s%n", Digits.counted(whole.runs(), "run"), Digits.counted(parts.size(), "share"));
            found.sentences().forEach(System.out::println);
            System.out.println("results in " + directory.path());
        }
        settings.report(directory, output.plots());
        return 0;
    }
}
