package hyades.images;

import java.util.ArrayList;
import java.util.List;

/// Sorts many columns at once by minima and maxima over whole rows, which become vector code: Batcher's
/// odd-even merge sort (1968, AFIPS 32, 307), without what would reach beyond the last row.
final class ColumnSort {
    private final int[] pairs;

    /// What is done to two wires of a network, the first of which is to carry the smaller value.
    interface Comparison {
        void of(int i, int j);
    }

    /// @param rows numbers of each column
    ColumnSort(int rows) {
        List<Integer> found = new ArrayList<>();
        forEachComparison(rows, (i, j) -> {
            if (j < rows) {
                found.add(i);
                found.add(j);
            }
        });
        pairs = found.stream().mapToInt(wire -> wire).toArray();
    }

    static int powerOfTwo(int n) {
        return n == 1 ? 1 : Integer.highestOneBit(n - 1) * 2;
    }

    /// All comparisons of the network, in their order.
    ///
    /// @param wires at least 1; the network has as many as the next power of two
    static void forEachComparison(int wires, Comparison comparison) {
        int all = powerOfTwo(wires);
        for (int length = 2; length <= all; length *= 2) {
            for (int start = 0; start < all; start += length) {
                merge(start, length, 1, comparison);
            }
        }
    }

    private static void merge(int start, int length, int stride, Comparison comparison) {
        int twice = 2 * stride;
        if (twice >= length) {
            comparison.of(start, start + stride);
            return;
        }
        merge(start, length, twice, comparison);
        merge(start + stride, length, twice, comparison);
        for (int i = start + stride; i + stride < start + length; i += twice) {
            comparison.of(i, i + stride);
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
