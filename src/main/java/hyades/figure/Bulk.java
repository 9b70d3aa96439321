package hyades.figure;

import java.util.stream.DoubleStream;

/// How much of space a picture of bodies shows.
public final class Bulk {
    private Bulk() {}

    /// Half the width of a panel around the origin [m]: to the outermost body, or to the 98th percentile of the
    /// distances if the outermost is over half as far out again. It is rounded up, with a margin for the labels of
    /// the ticks.
    ///
    /// @param outward distances of the bodies from the origin along an axis [m]
    public static double halfWidth(DoubleStream outward) {
        double[] distances = outward.filter(Double::isFinite).sorted().toArray();
        double outermost = distances.length == 0 ? 0 : distances[distances.length - 1];
        if (outermost < 1e-300) {
            return 1.05;
        }
        double bulk = distances[(int) Math.ceil(0.98 * distances.length) - 1];
        double radius = bulk > 0 && outermost > 1.5 * bulk ? bulk : outermost;
        double unit = Math.pow(10, Math.floor(Math.log10(radius)) - 1);
        return Math.min(1.05 * Math.ceil(radius / unit * (1 - 1e-9)) * unit, Double.MAX_VALUE);
    }
}
