package hyades.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// Where an image is brightest.
///
/// @param x     column, from 0
/// @param y     row, from 0
/// @param value the pixel
public record BrightestPoint(int x, int y, double value) {
    /// The same point of the whole image, of which this one was of a part.
    public BrightestPoint moved(int columns, int rows) {
        return new BrightestPoint(x + columns, y + rows, value);
    }

    /// Brightest first, ties by first index.
    private static final Comparator<BrightestPoint> ORDER = Comparator.<BrightestPoint>comparingDouble(
                    point -> -point.value + 0.0) // the zeros are a tie
            .thenComparingInt(BrightestPoint::y)
            .thenComparingInt(BrightestPoint::x);

    /// Points that are kept in order at once; where these are not enough, the image is searched again.
    private static final int AT_ONCE = 1 << 18;

    /// An image that is read piece by piece.
    public record Rows(int width, int height, Reader reader) {
        /// Reads pieces.
        public interface Reader {
            /// The rows from `start` to `end`, exclusive.
            Image band(int start, int end) throws IOException;
        }

        /// The rows of an image in memory.
        public static Rows of(Image image) {
            int width = image.width();
            return new Rows(
                    width,
                    image.height(),
                    (start, end) -> new Image(
                            width, end - start, Arrays.copyOfRange(image.pixels(), start * width, end * width)));
        }

        /// The rows of an image in memory.
        public static Rows of(ImageHdu hdu, int plane) {
            return new Rows(
                    hdu.width(),
                    hdu.height(),
                    (start, end) -> hdu.rows(plane, IntStream.range(start, end).toArray(), new double[0]));
        }

        Image band(int start, int end) throws IOException {
            return reader.band(Math.max(0, start), Math.min(height, end));
        }

        int atOnce() {
            return Math.max(1, (1 << 20) / width);
        }
    }

    /// The brightest of the pixels that no neighbour (of eight) outshines, as photutils' `find_peaks`
    /// has them: brightest first, ties by first index, each `separation` or more from those before it.
    ///
    /// @param count      how many, at most; there are fewer where no more are far enough apart
    /// @param separation [px]; 0 for any
    /// @param least      what they have to be above; all are above minus infinity
    /// @return nothing if all pixels are missing
    public static List<BrightestPoint> find(Rows image, int count, double separation, double least) throws IOException {
        return find(image, count, separation, least, AT_ONCE);
    }

    /// @param atOnce points that are kept in order
    static List<BrightestPoint> find(Rows image, int count, double separation, double least, int atOnce)
            throws IOException {
        if (count == 1) {
            return brightest(image).filter(point -> isAbove(point.value, least)).stream()
                    .toList();
        }
        List<BrightestPoint> found = new ArrayList<>();
        BrightestPoint last = null;
        while (true) {
            List<BrightestPoint> next = maxima(image, least, last, found, separation, atOnce);
            for (BrightestPoint point : next) {
                if (found.stream().allMatch(other -> Math.hypot(other.x - point.x, other.y - point.y) >= separation)) {
                    found.add(point);
                    if (found.size() == count) {
                        return found;
                    }
                }
            }
            if (next.size() < atOnce) {
                return found;
            }
            last = next.getLast();
        }
    }

    private static Optional<BrightestPoint> brightest(Rows image) throws IOException {
        BrightestPoint found = null;
        for (int start = 0; start < image.height(); start += image.atOnce()) {
            double[] pixels = image.band(start, start + image.atOnce()).pixels();
            for (int i = 0; i < pixels.length; i++) {
                if (found == null ? pixels[i] == pixels[i] : pixels[i] > found.value) {
                    found = new BrightestPoint(i % image.width(), start + i / image.width(), pixels[i]);
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /// The first `most` of the local maxima, in their order.
    ///
    /// @param last those that come after it; null for all
    /// @param found those apart from them
    private static List<BrightestPoint> maxima(
            Rows image, double least, BrightestPoint last, List<BrightestPoint> found, double separation, int most)
            throws IOException {
        PriorityQueue<BrightestPoint> kept = new PriorityQueue<>(ORDER.reversed()); // the last of them is its head
        for (int start = 0; start < image.height(); start += image.atOnce()) {
            int end = Math.min(image.height(), start + image.atOnce());
            Image band = image.band(start - 1, end + 1); // with their neighbours
            int above = Math.max(0, start - 1);
            for (int y = start; y < end; y++) {
                for (int x = 0; x < image.width(); x++) {
                    double value = band.at(x, y - above);
                    if (isAbove(value, least)
                            && !(kept.size() == most && value <= kept.peek().value) // ties come later
                            && isMaximum(band, x, y - above)) {
                        BrightestPoint point = new BrightestPoint(x, y, value);
                        if (last == null || ORDER.compare(point, last) > 0 && point.isApart(found, separation)) {
                            kept.add(point);
                        }
                        if (kept.size() > most) {
                            kept.remove();
                        }
                    }
                }
            }
        }
        return kept.stream().sorted(ORDER).toList();
    }

    private boolean isApart(List<BrightestPoint> others, double separation) {
        return others.stream().allMatch(other -> Math.hypot(other.x - x, other.y - y) >= separation);
    }

    /// Whether a pixel that is not missing is above `least`, which is nothing where it is minus
    /// infinity.
    private static boolean isAbove(double pixel, double least) {
        return pixel > least || least == Double.NEGATIVE_INFINITY && !Double.isNaN(pixel);
    }

    private static boolean isMaximum(Image image, int x, int y) {
        double pixel = image.at(x, y);
        for (int j = Math.max(0, y - 1); j <= Math.min(image.height() - 1, y + 1); j++) {
            for (int i = Math.max(0, x - 1); i <= Math.min(image.width() - 1, x + 1); i++) {
                if (image.at(i, j) > pixel) {
                    return false;
                }
            }
        }
        return true;
    }
}
