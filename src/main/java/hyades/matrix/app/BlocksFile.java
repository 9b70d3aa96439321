package hyades.matrix.app;

import hyades.matrix.Plan;
import hyades.partition.Subrange;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/// `blocks.csv`: of each block of rows of the product its first value, as the exercise prints it.
///
/// @param blocks in order
record BlocksFile(List<Block> blocks) {
    static final String NAME = "blocks.csv";

    /// @param number from 0
    /// @param rows of the product
    /// @param firstValue the product's in the first of these rows, and the first column
    record Block(int number, Subrange rows, double firstValue) {}

    static BlocksFile of(Plan plan, DMatrixRMaj product) {
        List<Block> blocks = new ArrayList<>();
        for (int number = 0; number < plan.blocks(); number++) {
            Subrange rows = plan.partition().block(number);
            if (rows.length() > 0) {
                blocks.add(new Block(number, rows, product.get(rows.start(), 0)));
            }
        }
        return new BlocksFile(blocks);
    }

    void write(Path file) throws IOException {
        StringBuilder lines = new StringBuilder("block,firstRow,rows,firstValue\n");
        for (Block block : blocks) {
            lines.append(
                    "%d,%d,%d,%s\n".formatted(block.number, block.rows.start(), block.rows.length(), block.firstValue));
        }
        WholeFile.writeText(file, lines);
    }

    void print() {
        for (Block block : blocks) {
            System.out.printf(
                    "block %d, rows %d to %d: %s%n",
                    block.number, block.rows.start(), block.rows.end() - 1, block.firstValue);
        }
    }
}
