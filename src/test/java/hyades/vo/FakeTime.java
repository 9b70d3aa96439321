package hyades.vo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Time that passes where somebody sleeps, and not otherwise.
final class FakeTime implements Timepiece {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(now);
    }

    @Override
    public synchronized void sleep(Duration time) {
        now += time.toNanos();
        sleeps.add(time);
    }

    /// How long was slept, each time.
    synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
