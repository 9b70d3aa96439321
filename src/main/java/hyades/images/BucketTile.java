package hyades.images;

import java.util.Arrays;

/// The medians of one tile after another, from counts of ranks.
///
/// A tile's pixels have ranks 0, 1, ...; equal numbers of neighbouring ranks form 1024 fine buckets, 16 of these
/// one of 64 coarse buckets. Every column keeps the counts of its pixels inside the windows of the present row; a
/// window's coarse counts are the sum of its columns', kept up by adding the column that enters and subtracting
/// the one that leaves, four 16-bit counts to a long; its fine counts are kept up for those coarse buckets only
/// that are asked for, when they are (Perreault & Hébert 2007, IEEE Trans. Image Process. 16, 2389, on ranks
/// instead of 8-bit values). The few pixels of the fine bucket are then looked at one by one, in order.
final class BucketTile {
    private static final int COARSE_WORDS = 16;
    private static final int COARSE = 4 * COARSE_WORDS;
    private static final int FINE_WORDS = 4;

    private static final int BUCKET_BITS = 10;
    private static final int BUCKETS = 1 << BUCKET_BITS;

    /// The bucket of what is missing.
    private static final char NONE = Character.MAX_VALUE;

    /// A one in every count of a word.
    private static final long ONES = 0x0001_0001_0001_0001L;

    private final int height;
    private final int width;
    private final double percentile;
    private final int columns;
    private final char[] bucketAt;
    private final long[] coarse;
    private final long[] fine;
    private final int[] present;
    private final long[] coarseInFirst = new long[COARSE_WORDS];
    private final long[] coarseInWindow = new long[COARSE_WORDS];
    private final long[] fineInWindow = new long[COARSE * FINE_WORDS];
    private final int[] fineColumn = new int[COARSE];

    /// For each window of a row where in the list its median's fine bucket begins, and how many pixels of the window
    /// come before the median there.
    private final int[] starts;

    private final int[] lefts;

    private int[] list;
    private int first;
    private int length;

    /// @param columns pixels of a tile across, at most
    /// @param rows    pixels of a tile down, at most
    BucketTile(MedianWindow window, int columns, int rows) {
        height = window.height();
        width = window.width();
        percentile = window.percentile();
        this.columns = columns;
        bucketAt = new char[columns * rows];
        coarse = new long[columns * COARSE_WORDS];
        fine = new long[COARSE * columns * FINE_WORDS];
        present = new int[columns];
        starts = new int[columns];
        lefts = new int[columns];
    }

    /// Finds the medians of a tile.
    ///
    /// @param list     holds its pixels in ascending order, as row above 16 bits of column within the tile
    /// @param first    where in `list` they begin
    /// @param length   how many there are; those that are missing are not
    /// @param medians  receives the places of the medians as in `list`, -1 for those of empty windows; shape
    ///                 (targetRows, targetColumns)
    void medians(int[] list, int first, int length, int targetColumns, int targetRows, int[] medians) {
        this.list = list;
        this.first = first;
        this.length = length;
        Arrays.fill(coarse, 0);
        Arrays.fill(fine, 0);
        Arrays.fill(present, 0);
        Arrays.fill(coarseInFirst, 0);
        fillBuckets();
        int reach = targetColumns + width - 1;
        for (int y = 0; y < height - 1; y++) {
            enter(y * columns, reach);
        }
        for (int y = 0; y < targetRows; y++) {
            enter((y + height - 1) * columns, reach);
            row(y, targetColumns, medians, y * targetColumns);
            leave(y * columns, reach);
        }
    }

