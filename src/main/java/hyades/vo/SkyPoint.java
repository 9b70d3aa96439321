package hyades.vo;

import hyades.fits.SkyPosition;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A direction on the sky, in the ICRS.
///
/// @param ra right ascension [deg], from 0 to below 360
/// @param dec declination [deg], from -90 to 90
public record SkyPoint(double ra, double dec) {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?|\\.\\d+");
    private static final Pattern TYPED = Pattern.compile("([-+−]?)\\s*(.*?)");
    private static final Pattern WITH_UNITS = Pattern.compile(
            "(\\d+(?:\\.\\d*)?)\\s*(h|d|deg|°)\\s*(?:(\\d+(?:\\.\\d*)?)\\s*[m'′]\\s*)?(?:(\\d+(?:\\.\\d*)?)\\s*[s\"″])?");

    /// Axes of the galactic frame in the ICRS: its north pole (192.8594812°, 27.1282512°), and
    /// 122.9319186°, the galactic longitude of the celestial one (J2000; Hipparcos catalogue, vol. 1,
    /// 1.5.3); the frame of FK5, which it was made for, is within 0.03″ of the ICRS.
    private static final double[] POLE = {192.8594812065348, 27.12825118085622, 122.9319185680026};

    /// [deg].
    private static final double ROUNDING = 1e-9;

    public SkyPoint {
        if (!(ra >= 0 && ra < 360) || !(dec >= -90 && dec <= 90)) {
            throw new IllegalArgumentException(
                    "RA %s, Dec %s: expected degrees from 0 to below 360 and from -90 to 90".formatted(ra, dec));
        }
    }

    /// Right ascension [deg] as people type it: degrees as a number, or hours, minutes and seconds as
    /// in `12:54:35.7`, `12 54 35.7` and `12h54m35.7s`.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double rightAscension(String text) {
        double ra = angle(text, true);
        if (!(ra >= 0 && ra < 360)) {
            throw new IllegalArgumentException("expected degrees from 0 to below 360, or hours as in 12:54:35.7");
        }
        return ra;
    }

    /// Declination [deg] as people type it: degrees as a number, or degrees, minutes and seconds as in
    /// `-12:34:07`, `-12 34 07` and `-12d34m07s`.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double declination(String text) {
        double dec = angle(text, false);
        if (!(Math.abs(dec) <= 90)) {
            throw new IllegalArgumentException("expected degrees from -90 to 90, as a number or as in -12:34:07");
        }
        return dec;
    }

    /// @return NaN for what is no angle
    private static double angle(String text, boolean isRightAscension) {
        Matcher typed = TYPED.matcher(text.strip());
        typed.matches();
        String[] parts = typed.group(2).split("\\s*:\\s*|\\s+");
        boolean areHours = isRightAscension && parts.length > 1;
        Matcher units = WITH_UNITS.matcher(typed.group(2));
        if (units.matches()) {
            areHours = units.group(2).equals("h");
            String seconds = units.group(4) == null ? "" : ":" + units.group(4);
            String minutes = units.group(3) != null ? ":" + units.group(3) : seconds.isEmpty() ? "" : ":0";
            parts = (units.group(1) + minutes + seconds).split(":");
        }
        if (parts.length > 3 || areHours && !isRightAscension) {
            return Double.NaN;
        }
        double angle = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!NUMBER.matcher(parts[i]).matches()) {
                return Double.NaN;
            }
            double part = Double.parseDouble(parts[i]);
            boolean isFraction = i > 0 && part >= 60 || i < parts.length - 1 && part != Math.rint(part);
            angle = isFraction ? Double.NaN : part + angle / 60;
        }
        boolean isNegative = typed.group(1).equals("-") || typed.group(1).equals("−");
        return (isNegative ? -angle : angle) * (areHours ? 15 : 1);
    }

    /// Where a pixel is, if its frame is one that can be turned into the ICRS: ICRS, FK5 of J2000
    /// (within 0.03″), or galactic.
    ///
    /// @throws IOException with the reason, in one line, if that is not known
    public static SkyPoint of(SkyPosition sky) throws IOException {
        if (!sky.reason().isEmpty()) {
            throw new IOException(sky.reason());
        }
        if (sky.frame().equals("galactic")) {
            return ofGalactic(sky.longitude(), sky.latitude());
        }
        boolean isIcrs = sky.radesys().equals("ICRS")
                || sky.radesys().equals("FK5") && sky.equinox().equals("2000.0");
        if (!sky.frame().equals("equatorial") || !isIcrs) {
            throw new IOException("sky: %s coordinates of %s: expected ICRS, FK5 of J2000, or galactic ones"
                    .formatted(sky.frame(), (sky.radesys() + " " + sky.equinox()).strip()));
        }
        return normal(sky.longitude(), sky.latitude());
    }

    static SkyPoint ofGalactic(double longitude, double latitude) {
        double sinPole = Math.sin(Math.toRadians(POLE[1]));
        double cosPole = Math.cos(Math.toRadians(POLE[1]));
        double turn = Math.toRadians(POLE[2] - longitude);
        double sin = Math.sin(Math.toRadians(latitude));
        double cos = Math.cos(Math.toRadians(latitude));
        double x = sin * cosPole - cos * sinPole * Math.cos(turn);
        double y = cos * Math.sin(turn);
        double z = sin * sinPole + cos * cosPole * Math.cos(turn);
        return normal(POLE[0] + Math.toDegrees(Math.atan2(y, x)), Math.toDegrees(Math.atan2(z, Math.hypot(x, y))));
    }

    /// With its right ascension from 0 to below 360, and not beyond a pole by a rounding.
    ///
    /// @throws IllegalArgumentException for what is no direction
    public static SkyPoint normal(double ra, double dec) {
        double turned = ra % 360;
        double positive = turned < 0 ? turned + 360 : turned;
        return new SkyPoint(
                positive >= 360 ? 0 : positive, Math.abs(dec) < 90 + ROUNDING ? Math.clamp(dec, -90, 90) : dec);
    }

    /// The angle to another [deg], exact to rounding at any distance: Vincenty (1975), Survey Review
    /// 23, 88, on a sphere.
    public double separation(SkyPoint other) {
        double turn = Math.toRadians(other.ra - ra);
        double a = Math.toRadians(dec);
        double b = Math.toRadians(other.dec);
        double x = Math.cos(b) * Math.sin(turn);
        double y = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn);
        double z = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
        return Math.toDegrees(Math.atan2(Math.hypot(x, y), z));
    }

    /// Hours and degrees as people read them: `12 54 35.70 −12 34 07.0`.
    @Override
    public String toString() {
        return sexagesimal(ra / 15, 2).replaceFirst("^24", "00") + " " + (dec < 0 ? "−" : "+")
                + sexagesimal(Math.abs(dec), 1);
    }

    private static String sexagesimal(double value, int decimals) {
        BigDecimal seconds = BigDecimal.valueOf(value * 3600).setScale(decimals, RoundingMode.HALF_EVEN);
        BigDecimal[] minutes = seconds.divideAndRemainder(BigDecimal.valueOf(60));
        long whole = minutes[0].longValue();
        String rest = minutes[1].setScale(decimals).toPlainString();
        return "%02d %02d %s%s".formatted(whole / 60, whole % 60, minutes[1].doubleValue() < 10 ? "0" : "", rest);
    }
}
