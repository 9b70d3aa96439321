package hyades.study;

import hyades.study.ScalingRecord.Lost;
import hyades.study.ScalingRecord.Point;
import hyades.trace.Activity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What limits a job, and whether parallelising it was worth it, in one sentence: of the rounds alone in which no job
/// was disturbed.
public final class Verdict {
    /// Fewer repeats can't show at the level of 5 % that something is faster: 2⁻⁵ is the first power below.
    private static final int LEAST_REPEATS = 5;

    /// Below this part of the wall time nothing is worth being called a limit.
    static final double NEGLIGIBLE = 0.05;

    private final Analysis analysis;
    private final int rounds;
    private final List<Point> points;
    private final List<Point> own;
    private final double target;

    private Verdict(Analysis all, double target) {
        analysis = all.quiet();
        rounds = all.repeats(0).size();
        this.target = target;
        points = analysis.points();
        own = points.stream().filter(p -> !p.oversubscribed()).toList();
    }

    /// @param target the efficiency from which cores are worth having, of 1
    public static String of(Analysis analysis, double target) {
        return new Verdict(analysis, target).text();
    }

    private String text() {
        int quiet = analysis.repeats(0).size();
        if (quiet == 0) {
            return text(
                    "Cannot tell whether it is worth it, nor what limits it: %s was disturbed.",
                    rounds == 1 ? "the one round" : "each of the %d rounds".formatted(rounds));
        }
        List<Point> shared = points.stream().filter(Point::oversubscribed).toList();
        List<String> parts = new ArrayList<>();
        if (own.size() < 2) {
            parts.add("Whether it is worth it cannot be said: %s point has cores of its own"
                    .formatted(own.isEmpty() ? "no" : "one"));
        } else {
            parts.add(worth());
            parts.addAll(superlinear());
            parts.add(limit(own.stream()
                    .max(Comparator.comparingInt(Point::cores)
                            .thenComparingDouble(p -> p.speedup().median()))
                    .orElseThrow()));
        }
        if (!shared.isEmpty()) {
            parts.add(oversubscription(own, shared.getLast(), analysis.isWeak(), analysis.cores()));
        }
        if (quiet < rounds) {
            parts.add("of %d rounds %d, in which jobs were disturbed, %s left out"
                    .formatted(rounds, rounds - quiet, rounds - quiet == 1 ? "is" : "are"));
        }
        return String.join("; ", parts) + ".";
    }

    private String worth() {
        int repeats = analysis.repeats(0).size();
        if (repeats < LEAST_REPEATS) {
            return text(
                    "Cannot tell whether it is worth it: %d %srepeat%s, and a verdict needs %d",
                    repeats, repeats < rounds ? "undisturbed " : "", repeats == 1 ? "" : "s", LEAST_REPEATS);
        }
        List<Point> others = own.subList(1, own.size());
        double[][] speedups = others.stream().map(this::speedups).toArray(double[][]::new);
        double[] p = PairedTest.faster(speedups);
        List<Point> faster = IntStream.range(0, p.length)
                .filter(i -> p[i] <= Comparisons.LEVEL)
                .mapToObj(others::get)
                .toList();
        if (faster.isEmpty()) {
            return isBelowTarget(others)
                    ? "Not worth it: at best " + compared(fastest(others), true)
                    : "Cannot tell whether it is worth it: at best " + compared(fastest(others), true)
                            + ", which more repeats or a quieter machine would settle";
        }
        Point fastest = fastest(faster);
        Optional<Point> efficient = faster.stream()
                .filter(each -> each.efficiency().median() >= target)
                .max(Comparator.comparingInt(Point::cores)
                        .thenComparingDouble(each -> each.speedup().median()));
        if (efficient.isEmpty()) {
            return text("Hardly worth it: %s, of which %.0f %% was wanted", compared(fastest, false), 100 * target);
        }
        String most = "Worth it: " + compared(efficient.get(), false);
        return fastest.speedup().median()
                        < (1 + NEGLIGIBLE) * efficient.get().speedup().median()
                ? most
                : text(
                        "%s; the fastest is %s, %.2f times with %.0f %%",
                        most,
                        fastest.name(),
                        fastest.speedup().median(),
                        100 * fastest.efficiency().median());
    }

