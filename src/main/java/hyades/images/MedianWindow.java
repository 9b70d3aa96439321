package hyades.images;

import java.util.Locale;
import java.util.stream.IntStream;

/// Which values a pixel's median is taken of, and which of them it is.
///
/// The window reaches from `i - size / 2` to `i - size / 2 + size - 1` along both axes, as in `scipy.ndimage`.
///
/// @param height     1 to 255
/// @param width      1 to 255
/// @param boundary   how the image goes on beyond its edges
/// @param constant   the value there where the boundary is [Boundary#CONSTANT]
/// @param percentile 0 to 100; 50 is the median
public record MedianWindow(int height, int width, Boundary boundary, double constant, double percentile) {
    public static final int LARGEST = 255;

    public MedianWindow {
        if (Math.min(height, width) < 1 || Math.max(height, width) > LARGEST) {
            throw new IllegalArgumentException(
                    "A window of %dx%d: expected sides of 1 to %d".formatted(width, height, LARGEST));
        }
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("Percentile %s: expected 0 to 100".formatted(percentile));
        }
    }

    /// A square window for medians over an image that is reflected at its edges.
    public MedianWindow(int size) {
        this(size, size, Boundary.REFLECT, 0, 50);
    }

    /// Which of `n` sorted values is meant, from 0: `⌊n p / 100⌋`, the last for p = 100; as in scipy's
    /// `percentile_filter`.
    static int rank(int n, double percentile) {
        return percentile == 100 ? n - 1 : (int) (n * percentile / 100);
    }

    /// For the rows that the windows of rows `start` to before `end` reach, in order, which row of an image of
    /// `rows` stands there, or [Boundary#OUTSIDE].
    int[] rowsReached(int start, int end, int rows) {
        return reached(start, end, height, rows);
    }

    /// The same of columns, for all columns of the image.
    int[] columnsReached(int columns) {
        return reached(0, columns, width, columns);
    }

    private int[] reached(int start, int end, int size, int n) {
        return IntStream.range(start - size / 2, end - size / 2 + size - 1)
                .map(i -> boundary.inside(i, n))
                .toArray();
    }

    /// For people and for the headers of files: `50x30 median, boundary reflect`.
    @Override
    public String toString() {
        String what = percentile == 50 ? "median" : "percentile %s".formatted(percentile);
        String beyond = boundary == Boundary.CONSTANT ? "constant %s".formatted(constant) : boundary.toString();
        return String.format(Locale.ROOT, "%dx%d %s, boundary %s", width, height, what, beyond);
    }
}
