package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.partition.Workers;
import hyades.vector.KernelChoice;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockProductTest {
    private static DMatrixRMaj product(DMatrixRMaj left, DMatrixRMaj right, KernelChoice kernel, int threads) {
        RowPanels rows = new RowPanels(left);
        try (Workers workers = new Workers(threads, "test")) {
            return new BlockProduct(TileKernel.of(kernel))
                    .of(rows, left == right ? rows : new RowPanels(right), workers);
        }
    }

    /// EJML's own product is the oracle, of positive numbers, whose sums lose nothing: each is within k
    /// roundings of 1.1e-16 of the exact one, 1e-12 for up to 4500 terms in both. The edges of tiles,
    /// bands and depths are among the shapes.
    @ParameterizedTest(name = "{0} by {1} rows of {2}")
    @CsvSource({
        "1, 1, 1",
        "1, 1, 1000",
        "1, 7, 3",
        "8, 16, 256",
        "9, 17, 257",
        "7, 15, 255",
        "64, 64, 64",
        "65, 63, 513",
        "200, 1, 50",
        "1, 200, 50",
        "130, 140, 1",
        "5, 3, 0",
        "33, 8, 4000"
    })
    void theProductIsEjmls(int rows, int columns, int depth) {
        Random random = new Random(rows + 1000L * columns);
        DMatrixRMaj left = RandomMatrices_DDRM.rectangle(rows, depth, 0, 1, random);
        DMatrixRMaj right = RandomMatrices_DDRM.rectangle(columns, depth, 0, 1, random);
        DMatrixRMaj expected = new DMatrixRMaj(rows, columns);
        if (depth > 0) {
            CommonOps_DDRM.multTransB(left, right, expected);
        }
        for (KernelChoice kernel : new KernelChoice[] {KernelChoice.SCALAR, KernelChoice.VECTOR}) {
            DMatrixRMaj found = product(left, right, kernel, 1);
            assertEquals(rows, found.numRows);
            assertEquals(columns, found.numCols);
            for (int i = 0; i < expected.getNumElements(); i++) {
                assertEquals(expected.data[i], found.data[i], 1e-12 * expected.data[i]);
            }
        }
    }

    /// Of a block with itself, one half and its mirror are the whole, to the bit, on any number of
    /// threads.
    @ParameterizedTest(name = "{0} rows of {1}, {2} threads")
    @CsvSource({"1, 1, 1", "1, 500, 2", "8, 10, 1", "9, 10, 3", "63, 130, 2", "64, 130, 1", "65, 130, 5", "333, 3, 4"})
    void oneHalfIsMirrored(int rows, int columns, int threads) {
        DMatrixRMaj matrix = RandomMatrices_DDRM.rectangle(rows, columns, -1, 1, new Random(rows));
        DMatrixRMaj copy = matrix.copy();
        double[] whole = product(matrix, copy, KernelChoice.VECTOR, 1).data;
        assertArrayEquals(whole, product(matrix, matrix, KernelChoice.VECTOR, threads).data);
        assertArrayEquals(whole, product(matrix, copy, KernelChoice.SCALAR, threads).data);
    }
}
