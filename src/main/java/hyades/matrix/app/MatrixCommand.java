package hyades.matrix.app;

import hyades.comm.Communicator;
import hyades.matrix.DistributedProduct;
import hyades.matrix.MatrixFile;
import hyades.matrix.Mode;
import hyades.matrix.Plan;
import hyades.process.JobFailure;
import hyades.process.JvmOptions;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Multiplies a matrix by its own transpose over the ranks.
@Command(
        name = "matrix",
        description = {
            "Multiply a matrix by its own transpose, A·Aᵀ, by blocks of rows spread over the ranks.",
            "",
            "Without options: 5000 rows of 2000 numbers drawn uniformly from 0 to 1. The product is the same bytes for"
                    + " any number of ranks, threads and blocks.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class MatrixCommand implements RankCommand {
    private static final int MOST_BLOCKS = 1000;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of A (default: 5000).")
    private Integer rows;

    @Option(names = "--columns", paramLabel = "K", description = "Columns of A (default: 2000).")
    private Integer columns;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed that A is drawn from (default: 1): a row depends on it and on its own number alone.")
    private Long seed;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "A from a file instead: CSV (a name that ends in .csv), a line a row, or an image of FITS, quoted"
                            + " with an HDU or a section behind it if need be: 'a.fits[1][1:100,*]'.")
    private Path input;

    @Option(
            names = "--blocks",
            paramLabel = "B",
            description = "Blocks of rows; each pair of them is a task (default: ${DEFAULT-VALUE}).")
    private int blocks = 10;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "How results come to rank 0: sync, all together in order; async, each as soon as it is done"
                    + " (default: ${DEFAULT-VALUE}).")
    private Mode mode = Mode.ASYNC;

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            description =
                    "What multiplies: auto, scalar or vector (default: ${DEFAULT-VALUE}); the same bits from each.")
    private KernelChoice kernel = KernelChoice.AUTO;

    @Option(
            names = "--output",
            paramLabel = "FITS",
            description = "Write the whole product there, as an image of doubles.")
    private Path product;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(rows == null || rows >= 0, "--rows", rows, "at least 0");
        JobFailure.require(columns == null || columns >= 0, "--columns", columns, "at least 0");
        JobFailure.require(blocks >= 1 && blocks <= MOST_BLOCKS, "--blocks", blocks, "1 to %d".formatted(MOST_BLOCKS));
        if (input != null) {
            JobFailure.require(rows == null, "--rows", rows, "none beside --input, which says how many there are");
            JobFailure.require(columns == null, "--columns", columns, "none beside --input");
            JobFailure.require(seed == null, "--seed", seed, "none beside --input, which is not drawn");
            JobFailure.require(!Files.isDirectory(input), "--input", input, "a file, found a folder");
        }
        JobFailure.require(kernel.isPossible(), "--kernel", kernel, KernelChoice.NEEDED);
        List<Path> inputs = input == null ? List.of() : List.of(input);
        if (product != null) {
            checkProduct(inputs);
        }
        requireMemory(plan());
        output.check(inputs, MatrixRun.OUTPUTS);
    }

    private void checkProduct(List<Path> inputs) {
        JobFailure.require(
                product.toString().toLowerCase(Locale.ROOT).endsWith(".fits"),
                "--output",
                product,
                "a name that ends in .fits, which is what is written");
        OutputOptions.requireNoInput("--output " + product, product, inputs);
        Path folder = product.toAbsolutePath().normalize().getParent();
        boolean isMade = output.named()
                .filter(run -> run.toAbsolutePath().normalize().equals(folder))
                .isPresent();
        JobFailure.require(
                isMade || Files.isDirectory(folder) && Files.isWritable(folder),
                "--output",
                product,
                "a folder that is there and can be written into, or that of --out");
        JobFailure.require(
                !Files.exists(product, LinkOption.NOFOLLOW_LINKS)
                        || output.overwrites() && Files.isRegularFile(product, LinkOption.NOFOLLOW_LINKS),
                "--output",
                product,
                "a file that is not there yet, or --overwrite, which replaces it");
    }

    private void requireMemory(Plan plan) {
        JobFailure.require(
                plan.rows() <= Plan.MOST_ROWS,
                input == null ? "--rows" : "--input",
                input == null ? plan.rows() : input,
                "at most %d rows, as many as a product in one array can have".formatted(Plan.MOST_ROWS));
        JobFailure.require(
                plan.fitsArrays(),
                "--blocks",
                blocks,
                "more, since one array is to hold a block: %d numbers are too many".formatted(plan.largestArray()));
        long there = Runtime.getRuntime().maxMemory();
        long heap = plan.heapBytes(mode);
        JobFailure.require(
                heap <= there,
                input == null ? "--rows" : "--input",
                input == null ? plan.rows() : input,
                "a product that fits in memory: it needs a heap of %d bytes, there are %d".formatted(heap, there)
                        + " (HYADES_JAVA_OPTIONS=-Xmx%dm raises it)".formatted((heap >> 20) * 21 / 20 + 1));
    }

    private Plan plan() {
        if (input == null) {
            return new Plan(
                    rows == null ? 5000 : rows,
                    columns == null ? 2000 : columns,
                    seed == null ? 1 : seed,
                    null,
                    blocks);
        }
        try {
            MatrixFile.Shape shape = MatrixFile.shape(input);
            return new Plan(shape.rows(), shape.columns(), 0, input, blocks);
        } catch (IOException e) {
            throw new JobFailure(2, "--input " + FileFault.line(e));
        }
    }

    /// Rows: the work grows with their square.
    @Override
    public Optional<Growth> growth() {
        return input == null ? Optional.of(new Growth("--rows", plan().rows(), 2)) : Optional.empty();
    }

    @Override
    public List<String> javaOptions() {
        return JvmOptions.beside(DistributedProduct.class);
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() == 0) {
            kernel.warning().ifPresent(warning -> System.err.println("rank 0: warning: " + warning));
        }
        new MatrixRun(world, settings, plan(), kernel, mode, product, output).run();
        return 0;
    }
}
