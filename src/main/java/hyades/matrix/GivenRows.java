package hyades.matrix;

import hyades.partition.Subrange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// Rows of a matrix that is in memory.
///
/// @param matrix not to be changed
record GivenRows(DMatrixRMaj matrix) implements RowSource {
    @Override
    public int rows() {
        return matrix.numRows;
    }

    @Override
    public int columns() {
        return matrix.numCols;
    }

    @Override
    public DMatrixRMaj read(Subrange rows) {
        return CommonOps_DDRM.extract(matrix, rows.start(), rows.end(), 0, matrix.numCols);
    }
}
