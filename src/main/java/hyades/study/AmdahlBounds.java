package hyades.study;

import hyades.run.RunRecord.RankTimes;
import hyades.study.ScalingRecord.Part;
import hyades.study.ScalingRecord.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the parts of a job on one core allow: how fast it could be at most if only one of them were shared out over any
/// number of cores, or all but one; Amdahl (1967), AFIPS Conference Proceedings 30, 483.
final class AmdahlBounds {
    private static final String EXCHANGE = "exchange";
    private static final String FILES = "files";
    private static final String REST = "start-up and the rest";

    private AmdahlBounds() {}

    /// One job on one core.
    ///
    /// @param wallSeconds of all of it
    record Job(double wallSeconds, RankTimes times) {
        /// By part [s].
        private Map<String, Double> parts() {
            Map<String, Double> parts = new LinkedHashMap<>();
            if (times.computeParts() != null) {
                parts.putAll(times.computeParts());
            }
            parts.put(EXCHANGE, times.communicationSeconds());
            parts.put(FILES, times.inputOutputSeconds());
            parts.put(
                    REST,
                    wallSeconds
                            - parts.values().stream().mapToDouble(each -> each).sum());
            return parts;
        }
    }

    /// The parts with a share of their own, as medians over the jobs.
    ///
    /// @return none where nothing tells the parts of the computing
    static List<Part> of(List<Job> jobs) {
        if (jobs.isEmpty()
                || jobs.stream()
                        .anyMatch(job -> job.times().computeParts() == null
                                || job.times().computeParts().isEmpty())) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        for (String name : jobs.getFirst().parts().keySet()) {
            double[] seconds = jobs.stream()
                    .mapToDouble(job -> job.parts().getOrDefault(name, 0.0))
                    .toArray();
            double[] shares = jobs.stream()
                    .mapToDouble(job -> job.parts().getOrDefault(name, 0.0) / job.wallSeconds())
                    .toArray();
            double share = Spread.of(shares).median();
            parts.add(new Part(name, Spread.of(seconds).median(), share, 1 / (1 - share), 1 / share));
        }
        return parts;
    }

    /// Whether it is worthwhile to share out more than the largest part of the computing, in one sentence. Starting
    /// cannot be shared out.
    ///
    /// @param cores on which
    static String answer(List<Part> parts, int cores) {
        List<Part> shareable =
                parts.stream().filter(part -> !part.name().equals(REST)).toList();
        Part largest = shareable.stream()
                .filter(part -> !part.name().equals(EXCHANGE) && !part.name().equals(FILES))
                .max(Comparator.comparingDouble(Part::share))
                .orElse(null);
        if (largest == null || cores < 2) {
            return "";
        }
        double all = shareable.stream().mapToDouble(Part::share).sum();
        double alone = 1 / (1 - largest.share() + largest.share() / cores);
        double gain = 1 / (1 - all + all / cores) / alone - 1;
        return text(
                "Of one core's time %.0f %% is %s: that alone shared out, the job is at most %.2f times as fast on %d"
                        + " cores, %.3g times on any number. All other parts, too (starting cannot be), could gain"
                        + " another %.1f %% on %d cores: %s.",
                100 * largest.share(),
                largest.name(),
                alone,
                cores,
                largest.onlyIt(),
                100 * gain,
                cores,
                gain > Verdict.NEGLIGIBLE ? "worthwhile" : "not worthwhile");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
