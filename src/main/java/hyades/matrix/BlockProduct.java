package hyades.matrix;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import org.ejml.data.DMatrixRMaj;

/// The product of one block of rows with another, transposed: tile by tile, in an order in which caches
/// hold what the kernel reads; Goto & van de Geijn (2008), ACM TOMS 34, 12.
///
/// Two panels of the right block, 256 columns of them, stay in the first cache while eight panels of the
/// left, from the second, pass by.
///
/// @param kernel may be used by several threads at once
record BlockProduct(TileKernel kernel) {
    private static final int DEPTH = 256;

    /// Panels whose tiles a thread computes at a time.
    private static final int BAND = 8;

    /// Of two blocks with equally many columns; of a block with itself one half is computed, and
    /// mirrored.
    ///
    /// @return shape (rows of left, rows of right)
    DMatrixRMaj of(RowPanels left, RowPanels right, Workers workers) {
        DMatrixRMaj product = new DMatrixRMaj(left.rows(), right.rows());
        int bands = Math.ceilDiv(left.panels(), BAND);
        int threads = workers.threads();
        workers.share(new Subrange(0, threads), (thread, _) -> {
            for (int band = thread; band < bands; band += threads) { // in turn: those of a half differ in length
                multiply(left, right, band * BAND, product);
            }
        });
        return product;
    }

    private void multiply(RowPanels left, RowPanels right, int first, DMatrixRMaj product) {
        int panels = Math.min(BAND, left.panels() - first);
        int start = left == right ? first / 2 : 0; // the first pair of panels with elements of the upper half
        int pairs = Math.ceilDiv(right.panels(), 2);
        double[] tiles = new double[(pairs - start) * panels * TileKernel.ELEMENTS];
        for (int column = 0; column < left.columns(); column += DEPTH) {
            int length = Math.min(DEPTH, left.columns() - column);
            int tile = 0;
            for (int pair = start; pair < pairs; pair++) {
                int one = right.at(2 * pair, column);
                int other = right.at(Math.min(2 * pair + 1, right.panels() - 1), column);
                for (int panel = first; panel < first + panels; panel++) {
                    kernel.add(left.values(), left.at(panel, column), right.values(), one, other, length, tiles, tile);
                    tile += TileKernel.ELEMENTS;
                }
            }
        }
        int tile = 0;
        for (int pair = start; pair < pairs; pair++) {
            for (int panel = first; panel < first + panels; panel++) {
                copy(tiles, tile, product, panel * TileKernel.HEIGHT, pair * TileKernel.WIDTH);
                if (left == right) {
                    mirror(tiles, tile, product, panel * TileKernel.HEIGHT, pair * TileKernel.WIDTH);
                }
                tile += TileKernel.ELEMENTS;
            }
        }
    }

    /// What of a tile lies within the product.
    private static void copy(double[] tiles, int tile, DMatrixRMaj product, int row, int column) {
        int height = Math.min(TileKernel.HEIGHT, product.numRows - row);
        int width = Math.min(TileKernel.WIDTH, product.numCols - column);
        for (int i = 0; i < height; i++) {
            System.arraycopy(
                    tiles, tile + i * TileKernel.WIDTH, product.data, (row + i) * product.numCols + column, width);
        }
    }

    /// The same on the other side of the diagonal; where the tile is on both sides, to the same bits.
    private static void mirror(double[] tiles, int tile, DMatrixRMaj product, int row, int column) {
        int height = Math.min(TileKernel.HEIGHT, product.numRows - row);
        int width = Math.min(TileKernel.WIDTH, product.numCols - column);
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < height; i++) {
                product.data[(column + j) * product.numCols + row + i] = tiles[tile + i * TileKernel.WIDTH + j];
            }
        }
    }
}
