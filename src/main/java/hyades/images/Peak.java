package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.CelestialWcs;
import hyades.fits.FitsFiles;
import hyades.fits.ImageHdu;
import hyades.fits.SkyPosition;
import hyades.text.Printable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One of the brightest points of a file's images.
///
/// @param hdu   of the image, from 0
/// @param plane of the image, from 0
/// @param sky   where it is, or why that is not known
public record Peak(int hdu, int plane, BrightestPoint point, SkyPosition sky) {
    /// The columns of [#toCsv], after the file's.
    public static final String COLUMNS =
            "hdu,plane,x,y,fits_x,fits_y,value,ra,dec,lon,lat,frame,radesys,equinox,reason";

    /// Finds the brightest points of all images of a file, as [BrightestPoint#find] does.
    ///
    /// @throws IOException in one line, if the file is bad
    public static List<Peak> of(Path file, int count, double separation, Threshold threshold) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<Peak> peaks = new ArrayList<>();
            for (ImageHdu hdu : FitsFiles.read(source)) {
                Sky sky = sky(hdu.header());
                for (int plane = 0; plane < hdu.planes(); plane++) {
                    for (BrightestPoint p : BrightestPoint.find(hdu.plane(plane), count, separation, threshold)) {
                        peaks.add(new Peak(hdu.index(), plane, p, sky.position(p.x(), p.y(), plane)));
                    }
                }
            }
            return peaks;
        } catch (IOException | RuntimeException e) { // libraries throw all of these at a bad file
            throw new IOException(HighPassBatch.reason(e), e);
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
    }

    /// Reads what [#write] wrote.
    public static Peak read(DataInputStream in) throws IOException {
        return new Peak(
                in.readInt(),
                in.readInt(),
                new BrightestPoint(in.readInt(), in.readInt(), in.readDouble()),
                new SkyPosition(
                        in.readDouble(), in.readDouble(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
    }
}
