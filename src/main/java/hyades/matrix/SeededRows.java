package hyades.matrix;

import hyades.partition.Subrange;
import hyades.random.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;

/// Numbers drawn uniformly from 0 (inclusive) to 1 (exclusive), from a stream of its own for each row: a
/// row depends on the seed and its number alone, and its first columns stay as they are where there are
/// more of them.
///
/// @param rows at least 0
/// @param columns at least 0
/// @param seed any number
record SeededRows(int rows, int columns, long seed) implements RowSource {
    /// Tells the streams from those of other experiments with the same seed: "matrix" in ASCII.
    private static final long EXPERIMENT = 0x6d6174726978L;

    @Override
    public DMatrixRMaj read(Subrange wanted) {
        DMatrixRMaj matrix = new DMatrixRMaj(wanted.length(), columns);
        RandomStreams streams = RandomStreams.of(seed, EXPERIMENT);
        int at = 0;
        for (int row = wanted.start(); row < wanted.end(); row++) {
            UniformRandomProvider stream = streams.stream(row, 0);
            for (int column = 0; column < columns; column++) {
                matrix.data[at++] = stream.nextDouble();
            }
        }
        return matrix;
    }
}
