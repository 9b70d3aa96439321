package hyades.images;

/// Rows of an image to be filtered, with the pixels their windows reach.
///
/// @param pixels   the rows at hand, shape (rows, width); not modified
/// @param width    pixels in a row
/// @param rowAt    for each row the windows reach, in order, its place in `pixels` or [Boundary#OUTSIDE]; shape
///                 (target rows + window height - 1)
/// @param columnAt the same of columns; shape (width + window width - 1)
/// @param constant the value outside
record Band(double[] pixels, int width, int[] rowAt, int[] columnAt, double constant) {
    /// The value where the padded image has row `row` and column `column`.
    double at(int row, int column) {
        int y = rowAt[row];
        int x = columnAt[column];
        return y < 0 || x < 0 ? constant : pixels[y * width + x];
    }

    /// Whether a value that a window may reach is NaN.
    boolean hasMissing() {
        boolean none = !Double.isNaN(constant);
        for (double pixel : pixels) {
            none &= pixel == pixel;
        }
        return !none;
    }
}
