package hyades.study;

import hyades.run.Members;
import hyades.study.ScalingRecord.Lost;
import hyades.study.ScalingRecord.Point;
import hyades.study.ScalingRecord.Spread;
import hyades.trace.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What follows from the measurements, point by point. Numbers that compare a point with the first are made repeat
/// by repeat, from jobs of the same round.
public final class Analysis {
    /// The numbers of a point in words; REFERENCES: Karp and Flatt (1990), CACM 33, 539; the POP project's
    /// metrics.
    public static final Map<String, String> DEFINITIONS = definitions();

    private final ScalingPlan plan;
    private final int cores;
    private final List<List<Measurement>> repeats;

    /// @param measurements of all jobs of the plan
    /// @param cores that the jobs could have
    public Analysis(ScalingPlan plan, List<Measurement> measurements, int cores) {
        this.plan = plan;
        this.cores = cores;
        repeats = new ArrayList<>();
        for (ScalingPlan.Point point : plan.points()) {
            repeats.add(IntStream.rangeClosed(1, plan.repeats())
                    .mapToObj(repeat -> measurements.stream()
                            .filter(m -> point.isOf(m) && m.repeat() == repeat)
                            .findFirst()
                            .orElseThrow())
                    .toList());
        }
    }

    private Analysis(ScalingPlan plan, int cores, List<List<Measurement>> repeats) {
        this.plan = plan;
        this.cores = cores;
        this.repeats = repeats;
    }

    /// The same of those rounds alone in which no job was disturbed; there may be none.
    public Analysis quiet() {
        int[] rounds = IntStream.range(0, repeats.getFirst().size())
                .filter(r -> repeats.stream().noneMatch(point -> isDisturbed(point.get(r))))
                .toArray();
        return new Analysis(
                plan,
                cores,
                repeats.stream()
                        .map(point -> IntStream.of(rounds).mapToObj(point::get).toList())
                        .toList());
    }

    private static boolean isDisturbed(Measurement measurement) {
        return measurement.around().disturbed();
    }

    /// What disturbed jobs that count, and what to do, in one line; null where nothing did.
    public String warning() {
        return Surroundings.warning(
                repeats.stream().flatMap(List::stream).map(Measurement::around).toList());
    }

    private static Map<String, String> definitions() {
        Members<String> texts = new Members<>();
        texts.put(
                "disturbed",
                "jobs of this point that count during which other processes or the host left it more than 5 %, surely,"
                        + " short of the cores it was to have; the verdict and the fits leave out their rounds");
        texts.put("wallSeconds", "wall time of the whole job, starting it included");
        texts.put("speedup", "S, wall time of the first point over this one's, repeat by repeat, times the work");
        texts.put("efficiency", "S over P, the cores in units of the first point's");
        texts.put("loadBalance", "mean C over max C, C the computing time of each rank");
        texts.put(
                "communicationEfficiency",
                "max C over T, the time that rank 0 computed and communicated, waiting included");
        texts.put("parallelEfficiency", "mean C over T, the product of the two");
        texts.put("cpuShare", "processor time of the ranks' processes over wall time: how many cores were busy");
        texts.put("gcShare", "time in garbage collection over wall time");
        texts.put(
                "lost",
                "wall time less the first point's over P: in computing (mean C), imbalance (max C - mean C)," + " "
                        + Activity.EXCHANGE_AND_WAITING
                        + " (T - max C), files (reading, writing), start-up, pictures and the rest");
        texts.put(
                "serialPart",
                "(1/S - 1/P)/(1 - 1/P) (Karp and Flatt); where the work grows, (P - S)/(P - 1) (Gustafson); none where"
                        + " a job was slower than the first point's");
        return texts;
    }

    /// The counted jobs of a point, in the order of their repeats.
    List<Measurement> repeats(int point) {
        return repeats.get(point);
    }

    /// Whether the problem grows with the cores.
    boolean isWeak() {
        return plan.isWeak();
    }

    /// That the jobs could have.
    int cores() {
        return cores;
    }

