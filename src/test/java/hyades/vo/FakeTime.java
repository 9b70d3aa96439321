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
    private Runnable atSleep;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(now);
    }

    @Override
    public void sleep(Duration time) {
        Runnable once;
        synchronized (this) {
            once = atSleep;
            atSleep = null;
        }
        if (once != null) {
            once.run();
        }
        synchronized (this) {
            now += time.toNanos();
            sleeps.add(time);
        }
    }

    /// What happens meanwhile when somebody sleeps next.
    synchronized void atSleep(Runnable once) {
        atSleep = once;
    }

    /// How long was slept, each time.
    synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
