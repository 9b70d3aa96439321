package hyades.vo;

import hyades.fits.CelestialWcs;
import hyades.fits.Image;
import hyades.fits.ImageFile;
import hyades.fits.Selection;
import hyades.fits.SkyPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// An image as it lies on the sky, whichever way the telescope was turned, with the distortions that
/// its header tells.
public final class SkyImage {
    /// Pixels of the chart between those for which it is found out where they are in the image.
    private static final int APART = 12;

    private static final int MOST_STEPS = 30;

    /// How well that is found out [px].
    private static final double EXACT = 1e-3;

    private final CelestialWcs wcs;
    private final Image image;
    private final Gnomonic projection;

    private SkyImage(CelestialWcs wcs, Image image, Gnomonic projection) {
        this.wcs = wcs;
        this.image = image;
        this.projection = projection;
    }

    /// The pixels of a file's first image on a chart: means of those that lie where one of the chart's
    /// does, the nearest where they are larger.
    ///
    /// @param side pixels along the chart's
    /// @return shape (side, side), north up and the first row below; NaN where there is none
    /// @throws IOException in one line, if the file is bad, has no coordinates, or lies elsewhere
    public static double[] on(Chart chart, Path file, int side) throws IOException {
        try (ImageFile open = ImageFile.open(file, Selection.SCIENCE)) {
            CelestialWcs wcs = CelestialWcs.of(open.images().getFirst().header());
            Image image = open.images().getFirst().plane(0);
            SkyPosition middle = wcs.position((image.width() - 1) / 2.0, (image.height() - 1) / 2.0, 0);
            SkyPoint.of(middle); // or says why not
            double[] pixels = new SkyImage(wcs, image, chart.projection()).on(chart.half(), side);
            if (Arrays.stream(pixels).allMatch(Double::isNaN)) {
                throw new IOException("it lies around %s, beyond the chart".formatted(SkyPoint.of(middle)));
            }
            return pixels;
        } catch (RuntimeException e) { // libraries throw these at a bad file
            throw new IOException("not read: " + e.getMessage(), e);
        }
    }

    private double[] on(double half, int side) {
        int nodes = Math.ceilDiv(side, APART) + 1;
        double[][][] found = new double[nodes][nodes][];
        for (int j = 0; j < nodes; j++) {
            for (int i = 0; i < nodes; i++) {
                double east = half * (1 - 2.0 * i * APART / side);
                double north = half * (2.0 * j * APART / side - 1);
                found[j][i] = pixel(east, north);
            }
        }
        double[] pixels = new double[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                pixels[row * side + column] = sample(found, column + 0.5, row + 0.5);
            }
        }
        return pixels;
    }

    /// Where in the image a place of the plane is, by Newton's method from its middle; NaN where it is
    /// nowhere.
    private double[] pixel(double east, double north) {
        double[] at = {(image.width() - 1) / 2.0, (image.height() - 1) / 2.0};
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] here = plane(at[0], at[1]);
            double[] right = plane(at[0] + 0.5, at[1]);
            double[] left = plane(at[0] - 0.5, at[1]);
            double[] above = plane(at[0], at[1] + 0.5);
            double[] below = plane(at[0], at[1] - 0.5);
            double a = right[0] - left[0];
            double b = above[0] - below[0];
            double c = right[1] - left[1];
            double d = above[1] - below[1];
            double u = east - here[0];
            double v = north - here[1];
            double determinant = a * d - b * c;
            double x = (d * u - b * v) / determinant;
            double y = (a * v - c * u) / determinant;
            if (!Double.isFinite(x + y)) {
                break;
            }
            at = new double[] {at[0] + x, at[1] + y};
            if (Math.hypot(x, y) < EXACT) {
                return at;
            }
        }
        return new double[] {Double.NaN, Double.NaN};
    }

    private double[] plane(double x, double y) {
        try {
            return projection.toPlane(SkyPoint.of(wcs.position(x, y, 0)));
        } catch (IOException e) {
            return new double[] {Double.NaN, Double.NaN};
        }
    }

    /// The image between four places that are known.
    private double sample(double[][][] found, double column, double row) {
        int i = (int) (column / APART);
        int j = (int) (row / APART);
        double s = column / APART - i;
        double t = row / APART - j;
        double[] origin = found[j][i];
        double[] right = found[j][i + 1];
        double[] above = found[j + 1][i];
        double[] across = found[j + 1][i + 1];
        double[] at = new double[2];
        for (int k = 0; k < 2; k++) {
            at[k] = (1 - t) * ((1 - s) * origin[k] + s * right[k]) + t * ((1 - s) * above[k] + s * across[k]);
        }
        double scale = Math.hypot(right[0] - origin[0], right[1] - origin[1]) / APART;
        return Double.isNaN(at[0] + at[1]) ? Double.NaN : mean(at[0], at[1], scale);
    }

    private double mean(double x, double y, double scale) {
        double reach = Math.max(0, (scale - 1) / 2);
        double sum = 0;
        int count = 0;
        for (int j = first(y - reach); j <= last(y + reach, image.height()); j++) {
            for (int i = first(x - reach); i <= last(x + reach, image.width()); i++) {
                double pixel = image.at(i, j);
                sum += Double.isNaN(pixel) ? 0 : pixel;
                count += Double.isNaN(pixel) ? 0 : 1;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /// The pixels of a row or a column that are there.
    private static int first(double at) {
        return (int) Math.clamp(Math.round(at), 0L, Integer.MAX_VALUE);
    }

    private static int last(double at, int length) {
        return (int) Math.clamp(Math.round(at), -1L, length - 1L);
    }
}
