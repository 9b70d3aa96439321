package hyades.matrix;

import hyades.partition.Subrange;
import org.ejml.data.DMatrixRMaj;

/// A matrix of which any rows can be had, by several threads at once.
interface RowSource {
    int rows();

    int columns();

    /// Some rows.
    ///
    /// @return a matrix of its own
    DMatrixRMaj read(Subrange rows);
}
