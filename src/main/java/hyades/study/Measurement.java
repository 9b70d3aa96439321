package hyades.study;

import hyades.run.RunRecord;
import hyades.run.RunRecord.RankTimes;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What one job of a study took: a line of `measurements.csv`. Times in seconds; what is not known is NaN.
///
/// @param repeat 0 for the warm-up, which does not count
/// @param size of the problem where it grows, else empty
/// @param wallSeconds of the whole job, from the start of its first process to the end of its last
/// @param rate the work itself per second, start-up apart
/// @param meanComputeSeconds over the ranks
/// @param maxComputeSeconds over the ranks
/// @param parallelSeconds that rank 0 computed and communicated, waiting for the others included; it is what the others
///     wait for at the end, while it writes
/// @param busySeconds that rank 0 computed, communicated, read and wrote
/// @param cpuSeconds processor time of the ranks' processes
/// @param gcSeconds time in garbage collection of the ranks' processes
/// @param around what else the machine did meanwhile
record Measurement(
        int ranks,
        int threads,
        int repeat,
        String size,
        double wallSeconds,
        double rate,
        double meanComputeSeconds,
        double maxComputeSeconds,
        double parallelSeconds,
        double busySeconds,
        double cpuSeconds,
        double gcSeconds,
        Surroundings around) {
    static Measurement of(ScalingPlan.Run run, PointJob.Ended ended, RunRecord record, Surroundings around) {
        List<RankTimes> times = record.perRank();
        return new Measurement(
                run.point().ranks(),
                run.point().threads(),
                run.repeat(),
                run.point().size(),
                ended.wallSeconds(),
                record.rates().getOrDefault(rateName(record.rates()), Double.NaN),
                times.stream().mapToDouble(RankTimes::computeSeconds).average().orElse(Double.NaN),
                times.stream().mapToDouble(RankTimes::computeSeconds).max().orElse(Double.NaN),
                ofRankZero(times, rank -> rank.computeSeconds() + rank.communicationSeconds()),
                ofRankZero(
                        times, rank -> rank.computeSeconds() + rank.communicationSeconds() + rank.inputOutputSeconds()),
                record.cpuSeconds() == null ? Double.NaN : record.cpuSeconds(),
                record.gcSeconds() == null ? Double.NaN : record.gcSeconds(),
                around);
    }

    /// Of a program nothing is known but its wall time.
    static Measurement ofProgram(ScalingPlan.Run run, PointJob.Ended ended, Surroundings around) {
        double none = Double.NaN;
        ScalingPlan.Point point = run.point();
        return new Measurement(
                point.ranks(),
                point.threads(),
                run.repeat(),
                point.size(),
                ended.wallSeconds(),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                around);
    }

    /// Which of a job's rates stands for its work: the first of its record; empty where it has none.
    static String rateName(Map<String, Double> rates) {
        return rates.keySet().stream().findFirst().orElse("");
    }

    private static double ofRankZero(List<RankTimes> times, ToDoubleFunction<RankTimes> seconds) {
        return times.isEmpty() ? Double.NaN : seconds.applyAsDouble(times.getFirst());
    }
}
