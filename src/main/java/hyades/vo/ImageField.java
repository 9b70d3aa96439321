package hyades.vo;

import hyades.fits.BrightestPoint;
import hyades.fits.CelestialWcs;
import hyades.fits.ImageFile;
import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What part of the sky an image shows, and where on it it is brightest.
///
/// @param hdu of its file, from 0
/// @param radius of a circle that holds all of it [deg]
public record ImageField(int hdu, SkyPoint centre, double radius, List<Peak> peaks) {
    /// Beyond that a circle is half the sky.
    private static final double LARGEST = 90;

    /// Points along a border: between corners that are farther apart than they look, by distortions.
    private static final int ALONG = 8;

    /// A bright pixel.
    ///
    /// @param plane of the image, from 0
    /// @param pixel of the whole image
    /// @param place null where that is not known
    public record Peak(int plane, BrightestPoint pixel, SkyPoint place) {}

    /// What a file shows.
    ///
    /// @param fields of those of its science images that have coordinates on the sky
    /// @param leftOut of the others: which, and why, a line each
    public record OfFile(List<ImageField> fields, List<String> leftOut) {}

    /// The science images of a file.
    ///
    /// @param file also with an HDU or a section behind its name
    /// @param count of the brightest pixels
    /// @param apart least distance of one to brighter ones [px]
    /// @throws IOException in one line, if the file is bad, or none of its images has coordinates that
    ///     can be used
    public static OfFile of(Path file, int count, double apart) throws IOException {
        try (ImageFile open = ImageFile.open(file, Selection.SCIENCE)) {
            List<ImageField> fields = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            IOException last = null;
            for (ImageHdu image : open.images()) {
                try {
                    fields.add(of(image, open, count, apart));
                } catch (IOException e) {
                    last = e;
                    leftOut.add("HDU %d: %s".formatted(image.index(), e.getMessage()));
                }
            }
            if (fields.isEmpty()) {
                throw last;
            }
            return new OfFile(fields, leftOut);
        } catch (RuntimeException e) { // libraries throw these at a bad file
            throw new IOException("not read: " + e.getMessage(), e);
        }
    }

    private static ImageField of(ImageHdu image, ImageFile open, int count, double apart) throws IOException {
        CelestialWcs wcs = CelestialWcs.of(image.header());
        int width = image.width();
        int height = image.height();
        SkyPoint middle = SkyPoint.of(wcs.position((width - 1) / 2.0, (height - 1) / 2.0, 0));
        SkyPoint centre = SkyPoint.normal(rounded(middle.ra()), rounded(middle.dec()));
        double radius = 0;
        for (int i = 0; i < 4 * ALONG; i++) {
            double along = (double) (i % ALONG) / (ALONG - 1);
            double x = i / ALONG % 2 == 0 ? along * width : i / ALONG == 1 ? width : 0;
            double y = i / ALONG % 2 == 1 ? along * height : i / ALONG == 2 ? height : 0;
            radius = Math.max(radius, centre.separation(SkyPoint.of(wcs.position(x - 0.5, y - 0.5, 0))));
        }
        if (!(radius < LARGEST)) {
            throw new IOException(
                    "sky: the image is %.0f° wide: expected less than half of the sky".formatted(2 * radius));
        }
        List<Peak> peaks = new ArrayList<>();
        for (int plane = 0; plane < image.planes(); plane++) {
            BrightestPoint.Rows rows = BrightestPoint.Rows.of(image, plane);
            for (BrightestPoint each : BrightestPoint.find(rows, count, apart, Double.NEGATIVE_INFINITY)) {
                SkyPoint place = place(wcs, each, plane);
                peaks.add(new Peak(plane, each.moved(open.left(), open.below()), place));
            }
        }
        return new ImageField(image.index(), centre, Math.ceil(radius * 1e6) / 1e6, peaks);
    }

    private static SkyPoint place(CelestialWcs wcs, BrightestPoint pixel, int plane) {
        try {
            return SkyPoint.of(wcs.position(pixel.x(), pixel.y(), plane));
        } catch (IOException e) {
            return null; // beyond what the projection shows
        }
    }

    /// To 4 mas, so that a request for a field is the same on every machine.
    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e6) / 1e6;
    }
}
