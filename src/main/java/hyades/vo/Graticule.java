package hyades.vo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines of equal right ascension and declination across a square chart.
///
/// @param meridians, parallels those lines, in order
public record Graticule(List<Line> meridians, List<Line> parallels) {
    /// [s] of time.
    private static final double[] TIMES = {
        0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200
    };

    /// [arcsec].
    private static final double[] ANGLES = {
        0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000
    };

    private static final int SAMPLES = 96;
    private static final int LINES = 5;

    /// @param label its right ascension or declination
    /// @param points of the line in the plane, some of them beyond the chart's border, shape (n, 2)
    /// @param crossing where it leaves the chart at the border that has its labels: below the
    ///     meridians', at the left the parallels'; NaN for one that does not
    public record Line(String label, List<double[]> points, double crossing) {}

    /// @param half the chart's half width in the plane [deg]
    static Graticule of(Gnomonic projection, double half) {
        double[] ra = {0, 0};
        double[] dec = {90, -90};
        for (int i = 0; i < 4 * SAMPLES; i++) {
            double along = half * (2.0 * (i % SAMPLES) / SAMPLES - 1);
            double[] place = switch (i / SAMPLES) {
                case 0 -> new double[] {along, -half};
                case 1 -> new double[] {along, half};
                case 2 -> new double[] {-half, along};
                default -> new double[] {half, -along};
            };
            SkyPoint point = projection.toSky(place[0], place[1]);
            double turn = Math.IEEEremainder(point.ra() - projection.centre().ra(), 360);
            ra = new double[] {Math.min(ra[0], turn), Math.max(ra[1], turn)};
            dec = new double[] {Math.min(dec[0], point.dec()), Math.max(dec[1], point.dec())};
        }
        for (int pole : new int[] {-90, 90}) {
            double[] there = projection.toPlane(new SkyPoint(0, pole));
            if (Math.abs(there[0]) <= half && Math.abs(there[1]) <= half) {
                ra = new double[] {-180, 180};
                dec[pole < 0 ? 0 : 1] = pole;
            }
        }
        double room = (dec[1] - dec[0]) / SAMPLES; // so that lines begin beyond the border
        dec = new double[] {Math.max(-90, dec[0] - room), Math.min(90, dec[1] + room)};
        double turn = (ra[1] - ra[0]) / SAMPLES;
        ra = new double[] {Math.max(-180, ra[0] - turn), Math.min(180, ra[1] + turn)};
        return new Graticule(meridians(projection, half, ra, dec), parallels(projection, half, ra, dec));
    }

    private static double step(double[] steps, double range) {
        return Arrays.stream(steps)
                .filter(step -> step >= range / LINES)
                .findFirst()
                .orElse(steps[steps.length - 1]);
    }

    private static List<Line> meridians(Gnomonic projection, double half, double[] ra, double[] dec) {
        double seconds = step(TIMES, (ra[1] - ra[0]) * 240);
        double step = seconds / 240;
        double first = Math.ceil((projection.centre().ra() + ra[0]) / step);
        boolean isWhole = ra[1] - ra[0] >= 360;
        List<Line> lines = new ArrayList<>();
        for (double k = first; k * step <= projection.centre().ra() + ra[1] - (isWhole ? step / 2 : 0); k++) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i <= SAMPLES; i++) {
                add(points, projection.toPlane(SkyPoint.normal(k * step, dec[0] + (dec[1] - dec[0]) * i / SAMPLES)));
            }
            double of = k * seconds % 86400;
            String label = sexagesimal(of < 0 ? of + 86400 : of, seconds, "h", "m", "s");
            lines.add(new Line(label, points, crossing(points, 1, -half, half)));
        }
        return lines;
    }

    private static List<Line> parallels(Gnomonic projection, double half, double[] ra, double[] dec) {
        double seconds = step(ANGLES, (dec[1] - dec[0]) * 3600);
        double step = seconds / 3600;
        List<Line> lines = new ArrayList<>();
        for (double k = Math.ceil(dec[0] / step); k * step <= dec[1]; k++) {
            double at = Math.clamp(k * step, -90, 90);
            if (Math.abs(at) == 90) {
                continue;
            }
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i <= 2 * SAMPLES; i++) {
                double turn = ra[0] + (ra[1] - ra[0]) * i / (2 * SAMPLES);
                add(
                        points,
                        projection.toPlane(SkyPoint.normal(projection.centre().ra() + turn, at)));
            }
            String label = (k < 0 ? "−" : "+") + sexagesimal(Math.abs(k) * seconds, seconds, "°", "′", "″");
            lines.add(new Line(label, points, crossing(points, 0, half, half)));
        }
        return lines;
    }

    private static void add(List<double[]> points, double[] point) {
        if (!Double.isNaN(point[0])) {
            points.add(point);
        }
    }

    /// Where a line first goes through the border on which one of its coordinates is `border`: the
    /// other one there.
    private static double crossing(List<double[]> points, int axis, double border, double half) {
        for (int i = 1; i < points.size(); i++) {
            double[] a = points.get(i - 1);
            double[] b = points.get(i);
            double before = a[axis] - border;
            double after = b[axis] - border;
            if (before <= 0 != after <= 0) {
                double at = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * before / (before - after);
                if (Math.abs(at) <= half) {
                    return at;
                }
            }
        }
        return Double.NaN;
    }

    /// As many parts as the step between lines has.
    private static String sexagesimal(double seconds, double step, String... units) {
        long hundredths = Math.round(seconds * 100);
        long whole = hundredths / 100;
        String text = "%d%s".formatted(whole / 3600, units[0]);
        if (step % 3600 != 0) {
            text += "%02d%s".formatted(whole / 60 % 60, units[1]);
        }
        if (step % 60 != 0) {
            String fraction =
                    step >= 1 ? "" : ".%02d".formatted(hundredths % 100).replaceFirst("0$", "");
            text += "%02d%s%s".formatted(whole % 60, fraction, units[2]);
        }
        return text;
    }
}
