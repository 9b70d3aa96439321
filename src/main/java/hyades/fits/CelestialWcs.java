package hyades.fits;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where on the sky the pixels of an image are, by its header: the FITS standard, version 4.0, chapter 8; what it
/// leaves open as wcslib has it. [Sphere], [Projection] and [Distortion] do the geometry.
///
/// Lookup tables, plate solutions and other projections are refused, as are headers that readers understand in
/// several ways.
public final class CelestialWcs {
    private static final Pattern CELESTIAL = Pattern.compile("(RA--|DEC-|.LON|.LAT|..LN|..LT)-.*");
    private static final Pattern TYPE = Pattern.compile("(RA--|DEC-|[GE]LON|[GE]LAT)-([A-Z]{3})(-SIP)?");
    private static final Pattern LOOKUP = Pattern.compile("(CPDIS|CQDIS|D2IMDIS|AXISCORR)\\d*");

    private static final Pattern YEAR = Pattern.compile("[JB]?\\d{4}(\\.\\d*)?|[\\d.]+[DE]\\+?0*3");

    /// The parameters of TAN that SCAMP has used for terms of the radius.
    private static final List<Integer> RADIAL = List.of(3, 11, 23, 39);

    /// The equinox before which coordinates are those of FK4, if nothing is said.
    private static final double FK5_SINCE = 1984;

    /// How parallel the two coordinates' directions are if they are one: their sine.
    private static final double PARALLEL = 1e-14;

    private final Cards cards;
    private final WcsHeader header;

    /// The axes of the coordinates, from 0.
    private final int longitude;

    private final int latitude;
    private final double[] pixel;

    /// Pixels along each axis.
    private final int[] sizes;

    private final double[][] matrix;
    private final Distortion sip;
    private final Distortion tpv;
    private final Projection projection;
    private final double[] parameters;

    /// The point in the plane from which the matrix counts.
    private final double[] origin;

    private final Sphere sphere;
    private final SkyPosition frame;

    private CelestialWcs(Cards cards) throws IOException {
        this.cards = cards;
        header = new WcsHeader(cards);
        refuseOtherDistortions();
        longitude = axis("LON", "RA--");
        latitude = axis("LAT", "DEC-");
        String code = code();
        sip = Distortion.sip(header);
        boolean isTpv = code.equals("TPV");
        if (isTpv && (!header.hasMatrix("CD") || header.hasMatrix("PC") || sip != Distortion.NONE)) {
            throw new IOException("sky: TPV without a CD matrix, or beside SIP");
        }
        if (isTpv && longitude > latitude) {
            throw new IOException("sky: TPV with the latitude first");
        }
        tpv = isTpv ? Distortion.tpv(header, longitude + 1, latitude + 1) : Distortion.NONE;
        double[] unit = new double[header.axes()];
        Arrays.fill(unit, 1);
        unit[longitude] = unit(longitude);
        unit[latitude] = unit(latitude);
        pixel = new double[header.axes()];
        sizes = new int[header.axes()];
        for (int i = 0; i < pixel.length; i++) {
            pixel[i] = header.number("CRPIX" + (i + 1), 0);
            sizes[i] = Math.clamp(header.integer("NAXIS" + (i + 1), 1), 1, Integer.MAX_VALUE);
        }
        matrix = matrix(unit);
        requireTwoDirections();
        double[] reference = {
            header.number("CRVAL" + (longitude + 1), 0) * unit[longitude],
            header.number("CRVAL" + (latitude + 1), 0) * unit[latitude]
        };
        Map<Integer, Double> lon = isTpv ? Map.of() : header.parameters(longitude + 1);
        Map<Integer, Double> lat = isTpv ? Map.of() : header.parameters(latitude + 1);
        if (sip != Distortion.NONE && !(lon.isEmpty() && lat.isEmpty())) {
            if (!code.equals("TAN") || hasRadial(lon) || hasRadial(lat)) {
                throw new IOException("sky: PV beside SIP");
            }
            lon = Map.of(); // the same distortion in SCAMP's form: astropy drops it, too
            lat = Map.of();
        }
        projection = projection(code);
        parameters = parameters(code, lat, reference[1]);
        boolean isGls = code.equals("GLS");
        double phi0 = isGls ? 0 : lon.getOrDefault(1, 0.0);
        double theta0 = isGls ? reference[1] : lon.getOrDefault(2, projection.theta0);
        boolean isOffset = isGls || lon.getOrDefault(0, 0.0) != 0 && lon.containsKey(1) && lon.containsKey(2);
        origin = isOffset ? projection.toPlane(phi0, theta0, parameters) : new double[2];
        if (lon.keySet().stream().anyMatch(m -> m > 4) || !Double.isFinite(origin[0] + origin[1])) {
            throw new IOException("sky: parameters PV%d_m that %s does not have".formatted(longitude + 1, code));
        }
        double lonpole = lon.getOrDefault(3, header.number("LONPOLE", Double.NaN));
        sphere = new Sphere(
                reference[0],
                reference[1],
                phi0,
                theta0,
                lonpole == 999 ? Double.NaN : lonpole, // "unknown" of an early draft
                lon.getOrDefault(4, header.number("LATPOLE", 90)));
        frame = frame();
    }

