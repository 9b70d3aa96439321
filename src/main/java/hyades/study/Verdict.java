package hyades.study;

import hyades.study.ScalingRecord.Lost;
import hyades.study.ScalingRecord.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What limits a job, and whether parallelising it was worth it, in one sentence.
public final class Verdict {
    /// Below this part of the wall time nothing is worth being called a limit.
    private static final double NEGLIGIBLE = 0.05;

    /// Half of the cores' time is lost.
    private static final double POOR = 0.5;

    private Verdict() {}

    /// @param weak whether the problem grows with the cores
    /// @param cores that the jobs could have
    public static String of(List<Point> points, boolean weak, int cores) {
        List<Point> own = points.stream().filter(p -> !p.oversubscribed()).toList();
        List<Point> shared = points.stream().filter(Point::oversubscribed).toList();
        List<String> parts = new ArrayList<>();
        if (own.size() < 2) {
            parts.add("Whether it is worth it cannot be said: %s point has cores of its own"
                    .formatted(own.isEmpty() ? "no" : "one"));
        } else {
            Point last = own.stream()
                    .max(Comparator.comparingInt(Point::cores)
                            .thenComparingDouble(p -> p.speedup().median()))
                    .orElseThrow();
            parts.add(weak ? worthOfGrowing(last) : worth(own, cores));
            parts.add(limit(last));
        }
        if (!shared.isEmpty()) {
            parts.add(oversubscription(own, shared.getLast(), weak, cores));
        }
        return String.join("; ", parts) + ".";
    }

    private static String worth(List<Point> own, int cores) {
        Point first = own.getFirst();
        Point best = own.stream()
                .min(Comparator.comparingDouble(p -> p.wallSeconds().median()))
                .orElseThrow();
        if (best == first || best.speedup().minimum() <= 1) {
            Point last = own.getLast();
            return text(
                    "Not worth it: %s is not surely faster than %s (speedup %.2f [%.2f, %.2f])",
                    own.size() == 2 ? last.name() : "no point up to " + Math.min(cores, last.cores()) + " cores",
                    first.name(),
                    (best == first ? last : best).speedup().median(),
                    (best == first ? last : best).speedup().minimum(),
                    (best == first ? last : best).speedup().maximum());
        }
        return text(
                "%s: %s is %.2f times as fast as %s, with an efficiency of %.0f %%",
                best.efficiency().median() < POOR ? "Hardly worth it" : "Worth it",
                best.name(),
                best.speedup().median(),
                first.name(),
                100 * best.efficiency().median());
    }

    private static String worthOfGrowing(Point last) {
        double efficiency = last.efficiency().median();
        return text(
                "%s: %s does %.2f times the work in %.2f times the time, with an efficiency of %.0f %%",
                last.speedup().minimum() <= 1 ? "Not worth it" : efficiency < POOR ? "Hardly worth it" : "Worth it",
                last.name(),
                last.work(),
                last.work() / last.speedup().median(),
                100 * efficiency);
    }

    private static String limit(Point point) {
        double lost = point.lost().total();
        if (!(lost > NEGLIGIBLE * point.wallSeconds().median())) {
            return text("nothing limits it up to %d cores", point.cores());
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
        causes.put("communication", lost.communication());
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
