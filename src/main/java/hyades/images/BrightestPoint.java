package hyades.images;

import hyades.fits.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// Where an image is brightest.
///
/// @param x     column, from 0
/// @param y     row, from 0
/// @param value the pixel
public record BrightestPoint(int x, int y, double value) {
    /// The brightest of the pixels that no neighbour (of eight) outshines, as photutils' `find_peaks` has them:
    /// brightest
    /// first, ties by first index, each `separation` or more from those before it.
    ///
    /// @param count      how many, at most; there are fewer where no more are far enough apart
    /// @param separation [px]; 0 for any
    /// @param threshold  what they have to be above
    /// @return nothing if all pixels are missing
    public static List<BrightestPoint> find(Image image, int count, double separation, Threshold threshold) {
        double[] pixels = image.pixels();
        double least = threshold.in(pixels);
        if (count == 1) {
            PixelStatistics statistics = new PixelStatistics();
            statistics.add(pixels);
            int brightest = (int) statistics.brightest();
            return brightest >= 0 && isAbove(pixels[brightest], least) ? List.of(at(image, brightest)) : List.of();
        }
        List<BrightestPoint> found = new ArrayList<>();
        Iterator<Integer> brightestFirst = IntStream.range(0, pixels.length)
                .filter(i -> isAbove(pixels[i], least) && isMaximum(image, i % image.width(), i / image.width()))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -pixels[i] + 0.0)) // stable; the zeros are a tie
                .iterator();
        while (found.size() < count && brightestFirst.hasNext()) {
            BrightestPoint point = at(image, brightestFirst.next());
            if (found.stream().allMatch(other -> Math.hypot(other.x - point.x, other.y - point.y) >= separation)) {
                found.add(point);
            }
        }
        return found;
    }

    /// Whether a pixel that is not missing is above `least`, which is nothing where it is minus infinity.
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

    private static BrightestPoint at(Image image, int index) {
        int x = index % image.width();
        int y = index / image.width();
        return new BrightestPoint(x, y, image.at(x, y));
    }
}
