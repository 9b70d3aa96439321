package hyades.gas;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import hyades.fits.ImageHdu;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Gas in a FITS file: a cube of doubles for each quantity, as an extension that has its name, with
/// units and with coordinates from the middle of the grid; [InitialGas] reads it.
public final class GasFile {
    private GasFile() {}

    /// Writes the quantities that the plan names, whole or not at all.
    public static void write(Path file, GasFields gas, GasPlan plan, GasMoment moment) throws IOException {
        try (FitsOutput out = new FitsOutput(file)) {
            out.begin(primary(plan, moment));
            out.end();
            for (Quantity quantity : Quantity.values()) {
                if (plan.fields().contains(quantity)) {
                    out.begin(extension(quantity, gas.grid(), moment));
                    out.pixels(gas.values()[quantity.ordinal()], -Double.SIZE);
                    out.end();
                }
            }
            out.commit();
        }
    }

    private static Cards primary(GasPlan plan, GasMoment moment) {
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T / conforms to FITS standard",
                "BITPIX  =                    8 / array data type",
                "NAXIS   =                    0 / no data",
                "EXTEND  =                    T / a cube for each quantity follows"));
        header.put("TIME", Double.toString(moment.time()), "[s]");
        header.put("STEP", Long.toString(moment.step()), "time steps done");
        header.put("GAMMA", Double.toString(plan.medium().gamma()), "ratio of specific heats");
        header.put("BOUNDARY", "'%-8s'".formatted(plan.boundaries()), "");
        Gravity gravity = plan.medium().gravity();
        if (gravity != null) {
            header.put("GRAVGM", Double.toString(gravity.strength()), "[m3 s-2] G M of a mass in the middle");
            header.put("GRAVSOFT", Double.toString(gravity.softening()), "[m] its softening");
        }
        header.history("hyades gas: " + plan.initial());
        return header;
    }

    private static Cards extension(Quantity quantity, Grid grid, GasMoment moment) {
        Cards header = new Cards();
        header.putFirst(List.of(
                "XTENSION= 'IMAGE   '           / image extension",
                "BITPIX  =                  -64 / array data type",
                "NAXIS   =                    3 / number of array dimensions",
                "NAXIS1  = %20d".formatted(grid.nx()),
                "NAXIS2  = %20d".formatted(grid.ny()),
                "NAXIS3  = %20d".formatted(grid.nz()),
                "PCOUNT  =                    0 / no parameters",
                "GCOUNT  =                    1 / one group"));
        header.put("EXTNAME", "'%-8s'".formatted(quantity), "");
        header.put("BUNIT", "'%-8s'".formatted(quantity.unit()), "");
        header.put("TIME", Double.toString(moment.time()), "[s]");
        for (int axis = 0; axis < Grid.AXES; axis++) {
            int number = axis + 1;
            header.put("CTYPE" + number, "'%-8s'".formatted("XYZ".charAt(axis)), "");
            header.put("CUNIT" + number, "'m       '", "");
            header.put("CRPIX" + number, "1.0", "");
            header.put("CRVAL" + number, Double.toString(grid.place(axis, 0)), "from the middle of the grid");
            header.put("CDELT" + number, Double.toString(grid.width()), "");
        }
        return header;
    }

    /// The density in the middle of a grid at a time.
    ///
    /// @param time [s]
    /// @param density row by row, the lowest first [kg/m³]
    public record Slice(MiddlePlane plane, double time, long step, double[] density) {}

    /// Reads the plane in the middle of what [#write] writes, and no more than it needs for that.
    ///
    /// @return empty where the density was not to be written
    /// @throws IOException in one line for a file that is no such gas
    public static Optional<Slice> slice(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<ImageHdu> hdus = FitsFiles.read(source, false);
            for (ImageHdu hdu : hdus) {
                if (hdu.isImage() && Quantity.DENSITY.name().equals(hdu.header().text("EXTNAME"))) {
                    MiddlePlane plane = MiddlePlane.of(new Grid(hdu.width(), hdu.height(), hdu.planes(), 1));
                    Cards primary = hdus.getFirst().header();
                    return Optional.of(new Slice(
                            plane, primary.number("TIME", 0), (long) primary.number("STEP", 0), pixels(hdu, plane)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    private static double[] pixels(ImageHdu cube, MiddlePlane plane) throws IOException {
        double[] pixels = new double[plane.width() * plane.height()];
        double[] read = null;
        int at = -1;
        for (int i = 0; i < pixels.length; i++) {
            int[] cell = plane.cell(i);
            if (cell[2] != at) {
                at = cell[2];
                read = cube.plane(at).pixels();
            }
            pixels[i] = read[cell[1] * cube.width() + cell[0]];
        }
        return pixels;
    }
}
