package hyades.images;

import java.util.Arrays;

/// Medians for windows of a few pixels, none of them missing, by minima and maxima over the keys of whole rows:
/// [MedianOfNine] for 3 x 3, else a [SelectionNetwork].
final class NetworkMedian implements MedianMethod {
    private final int height;
    private final int width;
    private final boolean isMedianOfNine;
    private final SelectionNetwork network;

    NetworkMedian(MedianWindow window) {
        height = window.height();
        width = window.width();
        isMedianOfNine = height == 3 && width == 3 && MedianWindow.rank(9, window.percentile()) == 4;
        network = new SelectionNetwork(window);
    }

    @Override
    public void medians(Band band, double[] medians, int offset) {
        int columns = band.width();
        int targetRows = band.rowAt().length - height + 1;
        long[][] rows = new long[height][columns + width - 1];
        long[] results = new long[columns];
        MedianOfNine nine = new MedianOfNine(columns);
        for (int y = 0; y < height - 1; y++) {
            load(band, y, rows[y + 1]);
        }
        for (int y = 0; y < targetRows; y++) {
            long[] oldest = rows[0];
            System.arraycopy(rows, 1, rows, 0, height - 1);
            rows[height - 1] = oldest;
            load(band, y + height - 1, oldest);
            for (int x = 0; x < columns; x += SelectionNetwork.CHUNK) {
                int length = Math.min(SelectionNetwork.CHUNK, columns - x);
                if (isMedianOfNine) {
                    nine.select(rows, x, length, results);
                } else {
                    network.select(rows, x, length, results);
                }
            }
            for (int x = 0; x < columns; x++) {
                medians[offset + y * columns + x] = PixelOrder.value(results[x]);
            }
        }
    }

    private void load(Band band, int row, long[] keys) {
        int y = band.rowAt()[row];
        int[] columnAt = band.columnAt();
        long outside = PixelOrder.key(band.constant());
        if (y < 0) {
            Arrays.fill(keys, outside);
            return;
        }
        double[] pixels = band.pixels();
        int start = y * band.width();
        int inside = width / 2; // from here on the columns are the band's own
        for (int x = 0; x < band.width(); x++) {
            keys[inside + x] = PixelOrder.key(pixels[start + x]);
        }
        for (int i = 0; i < keys.length - band.width(); i++) {
            int x = i < inside ? i : i + band.width();
            keys[x] = columnAt[x] < 0 ? outside : PixelOrder.key(pixels[start + columnAt[x]]);
        }
    }
}
