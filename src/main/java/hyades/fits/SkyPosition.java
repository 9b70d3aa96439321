package hyades.fits;

/// Where on the sky a pixel is.
///
/// @param longitude [deg], from 0 to 360, in the header's own frame; NaN where that is not known
/// @param latitude  [deg]
/// @param frame     equatorial, galactic or ecliptic
/// @param radesys   the reference system (ICRS, FK5, FK4...), by the standard's rules where RADESYS is not there; empty
///                  for galactic ones, which have none
/// @param equinox   [years] of FK5 or FK4; else empty
/// @param reason    why longitude and latitude are not known; empty where they are
public record SkyPosition(
        double longitude, double latitude, String frame, String radesys, String equinox, String reason) {
    /// Not known, for `reason`.
    public static SkyPosition none(String reason) {
        return new SkyPosition(Double.NaN, Double.NaN, "", "", "", reason);
    }
}
