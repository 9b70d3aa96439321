package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.CelestialWcs;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.ImageHdu;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /// The columns of what [#describe] returns.
    public static final String COLUMNS = "file,hdu,plane,x,y,fits_x,fits_y,value,ra,dec";

    /// Finds the brightest points of all images of a file.
    ///
    /// @return lines of [#COLUMNS], the coordinates in degrees and empty where the header has none; or one with
    /// `failed: ` and the reason in place of `hdu`
    public static List<String> describe(Path file, int count, double separation) {
        String name = '"' + file.toString().replace("\"", "\"\"") + '"';
        try (ByteSource source = ByteSource.open(file)) {
            List<String> lines = new ArrayList<>();
            for (ImageHdu hdu : FitsFiles.read(source)) {
                Optional<CelestialWcs> wcs = CelestialWcs.of(hdu.header());
                for (int plane = 0; plane < hdu.planes(); plane++) {
                    for (BrightestPoint p : find(hdu.plane(plane), count, separation)) {
                        String sky = wcs.map(w -> w.sky(p.x, p.y))
                                .map(s -> String.format(Locale.ROOT, "%.9f,%.9f", s[0], s[1]))
                                .orElse(",");
                        lines.add(name
                                + ",%d,%d,%d,%d,%d,%d,%s,%s"
                                        .formatted(hdu.index(), plane, p.x, p.y, p.x + 1, p.y + 1, p.value, sky));
                    }
                }
            }
            return lines;
        } catch (IOException | RuntimeException e) { // one bad file is not to end the others
            return List.of(name + ",\"failed: " + HighPassBatch.reason(e) + '"');
        }
    }
}
