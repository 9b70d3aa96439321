package hyades.fits;

import java.io.IOException;

/// The rotation from a projection's native sphere to the celestial one: Calabretta & Greisen 2002, A&A 395, 1077,
/// section 2.4. All angles are in degrees.
final class Sphere {
    /// What rounding may move an angle [deg] or the sine of one.
    private static final double TOLERANCE = 1e-10;

    private final double poleLongitude;
    private final double sinPole;
    private final double cosPole;
    private final double lonpole;

    /// @param longitude celestial, of the fiducial point (CRVAL)
    /// @param latitude  celestial, of the fiducial point
    /// @param phi0      native longitude of the fiducial point
    /// @param theta0    native latitude of the fiducial point
    /// @param lonpole   native longitude of the celestial pole; NaN for the standard's
    /// @param latpole   the native pole's celestial latitude is the possible one nearest to this
    /// @throws IOException with the reason, if no rotation is like this
    Sphere(double longitude, double latitude, double phi0, double theta0, double lonpole, double latpole)
            throws IOException {
        if (Math.abs(latitude) > 90 + TOLERANCE || Math.abs(theta0) > 90) {
            throw new IOException("sky: the reference point's latitude is beyond a pole");
        }
        this.lonpole = Double.isNaN(lonpole) ? phi0 + (latitude < theta0 ? 180 : 0) : lonpole;
        double turn = Math.toRadians(this.lonpole - phi0);
        double pole = theta0 == 90 ? latitude : poleLatitude(Math.toRadians(latitude), theta0, turn, latpole);
        sinPole = Math.sin(Math.toRadians(pole));
        cosPole = Math.cos(Math.toRadians(pole));
        double cos = Math.cos(Math.toRadians(latitude));
        if (theta0 == 90 || cos < TOLERANCE) {
            poleLongitude = longitude;
        } else if (cosPole < TOLERANCE) {
            double away = this.lonpole - phi0;
            poleLongitude = pole > 0 ? longitude + away - 180 : longitude - away;
        } else { // equations (9) and (10), both times cos(latitude)
            double sine = Math.sin(turn) * Math.cos(Math.toRadians(theta0));
            double sinLatitude = Math.sin(Math.toRadians(latitude));
            double cosine = (Math.sin(Math.toRadians(theta0)) - sinPole * sinLatitude) / cosPole;
            poleLongitude = longitude - Math.toDegrees(Math.atan2(sine, cosine));
        }
    }

    /// Equation (8); the arc cosine by both its sides, as it is ill-conditioned near 1.
    private static double poleLatitude(double latitude, double theta0, double turn, double latpole) throws IOException {
        double sin = Math.sin(Math.toRadians(theta0));
        double cos = Math.cos(Math.toRadians(theta0));
        if (Math.hypot(sin, cos * Math.cos(turn))
                < TOLERANCE) { // any pole has the fiducial point there, on the equator
            if (Math.abs(latitude) > TOLERANCE) {
                throw new IOException("sky: LONPOLE is impossible with this reference point");
            }
            return Math.clamp(latpole, -90, 90);
        }
        double across = Math.abs(cos * Math.sin(turn));
        double square = (Math.cos(latitude) - across) * (Math.cos(latitude) + across);
        if (square < -TOLERANCE) {
            throw new IOException("sky: LONPOLE is impossible with this reference point");
        }
        double middle = Math.toDegrees(Math.atan2(sin, cos * Math.cos(turn)));
        double aside = Math.toDegrees(Math.atan2(Math.sqrt(Math.max(0, square)), Math.sin(latitude)));
        double first = Math.IEEEremainder(middle + aside, 360);
        double second = Math.IEEEremainder(middle - aside, 360);
        double nearer = Math.abs(latpole - first) - Math.abs(latpole - second);
        boolean arePossible = Math.max(Math.abs(first), Math.abs(second)) < 90 + TOLERANCE;
        if (arePossible && Math.abs(nearer) < TOLERANCE && Math.abs(first - second) > TOLERANCE) {
            throw new IOException("sky: LATPOLE = %s is as near to the one possible pole as to the other"
                    .formatted(latpole)); // rounding would decide, in wcslib, too, between one sky and its mirror
        }
        boolean isFirst = nearer < 0;
        double near = isFirst ? first : second;
        double pole = Math.abs(near) < 90 + TOLERANCE ? near : isFirst ? second : first;
        if (Math.abs(pole) > 90 + TOLERANCE) {
            throw new IOException("sky: LONPOLE is impossible with this reference point");
        }
        return Math.clamp(pole, -90, 90);
    }

    /// Celestial longitude, from 0 to 360, and latitude of a native point; equation (2).
    double[] celestial(double phi, double theta) {
        double angle = Math.toRadians(phi - lonpole);
        double sin = Math.sin(Math.toRadians(theta));
        double cos = Math.cos(Math.toRadians(theta));
        double x = sin * cosPole - cos * sinPole * Math.cos(angle);
        double y = -cos * Math.sin(angle);
        double z = sin * sinPole + cos * cosPole * Math.cos(angle);
        double longitude = (poleLongitude + Math.toDegrees(Math.atan2(y, x))) % 360;
        double positive = longitude < 0 ? longitude + 360 : longitude;
        return new double[] {positive == 360 ? 0 : positive, Math.toDegrees(Math.atan2(z, Math.hypot(x, y)))};
    }
}
