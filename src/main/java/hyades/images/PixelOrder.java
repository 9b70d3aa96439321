package hyades.images;

import java.util.Arrays;

/// The pixels of a band in ascending order, those that are NaN left out; -0 comes before +0.
///
/// A radix sort of 64-bit words that hold the leading bits of a pixel's key (its value as an integer of the same
/// order, counted from the smallest) above its place. Sorting by the leading 33 bits leaves little to insertion;
/// where it does not, because a few far values spread the range, the whole keys are sorted.
final class PixelOrder {
    private static final int DIGIT = 11;
    private static final int BUCKETS = 1 << DIGIT;
    private static final int DIGITS = 3;
    private static final int LOWEST = Long.SIZE - DIGITS * DIGIT;

    /// Moves per pixel beyond which insertion is given up.
    private static final int MOVES = 4;

    private final int[][] counts = new int[DIGITS][BUCKETS];
    private double[] pixels;
    private int width;
    private int columnBits;
    private int placeBits;
    private long[] words = {};
    private long[] other = {};
    private int length;

    /// Sorts `pixels`, shape (rows, width).
    void sort(double[] pixels, int width) {
        this.pixels = pixels;
        this.width = width;
        int rows = pixels.length / width;
        columnBits = Integer.SIZE - Integer.numberOfLeadingZeros(width - 1);
        placeBits = columnBits + Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
        if (words.length < pixels.length) {
            words = new long[pixels.length];
            other = new long[pixels.length];
        }
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (double pixel : pixels) {
            if (pixel == pixel) {
                long key = key(pixel);
                least = Math.min(least, key);
                greatest = Math.max(greatest, key);
            }
        }
        length = 0;
        if (least > greatest) {
            return;
        }
        pack(rows, least, Long.numberOfLeadingZeros(greatest - least));
        sortLeadingDigits();
        if (!insert()) {
            sortWholeKeys();
        }
    }

    /// How many pixels are not NaN.
    int length() {
        return length;
    }

    /// Deals the pixels of ranks `start` to before `end` out to the lists of all tiles they appear in.
    void deal(int start, int end, Tiling down, Tiling across, TileLists lists) {
        if (down.isTwiceAtMost() && across.isTwiceAtMost()) {
            dealTwice(start, end, down, across, lists);
            return;
        }
        int[] rowStarts = down.starts;
        int[] rowPlaces = down.places;
        int[] columnStarts = across.starts;
        int[] columnPlaces = across.places;
        for (int rank = start; rank < end; rank++) {
            int y = row(words[rank]);
            int x = column(words[rank]);
            int lastColumn = columnStarts[x + 1];
            for (int i = rowStarts[y]; i < rowStarts[y + 1]; i++) {
                for (int j = columnStarts[x]; j < lastColumn; j++) {
                    lists.add(rowPlaces[i], columnPlaces[j]);
                }
            }
        }
    }

    /// The same for pixels that appear twice along each axis at most, as nearly all do unless the image is smaller
    /// than the window: four steps a pixel, however many of them count, so that nothing can be mispredicted.
    private void dealTwice(int start, int end, Tiling down, Tiling across, TileLists lists) {
        for (int rank = start; rank < end; rank++) {
            int y = row(words[rank]);
            int x = column(words[rank]);
            lists.add(down.first[y], across.first[x]);
            lists.add(down.first[y], across.second[x]);
            lists.add(down.second[y], across.first[x]);
            lists.add(down.second[y], across.second[x]);
        }
    }

    /// How many pixels come before `value`.
    int before(double value) {
        int start = 0;
        int end = length;
        while (start < end) {
            int middle = (start + end) >>> 1;
            if (key(words[middle]) < key(value)) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        return start;
    }

    /// An integer of the same order; NaN aside.
    static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /// The inverse of [#key].
    static double value(long key) {
        return Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
    }

    private long key(long word) {
        return key(pixels[row(word) * width + column(word)]);
    }

    private int row(long word) {
        return (int) (word & (1L << placeBits) - 1) >>> columnBits;
    }

    private int column(long word) {
        return (int) word & (1 << columnBits) - 1;
    }

    private void pack(int rows, long least, int shift) {
        for (int[] count : counts) {
            Arrays.fill(count, 0);
        }
        long keyMask = -1L << placeBits;
        for (int y = 0; y < rows; y++) {
            packRow(y, least, shift, keyMask);
        }
    }

    private void packRow(int y, long least, int shift, long keyMask) {
        int[] low = counts[0];
        int[] middle = counts[1];
        int[] high = counts[2];
        int n = length;
        for (int x = 0; x < width; x++) {
            double pixel = pixels[y * width + x];
            if (pixel == pixel) {
                long word = (key(pixel) - least << shift & keyMask) | (long) y << columnBits | x;
                words[n++] = word;
                low[(int) (word >>> LOWEST) & BUCKETS - 1]++;
                middle[(int) (word >>> LOWEST + DIGIT) & BUCKETS - 1]++;
                high[(int) (word >>> LOWEST + 2 * DIGIT)]++;
            }
        }
        length = n;
    }

    private void sortLeadingDigits() {
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] count = counts[digit];
            int shift = LOWEST + digit * DIGIT;
            if (count[(int) (words[0] >>> shift) & BUCKETS - 1] == length) {
                continue;
            }
            toOffsets(count);
            scatter(words, other, length, shift, count);
            swap();
        }
    }

    private static void toOffsets(int[] count) {
        int offset = 0;
        for (int b = 0; b < BUCKETS; b++) {
            int here = count[b];
            count[b] = offset;
            offset += here;
        }
    }

    private static void scatter(long[] from, long[] to, int length, int shift, int[] offsets) {
        for (int i = 0; i < length; i++) {
            long word = from[i];
            to[offsets[(int) (word >>> shift) & BUCKETS - 1]++] = word;
        }
    }

    private void swap() {
        long[] sorted = other;
        other = words;
        words = sorted;
    }

    /// Orders what agrees in its leading bits.
    ///
    /// @return whether that was done with few moves; else the order is not right yet
    private boolean insert() {
        long moves = (long) MOVES * length;
        long[] w = words;
        for (int i = 1; i < length; i++) {
            long word = w[i];
            if (w[i - 1] >>> LOWEST != word >>> LOWEST) {
                continue;
            }
            int j = i;
            while (j > 0 && isGreater(w[j - 1], word)) {
                w[j] = w[j - 1];
                j--;
            }
            w[j] = word;
            moves -= i - j;
            if (moves < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isGreater(long a, long b) {
        int order = Long.compareUnsigned(a >>> placeBits, b >>> placeBits);
        return order != 0 ? order > 0 : key(a) > key(b);
    }

    private void sortWholeKeys() {
        int[] count = counts[0];
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
            Arrays.fill(count, 0);
            for (int i = 0; i < length; i++) {
                count[digit(words[i], shift)]++;
            }
            toOffsets(count);
            for (int i = 0; i < length; i++) {
                other[count[digit(words[i], shift)]++] = words[i];
            }
            swap();
        }
    }

    private int digit(long word, int shift) {
        return (int) ((key(word) ^ Long.MIN_VALUE) >>> shift) & BUCKETS - 1;
    }
}
