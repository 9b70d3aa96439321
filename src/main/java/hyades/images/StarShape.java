package hyades.images;

import hyades.fits.BrightestPoint;
import hyades.fits.Image;

/// Centroid and width of a star by the moments of its light in a box, as photutils' `data_properties` has them: of
/// what is above the background; missing pixels and those below it are dark.
///
/// @param x    of the centroid, from 0 in the middle of the first column; NaN if all is dark
/// @param y    of the centroid, from 0 in the middle of the first row
/// @param fwhm full width at half maximum [px] of the round Gaussian with the same second moments; NaN as well
public record StarShape(double x, double y, double fwhm) {
    /// Not measured.
    static final StarShape NONE = new StarShape(Double.NaN, Double.NaN, Double.NaN);

    /// The variance of light that is even across a pixel: what is thinner gets it added, as in SExtractor.
    private static final double PIXEL = 1.0 / 12;

    StarShape moved(int columns, int rows) {
        return new StarShape(x + columns, y + rows, fwhm);
    }

    /// Measures what is around a point, as far as that is in the image.
    ///
    /// @param box        pixels along its sides, odd
    /// @param background what a pixel has without the star
    static StarShape of(Image image, BrightestPoint point, int box, double background) {
        double light = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        int reach = box / 2;
        for (int dy = Math.max(-reach, -point.y()); dy <= Math.min(reach, image.height() - 1 - point.y()); dy++) {
            for (int dx = Math.max(-reach, -point.x()); dx <= Math.min(reach, image.width() - 1 - point.x()); dx++) {
                double pixel = image.at(point.x() + dx, point.y() + dy) - background;
                if (pixel > 0 && Double.isFinite(pixel)) {
                    light += pixel;
                    sumX += pixel * dx;
                    sumY += pixel * dy;
                    sumXx += pixel * dx * dx;
                    sumXy += pixel * dx * dy;
                    sumYy += pixel * dy * dy;
                }
            }
        }
        if (light == 0) {
            return NONE;
        }
        double x = sumX / light;
        double y = sumY / light;
        double xx = sumXx / light - x * x;
        double xy = sumXy / light - x * y;
        double yy = sumYy / light - y * y;
        while (xx * yy - xy * xy < PIXEL * PIXEL) {
            xx += PIXEL;
            yy += PIXEL;
        }
        return new StarShape(point.x() + x, point.y() + y, 2 * Math.sqrt(Math.log(2) * (xx + yy)));
    }
}
