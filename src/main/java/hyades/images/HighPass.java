package hyades.images;

import hyades.fits.Image;
import hyades.fits.ImageHdu;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Images minus the median of every pixel's window, and these medians themselves.
public final class HighPass implements ImageOperation {
    /// Which of them are kept.
    public enum Keep {
        HIGHPASS("highpass"),
        MEDIAN("median"),
        BOTH("highpass", "median");

        private final List<String> kinds;

        Keep(String... kinds) {
            this.kinds = List.of(kinds);
        }

        public List<String> kinds() {
            return kinds;
        }
    }

    /// What computes medians, as [MedianHighPass#median] says.
    public interface Medians {
        /// @return the caller's until the next call
        double[] median(Image rows, int start, int end, int height);
    }

    private final MedianWindow window;
    private final Keep keep;
    private final MedianHighPass filter;
    private final Medians medians;
    private final Timeline timeline;
    private List<String> uncertainties = List.of();

    /// @param threads that share an image
    public HighPass(MedianWindow window, Keep keep, int threads, Timeline timeline) {
        this(window, keep, new MedianHighPass(window, threads), null, timeline);
    }

    /// @param medians computes the medians
    public HighPass(MedianWindow window, Keep keep, Medians medians, Timeline timeline) {
        this(window, keep, new MedianHighPass(window, 1), medians, timeline);
    }

    private HighPass(MedianWindow window, Keep keep, MedianHighPass filter, Medians medians, Timeline timeline) {
        this.window = window;
        this.keep = keep;
        this.filter = filter;
        this.medians = medians == null ? this::median : medians;
        this.timeline = timeline;
    }

    private double[] median(Image rows, int start, int end, int height) {
        long before = System.nanoTime();
        double[] medians = filter.median(rows, start, end, height);
        timeline.ended(Activity.COMPUTE, "median", before);
        return medians;
    }

    @Override
    public List<String> kinds() {
        return keep.kinds();
    }

    @Override
    public String parameters() {
        return "%s, keep %s".formatted(window, keep.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String name() {
        return "filter";
    }

    @Override
    public List<String> history() {
        String size = "window %s".formatted(window);
        return uncertainties.isEmpty()
                ? List.of(size)
                : List.of(size, "uncertainties as they were: HDU " + String.join("; ", uncertainties));
    }

    @Override
    public void begin(ImageHdu image, List<ImageHdu> images, List<ImageHdu> hdus) {
        uncertainties = image.uncertainties(hdus);
    }

    @Override
    public int reach() {
        return window.height() - 1;
    }

    @Override
    public int[] rowsFor(int start, int end, int height) {
        return filter.rowsFor(start, end, height);
    }

    @Override
    public void leaveWhen(BooleanSupplier unwanted) {
        filter.leaveWhen(unwanted);
    }

    @Override
    public double[] apply(Image rows, int start, int end, int height, Results results) throws IOException {
        double[] median = medians.median(rows, start, end, height);
        if (keep != Keep.HIGHPASS) {
            results.add("median", median);
        }
        long subtracted = System.nanoTime();
        int own = Arrays.binarySearch(rowsFor(start, end, height), start) * rows.width();
        MedianHighPass.subtractFrom(rows.pixels(), own, median);
        timeline.ended(Activity.COMPUTE, "difference", subtracted);
        if (keep != Keep.MEDIAN) {
            results.add("highpass", median);
        }
        return median;
    }
}