    private double[] speedups(Point point) {
        return analysis.speedups(points.indexOf(point));
    }

    private static Point fastest(List<Point> points) {
        return points.stream()
                .max(Comparator.comparingDouble(p -> p.speedup().median()))
                .orElseThrow();
    }

    /// Whether each point surely has less than the efficiency that is wanted. All of them must, so nothing is chosen
    /// and nothing to be corrected for.
    private boolean isBelowTarget(List<Point> others) {
        return others.stream().allMatch(point -> {
            double wanted = target * point.cores() / points.getFirst().cores();
            double[][] shortfall = {
                Arrays.stream(speedups(point)).map(speedup -> wanted / speedup).toArray()
            };
            return PairedTest.faster(shortfall)[0] <= Comparisons.LEVEL;
        });
    }

    private String compared(Point point, boolean withRange) {
        String range = withRange
                ? text(
                        " [%.2f, %.2f]",
                        point.speedup().minimum(), point.speedup().maximum())
                : "";
        double speedup = point.speedup().median();
        double efficiency = 100 * point.efficiency().median();
        return analysis.isWeak()
                ? text(
                        "%s does %.2f times the work in %.2f times the time, with an efficiency of %.0f %%%s",
                        point.name(),
                        point.work(),
                        point.work() / speedup,
                        efficiency,
                        range.isEmpty()
                                ? ""
                                : text(
                                        " [%.0f, %.0f]",
                                        100 * point.efficiency().minimum(),
                                        100 * point.efficiency().maximum()))
                : text(
                        "%s is %.2f%s times as fast as %s, with an efficiency of %.0f %%",
                        point.name(), speedup, range, points.getFirst().name(), efficiency);
    }

    /// Points that were more than as many times as fast as they have cores, in every round.
    private List<String> superlinear() {
        List<String> names = own.stream()
                .skip(1)
                .filter(p -> p.efficiency().minimum() > 1 + NEGLIGIBLE)
                .map(Point::name)
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of("more than linear at %s: caches, or a first point that was slowed down"
                        .formatted(String.join(", ", names)));
    }

    private static String limit(Point point) {
        double lost = point.lost().total();
        if (!(lost > NEGLIGIBLE * point.wallSeconds().median())) {
            return text("nothing limits it up to %d cores", point.cores());
        }
        if (Double.isNaN(point.lost().computing())) {
            return text("%.3g s are lost on %d cores, and a wall time does not tell in what", lost, point.cores());
        }
        Map.Entry<String, Double> worst = causes(point.lost()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
        return text(
                "what limits it is %s, %.0f %% of the %.3g s lost on %d cores",
                worst.getKey(), Math.min(100, 100 * worst.getValue() / lost), lost, point.cores());
    }

    private static Map<String, Double> causes(Lost lost) {
        Map<String, Double> causes = new LinkedHashMap<>();
        causes.put("computing that is not shared out, or slower on many cores", lost.computing());
        causes.put("load imbalance", lost.imbalance());
        causes.put(Activity.EXCHANGE_AND_WAITING, lost.communication());
        causes.put("the serial part (reading, writing, drawing)", lost.inputOutput());
        causes.put("start-up", lost.startUp());
        return causes;
    }

    private static String oversubscription(List<Point> own, Point shared, boolean weak, int cores) {
        Point fastest = own.stream()
                .max(Comparator.comparingDouble(p -> p.speedup().median()))
                .orElse(shared);
        double ratio = fastest.speedup().median() / shared.speedup().median();
        String where = cores == 1 ? "the one core" : cores + " cores";
        if (ratio < 1 + NEGLIGIBLE) {
            return text("oversubscription (%s on %s) costs little", shared.name(), where);
        }
        return weak
                ? text(
                        "oversubscription costs: on %s %s does %.2f of the work a second that %s does",
                        where, shared.name(), 1 / ratio, fastest.name())
                : text(
                        "oversubscription costs: on %s %s takes %.2f times as long as %s",
                        where, shared.name(), ratio, fastest.name());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
