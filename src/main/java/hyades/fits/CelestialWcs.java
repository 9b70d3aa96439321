package hyades.fits;

import java.io.IOException;
import java.util.Optional;

/// Right ascension and declination of pixels in the gnomonic (TAN) and the orthographic (SIN) projection:
/// Calabretta & Greisen 2002, A&A 395, 1077. Headers with other projections, or with distortion, have none here.
public final class CelestialWcs {
    private final boolean isGnomonic;
    private final double[] reference;
    private final double[] pixel;
    private final double[][] matrix;

    private CelestialWcs(boolean isGnomonic, double[] reference, double[] pixel, double[][] matrix) {
        this.isGnomonic = isGnomonic;
        this.reference = reference;
        this.pixel = pixel;
        this.matrix = matrix;
    }

    /// The coordinates that a header describes with its first two axes.
    public static Optional<CelestialWcs> of(Cards header) throws IOException {
        String first = String.valueOf(header.text("CTYPE1"));
        String second = String.valueOf(header.text("CTYPE2"));
        boolean isGnomonic = first.equals("RA---TAN") && second.equals("DEC--TAN");
        if (!isGnomonic && !(first.equals("RA---SIN") && second.equals("DEC--SIN") && !header.has("PV2_1"))) {
            return Optional.empty();
        }
        double[][] matrix = new double[2][2];
        boolean hasCd = header.has("CD1_1") || header.has("CD1_2") || header.has("CD2_1") || header.has("CD2_2");
        double rotation = Math.toRadians(header.number("CROTA2", 0));
        double ratio = header.number("CDELT2", 1) / header.number("CDELT1", 1);
        double[][] turned = {
            {Math.cos(rotation), -Math.sin(rotation) * ratio}, {Math.sin(rotation) / ratio, Math.cos(rotation)}
        };
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                String place = (i + 1) + "_" + (j + 1);
                double unit = header.has("CROTA2") ? turned[i][j] : i == j ? 1 : 0;
                matrix[i][j] = hasCd
                        ? header.number("CD" + place, 0)
                        : header.number("CDELT" + (i + 1), 1) * header.number("PC" + place, unit);
            }
        }
        return Optional.of(new CelestialWcs(
                isGnomonic,
                new double[] {header.number("CRVAL1", 0), header.number("CRVAL2", 0)},
                new double[] {header.number("CRPIX1", 0), header.number("CRPIX2", 0)},
                matrix));
    }

    /// Right ascension and declination [deg] of a pixel.
    ///
    /// @param x column, from 0
    /// @param y row, from 0
    public double[] sky(double x, double y) {
        double dx = x + 1 - pixel[0];
        double dy = y + 1 - pixel[1];
        double u = Math.toRadians(matrix[0][0] * dx + matrix[0][1] * dy);
        double v = Math.toRadians(matrix[1][0] * dx + matrix[1][1] * dy);
        double w = isGnomonic ? 1 : Math.sqrt(1 - u * u - v * v);
        double declination = Math.toRadians(reference[1]);
        double north = w * Math.sin(declination) + v * Math.cos(declination);
        double away = w * Math.cos(declination) - v * Math.sin(declination);
        double ra = reference[0] + Math.toDegrees(Math.atan2(u, away));
        return new double[] {(ra % 360 + 360) % 360, Math.toDegrees(Math.atan2(north, Math.hypot(u, away)))};
    }
}
