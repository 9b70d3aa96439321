package hyades.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Studies made up for tests.
final class Studies {
    /// As a batch has them.
    static final Map<String, Set<String>> CIRCUMSTANCES = Map.of("summary.csv", Set.of("seconds", "rank"));

    private Studies() {}

    static ScalingPlan plan(List<Integer> ranks, List<Integer> threads, int repeats) {
        List<String> command = List.of("nbody", "--steps", "3");
        List<ScalingPlan.Point> points = new ArrayList<>();
        for (int r : ranks) {
            for (int t : threads) {
                points.add(new ScalingPlan.Point(r, t, "", 1, command));
            }
        }
        return new ScalingPlan(command, ranks, threads, repeats, "multicore", null, null, points, CIRCUMSTANCES);
    }

    /// Every repeat of a point takes the same time, the warm-up a hundred times as long.
    static List<Measurement> measurements(ScalingPlan plan, ToDoubleFunction<ScalingPlan.Point> seconds) {
        return plan.runs().stream()
                .map(run -> {
                    double wall = seconds.applyAsDouble(run.point()) * (run.repeat() == 0 ? 100 : 1);
                    return measurement(run, wall, 0.5 * wall, 0.6 * wall, 0.8 * wall, 0.9 * wall);
                })
                .toList();
    }

    /// The same job while other processes took what it was to have.
    static Measurement disturbed(Measurement m) {
        return new Measurement(
                m.ranks(),
                m.threads(),
                m.repeat(),
                m.size(),
                m.wallSeconds(),
                m.rate(),
                m.meanComputeSeconds(),
                m.maxComputeSeconds(),
                m.parallelSeconds(),
                m.busySeconds(),
                m.cpuSeconds(),
                m.gcSeconds(),
                new Surroundings(24, 0, 1.5, 0.5, 0.75, true, 2));
    }

    static Measurement measurement(
            ScalingPlan.Run run, double wall, double meanCompute, double maxCompute, double parallel, double busy) {
        return new Measurement(
                run.point().ranks(),
                run.point().threads(),
                run.repeat(),
                run.point().size(),
                wall,
                100 / wall,
                meanCompute,
                maxCompute,
                parallel,
                busy,
                1.5 * wall,
                0.01 * wall,
                Surroundings.UNKNOWN);
    }
}
