package hyades.matrix;

import org.ejml.data.DMatrixRMaj;

/// Rows of a matrix in the order in which a [TileKernel] reads them: eight rows are a panel, which lies
/// column by column. The same panels serve as rows of a product and as its columns.
final class RowPanels {
    private static final int HEIGHT = TileKernel.HEIGHT;

    private final int rows;
    private final int columns;
    private final double[] values;

    /// @param matrix is copied
    RowPanels(DMatrixRMaj matrix) {
        rows = matrix.numRows;
        columns = matrix.numCols;
        values = new double[Math.toIntExact(elements(rows, columns))];
        for (int panel = 0; panel < panels(); panel++) {
            int height = Math.min(HEIGHT, rows - panel * HEIGHT);
            int from = panel * HEIGHT * columns;
            int to = at(panel, 0);
            for (int column = 0; column < columns; column++, to += HEIGHT) {
                for (int row = 0; row < height; row++) {
                    values[to + row] = matrix.data[from + row * columns + column];
                }
            }
        }
    }

    /// Numbers that so many rows take, those included that fill up the last panel.
    static long elements(int rows, int columns) {
        return (long) Math.ceilDiv(rows, HEIGHT) * HEIGHT * columns;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /// The number of panels; the last is filled up with rows of zeros.
    int panels() {
        return Math.ceilDiv(rows, HEIGHT);
    }

    /// All panels, shape (panels, columns, HEIGHT); not to be changed.
    double[] values() {
        return values;
    }

    /// Where a column of a panel begins.
    int at(int panel, int column) {
        return (panel * columns + column) * HEIGHT;
    }
}
