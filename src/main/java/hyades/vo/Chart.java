package hyades.vo;

import java.util.List;

/// A square of the sky around a point, as a chart shows it: north up, east to the left.
///
/// @param fov its width [deg], from 0.001 to 60
public record Chart(SkyPoint centre, double fov) {
    public static final double LEAST_FOV = 0.001;
    public static final double MOST_FOV = 60;

    /// What a bar of scale may stand for [arcsec].
    private static final List<Integer> BARS =
            List.of(36000, 18000, 7200, 3600, 1800, 600, 300, 120, 60, 30, 10, 5, 2, 1);

    public Chart {
        if (!(fov >= LEAST_FOV && fov <= MOST_FOV)) {
            throw new IllegalArgumentException(
                    "%s: expected a width from %s to %s degrees".formatted(fov, LEAST_FOV, MOST_FOV));
        }
    }

    Gnomonic projection() {
        return new Gnomonic(centre);
    }

    /// Half its width in the plane [deg].
    double half() {
        return Math.toDegrees(Math.tan(Math.toRadians(fov / 2)));
    }

    /// The radius of a circle around it [deg], rounded up to 1e-6: a request for it is the same on
    /// every machine.
    public double radius() {
        return Math.ceil(1e6 * centre.separation(projection().toSky(half(), half()))) / 1e6;
    }

    public Graticule graticule() {
        return Graticule.of(projection(), half());
    }

    /// Where a point of the plane lies: right of the left border and below the upper one, in widths of
    /// the chart.
    ///
    /// @param point [deg], as in [Graticule.Line#points]
    public double[] place(double[] point) {
        return new double[] {0.5 - point[0] / (2 * half()), 0.5 - point[1] / (2 * half())};
    }

    /// Where a point of the sky lies, as [#place(double[])]; NaN if it cannot.
    public double[] place(SkyPoint point) {
        return place(projection().toPlane(point));
    }

    /// Whether a point lies on it.
    public boolean shows(SkyPoint point) {
        double[] place = place(point);
        return place[0] >= 0 && place[0] <= 1 && place[1] >= 0 && place[1] <= 1;
    }

    /// The length of a bar of scale [arcsec], at most a quarter of the width, but 1″.
    public int bar() {
        return BARS.stream().filter(bar -> bar <= fov * 3600 / 4).findFirst().orElse(BARS.getLast());
    }

    /// What a bar of scale is long, in widths of the chart.
    public double length(int bar) {
        return Math.toDegrees(Math.tan(Math.toRadians(bar / 3600.0))) / (2 * half());
    }
}
