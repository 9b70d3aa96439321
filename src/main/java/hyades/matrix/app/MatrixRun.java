package hyades.matrix.app;

import hyades.comm.Communicator;
import hyades.matrix.DistributedProduct;
import hyades.matrix.MatrixFile;
import hyades.matrix.Mode;
import hyades.matrix.Plan;
import hyades.matrix.ProductSummary;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Version;
import hyades.storage.WholeFile;
import hyades.text.Digits;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/// What a rank does of `matrix`; rank 0 also the files and `run.json`.
///
/// @param file the whole product is written to; null for none
record MatrixRun(
        Communicator world,
        RunSettings settings,
        Plan plan,
        KernelChoice kernel,
        Mode mode,
        Path file,
        OutputOptions output) {
    /// All files that a run directory may have.
    static final String[] OUTPUTS = {"run.json", BlocksFile.NAME, ProductPicture.NAME};

    /// Multiplies; collective.
    void run() throws IOException {
        RunDirectory directory = world.rank() == 0 ? output.create("matrix", OUTPUTS) : null;
        if (world.rank() == 0 && file != null) {
            WholeFile.removeAbandoned(
                    file.toAbsolutePath().getParent(), file.getFileName().toString()::equals);
        }
        long start = System.nanoTime();
        try (DistributedProduct ranks = new DistributedProduct(world, plan, kernel, settings.threads())) {
            if (world.rank() != 0) {
                ranks.multiply(mode, _ -> {});
                settings.gatherTimes();
                return;
            }
            DMatrixRMaj product;
            try (Progress progress = new Progress("pairs of blocks", plan.pairs(), settings.quiet())) {
                product = ranks.multiply(mode, progress::done);
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            finish(directory, ranks, product, seconds);
        }
    }

    private void finish(RunDirectory directory, DistributedProduct ranks, DMatrixRMaj product, double seconds)
            throws IOException {
        ProductSummary summary = ranks.summary(product);
        BlocksFile blocks = BlocksFile.of(plan, product);
        long start = System.nanoTime();
        blocks.write(directory.file(BlocksFile.NAME));
        if (file != null) {
            MatrixFile.write(file, product, history());
        }
        world.timeline().ended(Activity.WRITING, "write", start);
        if (output.plots().areWanted()) {
            ProductPicture.draw(
                    directory.file(ProductPicture.NAME), product, output.plots().dpi());
        }
        Members<Double> rates = new Members<>();
        rates.put("flopsPerSecond", plan.flops() / seconds);
        rates.put("wholeFlopsPerSecond", plan.wholeFlops() / seconds);
        if (!Double.isFinite(summary.frobeniusNorm())) {
            System.err.println("rank 0: warning: numbers above 1e154 or so: the product, or its norm, is beyond what a"
                    + " double holds");
        }
        if (!settings.quiet()) {
            blocks.print();
            print(ranks, summary, seconds);
        }
        settings.finish(
                world,
                directory,
                "matrix",
                plan.input() == null ? plan.seed() : null,
                rates,
                results(ranks, summary, seconds),
                output.plots());
    }

    private List<String> history() {
        String matrix = plan.input() == null
                ? "%d rows of %d drawn with seed %d".formatted(plan.rows(), plan.columns(), plan.seed())
                : plan.input().toString();
        return List.of("hyades %s matrix: A times its transpose, A: %s".formatted(Version.HYADES, matrix));
    }

    private Members<Object> results(DistributedProduct ranks, ProductSummary summary, double seconds) {
        Members<Object> results = new Members<>();
        results.put("rows", plan.rows());
        results.put("columns", plan.columns());
        if (plan.input() != null) {
            results.put("input", plan.input().toString());
        }
        results.put("blocks", plan.blocks());
        results.put("tasks", plan.pairs());
        results.put("mode", mode.toString());
        results.put("kernel", ranks.kernel());
        results.put("sum", summary.sum());
        results.put("trace", summary.trace());
        results.put("frobeniusNorm", summary.frobeniusNorm());
        results.put("flops", plan.flops());
        results.put("multiplyingSeconds", seconds);
        if (file != null) {
            results.put("output", file.toString());
        }
        return results;
    }

    private void print(DistributedProduct ranks, ProductSummary summary, double seconds) {
        System.out.printf(
                "sum %s, trace %s, Frobenius norm %s%n", summary.sum(), summary.trace(), summary.frobeniusNorm());
        System.out.printf(
                "A·Aᵀ of %d rows of %d, %s (%s) on %s x %s: %.4g s, %.4g GFLOP/s of one half, as %.4g of the whole%n",
                plan.rows(),
                plan.columns(),
                Digits.counted(plan.pairs(), "task"),
                ranks.kernel(),
                Digits.counted(world.size(), "rank"),
                Digits.counted(settings.threads(), "thread"),
                seconds,
                plan.flops() / seconds * 1e-9,
                plan.wholeFlops() / seconds * 1e-9);
        if (file != null) {
            System.out.println("product in " + file);
        }
    }
}
