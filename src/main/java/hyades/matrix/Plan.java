package hyades.matrix;

import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Which matrix A is multiplied by its own transpose, and in which blocks.
///
/// @param rows of A, at least 0
/// @param columns of A, at least 0
/// @param seed A is drawn from; not used with `input`
/// @param input file that holds A, whose shape is that of the plan; null where A is drawn
/// @param blocks of rows, at least 1
public record Plan(int rows, int columns, long seed, Path input, int blocks) {
    /// What the JVM holds in one array.
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    /// So that the product is one array.
    public static final int MOST_ROWS = (int) Math.sqrt(MOST_ELEMENTS);

    /// A result on its way: as it is computed, as bytes, and as it is read.
    private static final int COPIES = 3;

    public Plan {
        if (rows < 0 || columns < 0 || blocks < 1) {
            throw new IllegalArgumentException("%d rows of %d in %d blocks".formatted(rows, columns, blocks));
        }
        blocks = Math.clamp(rows, 1, blocks); // of more, some would be empty
    }

    /// The blocks of rows, none of them empty but that of a matrix without rows.
    public BlockPartition partition() {
        return new BlockPartition(rows, blocks);
    }

    /// The number of pairs of blocks i ≤ j, all that a symmetric product needs.
    public int pairs() {
        return Math.toIntExact((long) blocks * (blocks + 1) / 2);
    }

    /// The multiplications and additions of one half of the product, its diagonal included.
    public double flops() {
        return (double) rows * (rows + 1.0) * columns;
    }

    /// The multiplications and additions of the whole product, as libraries for any two matrices count
    /// them.
    public double wholeFlops() {
        return 2.0 * rows * rows * columns;
    }

    /// The most numbers that one array of it holds.
    public long largestArray() {
        int longest = partition().block(0).length();
        long given = input == null ? (long) longest * columns : (long) rows * columns;
        return Math.max(Math.max((long) rows * rows, RowPanels.elements(longest, columns)), given);
    }

    /// Whether each of its arrays is one that there can be.
    public boolean fitsArrays() {
        return largestArray() <= MOST_ELEMENTS;
    }

    /// The heap that [#bytes] fit into: the serial collector keeps a third of it for what is new.
    public long heapBytes(Mode mode) {
        return bytes(mode) / 2 * 3;
    }

    /// Bytes that the process of rank 0 needs at least: the product, the rows, and what is under way, which is
    /// all of one half where results are placed together.
    long bytes(Mode mode) {
        long elements = (long) rows * rows;
        for (int block = 0; block < blocks; block++) {
            elements += RowPanels.elements(partition().block(block).length(), columns);
        }
        int longest = partition().block(0).length();
        elements += input == null ? (long) longest * columns : (long) (rows + longest) * columns;
        elements += COPIES * (long) longest * longest;
        elements += mode == Mode.SYNC ? (long) rows * (rows + longest) / 2 : 0;
        return elements * Double.BYTES;
    }

    /// The first and the second block of a pair.
    ///
    /// @param pair from 0 to `pairs() - 1`: by the first block, then by the second
    int[] pair(int pair) {
        int first = 0;
        int rest = pair;
        while (rest >= blocks - first) {
            rest -= blocks - first;
            first++;
        }
        return new int[] {first, first + rest};
    }

    Subrange block(int block) {
        return partition().block(block);
    }

    /// @throws UncheckedIOException in one line, if the input is not what it was
    RowSource open() {
        if (input == null) {
            return new SeededRows(rows, columns, seed);
        }
        try {
            GivenRows given = new GivenRows(MatrixFile.read(input));
            if (given.rows() != rows || given.columns() != columns) {
                throw new IOException("%s: has %d rows of %d columns, had %d of %d"
                        .formatted(input, given.rows(), given.columns(), rows, columns));
            }
            return given;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
