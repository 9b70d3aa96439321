package hyades.images;

import hyades.fits.BrightestPoint;
import hyades.fits.Cards;
import hyades.fits.CelestialWcs;
import hyades.fits.Image;
import hyades.fits.ImageFile;
import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import hyades.fits.SkyPosition;
import hyades.text.Printable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// One of the brightest points of a file's images.
///
/// @param hdu   of the image, from 0
/// @param plane of the image, from 0
/// @param sky   where it is, or why that is not known
/// @param shape of the star there, if that was asked for
public record Peak(int hdu, int plane, BrightestPoint point, SkyPosition sky, StarShape shape) {
    /// The columns of [#toCsv], after the file's.
    public static final String COLUMNS =
            "hdu,plane,x,y,fits_x,fits_y,value,ra,dec,lon,lat,frame,radesys,equinox,reason";

    /// The columns after these where shapes were asked for.
    public static final String SHAPE_COLUMNS = "centroid_x,centroid_y,fwhm";

    /// Finds the brightest points of images of a file, told by the pixels of whole images where it is of a section, as
    /// [BrightestPoint#find] does; in memory that does not
    /// grow with the image, unless it has to be known without its sources.
    ///
    /// @param box in which shapes are measured, odd; their centroids are then what is told of the sky; 0: none
    /// @param warn is told what is wrong with the file though it can be read, in one line each
    /// @throws IOException in one line, if the file is bad
    public static List<Peak> of(
            Path file,
            Selection selection,
            int count,
            double separation,
            Threshold threshold,
            int box,
            Consumer<String> warn)
            throws IOException {
        try (ImageFile open = ImageFile.open(file, selection)) {
            List<Peak> peaks = new ArrayList<>();
            open.doubts().forEach(warn);
            for (ImageHdu hdu : open.images()) {
                Sky sky = sky(hdu.header());
                for (int plane = 0; plane < hdu.planes(); plane++) {
                    Image image = threshold.isSigma() || box > 0 ? hdu.plane(plane) : null;
                    ClippedStatistics without = image == null ? null : ClippedStatistics.of(image.pixels());
                    BrightestPoint.Rows rows =
                            image == null ? BrightestPoint.Rows.of(hdu, plane) : BrightestPoint.Rows.of(image);
                    for (BrightestPoint p : BrightestPoint.find(rows, count, separation, threshold.in(without))) {
                        StarShape shape = box == 0 ? StarShape.NONE : StarShape.of(image, p, box, without.median());
                        boolean isSeen = !Double.isNaN(shape.x());
                        SkyPosition there = sky.position(isSeen ? shape.x() : p.x(), isSeen ? shape.y() : p.y(), plane);
                        peaks.add(new Peak(
                                hdu.index(),
                                plane,
                                p.moved(open.left(), open.below()),
                                there,
                                shape.moved(open.left(), open.below())));
                    }
                }
            }
            return peaks;
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "not enough memory for an image's statistics (limit %d MB; HYADES_JAVA_OPTIONS=-Xmx... raises it)"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    e);
        } catch (IOException | RuntimeException e) { // libraries throw all of these at a bad file
            throw new IOException(ImageBatch.reason(file, e), e);
        }
    }

    /// Where pixels are.
    private interface Sky {
        SkyPosition position(double x, double y, int plane);
    }

    private static Sky sky(Cards header) {
        try {
            return CelestialWcs.of(header)::position;
        } catch (IOException e) {
            return (_, _, _) -> SkyPosition.none(e.getMessage());
        }
    }

    /// Its fields by [#COLUMNS]: right ascension and declination, or longitude and latitude of other frames; what is
    /// not known is empty.
    public String toCsv() {
        String coordinates = degrees(sky.longitude()) + "," + degrees(sky.latitude());
        return "%d,%d,%d,%d,%d,%d,%s,%s,%s,%s,%s,%s"
                .formatted(
                        hdu,
                        plane,
                        point.x(),
                        point.y(),
                        point.x() + 1,
                        point.y() + 1,
                        point.value(),
                        sky.frame().equals("equatorial") ? coordinates + ",," : ",," + coordinates,
                        sky.frame(),
                        quoted(sky.radesys()),
                        sky.equinox(),
                        quoted(Printable.of(sky.reason())));
    }

    /// Its fields by [#SHAPE_COLUMNS].
    public String shapeToCsv() {
        return Double.isNaN(shape.x())
                ? ",,"
                : String.format(Locale.ROOT, "%.4f,%.4f,%.4f", shape.x(), shape.y(), shape.fwhm());
    }

    private static String quoted(String text) {
        return text.matches("[\\w-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
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
        out.writeDouble(sky.longitude());
        out.writeDouble(sky.latitude());
        out.writeUTF(sky.frame());
        out.writeUTF(sky.radesys());
        out.writeUTF(sky.equinox());
        out.writeUTF(sky.reason());
        out.writeDouble(shape.x());
        out.writeDouble(shape.y());
        out.writeDouble(shape.fwhm());
    }

    /// Reads what [#write] wrote.
    public static Peak read(DataInputStream in) throws IOException {
        return new Peak(
                in.readInt(),
                in.readInt(),
                new BrightestPoint(in.readInt(), in.readInt(), in.readDouble()),
                new SkyPosition(
                        in.readDouble(), in.readDouble(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()),
                new StarShape(in.readDouble(), in.readDouble(), in.readDouble()));
    }
}
