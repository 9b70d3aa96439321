package hyades.images;

/// The median of every window of 3 x 3, of the sorted columns the greatest least, the median middle and the least
/// greatest, and their median: Paeth (1990), Graphics Gems, 171. A column is sorted once for the three windows it
/// is in.
///
/// Each loop reads and writes its arrays at one index (or at fixed distances from it), since only such loops become
/// vector code; with a shift that varies, or all in one loop, it takes four times as long.
final class MedianOfNine {
    private final long[] least;
    private final long[] middle;
    private final long[] greatest;
    private final long[] low;
    private final long[] median;
    private final long[] high;

    /// @param columns windows of a row, at most
    MedianOfNine(int columns) {
        least = new long[columns + 2];
        middle = new long[columns + 2];
        greatest = new long[columns + 2];
        low = new long[columns];
        median = new long[columns];
        high = new long[columns];
    }

    /// Selects the medians of `length` windows; those of a row from its first on, one call after the other.
    ///
    /// @param rows    the three of the windows, each with two values more than windows
    /// @param start   the first window's first column
    /// @param results receives them from `start` on
    void select(long[][] rows, int start, int length, long[] results) {
        int end = start + length;
        sort(rows[0], rows[1], rows[2], least, middle, greatest, start == 0 ? 0 : start + 2, end + 2);
        greatestOfThree(least, low, start, end);
        medianOfThree(middle, median, start, end);
        leastOfThree(greatest, high, start, end);
        medians(low, median, high, results, start, end);
    }

    private static void sort(
            long[] a, long[] b, long[] c, long[] least, long[] middle, long[] greatest, int start, int end) {
        for (int x = start; x < end; x++) {
            long low = Math.min(a[x], b[x]);
            long high = Math.max(a[x], b[x]);
            long rest = Math.max(low, c[x]);
            least[x] = Math.min(low, c[x]);
            middle[x] = Math.min(high, rest);
            greatest[x] = Math.max(high, rest);
        }
    }

    private static void greatestOfThree(long[] values, long[] results, int start, int end) {
        for (int x = start; x < end; x++) {
            results[x] = Math.max(Math.max(values[x], values[x + 1]), values[x + 2]);
        }
    }

    private static void leastOfThree(long[] values, long[] results, int start, int end) {
        for (int x = start; x < end; x++) {
            results[x] = Math.min(Math.min(values[x], values[x + 1]), values[x + 2]);
        }
    }

    private static void medianOfThree(long[] values, long[] results, int start, int end) {
        for (int x = start; x < end; x++) {
            long low = Math.min(values[x], values[x + 1]);
            long high = Math.max(values[x], values[x + 1]);
            results[x] = Math.max(low, Math.min(high, values[x + 2]));
        }
    }

    private static void medians(long[] a, long[] b, long[] c, long[] results, int start, int end) {
        for (int x = start; x < end; x++) {
            results[x] = Math.max(Math.min(a[x], b[x]), Math.min(Math.max(a[x], b[x]), c[x]));
        }
    }
}
