package hyades.matrix.app;

import hyades.figure.ColorMap;
import hyades.figure.ImagePlots;
import hyades.figure.Stretch;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;

/// The product as a picture, its first row below, as FITS viewers show the file.
final class ProductPicture {
    static final String NAME = "product.png";

    /// Cells along a side: of more the picture, which hardly compresses, is too large for a page.
    private static final int MOST_CELLS = 500;

    private ProductPicture() {}

    /// Draws it; of a large one the means of square cells.
    ///
    /// @param square shape (n, n)
    static void draw(Path file, DMatrixRMaj square, OptionalInt dpi) {
        int n = square.numRows;
        if (n == 0) {
            return;
        }
        int side = Math.ceilDiv(n, MOST_CELLS);
        int cells = Math.ceilDiv(n, side);
        String title = side == 1 ? "A·Aᵀ" : "A·Aᵀ, means of %d × %d elements".formatted(side, side);
        try {
            ImagePlots.view(
                    file,
                    new ImagePlots.Plane(
                            title,
                            cells,
                            cells,
                            means(square, side, cells),
                            "",
                            new ImagePlots.Places("column", "row", side)),
                    ColorMap.INFERNO,
                    Stretch.PERCENTILE,
                    dpi);
        } catch (IOException e) { // the data are there
            System.err.println("rank 0: warning: no picture: " + FileFault.line(e));
        }
    }

    /// @return shape (cells, cells)
    private static double[] means(DMatrixRMaj square, int side, int cells) {
        int n = square.numRows;
        double[] means = new double[cells * cells];
        for (int row = 0; row < n; row++) {
            int of = row / side * cells;
            for (int column = 0; column < n; column++) {
                means[of + column / side] += square.data[row * n + column];
            }
        }
        for (int i = 0; i < means.length; i++) {
            int height = Math.min(side, n - i / cells * side);
            int width = Math.min(side, n - i % cells * side);
            means[i] /= (double) height * width;
        }
        return means;
    }
}
