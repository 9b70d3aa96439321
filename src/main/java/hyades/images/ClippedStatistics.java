package hyades.images;

import java.util.Arrays;

/// What an image's pixels are like without its sources: median and standard deviation of those that are left when
/// all beyond three deviations from the median are dropped, five times or until none is. As astropy's
/// `sigma_clipped_stats` has it by default; missing and infinite pixels do not count.
///
/// @param median    NaN if no pixel counts, as `mean`
/// @param mean      of those that are left
/// @param deviation from the mean of those that are left, divided by their number; NaN if no pixel counts
record ClippedStatistics(double median, double mean, double deviation) {
    /// Beyond so many deviations between mean and median the field is crowded.
    private static final double CROWDED = 0.3;

    private static final double WIDTH = 3;
    private static final int ROUNDS = 5;

    static ClippedStatistics of(double[] pixels) {
        double[] sorted =
                Arrays.stream(pixels).filter(Double::isFinite).sorted().toArray();
        int start = 0;
        int end = sorted.length;
        ClippedStatistics kept = of(sorted, start, end);
        for (int round = 0; round < ROUNDS; round++) {
            int before = end - start;
            double low = kept.median - WIDTH * kept.deviation;
            double high = kept.median + WIDTH * kept.deviation;
            while (start < end && sorted[start] < low) {
                start++;
            }
            while (end > start && sorted[end - 1] > high) {
                end--;
            }
            if (end - start == before) {
                break;
            }
            kept = of(sorted, start, end);
        }
        return kept;
    }

    /// The mode of the sky, by how far faint sources draw the mean from the median: 2.5 median - 1.5 mean, or
    /// the median in crowded fields; Source Extractor's (Bertin & Arnouts 1996, A&AS 117, 393, section 7.1), as
    /// photutils' `SExtractorBackground` has it.
    double mode() {
        if (deviation == 0) {
            return mean;
        }
        return Math.abs(mean - median) / deviation < CROWDED ? 2.5 * median - 1.5 * mean : median;
    }

    private static ClippedStatistics of(double[] sorted, int start, int end) {
        int count = end - start;
        if (count == 0) {
            return new ClippedStatistics(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = start + count / 2;
        double median = count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += sorted[i] - median;
        }
        double mean = median + sum / count;
        double squares = 0;
        for (int i = start; i < end; i++) {
            squares += (sorted[i] - mean) * (sorted[i] - mean);
        }
        return new ClippedStatistics(median, mean, Math.sqrt(squares / count));
    }
}
