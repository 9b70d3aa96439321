package hyades.images;

import hyades.fits.Image;
import hyades.partition.Subrange;
import hyades.partition.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The exact median filter, as `scipy.ndimage.median_filter` has it, and what is left of an image without it.
///
/// A pixel's median is element `n / 2` (from 0) of the `n` sorted values of its window, never an average. Where
/// scipy leaves it undefined: NaN means missing and is left out of the window, and a window without a value gives
/// NaN; -0 sorts before +0, so that the median is that of scipy wherever a window's zeros have one sign.
///
/// The rows are cut into bands, each computed by one thread. A median is one of the values, so neither the bands
/// nor the method chosen for them shows in the result. An instance keeps its buffers, and is used by one thread
/// at a time.
public final class MedianHighPass {
    /// Beyond this many minima and maxima a pixel, counting is faster than a network (measured; 6 x 6 has 209 and
    /// takes 100 ns a pixel, 7 x 7 has 320 and takes 150, counting 113).
    private static final int LARGEST_NETWORK = 220;

    /// Pixels of a band, so that the buffers stay small whatever the image: a band takes some 50 bytes a pixel.
    private static final int BAND = 1 << 21;

    private final MedianWindow window;
    private final List<BucketMedian> counting = new ArrayList<>();
    private final List<NetworkMedian> networks = new ArrayList<>();
    private final Workers workers;
    private double[] strip = {};
    private BooleanSupplier isLeft = () -> false;

    /// @param threads that share an image, at least 1
    public MedianHighPass(MedianWindow window, int threads) {
        this.window = window;
        workers = new Workers(threads, "median");
        SelectionNetwork network = window.height() * window.width() <= 64 ? new SelectionNetwork(window) : null;
        for (int t = 0; t < threads; t++) {
            counting.add(new BucketMedian(window));
            if (network != null && network.size() <= LARGEST_NETWORK) {
                networks.add(new NetworkMedian(window));
            }
        }
    }

    /// Asks from now on, often and on all threads, whether the medians are wanted no more: then what
    /// computes them throws a [CancellationException].
    public void leaveWhen(BooleanSupplier unwanted) {
        isLeft = unwanted;
    }

    /// What is left of an image without its medians: the frame minus the median of every pixel's window.
    public Image highPass(Image image) {
        Image median = median(image);
        subtractFrom(image.pixels(), 0, median.pixels());
        return median;
    }

    /// The median of every pixel's window.
    public Image median(Image image) {
        int[] rowAt = window.rowsReached(0, image.height(), image.height());
        double[] medians = new double[image.height() * image.width()];
        medians(image, rowAt, medians);
        return new Image(image.width(), image.height(), medians, image.unit());
    }

    /// The rows of an image of `height` rows that are needed for the medians of rows `start` to before `end`,
    /// ascending.
    public int[] rowsFor(int start, int end, int height) {
        return Arrays.stream(window.rowsReached(start, end, height))
                .filter(row -> row >= 0)
                .distinct()
                .sorted()
                .toArray();
    }

    /// The medians of rows `start` to before `end` of an image of `height` rows.
    ///
    /// @param rows those that [#rowsFor] names, one below the other
    /// @return the caller's until the next call, which may return the same array
    public double[] median(Image rows, int start, int end, int height) {
        if (strip.length != (end - start) * rows.width()) {
            strip = new double[(end - start) * rows.width()];
        }
        medians(rows, indices(rowsFor(start, end, height), window.rowsReached(start, end, height)), strip);
        return strip;
    }

    /// Turns medians into `frame - median`, element by element, from `offset` on in the frame.
    static void subtractFrom(double[] frame, int offset, double[] medians) {
        for (int i = 0; i < medians.length; i++) {
            medians[i] = frame[offset + i] - medians[i];
        }
    }

    private void medians(Image image, int[] rowAt, double[] medians) {
        int rows = rowAt.length - window.height() + 1;
        int width = image.width();
        int bands = Math.max(1, (int) Math.min(rows, Math.max(workers.threads(), (long) rows * width / BAND)));
        int[] columnAt = window.columnsReached(width);
        workers.share(new Subrange(0, bands), (thread, mine) -> {
            for (int b = mine.start(); b < mine.end(); b++) {
                if (isLeft.getAsBoolean()) {
                    throw new CancellationException();
                }
                int start = (int) ((long) b * rows / bands);
                int end = (int) ((b + 1L) * rows / bands);
                Band band = band(image, Arrays.copyOfRange(rowAt, start, end + window.height() - 1), columnAt);
                method(thread, band).medians(band, medians, start * width);
            }
        });
    }

    private MedianMethod method(int thread, Band band) {
        return networks.isEmpty() || band.hasMissing() ? counting.get(thread) : networks.get(thread);
    }

    /// Just the rows that the band needs.
    private Band band(Image image, int[] rowAt, int[] columnAt) {
        int[] needed =
                Arrays.stream(rowAt).filter(row -> row >= 0).distinct().sorted().toArray();
        int width = image.width();
        if (needed.length == image.height()) {
            return new Band(image.pixels(), width, rowAt, columnAt, window.constant());
        }
        double[] pixels = new double[needed.length * width];
        for (int i = 0; i < needed.length; i++) {
            System.arraycopy(image.pixels(), needed[i] * width, pixels, i * width, width);
        }
        return new Band(pixels, width, indices(needed, rowAt), columnAt, window.constant());
    }

    private static int[] indices(int[] sorted, int[] rows) {
        return Arrays.stream(rows)
                .map(row -> row < 0 ? Boundary.OUTSIDE : Arrays.binarySearch(sorted, row))
                .toArray();
    }
}
