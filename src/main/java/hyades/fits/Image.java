package hyades.fits;

/// One plane of pixels; NaN means missing.
///
/// @param width  pixels in a row (FITS: NAXIS1), at least 1
/// @param height number of rows (NAXIS2), at least 1
/// @param pixels shape (height, width), row after row; shared, not copied
/// @param unit   of the pixels (BUNIT), as the file has it; empty where it says nothing
public record Image(int width, int height, double[] pixels, String unit) {
    public Image {
        if (width < 1 || height < 1 || (long) width * height != pixels.length) {
            throw new IllegalArgumentException(
                    "%d pixels are no image of %dx%d".formatted(pixels.length, width, height));
        }
    }

    /// Pixels whose unit nothing is said of.
    public Image(int width, int height, double[] pixels) {
        this(width, height, pixels, "");
    }

    /// The pixel of column `x` and row `y`.
    public double at(int x, int y) {
        return pixels[y * width + x];
    }
}