    public List<Point> points() {
        return IntStream.range(0, plan.points().size()).mapToObj(this::point).toList();
    }

    /// Whether it is worthwhile to share out more than the job's largest part, on the most cores that a point has of
    /// its own; empty where that is not known.
    public static String answer(List<ScalingRecord.Part> parts, List<Point> points) {
        int cores = points.stream()
                .filter(point -> !point.oversubscribed())
                .mapToInt(Point::cores)
                .max()
                .orElse(1);
        return AmdahlBounds.answer(parts, cores);
    }

    private Point point(int index) {
        ScalingPlan.Point point = plan.points().get(index);
        return new Point(
                point.ranks(),
                point.threads(),
                point.cores(),
                point.cores() > cores,
                point.size().isEmpty() ? null : point.size(),
                point.work(),
                (int) repeats.get(index).stream().filter(Analysis::isDisturbed).count(),
                spread(index, Measurement::wallSeconds),
                spread(index, Measurement::rate),
                spread(speedups(index)),
                spread(efficiencies(index)),
                spread(index, m -> m.meanComputeSeconds() / m.maxComputeSeconds()),
                spread(index, m -> m.maxComputeSeconds() / m.parallelSeconds()),
                spread(index, m -> m.meanComputeSeconds() / m.parallelSeconds()),
                spread(index, m -> m.cpuSeconds() / m.wallSeconds()),
                spread(index, m -> m.gcSeconds() / m.wallSeconds()),
                spread(serialParts(index)),
                lost(index));
    }

    private Spread spread(int index, ToDoubleFunction<Measurement> quantity) {
        return spread(values(index, quantity));
    }

    private static Spread spread(double[] values) {
        return Spread.of(values);
    }

    private double[] values(int index, ToDoubleFunction<Measurement> quantity) {
        return repeats.get(index).stream().mapToDouble(quantity).toArray();
    }

    /// Of a point over the first, repeat by repeat.
    double[] speedups(int index) {
        double work = plan.points().get(index).work();
        double[] here = values(index, Measurement::wallSeconds);
        double[] first = values(0, Measurement::wallSeconds);
        return IntStream.range(0, here.length)
                .mapToDouble(r -> work * first[r] / here[r])
                .toArray();
    }

    private double relativeCores(int index) {
        return (double) plan.points().get(index).cores()
                / plan.points().getFirst().cores();
    }

    private double[] efficiencies(int index) {
        double[] efficiencies = speedups(index);
        for (int r = 0; r < efficiencies.length; r++) {
            efficiencies[r] /= relativeCores(index);
        }
        return efficiencies;
    }

    private double[] serialParts(int index) {
        double p = relativeCores(index);
        double[] parts = speedups(index);
        for (int r = 0; r < parts.length; r++) {
            parts[r] = p == 1 || parts[r] < 1 ? Double.NaN : serialPart(parts[r], p, plan.isWeak());
        }
        return parts;
    }

    static double serialPart(double speedup, double cores, boolean weak) {
        return weak ? (cores - speedup) / (cores - 1) : (1 / speedup - 1 / cores) / (1 - 1 / cores);
    }

    private Lost lost(int index) {
        return new Lost(
                lost(index, Measurement::meanComputeSeconds),
                lost(index, m -> m.maxComputeSeconds() - m.meanComputeSeconds()),
                lost(index, m -> m.parallelSeconds() - m.maxComputeSeconds()),
                lost(index, m -> m.busySeconds() - m.parallelSeconds()),
                lost(index, m -> m.wallSeconds() - m.busySeconds()),
                lost(index, Measurement::wallSeconds));
    }

    /// The median over the repeats of one part of the wall time less the ideal one: the first point's, shared out
    /// over the cores.
    private double lost(int index, ToDoubleFunction<Measurement> part) {
        double share = plan.points().get(index).work() / relativeCores(index);
        double[] here = values(index, part);
        double[] first = values(0, part);
        return spread(IntStream.range(0, here.length)
                        .mapToDouble(r -> here[r] - first[r] * share)
                        .toArray())
                .median();
    }
}
