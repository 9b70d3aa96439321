package hyades.gas;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.ImageHdu;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Gas that a run begins with, from a FITS file: what [GasFile] has written with all quantities, or
/// another's cubes of these names. What a file says of its gas is used or refused, or is a doubt.
///
/// @param gamma ratio of specific heats; null where the file says none
/// @param gravity of a mass in the middle; null where the file says none
/// @param boundaries null where the file says none
/// @param doubts what is doubtful, or left out, in one line each
public record InitialGas(GasFields fields, Double gamma, Gravity gravity, Boundaries boundaries, List<String> doubts) {
    /// By how much of a cell places may differ: coordinates are written and shifted with roundings.
    private static final double SAME_PLACE = 1e-6;

    /// Reads a file.
    ///
    /// @throws IOException in one line for a file that is no such gas, or is in other units
    public static InitialGas read(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            List<String> doubts = new ArrayList<>(FitsFiles.doubts(hdus));
            Map<Quantity, ImageHdu> cubes = cubes(hdus, doubts);
            ImageHdu first = cubes.get(Quantity.DENSITY);
            GasFields gas = GasFields.of(grid(first));
            for (Map.Entry<Quantity, ImageHdu> cube : cubes.entrySet()) {
                check(cube.getKey(), cube.getValue(), first, gas.grid());
            }
            for (Map.Entry<Quantity, ImageHdu> cube : cubes.entrySet()) {
                read(cube.getValue(), gas, cube.getKey());
            }
            Cards said = FitsFiles.inherited(first, hdus);
            Gravity gravity = gravity(said);
            checkPlaces(first, gas.grid(), gravity, doubts);
            double time = said.number("TIME", 0);
            if (time != 0) {
                doubts.add("TIME is %s s there: this run begins at 0 s".formatted(time));
            }
            return new InitialGas(gas, gamma(said), gravity, boundaries(said), List.copyOf(doubts));
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("%s: no grid of cells: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Map<Quantity, ImageHdu> cubes(List<ImageHdu> hdus, List<String> doubts) throws IOException {
        Map<Quantity, ImageHdu> cubes = new EnumMap<>(Quantity.class);
        for (ImageHdu hdu : hdus) {
            String name = hdu.header().text("EXTNAME");
            Quantity quantity = name == null ? null : Quantity.named(name.strip());
            if (quantity != null && hdu.isImage()) {
                if (cubes.putIfAbsent(quantity, hdu) != null) {
                    throw new IOException("two cubes %s: expected one".formatted(quantity));
                }
            } else if (hdu.size() > 0) {
                doubts.add("HDU %d%s is left out: it is no cube of %s"
                        .formatted(hdu.index(), name == null ? "" : " " + name, Arrays.toString(Quantity.values())));
            }
        }
        for (Quantity quantity : Quantity.values()) {
            if (!cubes.containsKey(quantity)) {
                throw new IOException("no cube %s: expected images of the names %s"
                        .formatted(quantity, Arrays.toString(Quantity.values())));
            }
        }
        return cubes;
    }

    private static Grid grid(ImageHdu cube) throws IOException {
        int[] lengths = {cube.width(), cube.height(), cube.planes()};
        int open = 0;
        while (open < Grid.AXES - 1 && lengths[open] == 1) {
            open++;
        }
        String key = "CDELT" + (lengths[open] == 1 ? 1 : open + 1);
        double width = cube.header().number(key, Double.NaN);
        if (Double.isNaN(width)) {
            throw new IOException("no %s: expected the width of a cell [m]".formatted(key));
        }
        Grid grid = new Grid(lengths[0], lengths[1], lengths[2], width);
        for (int axis = open + 1; axis < Grid.AXES; axis++) {
            String name = "CDELT" + (axis + 1);
            double other = cube.header().number(name, width);
            if (grid.isOpen(axis) && other != width) {
                throw new IOException("%s %s: expected cubic cells, %s is %s".formatted(name, other, key, width));
            }
        }
        return grid;
    }

    /// Refuses a cube that is none of this grid, or not in SI units.
    private static void check(Quantity quantity, ImageHdu cube, ImageHdu first, Grid grid) throws IOException {
        Cards header = cube.header();
        if (header.number("NAXIS", 0) > Grid.AXES) {
            throw new IOException("%s has %s axes: expected at most 3".formatted(quantity, header.text("NAXIS")));
        }
        if (cube.width() != grid.nx() || cube.height() != grid.ny() || cube.planes() != grid.nz()) {
            throw new IOException("%s has %d x %d x %d cells: expected as many as DENSITY, %d x %d x %d"
                    .formatted(quantity, cube.width(), cube.height(), cube.planes(), grid.nx(), grid.ny(), grid.nz()));
        }
        String unit = header.text("BUNIT");
        if (unit != null && !unit.isBlank() && !quantity.isUnit(unit)) {
            throw new IOException("%s is in '%s': expected %s".formatted(quantity, unit, quantity.unit()));
        }
        double time = first.header().number("TIME", 0);
        if (header.number("TIME", time) != time) {
            throw new IOException("%s is of TIME %s: expected that of DENSITY, %s"
                    .formatted(quantity, header.text("TIME"), first.header().text("TIME")));
        }
        checkTurns(quantity, header);
        for (int axis = 0; axis < Grid.AXES; axis++) {
            if (grid.isOpen(axis)) {
                checkAxis(quantity, header, axis, grid);
                double shift = place(header, axis, grid) - place(first.header(), axis, grid);
                if (Math.abs(shift) > SAME_PLACE * grid.width()) {
                    throw new IOException("%s is %s m beside DENSITY along %c: expected the same cells"
                            .formatted(quantity, shift, "xyz".charAt(axis)));
                }
            }
        }
    }

    private static void checkTurns(Quantity quantity, Cards header) throws IOException {
        for (String card : header.lines()) {
            String key = Cards.key(card);
            double neutral = key.matches("PC(\\d)_\\1") ? 1 : 0;
            if (key.matches("CD\\d_\\d|PC\\d_\\d|CROTA\\d") && header.number(key, neutral) != neutral) {
                throw new IOException("%s has %s %s: expected CDELT alone to say where its cells are"
                        .formatted(quantity, key, header.text(key)));
            }
        }
    }

    private static void checkAxis(Quantity quantity, Cards header, int axis, Grid grid) throws IOException {
        int number = axis + 1;
        String expected = "XYZ".substring(axis, number);
        String name = header.text("CTYPE" + number);
        if (name != null && !name.isBlank() && !name.strip().equalsIgnoreCase(expected) && !name.equals("LINEAR")) {
            throw new IOException("%s has CTYPE%d %s: expected %s".formatted(quantity, number, name, expected));
        }
        String unit = header.text("CUNIT" + number);
        if (unit != null && !unit.isBlank() && !unit.strip().equals("m")) {
            throw new IOException("%s has CUNIT%d %s: expected m".formatted(quantity, number, unit));
        }
        double width = header.number("CDELT" + number, grid.width());
        if (width != grid.width()) {
            throw new IOException(
                    "%s has CDELT%d %s: expected that of DENSITY, %s".formatted(quantity, number, width, grid.width()));
        }
    }

    /// Where the middle of the first cell is [m]; as in a run where the file does not say.
    private static double place(Cards header, int axis, Grid grid) throws IOException {
        int number = axis + 1;
        if (header.text("CRVAL" + number) == null && header.text("CRPIX" + number) == null) {
            return grid.place(axis, 0);
        }
        return header.number("CRVAL" + number, 0) + (1 - header.number("CRPIX" + number, 0)) * grid.width();
    }

    /// A mass is in the middle of the grid: of a part of a grid it would be elsewhere.
    private static void checkPlaces(ImageHdu cube, Grid grid, Gravity gravity, List<String> doubts) throws IOException {
        for (int axis = 0; axis < Grid.AXES; axis++) {
            double place = place(cube.header(), axis, grid);
            if (grid.isOpen(axis) && Math.abs(place - grid.place(axis, 0)) > SAME_PLACE * grid.width()) {
                String found = "the first cell is at %c = %s m".formatted("xyz".charAt(axis), place);
                if (gravity != null) {
                    throw new IOException("%s, and there is a mass (GRAVGM): expected it in the middle, the first at %s"
                            .formatted(found, grid.place(axis, 0)));
                }
                doubts.add("%s there: in this run at %s m, from the middle".formatted(found, grid.place(axis, 0)));
            }
        }
    }

    private static Double gamma(Cards said) throws IOException {
        if (said.text("GAMMA") == null) {
            return null;
        }
        double gamma = said.number("GAMMA", Double.NaN);
        if (!(gamma > 1 && Double.isFinite(gamma))) {
            throw new IOException("GAMMA is %s: expected a number, more than 1".formatted(gamma));
        }
        return gamma;
    }

    private static Gravity gravity(Cards said) throws IOException {
        if (said.text("GRAVGM") == null) {
            return null;
        }
        double strength = said.number("GRAVGM", Double.NaN);
        double softening = said.number("GRAVSOFT", Double.NaN);
        if (!(Double.isFinite(strength) && softening >= 0 && Double.isFinite(softening))) {
            throw new IOException("GRAVGM is %s and GRAVSOFT %s: expected two numbers, the second 0 or more"
                    .formatted(strength, softening));
        }
        return new Gravity(strength, softening);
    }

    private static Boundaries boundaries(Cards said) throws IOException {
        String words = said.text("BOUNDARY");
        try {
            return words == null ? null : Boundaries.of(words);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "BOUNDARY is %s: expected periodic, outflow or reflecting, once or for six faces".formatted(words),
                    e);
        }
    }

    private static void read(ImageHdu cube, GasFields gas, Quantity quantity) throws IOException {
        Grid grid = gas.grid();
        for (int z = 0; z < grid.nz(); z++) {
            double[] plane = cube.plane(z).pixels();
            for (int i = 0; i < plane.length; i++) {
                if (!quantity.allows(plane[i])) {
                    throw new IOException("%s of cell (%d, %d, %d) is %s: expected a number%s"
                            .formatted(
                                    quantity,
                                    i % grid.nx(),
                                    i / grid.nx(),
                                    z,
                                    plane[i],
                                    quantity.allows(0) ? "" : " above 0"));
                }
            }
            System.arraycopy(plane, 0, gas.values()[quantity.ordinal()], gas.index(0, 0, z), plane.length);
        }
    }
}
