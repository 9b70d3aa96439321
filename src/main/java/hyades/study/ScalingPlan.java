package hyades.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a study runs, and in which order.
///
/// @param command the job's command line, without ranks, threads and mode
/// @param ranks ascending
/// @param threads ascending: every number of ranks is run with each
/// @param repeats of each point that count, at least 1
/// @param mode where the ranks run, as `--on` has it, or [#PROGRAM]
/// @param same of a program: which files below its folder all jobs are to leave the same, a glob; null for none
/// @param growth what grows with the cores, in words; null where nothing does
/// @param points in the order of ranks, then threads
/// @param circumstances columns of the job's data files that may differ between jobs, by the name of the file
public record ScalingPlan(
        List<String> command,
        List<Integer> ranks,
        List<Integer> threads,
        int repeats,
        String mode,
        String same,
        String growth,
        List<Point> points,
        Map<String, Set<String>> circumstances) {
    /// Where nobody asks for others: the median then lies between the least and the greatest of the repeats with a
    /// probability of 1 - 2/2⁶ = 96.9 %.
    public static final int REPEATS = 6;

    /// In the place of a mode: the command is no job of Hyades, but run as it is.
    public static final String PROGRAM = "program";

    /// In the words of a program's points: the folder of the run.
    public static final String OUT = "{out}";

    /// One number of ranks and threads.
    ///
    /// @param size of the problem where it grows, else empty
    /// @param work in units of the first point's
    /// @param arguments of the job: the command, with its size changed where the problem grows
    public record Point(int ranks, int threads, String size, double work, List<String> arguments) {
        public Point {
            arguments = List.copyOf(arguments);
        }

        int cores() {
            return ranks * threads;
        }

        String name() {
            return "%d rank%s x %d thread%s".formatted(ranks, ranks == 1 ? "" : "s", threads, threads == 1 ? "" : "s");
        }

        boolean isOf(Measurement measurement) {
            return ranks == measurement.ranks() && threads == measurement.threads();
        }
    }

    /// One job.
    ///
    /// @param repeat 0 for the warm-up
    record Run(Point point, int repeat) {
        String name() {
            return "%dx%d-%d".formatted(point.ranks, point.threads, repeat);
        }
    }

    public ScalingPlan {
        command = List.copyOf(command);
        ranks = List.copyOf(ranks);
        threads = List.copyOf(threads);
        points = List.copyOf(points);
        circumstances = Map.copyOf(circumstances);
    }

    /// Whether the command is no job of Hyades: of such the wall time alone is known.
    public boolean isProgram() {
        return mode.equals(PROGRAM);
    }

    public boolean isWeak() {
        return growth != null;
    }

    /// All jobs. Round by round, each point once a round, so that whatever the machine does meanwhile meets all
    /// points alike; every second round backwards, so that a steady drift cancels.
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int repeat = 0; repeat <= repeats; repeat++) {
            List<Point> order = repeat % 2 == 0 ? points : points.reversed();
            for (Point point : order) {
                runs.add(new Run(point, repeat));
            }
        }
        return runs;
    }
}
