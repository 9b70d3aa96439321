package hyades.images;

/// One way to the same medians. An instance keeps its buffers and belongs to one thread.
sealed interface MedianMethod permits BucketMedian, NetworkMedian {
    /// Writes the medians of the band's windows.
    ///
    /// @param medians shape (rows of the band, width) from `offset` on
    void medians(Band band, double[] medians, int offset);
}
