package hyades.trace;

/// What a rank and its process have used up to a moment.
///
/// @param at the moment, as `System.nanoTime` had it
/// @param cpuSeconds of the rank's own threads
/// @param processCpuSeconds of the whole process, compiler and collector included
/// @param residentBytes of the process at the moment; null where unknown
/// @param mostResidentBytes the most it ever was; null where unknown
/// @param heapBytes of the process at the moment, garbage included
/// @param gcSeconds in which the process collected garbage
public record Sample(
        long at,
        double cpuSeconds,
        double processCpuSeconds,
        Long residentBytes,
        Long mostResidentBytes,
        long heapBytes,
        double gcSeconds) {
    /// What is used in less time is not measured well enough to be a share [s].
    private static final double SHORTEST_SECONDS = 0.05;

    /// The cores that the rank's threads kept busy since `before`, on average; NaN over too short a time.
    public double cpuShare(Sample before) {
        return (cpuSeconds - before.cpuSeconds) / seconds(before);
    }

    /// The cores that the process kept busy since `before`, on average; NaN over too short a time.
    public double processCpuShare(Sample before) {
        return (processCpuSeconds - before.processCpuSeconds) / seconds(before);
    }

    private double seconds(Sample before) {
        double seconds = (at - before.at) * 1e-9;
        return seconds < SHORTEST_SECONDS ? Double.NaN : seconds;
    }
}
