package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hyades.comm.TestRanks;
import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedProductTest {
    private static final int ROWS = 70;
    private static final int COLUMNS = 200;

    private static DMatrixRMaj product(int ranks, Plan plan, Mode mode, KernelChoice kernel, int threads) {
        AtomicInteger most = new AtomicInteger();
        List<DMatrixRMaj> products = TestRanks.run(ranks, world -> {
            try (DistributedProduct part = new DistributedProduct(world, plan, kernel, threads)) {
                return part.multiply(mode, done -> most.accumulateAndGet(done, Math::max));
            }
        });
        products.subList(1, ranks).forEach(other -> assertNull(other));
        assertEquals(plan.pairs(), most.get());
        return products.getFirst();
    }

    /// EJML's product on one rank is the oracle of the values (200 terms above 0: 1e-13), one rank's of
    /// the bits.
    @ParameterizedTest(name = "{0} ranks, {1} blocks, {2} threads, {3}, {4}")
    @CsvSource({
        "1, 1, 1, SYNC, SCALAR",
        "1, 10, 2, ASYNC, VECTOR",
        "2, 10, 1, ASYNC, AUTO",
        "2, 1, 3, SYNC, VECTOR",
        "3, 7, 1, SYNC, VECTOR",
        "5, 70, 1, ASYNC, SCALAR",
        "8, 3, 2, ASYNC, VECTOR",
        "8, 100, 1, SYNC, AUTO",
    })
    void bitsDependOnNothingButTheMatrix(int ranks, int blocks, int threads, Mode mode, KernelChoice kernel) {
        DMatrixRMaj rows = new SeededRows(ROWS, COLUMNS, 3).read(new Subrange(0, ROWS));
        DMatrixRMaj expected = new DMatrixRMaj(ROWS, ROWS);
        CommonOps_DDRM.multTransB(rows, rows, expected);
        DMatrixRMaj alone = product(1, new Plan(ROWS, COLUMNS, 3, null, 4), Mode.SYNC, KernelChoice.VECTOR, 1);
        assertArrayEquals(expected.data, alone.data, 1e-13 * COLUMNS / 3);
        DMatrixRMaj found = product(ranks, new Plan(ROWS, COLUMNS, 3, null, blocks), mode, kernel, threads);
        assertArrayEquals(alone.data, found.data);
    }

    @ParameterizedTest(name = "{0} rows of {1}")
    @CsvSource({"0, 5", "0, 0", "5, 0", "1, 1", "1, 300", "300, 1"})
    void smallThinAndEmptyMatricesHaveProducts(int rows, int columns) {
        DMatrixRMaj product = product(2, new Plan(rows, columns, 1, null, 10), Mode.ASYNC, KernelChoice.VECTOR, 1);
        assertEquals(rows, product.numRows);
        assertEquals(rows, product.numCols);
        DMatrixRMaj matrix = new SeededRows(rows, columns, 1).read(new Subrange(0, rows));
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < columns; k++) {
                sum = Math.fma(matrix.get(i, k), matrix.get(0, k), sum);
            }
            assertEquals(sum, product.get(i, 0));
        }
    }
}
