package hyades.vo;

/// The gnomonic projection about a centre, TAN of Calabretta & Greisen (2002), A&A 395, 1077, section
/// 5.1.3, in standard coordinates [deg]: the first grows to the east, the second to the north.
///
/// @param centre where both are 0
record Gnomonic(SkyPoint centre) {
    /// Where a point lies in the plane; NaN for one that is 90° or more from the centre.
    double[] toPlane(SkyPoint point) {
        double turn = Math.toRadians(point.ra() - centre.ra());
        double sin = Math.sin(Math.toRadians(point.dec()));
        double cos = Math.cos(Math.toRadians(point.dec()));
        double sinCentre = Math.sin(Math.toRadians(centre.dec()));
        double cosCentre = Math.cos(Math.toRadians(centre.dec()));
        double depth = sinCentre * sin + cosCentre * cos * Math.cos(turn);
        if (!(depth > 0)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        // sin of the difference of the declinations, and what the meridians' distance adds: nothing cancels
        double half = Math.sin(turn / 2);
        double north = Math.sin(Math.toRadians(point.dec() - centre.dec())) + 2 * sinCentre * cos * half * half;
        return new double[] {Math.toDegrees(cos * Math.sin(turn) / depth), Math.toDegrees(north / depth)};
    }

    /// The point that lies at a place in the plane.
    SkyPoint toSky(double east, double north) {
        double x = Math.toRadians(east);
        double y = Math.toRadians(north);
        double sin = Math.sin(Math.toRadians(centre.dec()));
        double cos = Math.cos(Math.toRadians(centre.dec()));
        double depth = cos - y * sin;
        return SkyPoint.normal(
                centre.ra() + Math.toDegrees(Math.atan2(x, depth)),
                Math.toDegrees(Math.atan2(sin + y * cos, Math.hypot(x, depth))));
    }
}
