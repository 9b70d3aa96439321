package hyades.study;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Which points of a study are surely faster than its first one, from the ratios of wall times of the same round.
///
/// The signed ranks of Wilcoxon (1945), Biometrics Bulletin 1, 80, on the logarithms of the ratios: one job that was
/// disturbed counts as one, however long it took. Choosing the best of several points is paid for as in Westfall and
/// Young (1993), "Resampling-Based Multiple Testing": were no point faster, the ratios of a round could as well be
/// upside down, those of all points at once since they share the first point's job; so p is the part of all ways to
/// turn rounds upside down that give some point as great a sum of signed ranks. Its least value is 2⁻ᴿ for R rounds.
final class PairedTest {
    /// Up to so many rounds every way is tried, else as many as these have.
    private static final int MOST_ROUNDS = 16;

    private PairedTest() {}

    /// The probability of sums of signed ranks as great as each point's, were no point faster than the first.
    ///
    /// @param speedups first point's time over this one's, shape (points, rounds)
    /// @return shape (points)
    static double[] faster(double[][] speedups) {
        int rounds = speedups.length == 0 ? 0 : speedups[0].length;
        double[][] ranks = Arrays.stream(speedups).map(PairedTest::signedRanks).toArray(double[][]::new);
        double[] observed =
                Arrays.stream(ranks).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
        int ways = 1 << Math.min(rounds, MOST_ROUNDS);
        SplittableRandom random = new SplittableRandom(0);
        int[] asGreat = new int[speedups.length];
        for (int way = 0; way < ways; way++) { // the first turns nothing: what was observed
            long turned = rounds <= MOST_ROUNDS || way == 0 ? way : random.nextLong();
            double greatest =
                    Arrays.stream(ranks).mapToDouble(r -> sum(r, turned)).max().orElse(0);
            for (int p = 0; p < asGreat.length; p++) {
                asGreat[p] += greatest >= observed[p] ? 1 : 0; // ranks are halves of integers: sums are exact
            }
        }
        return Arrays.stream(asGreat).mapToDouble(n -> (double) n / ways).toArray();
    }

    private static double sum(double[] ranks, long turned) {
        double sum = 0;
        for (int r = 0; r < ranks.length; r++) {
            sum += (turned >>> (r & 63) & 1) == 0 ? ranks[r] : -ranks[r];
        }
        return sum;
    }

    /// Ranks by size, the same for those of the same size, with the sign of what they rank.
    private static double[] signedRanks(double[] ratios) {
        double[] logs = Arrays.stream(ratios).map(Math::log).toArray();
        return IntStream.range(0, logs.length)
                .mapToDouble(i -> {
                    double size = Math.abs(logs[i]);
                    long smaller = Arrays.stream(logs)
                            .filter(log -> Math.abs(log) < size)
                            .count();
                    long equal = Arrays.stream(logs)
                            .filter(log -> Math.abs(log) == size)
                            .count();
                    return Math.signum(logs[i]) * (smaller + 0.5 * (equal + 1));
                })
                .toArray();
    }
}
