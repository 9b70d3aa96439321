package hyades.figure;

import java.util.Arrays;

/// The limits by which IRAF's `zscale` shows the sky and not its few brightest pixels, in the form that astropy's
/// `ZScaleInterval` gives it: a thousand pixels are sorted, a line is fitted to them with those rejected that are
/// farther from it than 2.5 standard deviations, and the limits are where the line, made steeper by the contrast,
/// leaves the image.
final class ZScale {
    private static final int SAMPLES = 1000;
    private static final double CONTRAST = 0.25;
    private static final double REJECTION = 2.5;
    private static final int ITERATIONS = 5;
    private static final int FEWEST = 5;

    private final double[] samples;
    private boolean[] isBad;
    private double intercept;
    private double slope;

    private ZScale(double[] finite) {
        int stride = Math.max(1, finite.length / SAMPLES);
        samples = new double[Math.min(SAMPLES, Math.ceilDiv(finite.length, stride))];
        Arrays.setAll(samples, i -> finite[i * stride]);
        Arrays.sort(samples);
        isBad = new boolean[samples.length];
    }

    /// @param finite pixels in the image's order, at least one
    /// @return the least and the greatest shown
    static double[] limits(double[] finite) {
        return new ZScale(finite).limits();
    }

    private double[] limits() {
        int n = samples.length;
        int fewest = Math.max(FEWEST, n / 2);
        int good = n;
        int before = n + 1;
        for (int i = 0; i < ITERATIONS && good < before && good >= fewest; i++) {
            fit();
            reject();
            before = good;
            good = count();
        }
        if (good < fewest) {
            return new double[] {samples[0], samples[n - 1]};
        }
        int center = (n - 1) / 2;
        double median = (samples[center] + samples[n / 2]) / 2;
        return new double[] {
            Math.max(samples[0], median - (center - 1) * slope / CONTRAST),
            Math.min(samples[n - 1], median + (n - center) * slope / CONTRAST)
        };
    }

    private int count() {
        int good = 0;
        for (boolean bad : isBad) {
            good += bad ? 0 : 1;
        }
        return good;
    }

    /// The line of least squares through the good samples, around their mean: what cancels is small.
    private void fit() {
        double meanX = 0;
        double meanY = 0;
        int good = count();
        for (int i = 0; i < samples.length; i++) {
            meanX += isBad[i] ? 0 : (double) i / good;
            meanY += isBad[i] ? 0 : samples[i] / good;
        }
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < samples.length; i++) {
            double x = isBad[i] ? 0 : i - meanX;
            xx += x * x;
            xy += x * (samples[i] - meanY);
        }
        slope = xx > 0 ? xy / xx : 0;
        intercept = meanY - slope * meanX;
    }

    /// Rejects what is far from the line, and a hundredth of the samples around it.
    private void reject() {
        int n = samples.length;
        double[] flat = new double[n];
        Arrays.setAll(flat, i -> samples[i] - (intercept + slope * i));
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += isBad[i] ? 0 : flat[i] * flat[i];
        }
        double threshold = REJECTION * Math.sqrt(squares / count());
        int grown = Math.max(1, n / 100);
        boolean[] wider = new boolean[n];
        for (int i = 0; i < n; i++) {
            if (isBad[i] || Math.abs(flat[i]) > threshold) {
                int from = i - (grown - 1) / 2;
                Arrays.fill(wider, Math.max(0, from), Math.min(n, from + grown), true);
            }
        }
        isBad = wider;
    }
}
