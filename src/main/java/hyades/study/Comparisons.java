package hyades.study;

import hyades.study.ScalingRecord.Comparison;
import hyades.study.ScalingRecord.Estimate;
import hyades.study.ScalingRecord.Row;
import hyades.study.ScalingRecord.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/// Two studies side by side: for each point that both have, whether the wall times differ, by the test of Mann and
/// Whitney (1947), Ann. Math. Stat. 18, 50, which assumes nothing of how they are distributed; corrected for the
/// number of points as by Holm (1979), Scand. J. Stat. 6, 65; and how much they differ, as [WelchInterval] has it: jobs
/// of two studies are of different rounds, so that nothing pairs them.
public final class Comparisons {
    static final double LEVEL = 0.05;

    private static final String TOO_FEW = "; too few repeats to show any difference";

    private Comparisons() {}

    /// Reads the wall times that count of another study.
    ///
    /// @param machine where this one was made
    /// @throws IOException in one line, where it is damaged or not complete
    public static Comparison with(Path other, ScalingPlan plan, Machine machine, List<Measurement> here)
            throws IOException {
        ScalingRecord record = ScalingRecord.read(other.resolve("scaling.json"));
        List<Measurement> there = new MeasurementsFile(other.resolve("measurements.csv")).read();
        if (!record.complete()) {
            throw new IOException("%s: is not complete: ./hyades scaling --resume %s goes on".formatted(other, other));
        }
        List<double[]> heres = new ArrayList<>();
        List<double[]> theres = new ArrayList<>();
        List<ScalingPlan.Point> both = new ArrayList<>();
        for (ScalingPlan.Point point : plan.points()) {
            double[] a = walls(point, here);
            double[] b = walls(point, there);
            if (a.length > 0 && b.length > 0) {
                heres.add(a);
                theres.add(b);
                both.add(point);
            }
        }
        double[] p = IntStream.range(0, both.size())
                .mapToDouble(i -> p(heres.get(i), theres.get(i)))
                .toArray();
        double[] adjusted = holm(p);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            Spread a = Spread.of(heres.get(i));
            Spread b = Spread.of(theres.get(i));
            ScalingPlan.Point point = both.get(i);
            WelchInterval apart = WelchInterval.of(heres.get(i), theres.get(i));
            double mean = Arrays.stream(theres.get(i)).average().orElseThrow();
            rows.add(new Row(
                    point.ranks(),
                    point.threads(),
                    a,
                    b,
                    a.median() / b.median(),
                    new Estimate(apart.difference(), apart.low(), apart.high()),
                    new Estimate(apart.difference() / mean, apart.low() / mean, apart.high() / mean),
                    p[i],
                    adjusted[i],
                    adjusted[i] < LEVEL));
        }
        return new Comparison(
                other.toString(),
                record.launch(),
                record.command().equals(plan.command()) && record.weak() == plan.isWeak(),
                machine.differences(record.machine()),
                rows.isEmpty() ? "nothing to test" + leftOut(here, there) : test(heres, theres) + leftOut(here, there),
                rows);
    }

    private static boolean canDiffer(List<double[]> heres, List<double[]> theres) {
        return IntStream.range(0, heres.size())
                .anyMatch(i -> heres.size() * leastP(heres.get(i).length, theres.get(i).length) < LEVEL);
    }

    private static String test(List<double[]> heres, List<double[]> theres) {
        return ("Mann-Whitney U on the wall times, two-sided; p corrected for %d point%s by Holm%s; difference of the"
                        + " means with its interval of 95 %% by Welch")
                .formatted(heres.size(), heres.size() == 1 ? "" : "s", canDiffer(heres, theres) ? "" : TOO_FEW);
    }

    private static String leftOut(List<Measurement> here, List<Measurement> there) {
        long disturbed = Stream.of(here, there)
                .flatMap(List::stream)
                .filter(m -> m.repeat() > 0 && m.around().disturbed())
                .count();
        return disturbed == 0 ? "" : "; %d disturbed job%s left out".formatted(disturbed, disturbed == 1 ? "" : "s");
    }

    private static double[] walls(ScalingPlan.Point point, List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> point.isOf(m)
                        && m.repeat() > 0
                        && !m.around().disturbed()
                        && m.size().equals(point.size()))
                .mapToDouble(Measurement::wallSeconds)
                .toArray();
    }

    /// The probability of samples at least as unlike as these, were there no difference; exact where no two values
    /// are the same.
    static double p(double[] a, double[] b) {
        return MannWhitneyUTest.withDefaults().test(a, b).getPValue();
    }

    /// The least p that samples of these sizes can have: all of one below all of the other.
    static double leastP(int a, int b) {
        double ways = 1;
        for (int i = 1; i <= a; i++) {
            ways *= (double) (b + i) / i;
        }
        return Math.min(1, 2 / ways);
    }

    static double[] holm(double[] p) {
        int m = p.length;
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double largest = 0;
        for (int k = 0; k < m; k++) {
            largest = Math.max(largest, Math.min(1, (m - k) * p[order[k]]));
            adjusted[order[k]] = largest;
        }
        return adjusted;
    }
}