    private void fillBuckets() {
        Arrays.fill(bucketAt, NONE);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            for (int i = start(bucket); i < start(bucket + 1); i++) {
                int place = list[i];
                bucketAt[(place >>> 16) * columns + (place & 0xFFFF)] = (char) bucket;
            }
        }
    }

    /// Where in the list a fine bucket begins.
    private int start(int bucket) {
        return first + (int) ((long) bucket * length >> BUCKET_BITS);
    }

    private void enter(int start, int reach) {
        for (int x = 0; x < width; x++) {
            int bucket = bucketAt[start + x];
            if (bucket != NONE) {
                coarseInFirst[bucket >> 6] += 1L << (bucket & 0x30);
            }
        }
        for (int x = 0; x < reach; x++) {
            int bucket = bucketAt[start + x];
            if (bucket != NONE) {
                coarse[x * COARSE_WORDS + (bucket >> 6)] += 1L << (bucket & 0x30);
                fine[((bucket >> 4) * columns + x) * FINE_WORDS + (bucket >> 2 & 3)] += 1L << (bucket << 4 & 0x30);
                present[x]++;
            }
        }
    }

    private void leave(int start, int reach) {
        for (int x = 0; x < width; x++) {
            int bucket = bucketAt[start + x];
            if (bucket != NONE) {
                coarseInFirst[bucket >> 6] -= 1L << (bucket & 0x30);
            }
        }
        for (int x = 0; x < reach; x++) {
            int bucket = bucketAt[start + x];
            if (bucket != NONE) {
                coarse[x * COARSE_WORDS + (bucket >> 6)] -= 1L << (bucket & 0x30);
                fine[((bucket >> 4) * columns + x) * FINE_WORDS + (bucket >> 2 & 3)] -= 1L << (bucket << 4 & 0x30);
                present[x]--;
            }
        }
    }

    private void row(int y, int targetColumns, int[] medians, int out) {
        System.arraycopy(coarseInFirst, 0, coarseInWindow, 0, COARSE_WORDS);
        Arrays.fill(fineColumn, Integer.MIN_VALUE);
        int inWindow = 0;
        for (int x = 0; x < width; x++) {
            inWindow += present[x];
        }
        int known = inWindow;
        int wanted = MedianWindow.rank(inWindow, percentile);
        for (int x = 0; x < targetColumns; x++) {
            if (x > 0) {
                slide(x);
                inWindow += present[x + width - 1] - present[x - 1];
                if (inWindow != known) {
                    known = inWindow;
                    wanted = MedianWindow.rank(inWindow, percentile);
                }
            }
            if (inWindow == 0) {
                starts[x] = -1;
            } else {
                find(x, wanted);
            }
        }
        // In a loop of its own: how long it looks can't be foreseen, and each misprediction would hold up the next
        // find.
        for (int x = 0; x < targetColumns; x++) {
            medians[out + x] = starts[x] < 0 ? -1 : pick(starts[x], y << 16 | x, lefts[x]);
        }
    }

    private void slide(int x) {
        int in = (x + width - 1) * COARSE_WORDS;
        int out = (x - 1) * COARSE_WORDS;
        for (int i = 0; i < COARSE_WORDS; i++) {
            coarseInWindow[i] += coarse[in + i] - coarse[out + i];
        }
    }

    /// Finds the fine bucket of the pixel of rank `wanted` within the window.
    private void find(int x, int wanted) {
        int left = wanted;
        int word = 0;
        long counts = coarseInWindow[0];
        int sum = (int) (counts * ONES >>> 48);
        while (sum <= left) {
            left -= sum;
            counts = coarseInWindow[++word];
            sum = (int) (counts * ONES >>> 48);
        }
        int bucket = word << 2;
        int here = (int) counts & 0xFFFF;
        while (here <= left) {
            left -= here;
            counts >>>= 16;
            here = (int) counts & 0xFFFF;
            bucket++;
        }
        refine(bucket, x);
        word = bucket * FINE_WORDS;
        counts = fineInWindow[word];
        sum = (int) (counts * ONES >>> 48);
        while (sum <= left) {
            left -= sum;
            counts = fineInWindow[++word];
            sum = (int) (counts * ONES >>> 48);
        }
        int fineBucket = word << 2;
        here = (int) counts & 0xFFFF;
        while (here <= left) {
            left -= here;
            counts >>>= 16;
            here = (int) counts & 0xFFFF;
            fineBucket++;
        }
        starts[x] = start(fineBucket);
        lefts[x] = left;
    }

    /// Of the pixels from `start` on in the list the one that has `left` others of the window before it.
    private int pick(int start, int corner, int left) {
        int i = start;
        while (true) {
            int place = list[i++];
            int from = place - corner;
            // both differences are negative inside the window only
            left -= ((from & 0xFFFF) - width & (from >>> 16) - height) >>> 31;
            if (left < 0) {
                return place;
            }
        }
    }

    /// Brings the fine counts of one coarse bucket up to the window at column `x`.
    private void refine(int bucket, int x) {
        int word = bucket * FINE_WORDS;
        int column = fineColumn[bucket];
        long a;
        long b;
        long c;
        long d;
        int base = bucket * columns;
        if ((long) x - column > width / 2) {
            a = b = c = d = 0;
            for (int i = (base + x) * FINE_WORDS; i < (base + x + width) * FINE_WORDS; i += FINE_WORDS) {
                a += fine[i];
                b += fine[i + 1];
                c += fine[i + 2];
                d += fine[i + 3];
            }
        } else {
            a = fineInWindow[word];
            b = fineInWindow[word + 1];
            c = fineInWindow[word + 2];
            d = fineInWindow[word + 3];
            int in = (base + column + width) * FINE_WORDS;
            int out = (base + column) * FINE_WORDS;
            for (int i = 0; i < (x - column) * FINE_WORDS; i += FINE_WORDS) {
                a += fine[in + i] - fine[out + i];
                b += fine[in + i + 1] - fine[out + i + 1];
                c += fine[in + i + 2] - fine[out + i + 2];
                d += fine[in + i + 3] - fine[out + i + 3];
            }
        }
        fineInWindow[word] = a;
        fineInWindow[word + 1] = b;
        fineInWindow[word + 2] = c;
        fineInWindow[word + 3] = d;
        fineColumn[bucket] = x;
    }
}