    /// The coordinates that a header describes.
    ///
    /// @throws IOException with the reason, in one line, if there are none, or none that are known for certain
    public static CelestialWcs of(Cards header) throws IOException {
        return new CelestialWcs(header);
    }

    private void refuseOtherDistortions() throws IOException {
        for (String card : cards.lines()) {
            String key = Cards.key(card);
            if (LOOKUP.matcher(key).matches()) {
                throw new IOException("sky: distortion %s = %s is not read".formatted(key, Cards.value(card)));
            }
        }
        if (cards.has("PLTRAH") && cards.has("AMDX1")) {
            throw new IOException("sky: the solution of a photographic plate, AMDX and AMDY, is not read");
        }
    }

    /// The axis whose type ends so, or is `equatorial`.
    private int axis(String ending, String equatorial) throws IOException {
        int found = -1;
        for (int i = 0; i < header.axes(); i++) {
            String type = header.text("CTYPE" + (i + 1));
            Matcher known = TYPE.matcher(type);
            if (CELESTIAL.matcher(type).matches() && !known.matches()) {
                throw new IOException("sky: CTYPE%d = %s is not read".formatted(i + 1, type));
            }
            if (known.matches()
                    && (known.group(1).endsWith(ending) || known.group(1).equals(equatorial))) {
                if (found >= 0) {
                    throw new IOException("sky: CTYPE%d and CTYPE%d are of one kind".formatted(found + 1, i + 1));
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new IOException(
                    "sky: no CTYPE of a celestial %s".formatted(ending.equals("LON") ? "longitude" : "latitude"));
        }
        return found;
    }

    /// The three letters of the projection, the same of both axes, which have to be of one frame.
    private String code() throws IOException {
        Matcher first = type(longitude);
        Matcher second = type(latitude);
        boolean isPair = first.group(1).equals("RA--")
                ? second.group(1).equals("DEC-")
                : first.group(1).charAt(0) == second.group(1).charAt(0);
        if (!isPair || !first.group(2).equals(second.group(2))) {
            throw new IOException(
                    "sky: CTYPE %s and %s do not belong together".formatted(first.group(), second.group()));
        }
        return first.group(2);
    }

    private Matcher type(int axis) {
        Matcher type = TYPE.matcher(header.text("CTYPE" + (axis + 1)));
        type.matches();
        return type;
    }

    private static Projection projection(String code) throws IOException {
        return switch (code) {
            case "TPV" -> Projection.TAN;
            case "NCP" -> Projection.SIN;
            case "GLS" -> Projection.SFL;
            default ->
                Arrays.stream(Projection.values())
                        .filter(p -> p.name().equals(code))
                        .findAny()
                        .orElseThrow(() -> new IOException("sky: projection %s is not read".formatted(code)));
        };
    }

    /// The projection's parameters, PV of the latitude's axis, by m.
    private double[] parameters(String code, Map<Integer, Double> given, double latitudeOfReference)
            throws IOException {
        double[] all = {0, projection == Projection.CEA ? 1 : 0, 0};
        for (Map.Entry<Integer, Double> one : given.entrySet()) {
            if (one.getKey() > projection.parameters && one.getValue() != 0) {
                throw new IOException(
                        "sky: PV%d_%d, which %s does not have".formatted(latitude + 1, one.getKey(), code));
            }
            if (one.getKey() <= projection.parameters) {
                all[one.getKey()] = one.getValue();
            }
        }
        if (code.equals("NCP")) { // seen along the earth's axis: section 5.1.5
            all[1] = 0;
            all[2] = 1 / Math.tan(Math.toRadians(latitudeOfReference));
        }
        if (projection == Projection.CEA && !(all[1] > 0 && all[1] <= 1)) {
            throw new IOException("sky: PV%d_1 = %s: above 0, at most 1 expected".formatted(latitude + 1, all[1]));
        }
        return all;
    }

    private static boolean hasRadial(Map<Integer, Double> parameters) {
        return parameters.keySet().stream()
                .anyMatch(
                        m -> RADIAL.contains(m) && parameters.keySet().stream().anyMatch(other -> other > m));
    }

    /// Degrees in the unit of an axis.
    private double unit(int axis) throws IOException {
        String unit = header.text("CUNIT" + (axis + 1));
        return switch (unit) {
            case "", "deg", "DEG", "degree", "degrees", "DEGREE", "DEGREES" -> 1;
            case "arcmin", "ARCMIN" -> 1 / 60.0;
            case "arcsec", "ARCSEC" -> 1 / 3600.0;
            case "mas" -> 1 / 3.6e6;
            case "rad", "RAD", "radian", "radians", "RADIAN", "RADIANS" -> Math.toDegrees(1);
            default -> throw new IOException("sky: CUNIT%d = %s is no known angle".formatted(axis + 1, unit));
        };
    }

    /// What the offset of a pixel is multiplied by: rows of the longitude and the latitude, in degrees. PC goes before
    /// CD, and CD before CROTA, as in wcslib.
    private double[][] matrix(double[] unit) throws IOException {
        boolean hasPc = header.hasMatrix("PC");
        boolean hasCd = header.hasMatrix("CD") && !hasPc;
        int n = header.axes();
        double[] scale = new double[n];
        double[][] all = new double[n][n];
        for (int i = 0; i < n; i++) {
            scale[i] = unit[i] * (hasCd ? 1 : header.number("CDELT" + (i + 1), 1));
            for (int j = 0; j < n; j++) {
                all[i][j] = header.number((hasCd ? "CD" : "PC") + (i + 1) + "_" + (j + 1), i == j && !hasCd ? 1 : 0);
            }
        }
        if (hasCd) {
            completeCd(all);
        } else if (!hasPc) { // CROTA: 1 where the increments are the same
            double rotation = Math.toRadians(header.number("CROTA" + (latitude + 1), 0));
            double ratio = scale[latitude] / scale[longitude];
            all[longitude][longitude] = Math.cos(rotation);
            all[longitude][latitude] = -Math.sin(rotation) * ratio;
            all[latitude][longitude] = Math.sin(rotation) / ratio;
            all[latitude][latitude] = Math.cos(rotation);
        }
        double[][] rows = {all[longitude], all[latitude]};
        for (int j = 0; j < n; j++) {
            rows[0][j] *= scale[longitude];
            rows[1][j] *= scale[latitude];
        }
        return rows;
    }

    /// Axes of which CD has no element have their own unit, as in wcslib.
    private static void completeCd(double[][] cd) {
        for (int i = 0; i < cd.length; i++) {
            int axis = i;
            if (Arrays.stream(cd[i]).allMatch(e -> e == 0) && Arrays.stream(cd).allMatch(row -> row[axis] == 0)) {
                cd[i][i] = 1;
            }
        }
    }

    private void requireTwoDirections() throws IOException {
        double size = norm(matrix[0]) * norm(matrix[1]);
        double largest = 0;
        for (int i = 0; i < matrix[0].length; i++) {
            for (int j = 0; j < i; j++) {
                largest = Math.max(largest, Math.abs(matrix[0][i] * matrix[1][j] - matrix[0][j] * matrix[1][i]));
            }
        }
        if (!(largest > PARALLEL * size)) {
            throw new IOException("sky: CD, PC or CDELT leave less than two directions");
        }
    }

    private static double norm(double[] row) {
        return Math.sqrt(Arrays.stream(row).map(e -> e * e).sum());
    }

    /// The frame, without a position.
    private SkyPosition frame() throws IOException {
        char kind = type(longitude).group(1).charAt(0);
        if (kind == 'G') {
            return new SkyPosition(Double.NaN, Double.NaN, "galactic", "", "", "");
        }
        String epoch = YEAR.matcher(header.text("EPOCH")).matches() ? header.text("EPOCH") : ""; // else a date
        String equinox = header.has("EQUINOX") ? header.text("EQUINOX") : epoch;
        String radesys = header.has("RADESYS") ? header.text("RADESYS") : header.text("RADECSYS");
        if (radesys.isEmpty()) {
            radesys = equinox.isEmpty() ? "ICRS" : year(equinox) < FK5_SINCE ? "FK4" : "FK5";
        }
        boolean isFk4 = radesys.startsWith("FK4");
        String years = !isFk4 && !radesys.equals("FK5")
                ? ""
                : equinox.isEmpty() ? isFk4 ? "1950.0" : "2000.0" : String.valueOf(year(equinox));
        return new SkyPosition(Double.NaN, Double.NaN, kind == 'E' ? "ecliptic" : "equatorial", radesys, years, "");
    }

    private static double year(String equinox) throws IOException {
        try {
            return Cards.number(equinox.replaceFirst("^[JB]", ""));
        } catch (NumberFormatException e) {
            throw new IOException("sky: EQUINOX = %s is no year".formatted(equinox), e);
        }
    }

    /// Where a pixel is on the sky.
    ///
    /// @param x     column, from 0
    /// @param y     row, from 0
    /// @param plane of the image, from 0, which tells the place on all other axes
    public SkyPosition position(double x, double y, int plane) {
        double[] offset = offset(x, y, plane);
        double u = 0;
        double v = 0;
        for (int j = 0; j < offset.length; j++) {
            u += matrix[0][j] * offset[j];
            v += matrix[1][j] * offset[j];
        }
        double[] inPlane = tpv.apply(u, v);
        double[] point = projection.onSphere(inPlane[0] + origin[0], inPlane[1] + origin[1], parameters);
        double[] sky = sphere.celestial(point[0], point[1]);
        String reason = Double.isNaN(sky[0] + sky[1]) ? "sky: outside of the projection" : "";
        return new SkyPosition(sky[0], sky[1], frame.frame(), frame.radesys(), frame.equinox(), reason);
    }

    /// The pixel relative to CRPIX, without SIP's distortion; an axis that the image does not have is at its pixel 1.
    private double[] offset(double x, double y, int plane) {
        double[] offset = new double[pixel.length];
        int rest = plane;
        for (int j = 0; j < offset.length; j++) {
            double at = j == 0 ? x : j == 1 ? y : rest % sizes[j];
            rest /= j < 2 ? 1 : sizes[j];
            offset[j] = at + 1 - pixel[j];
        }
        double[] moved = sip.apply(offset[0], offset[1]);
        offset[0] = moved[0];
        offset[1] = moved[1];
        return offset;
    }
}
