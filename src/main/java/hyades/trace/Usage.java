package hyades.trace;

/// What a rank and its process have used in all.
///
/// @param cpuSeconds of the rank's own threads
/// @param processCpuSeconds of its process, compiler and collector included
/// @param gcSeconds in which its process collected garbage
/// @param peakCpuShare most cores that the rank's threads kept busy between two looks; null if unknown
/// @param peakResidentBytes most memory that its process had of the machine; null where unknown
/// @param peakHeapBytes most that was seen in use of its process's heap
public record Usage(
        double cpuSeconds,
        double processCpuSeconds,
        double gcSeconds,
        Double peakCpuShare,
        Long peakResidentBytes,
        long peakHeapBytes) {}
