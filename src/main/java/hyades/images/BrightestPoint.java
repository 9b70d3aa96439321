package hyades.images;

import hyades.fits.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Where an image is brightest.
///
/// @param x     column, from 0
/// @param y     row, from 0
/// @param value the pixel
public record BrightestPoint(int x, int y, double value) {
    /// The brightest pixels, brightest first, ties by first index, each `separation` or more from those before
    /// it.
    ///
    /// @param count      how many, at most; there are fewer where no more are far enough apart
    /// @param separation [px]; 0 for any
    /// @return nothing if all pixels are missing
    public static List<BrightestPoint> find(Image image, int count, double separation) {
        double[] pixels = image.pixels();
        if (count == 1) {
            PixelStatistics statistics = new PixelStatistics();
            statistics.add(pixels);
            return statistics.brightest() < 0 ? List.of() : List.of(at(image, (int) statistics.brightest()));
        }
        List<BrightestPoint> found = new ArrayList<>();
        var brightestFirst = IntStream.range(0, pixels.length)
                .filter(i -> !Double.isNaN(pixels[i]))
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

    private static BrightestPoint at(Image image, int index) {
        int x = index % image.width();
        int y = index / image.width();
        return new BrightestPoint(x, y, image.at(x, y));
    }
}
