package hyades.partition;

import java.util.stream.IntStream;

/// Splits `total` items over `parts` ranks in contiguous blocks whose lengths differ by at most one; the first
/// `total % parts` blocks are the longer ones.
///
/// @param total number of items, at least 0
/// @param parts number of blocks, at least 1; beyond `total` some are empty
public record BlockPartition(int total, int parts) {
    public BlockPartition {
        if (total < 0 || parts < 1) {
            throw new IllegalArgumentException("Cannot split %d items into %d blocks".formatted(total, parts));
        }
    }

    /// The items of one block.
    ///
    /// @param part which block, 0 to `parts - 1`
    public Subrange block(int part) {
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("No block %d among %d".formatted(part, parts));
        }
        return new Subrange(start(part), start(part + 1));
    }

    /// The lengths of all blocks, shape (parts).
    public int[] lengths() {
        return IntStream.range(0, parts).map(part -> block(part).length()).toArray();
    }

    private int start(int part) {
        return part * (total / parts) + Math.min(part, total % parts);
    }
}
