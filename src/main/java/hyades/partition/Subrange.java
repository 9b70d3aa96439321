package hyades.partition;

/// The half-open range of indices `start` (inclusive) to `end` (exclusive).
///
/// @param start first index, at least 0
/// @param end one past the last index, at least `start`
public record Subrange(int start, int end) {
    public Subrange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a range: %d to %d".formatted(start, end));
        }
    }

    /// The number of indices.
    public int length() {
        return end - start;
    }

    /// This range split into `parts` contiguous blocks whose lengths differ by at most one.
    ///
    /// @param part which of them, 0 to `parts - 1`
    public Subrange block(int part, int parts) {
        Subrange block = new BlockPartition(length(), parts).block(part);
        return new Subrange(start + block.start, start + block.end);
    }
}
