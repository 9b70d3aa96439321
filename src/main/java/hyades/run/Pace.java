package hyades.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// How fast a run is now: over its last seconds, so that neither what an earlier process did nor the first second, in
/// which the JVM still compiles, is in it.
final class Pace {
    private static final long WINDOW = 5_000_000_000L;
    private static final long SHORTEST = 1_000_000_000L;
    private static final long SPACING = 100_000_000L;

    private record Sample(long nanos, long done) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long first;

    /// Takes note of how much is done.
    ///
    /// @param nanos now, by any clock
    void at(long nanos, long done) {
        if (samples.isEmpty()) {
            first = nanos;
        } else if (nanos - first < SHORTEST) {
            samples.clear();
        } else if (nanos - samples.getLast().nanos < SPACING) {
            return;
        }
        samples.add(new Sample(nanos, done));
        while (samples.size() > 2 && nanos - second().nanos >= WINDOW) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        return samples.stream().skip(1).findFirst().orElseThrow();
    }

    /// How many a second; none before there is a second to tell from, or where nothing was done in it.
    OptionalDouble perSecond() {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        long nanos = samples.getLast().nanos - samples.getFirst().nanos;
        long done = samples.getLast().done - samples.getFirst().done;
        return nanos < SHORTEST || done <= 0 ? OptionalDouble.empty() : OptionalDouble.of(done / (nanos * 1e-9));
    }
}
