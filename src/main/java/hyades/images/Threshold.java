package hyades.images;

/// What pixels have to be above.
///
/// @param value   of a pixel, or a number of standard deviations above the median
/// @param isSigma whether it counts deviations, those of [ClippedStatistics]
public record Threshold(double value, boolean isSigma) {
    private static final String SIGMA = "sigma";

    /// Below every pixel.
    public static final Threshold NONE = new Threshold(Double.NEGATIVE_INFINITY, false);

    /// Reads `1200`, or `5sigma`.
    ///
    /// @throws IllegalArgumentException if it is neither
    public static Threshold parse(String text) {
        boolean isSigma = text.endsWith(SIGMA);
        try {
            double value = Double.parseDouble(isSigma ? text.substring(0, text.length() - SIGMA.length()) : text);
            if (Double.isFinite(value)) {
                return new Threshold(value, isSigma);
            }
        } catch (NumberFormatException e) { // said below
        }
        throw new IllegalArgumentException("expected a pixel's value, or deviations as in 5sigma");
    }

    /// The value that pixels have to be above.
    ///
    /// @param sky what the image is like; read for deviations only
    double in(ClippedStatistics sky) {
        return isSigma ? sky.median() + value * sky.deviation() : value;
    }
}
