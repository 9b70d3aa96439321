package hyades.trace;

import java.util.ArrayList;
import java.util.List;

/// The samples of one rank: at most so many, and the peaks of all, kept or not.
///
/// When they are too many every second is dropped, and from then on half as many are kept.
final class Samples {
    private final int most;
    private long interval;
    private List<Sample> kept = new ArrayList<>();
    private Sample last;
    private double peakCpuShare;
    private Long peakResidentBytes;
    private long peakHeapBytes;

    /// @param most that are kept, at least 2
    /// @param interval between two that are kept, at first [ns]
    Samples(int most, long interval) {
        this.most = most;
        this.interval = interval;
    }

    /// The time between two samples that are worth keeping [ns].
    long interval() {
        return interval;
    }

    /// The latest; null if there was none.
    Sample last() {
        return last;
    }

    /// Takes note of a sample.
    void add(Sample sample) {
        if (last != null) {
            raise(sample.cpuShare(last));
        }
        peakResidentBytes = larger(peakResidentBytes, larger(sample.residentBytes(), sample.mostResidentBytes()));
        peakHeapBytes = Math.max(peakHeapBytes, sample.heapBytes());
        last = sample;
        // a quarter early is in time: sleeping is not exact
        if (kept.isEmpty() || sample.at() - kept.getLast().at() > interval - interval / 4) {
            keep(sample);
        }
    }

    /// Keeps the latest whatever the interval, and returns all that are kept, in the order of time.
    List<Sample> finish() {
        if (last != null && kept.getLast() != last) {
            keep(last);
        }
        return List.copyOf(kept);
    }

    /// What has been used; after [#finish], so that no share between two kept samples is above the peak.
    Usage usage() {
        for (int i = 1; i < kept.size(); i++) {
            raise(kept.get(i).cpuShare(kept.get(i - 1)));
        }
        return new Usage(
                last.cpuSeconds(),
                last.processCpuSeconds(),
                last.gcSeconds(),
                peakCpuShare > 0 ? peakCpuShare : null,
                peakResidentBytes,
                peakHeapBytes);
    }

    private void raise(double share) {
        if (share > peakCpuShare) { // not if it is unknown
            peakCpuShare = share;
        }
    }

    private void keep(Sample sample) {
        if (kept.size() == most) {
            List<Sample> all = kept;
            kept = new ArrayList<>();
            for (int i = 0; i < all.size(); i += 2) {
                kept.add(all.get(i));
            }
            interval *= 2;
        }
        kept.add(sample);
    }

    private static Long larger(Long a, Long b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Math.max(a, b);
    }
}
