package hyades.tables.app;

import hyades.comm.Communicator;
import hyades.farm.Outcome;
import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Typed;
import hyades.storage.CheckpointFile;
import hyades.storage.WholeFile;
import hyades.tables.DistributedTables;
import hyades.tables.Distribution;
import hyades.tables.RandomTable;
import hyades.text.Digits;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes the exercise's CSV files.
@Command(
        name = "generate",
        description = {
            "Write tables of random numbers: x000000.csv and so on, without a header, and SHA256SUMS, which sha256sum"
                    + " -c takes.",
            "",
            "A table depends on its size, the distribution, the seed and its number alone.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class TablesGenerateCommand implements RankCommand {
    /// The name of what has the sums of all files.
    static final String SUMS = "SHA256SUMS";

    static final String COMMAND = "tables generate";

    private static final String FORMAT = "hyades tables 1";

    private static final String[] OUTPUTS = {
        "run.json", SUMS, "tables.csv", "histogram.csv", CheckpointFile.LATEST, CheckpointFile.PREVIOUS
    };

    /// Of the names of files.
    private static final int MOST_FILES = 1_000_000;

    @Option(names = "--count", paramLabel = "N", description = "Number of files (default: ${DEFAULT-VALUE}).")
    private int count = 20;

    @Option(
            names = "--size",
            paramLabel = "ROWSxCOLUMNS",
            description = "Size of each, or one number for both (default: ${DEFAULT-VALUE}).")
    private String size = "1000x1000";

    @Option(
            names = "--distribution",
            paramLabel = "NAME:NUMBERS",
            converter = DistributionOption.class,
            description = {
                "What the numbers are drawn from (default: ${DEFAULT-VALUE}):",
                "poisson:MEAN, binomial:TRIALS,PROBABILITY: whole numbers;",
                "normal:MEAN,DEVIATION, uniform:FROM,TO: with the fewest digits that read back the same."
            })
    private Distribution distribution = new Distribution.Poisson(20);

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--serial-check",
            description = "Let rank 0 write all files first, alone, and print both times and the speedup.")
    private boolean checksSerially;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the stopped run in DIR: tables that are there stay, the others follow from it.")
    private Path resume;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        if (resume != null) {
            goOn();
            return;
        }
        JobFailure.require(count >= 1 && count <= MOST_FILES, "--count", count, "from 1 to %d".formatted(MOST_FILES));
        int[] sides = Typed.sides("--size", size, 1, Integer.MAX_VALUE);
        JobFailure.require((long) sides[0] * sides[1] <= 1L << 33, "--size", size, "at most 2^33 numbers a file");
        output.check();
    }

    /// Takes what was to be written from where a run has left it.
    private void goOn() {
        JobFailure.require(
                output.whatToRun(spec).isEmpty(), "--resume", resume, "no option beside it that says what to write");
        output.goOn(
                resume,
                place -> CheckpointFile.read(place, FORMAT, in -> {
                    count = in.readInt();
                    size = in.readUTF();
                    distribution = Distribution.parse(in.readUTF());
                    seed = in.readLong();
                    return null;
                }));
    }

    private void writeCheckpoint(DataOutputStream out) throws IOException {
        out.writeInt(count);
        out.writeUTF(size);
        out.writeUTF(distribution.toString());
        out.writeLong(seed);
    }

    @Override
    public List<String> toGoOn(String job) {
        return output.toGoOn(COMMAND, resume, job);
    }

    @Override
    public boolean stopsInGoodOrder() {
        return true;
    }

    @Override
    public Optional<Growth> growth() {
        return Optional.of(new Growth("--count", count, 1));
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() != 0 && resume != null) {
            goOn();
        }
        int[] sides = Typed.sides("--size", size, 1, Integer.MAX_VALUE);
        RandomTable table = new RandomTable(sides[0], sides[1], distribution, seed);
        RunDirectory directory = output.create(world, "tables", name -> name.matches("x\\d{6}[.]csv"), OUTPUTS);
        if (world.rank() == 0) {
            CheckpointFile.write(directory.path(), FORMAT, this::writeCheckpoint);
        }
        DistributedTables tables = new DistributedTables(world);
        double alone = Double.NaN;
        List<Outcome<String>> reference = List.of();
        if (checksSerially) {
            long start = System.nanoTime();
            if (world.rank() == 0) {
                reference = tables.generateAlone(table, count, directory.path());
            }
            world.barrier();
            alone = (System.nanoTime() - start) * 1e-9;
        }
        BitSet before = world.rank() == 0 && resume != null ? there(directory, count) : new BitSet();
        long start = System.nanoTime();
        List<Outcome<String>> sums = tables.generate(table, count, directory.path(), resume != null);
        double seconds = (System.nanoTime() - start) * 1e-9;
        double[] code = new double[1];
        if (world.rank() == 0) {
            code[0] = report(sums, reference, before, alone, seconds, settings.quiet());
            writeSums(directory.file(SUMS), sums);
            end(directory, (int) code[0]);
        }
        world.broadcast(code, 0);
        Members<Object> results = new Members<>();
        results.put("count", count);
        results.put("rows", sides[0]);
        results.put("columns", sides[1]);
        results.put("distribution", distribution.toString());
        results.put("failed", Outcome.failed(sums));
        results.put("left", left(sums));
        results.put("there", kept(sums, before));
        if (checksSerially && left(sums) == 0) {
            results.put("secondsAlone", alone);
            results.put("secondsTogether", seconds);
            results.put("speedup", alone / seconds);
        }
        double written = sums.size() - Outcome.failed(sums) - left(sums) - kept(sums, before);
        double numbers = written * sides[0] * sides[1];
        settings.finish(
                world,
                directory,
                COMMAND,
                seed,
                Map.of("filesPerSecond", written / seconds, "numbersPerSecond", numbers / seconds),
                results,
                output.plots());
        return (int) code[0];
    }

    /// The numbers of the tables that an earlier run has left.
    private static BitSet there(RunDirectory directory, int count) {
        BitSet there = new BitSet();
        IntStream.range(0, count)
                .filter(i -> Files.exists(directory.file(RandomTable.file(i))))
                .forEach(there::set);
        return there;
    }

    /// @param before numbers of those that were there
    /// @return how many of them stayed as they were
    private static int kept(List<Outcome<String>> sums, BitSet before) {
        return (int) before.stream()
                .filter(i -> sums.get(i) instanceof Outcome.Done<String>)
                .count();
    }

    /// @return how many of them were not begun
    private static int left(List<Outcome<String>> sums) {
        return (int) sums.stream()
                .filter(each -> each instanceof Outcome.NotBegun<String>)
                .count();
    }

    /// Nothing is left to go on with where all was done.
    private static void end(RunDirectory directory, int code) throws IOException {
        if (code == ExitCode.DONE) {
            CheckpointFile.delete(directory.path());
        } else {
            System.err.printf("./hyades tables generate --resume %s goes on%n", directory.path());
        }
    }

    /// Says what failed, and how long it took.
    ///
    /// @return the exit code
    private int report(
            List<Outcome<String>> sums,
            List<Outcome<String>> reference,
            BitSet before,
            double alone,
            double seconds,
            boolean quiet) {
        int failed = 0;
        for (int i = 0; i < sums.size(); i++) {
            if (sums.get(i) instanceof Outcome.Failed<String> failure) {
                failed++;
                System.err.printf("rank %d: %s%n", failure.rank(), failure.reason());
            } else if (checksSerially
                    && sums.get(i) instanceof Outcome.Done<String>
                    && !sum(reference.get(i)).equals(sum(sums.get(i)))) {
                throw new JobFailure(1, RandomTable.file(i) + ": other bytes than rank 0 alone has written");
            }
        }
        int left = left(sums);
        int kept = kept(sums, before);
        if (!quiet) {
            System.out.printf(
                    "%s%s of %s, %s%s, in %.3f s%n",
                    left == 0 ? "" : "stopped after ",
                    Digits.counted(count - failed - left, "table"),
                    size,
                    distribution,
                    kept == 0 ? "" : ", %d of them there before".formatted(kept),
                    seconds);
            if (checksSerially && left == 0) {
                System.out.printf(
                        "rank 0 alone %.3f s, all ranks %.3f s, speedup %.2f, the same bytes%n",
                        alone, seconds, alone / seconds);
            }
        }
        return left > 0 ? ExitCode.STOPPED : failed == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private static String sum(Outcome<String> outcome) {
        return outcome instanceof Outcome.Done<String> done ? done.result() : "";
    }

    private static void writeSums(Path file, List<Outcome<String>> sums) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sums.size(); i++) {
            if (sums.get(i) instanceof Outcome.Done<String> done) {
                text.append("%s  %s\n".formatted(done.result(), RandomTable.file(i)));
            }
        }
        WholeFile.writeText(file, text);
    }
}
