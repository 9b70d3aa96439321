package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.CelestialWcs;
import hyades.fits.FitsFiles;
import hyades.fits.ImageHdu;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One of the brightest points of a file's images.
///
/// @param hdu   of the image, from 0
/// @param plane of the image, from 0
/// @param rightAscension [degrees]; NaN where the header has no coordinates
/// @param declination    [degrees]; NaN where the header has no coordinates
public record Peak(int hdu, int plane, BrightestPoint point, double rightAscension, double declination) {
    /// The columns of [#toCsv], after the file's.
    public static final String COLUMNS = "hdu,plane,x,y,fits_x,fits_y,value,ra,dec";

    /// Finds the brightest points of all images of a file, as [BrightestPoint#find] does.
    ///
    /// @throws IOException in one line, if the file is bad
    public static List<Peak> of(Path file, int count, double separation) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<Peak> peaks = new ArrayList<>();
            for (ImageHdu hdu : FitsFiles.read(source)) {
                Optional<CelestialWcs> wcs = CelestialWcs.of(hdu.header());
                for (int plane = 0; plane < hdu.planes(); plane++) {
                    for (BrightestPoint p : BrightestPoint.find(hdu.plane(plane), count, separation)) {
                        double[] sky = wcs.map(w -> w.sky(p.x(), p.y())).orElse(new double[] {Double.NaN, Double.NaN});
                        peaks.add(new Peak(hdu.index(), plane, p, sky[0], sky[1]));
                    }
                }
            }
            return peaks;
        } catch (IOException | RuntimeException e) { // libraries throw all of these at a bad file
            throw new IOException(HighPassBatch.reason(e), e);
        }
    }

    /// Its fields by [#COLUMNS]; coordinates that the header does not have are empty.
    public String toCsv() {
        return "%d,%d,%d,%d,%d,%d,%s,%s,%s"
                .formatted(
                        hdu,
                        plane,
                        point.x(),
                        point.y(),
                        point.x() + 1,
                        point.y() + 1,
                        point.value(),
                        degrees(rightAscension),
                        degrees(declination));
    }

    private static String degrees(double angle) {
        return Double.isNaN(angle) ? "" : String.format(Locale.ROOT, "%.9f", angle);
    }

    /// Writes it, to be sent.
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(hdu);
        out.writeInt(plane);
        out.writeInt(point.x());
        out.writeInt(point.y());
        out.writeDouble(point.value());
        out.writeDouble(rightAscension);
        out.writeDouble(declination);
    }

    /// Reads what [#write] wrote.
    public static Peak read(DataInputStream in) throws IOException {
        return new Peak(
                in.readInt(),
                in.readInt(),
                new BrightestPoint(in.readInt(), in.readInt(), in.readDouble()),
                in.readDouble(),
                in.readDouble());
    }
}
