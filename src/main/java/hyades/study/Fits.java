package hyades.study;

import hyades.study.ScalingRecord.Amdahl;
import hyades.study.ScalingRecord.Bootstrap;
import hyades.study.ScalingRecord.Estimate;
import hyades.study.ScalingRecord.Fit;
import hyades.study.ScalingRecord.FitTest;
import hyades.study.ScalingRecord.Gustafson;
import hyades.study.ScalingRecord.LeftOut;
import hyades.study.ScalingRecord.Spread;
import hyades.study.ScalingRecord.Usl;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.FDistribution;

/// Laws fitted to the points of one number of threads that have cores of their own.
///
/// They are fitted to the medians of the wall times. The intervals are percentiles over studies made up from this
/// one's repeats, drawn with replacement for each point (Efron's bootstrap): they tell how far the scatter of the
/// repeats carries, not whether the law is the right one. For that there are a test of lack of fit, and the largest
/// point, told by a fit to the others.
public final class Fits {
    /// Three numbers from fewer points say nothing.
    static final int FEWEST_POINTS = 6;

    /// Repeats that differ by rounding only have none: squares of 1e-12.
    private static final double NO_SCATTER = 1e-24;

    public static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 1, 0.95);

    private static final double[] TAILS = {(1 - BOOTSTRAP.confidence()) / 2, (1 + BOOTSTRAP.confidence()) / 2};

    private final boolean weak;
    private final double[] cores;
    private final double[] work;
    private final double[][] walls;
    private final double[] medians;

    /// One set of medians and the laws fitted to it.
    ///
    /// @param amdahl null where the problem grows, and `gustafson` where it does not
    private record Laws(ScalingLaw universal, ScalingLaw amdahl, GustafsonLaw gustafson, double karpFlattSlope) {}

    /// @param weak whether the problem grows
    /// @param cores of the points, ascending, shape (n)
    /// @param work of the points in units of the first one's, shape (n)
    /// @param walls wall times [s], shape (n, repeats)
    Fits(boolean weak, double[] cores, double[] work, double[][] walls) {
        this.weak = weak;
        this.cores = cores;
        this.work = work;
        this.walls = walls;
        medians = Arrays.stream(walls).mapToDouble(Fits::median).toArray();
    }

    /// All fits of a study, one for each number of threads, to its rounds that were not disturbed.
    public static List<Fit> of(ScalingPlan plan, Analysis all, int available) {
        Analysis analysis = all.quiet();
        return plan.threads().stream()
                .map(threads -> {
                    int[] own = IntStream.range(0, plan.points().size())
                            .filter(i -> plan.points().get(i).threads() == threads
                                    && plan.points().get(i).cores() <= available)
                            .toArray();
                    return new Fits(
                                    plan.isWeak(),
                                    each(own, i -> plan.points().get(i).cores()),
                                    each(own, i -> plan.points().get(i).work()),
                                    Arrays.stream(own)
                                            .mapToObj(i -> analysis.repeats(i).stream()
                                                    .mapToDouble(Measurement::wallSeconds)
                                                    .toArray())
                                            .toArray(double[][]::new))
                            .fit(threads);
                })
                .toList();
    }

    private static double[] each(int[] indices, ToDoubleFunction<Integer> value) {
        return Arrays.stream(indices).mapToDouble(value::applyAsDouble).toArray();
    }

    Fit fit(int threads) {
        int n = cores.length;
        if (n > 0 && walls[0].length == 0) {
            return Fit.none(threads, n, "a job was disturbed in each round");
        }
        if (n < FEWEST_POINTS) {
            String reason = "%d point%s on cores of %s own, %d are needed"
                    .formatted(n, n == 1 ? "" : "s", n == 1 ? "its" : "their", FEWEST_POINTS);
            return Fit.none(threads, n, reason);
        }
        Laws laws = laws(medians);
        Random random = new Random(BOOTSTRAP.seed());
        List<Laws> resampled = IntStream.range(0, BOOTSTRAP.samples())
                .mapToObj(_ -> laws(resampledMedians(random)))
                .toList();
        Usl usl = new Usl(
                estimate(laws, resampled, l -> l.universal.contention()),
                estimate(laws, resampled, l -> l.universal.coherency()),
                estimate(laws, resampled, l -> l.universal.singleCoreSeconds()));
        Amdahl amdahl = weak
                ? null
                : new Amdahl(
                        estimate(laws, resampled, l -> l.amdahl.contention()),
                        estimate(laws, resampled, l -> l.amdahl.singleCoreSeconds()));
        Gustafson gustafson = weak
                ? new Gustafson(
                        estimate(laws, resampled, l -> l.gustafson.serialFraction()),
                        estimate(laws, resampled, l -> l.gustafson.singleCoreSeconds()))
                : null;
        return new Fit(
                threads,
                n,
                null,
                amdahl,
                gustafson,
                usl,
                weak ? null : estimate(laws, resampled, Laws::karpFlattSlope),
                estimate(laws, resampled, l -> l.universal.bestCores()),
                weak ? null : test(ScalingLaw::amdahl),
                weak ? test(GustafsonLaw::of) : null,
                test(ScalingLaw::universal),
                leftOut());
    }

    /// The test of lack of fit: the squares of the means of a point's repeats about a law that is fitted to these,
    /// over those of the repeats about their means, each by its degrees of freedom, have Fisher's F distribution;
    /// Draper and Smith (1998), Applied Regression Analysis, section 2.1. Logarithms are taken, as times scatter in
    /// proportion.
    ///
    /// @return null where there are no repeats, or these do not differ
    private FitTest test(BiFunction<double[], double[], Law> law) {
        double[] logs = Arrays.stream(walls)
                .mapToDouble(
                        point -> Arrays.stream(point).map(Math::log).average().orElseThrow())
                .toArray();
        Law fitted =
                law.apply(cores, coreSeconds(Arrays.stream(logs).map(Math::exp).toArray()));
        double lack = 0;
        double error = 0;
        int errorFreedom = 0;
        for (int i = 0; i < walls.length; i++) {
            double residual = logs[i] - Math.log(fitted.coreSeconds(cores[i]) / cores[i] * work[i]);
            lack += walls[i].length * residual * residual;
            for (double wall : walls[i]) {
                error += (Math.log(wall) - logs[i]) * (Math.log(wall) - logs[i]);
            }
            errorFreedom += walls[i].length - 1;
        }
        int freedom = cores.length - fitted.parameters();
        if (errorFreedom == 0 || error <= NO_SCATTER * errorFreedom) {
            return null;
        }
        double f = lack / freedom / (error / errorFreedom);
        double p = FDistribution.of(freedom, errorFreedom).survivalProbability(f);
        return new FitTest(f, freedom, errorFreedom, p, p >= Comparisons.LEVEL);
    }

    private Laws laws(double[] wall) {
        double[] coreSeconds = coreSeconds(wall);
        ScalingLaw universal = ScalingLaw.universal(cores, coreSeconds);
        return weak
                ? new Laws(universal, null, GustafsonLaw.of(cores, coreSeconds), Double.NaN)
                : new Laws(universal, ScalingLaw.amdahl(cores, coreSeconds), null, karpFlattSlope(wall));
    }

    private double[] coreSeconds(double[] wall) {
        return IntStream.range(0, wall.length)
                .mapToDouble(i -> cores[i] * wall[i] / work[i])
                .toArray();
    }

    /// The slope of the least-squares line through the serial parts of all points but the first.
    private double karpFlattSlope(double[] wall) {
        int n = wall.length - 1;
        double[] p = IntStream.rangeClosed(1, n)
                .mapToDouble(i -> cores[i] / cores[0])
                .toArray();
        double[] e = IntStream.rangeClosed(1, n)
                .mapToDouble(i -> Analysis.serialPart(wall[0] / wall[i], p[i - 1], false))
                .toArray();
        double meanP = Arrays.stream(p).average().orElseThrow();
        double meanE = Arrays.stream(e).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            products += (p[i] - meanP) * (e[i] - meanE);
            squares += (p[i] - meanP) * (p[i] - meanP);
        }
        return products / squares;
    }

    private double[] resampledMedians(Random random) {
        double[] wall = new double[walls.length];
        for (int i = 0; i < wall.length; i++) {
            double[] drawn = new double[walls[i].length];
            for (int r = 0; r < drawn.length; r++) {
                drawn[r] = walls[i][random.nextInt(drawn.length)];
            }
            wall[i] = median(drawn);
        }
        return wall;
    }

    private static Estimate estimate(Laws laws, List<Laws> resampled, ToDoubleFunction<Laws> quantity) {
        double[] values = resampled.stream().mapToDouble(quantity).toArray();
        double[] ends = Quantile.withDefaults().evaluate(values, TAILS);
        return new Estimate(quantity.applyAsDouble(laws), ends[0], ends[1]);
    }

    /// Tells the largest point from the others.
    private LeftOut leftOut() {
        int last = cores.length - 1;
        double[] others = Arrays.copyOf(medians, last);
        ScalingLaw law = ScalingLaw.universal(Arrays.copyOf(cores, last), coreSeconds(others));
        double predicted = law.coreSeconds(cores[last]) / cores[last] * work[last];
        return new LeftOut((int) cores[last], predicted, medians[last], predicted / medians[last] - 1);
    }

    private static double median(double[] values) {
        return Spread.of(values).median();
    }
}
