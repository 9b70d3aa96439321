package hyades.images;

import java.util.ArrayList;
import java.util.List;

/// Sorts many columns at once by minima and maxima over whole rows, which become vector code: Batcher's
/// odd-even merge sort (1968, AFIPS 32, 307), without what would reach beyond the last row.
final class ColumnSort {
    private final int rows;
    private final int[] pairs;

    /// @param rows numbers of each column
    ColumnSort(int rows) {
        this.rows = rows;
        int wires = rows <= 1 ? 1 : 2 * Integer.highestOneBit(rows - 1);
        List<Integer> found = new ArrayList<>();
        for (int length = 2; length <= wires; length *= 2) {
            for (int start = 0; start < rows; start += length) {
                merge(found, start, length, 1);
            }
        }
        pairs = found.stream().mapToInt(wire -> wire).toArray();
    }

    private void merge(List<Integer> found, int start, int length, int stride) {
        int twice = 2 * stride;
        if (twice >= length) {
            add(found, start, start + stride);
            return;
        }
        merge(found, start, length, twice);
        merge(found, start + stride, length, twice);
        for (int i = start + stride; i + stride < start + length; i += twice) {
            add(found, i, i + stride);
        }
    }

    private void add(List<Integer> found, int i, int j) {
        if (j < rows) {
            found.add(i);
            found.add(j);
        }
    }

    /// Sorts `length` columns, the smallest first.
    ///
    /// @param keys shape (rows, at least length)
    void sort(int[][] keys, int length) {
        for (int p = 0; p < pairs.length; p += 2) {
            sort(keys[pairs[p]], keys[pairs[p + 1]], length);
        }
    }

    private static void sort(int[] a, int[] b, int length) {
        for (int k = 0; k < length; k++) {
            int x = a[k];
            int y = b[k];
            a[k] = Math.min(x, y);
            b[k] = Math.max(x, y);
        }
    }

    /// Sorts `length` columns, the smallest first.
    ///
    /// @param keys shape (rows, at least length)
    void sort(long[][] keys, int length) {
        for (int p = 0; p < pairs.length; p += 2) {
            sort(keys[pairs[p]], keys[pairs[p + 1]], length);
        }
    }

    private static void sort(long[] a, long[] b, int length) {
        for (int k = 0; k < length; k++) {
            long x = a[k];
            long y = b[k];
            a[k] = Math.min(x, y);
            b[k] = Math.max(x, y);
        }
    }
}
