package hyades.matrix;

import hyades.partition.Workers;
import hyades.vector.KernelChoice;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The product of two blocks of rows, transposed, on one core; what it shows times `2 rows² columns` is
/// in operations per second. The rows are in panels already, as they are for all but the first product of
/// a block.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BlockProductBenchmark {
    @Param({"500"})
    int rows;

    @Param({"2000"})
    int columns;

    /// EJML: its own `multTransB`; EJML_MULT: its `mult` with the transpose that is there.
    @Param({"VECTOR", "SCALAR", "EJML", "EJML_MULT"})
    String what;

    private DMatrixRMaj left;
    private DMatrixRMaj right;
    private DMatrixRMaj rightTransposed;
    private DMatrixRMaj product;
    private RowPanels leftPanels;
    private RowPanels rightPanels;
    private BlockProduct kernel;
    private final Workers workers = new Workers(1, "benchmark");

    /// Values before times.
    @Setup
    public void prepare() {
        left = RandomMatrices_DDRM.rectangle(rows, columns, 0, 1, new Random(1));
        right = RandomMatrices_DDRM.rectangle(rows, columns, 0, 1, new Random(2));
        rightTransposed = CommonOps_DDRM.transpose(right, null);
        product = new DMatrixRMaj(rows, rows);
        leftPanels = new RowPanels(left);
        rightPanels = new RowPanels(right);
        if (what.startsWith("EJML")) {
            return;
        }
        kernel = new BlockProduct(TileKernel.of(KernelChoice.valueOf(what)));
        CommonOps_DDRM.multTransB(left, right, product);
        DMatrixRMaj ours = kernel.of(leftPanels, rightPanels, workers);
        for (int i = 0; i < product.getNumElements(); i++) {
            if (!(Math.abs(ours.data[i] - product.data[i]) <= 1e-12 * product.data[i])) {
                throw new IllegalStateException("Not EJML's product: %s".formatted(ours.data[i] - product.data[i]));
            }
        }
    }

    @Benchmark
    public DMatrixRMaj multiply() {
        switch (what) {
            case "EJML" -> CommonOps_DDRM.multTransB(left, right, product);
            case "EJML_MULT" -> CommonOps_DDRM.mult(left, rightTransposed, product);
            default -> {
                return kernel.of(leftPanels, rightPanels, workers);
            }
        }
        return product;
    }
}
