package hyades.images;

/// What an image's pixels are like, NaN left out; pixels are added in rows from the first on, so that the same
/// bits come out however many are added at once.
final class PixelStatistics {
    private long index;
    private long count;
    private double shift;
    private double sum;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private long brightest = -1;

    void add(double[] pixels) {
        for (double pixel : pixels) {
            if (pixel == pixel) {
                if (count++ == 0) {
                    shift = pixel;
                }
                double d = pixel - shift;
                sum += d;
                squares += d * d;
                least = Math.min(least, pixel);
                if (pixel > greatest || brightest < 0) {
                    greatest = pixel;
                    brightest = index;
                }
            }
            index++;
        }
    }

    long missing() {
        return index - count;
    }

    /// Place of the first of the brightest pixels, counted along the rows; -1 if all are missing.
    long brightest() {
        return brightest;
    }

    double least() {
        return count == 0 ? Double.NaN : least;
    }

    double greatest() {
        return count == 0 ? Double.NaN : greatest;
    }

    double mean() {
        return shift + sum / count;
    }

    double standardDeviation() {
        return Math.sqrt(Math.max(0, squares - sum * sum / count) / count);
    }

    PixelSummary summary() {
        return new PixelSummary(missing(), least(), mean(), greatest(), standardDeviation(), brightest);
    }
}
